"""The verbs of a question, in the order of the table."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ..deadlines import ZONE, after_days
from ..models import CommuneSettings, Question
from ..models.calendar import WorkCalendar
from ..states import (
    CLOCK_RUNS,
    IN_HAND,
    PAST_SESSIONS,
    WAYS_TO_GIVE,
    Outcome,
    RegistrationState,
    Thing,
)
from ..states import QuestionVerb as Verb
from ..vietnamese import clean, clean_line
from .base import NotAllowed, action, lock, store
from .registrations import close_when_done


def _needed(name, value, message):
    value = clean(value or "").strip()
    if not value:
        raise ValidationError({name: message})
    return value


def _needs_accepted_sheet(question):
    if question.registration.state != RegistrationState.ACCEPTED:
        raise NotAllowed(_("The sheet of this question isn't open for work: reopen it first."))


def _due(question, commune, calendar):
    """Return the due date of an assigned question, counted from the day it was assigned."""
    days = commune.written_reply_days if question.owed_in_writing else commune.reply_days
    return after_days(question.assigned_at.astimezone(ZONE).date(), days, calendar)


def _start_clock(question, act):
    question.assigned_at, question.assigned_by = act.now, act.user
    due = _due(question, CommuneSettings.load(), WorkCalendar.load())
    question.due_on, question.due_how, question.due_moved = due.value, due.how[:300], False


def _stop_clock(question):
    question.department = None
    question.due_on, question.due_how, question.due_moved = None, "", False


def _write(question, reply, user):
    """Put ``reply`` in; another text than the approved one isn't approved any more."""
    if reply != question.reply or question.drafted_by is None:
        question.drafted_by = user
    if reply != question.reply:
        question.approved_by, question.approved_at = None, None
    question.reply = reply


def _give(question, act, outcome):
    question.outcome = outcome
    question.given_at = act.now
    question.owed_in_writing = False


def _was_at_session(question):
    session = question.registration.session
    if session is None or session.state not in PAST_SESSIONS:
        raise ValidationError(_("Record the session as held first."))


def _usable(department):
    if department is None or not department.active:
        raise ValidationError({"department": _("Choose a department that is in use.")})
    return department


def _ending(verb):
    """An action after which the sheet closes if this was its last open question."""
    return action(Thing.QUESTION, verb, then=_close_sheet_when_done)


def _close_sheet_when_done(question, act):
    question.registration = close_when_done(question.registration, act)


@action(Thing.QUESTION, Verb.CLASSIFY)
def classify(question, act, *, topic, proposed_department=None, text=None):
    """Set the topic, propose a department, and maybe word the question better."""
    question.topic = topic
    question.proposed_department = proposed_department or (topic and topic.usual_department)
    if text is not None:
        question.text = _needed("text", text, _("The question can't be empty."))


@action(Thing.QUESTION, Verb.ASSIGN)
def assign(question, act, *, department, instruction=""):
    """Pass the question to a department with an instruction; its clock starts now."""
    _needs_accepted_sheet(question)
    question.department = _usable(department)
    question.instruction = clean(instruction).strip()
    _start_clock(question, act)


@action(Thing.QUESTION, Verb.SAVE_DRAFT)
def save_draft(question, act, *, reply):
    """Keep an unfinished reply."""
    _write(question, clean(reply).strip(), act.user)


@action(Thing.QUESTION, Verb.SUBMIT)
def submit(question, act, *, reply):
    """Hand the draft in for approval."""
    text = _needed("reply", reply, _("Write the reply before submitting it."))
    _write(question, text, act.user)


@action(Thing.QUESTION, Verb.RETURN)
def return_not_ours(question, act, *, proposed_department=None):
    """Give the question back as not the department's, with a proposal."""
    question.proposed_department = proposed_department
    _stop_clock(question)


@action(Thing.QUESTION, Verb.EXTEND)
def extend(question, act, *, due_on):
    """Move the due date, with a reason."""
    if due_on is None or due_on < act.now.astimezone(ZONE).date():
        raise ValidationError({"due_on": _("Choose a day from today on.")})
    question.due_on, question.due_moved = due_on, True
    question.due_how = _("moved by a leader: %(reason)s") % {"reason": act.reason[:200]}


@action(Thing.QUESTION, Verb.APPROVE)
def approve(question, act):
    """Approve the draft as it stands."""
    question.approved_by, question.approved_at = act.user, act.now


@action(Thing.QUESTION, Verb.SEND_BACK)
def send_back(question, act):
    """Send the draft back with remarks; the department's clock goes on from its old date."""


@_ending(Verb.GIVE)
def give(question, act, *, way):
    """Record that the approved reply was given: at the session, by letter or by e-mail."""
    if way not in WAYS_TO_GIVE:
        raise ValidationError({"way": _("Choose how the reply was given.")})
    if way == Outcome.EMAIL and not question.registration.email:
        raise ValidationError({"way": _("The sender gave no e-mail address.")})
    if way == Outcome.AT_SESSION:
        _was_at_session(question)
    _give(question, act, way)


@_ending(Verb.ANSWER_ON_SPOT)
def answer_on_spot(question, act, *, reply):
    """Record an answer that the chair gave at the session itself."""
    _needs_accepted_sheet(question)
    _was_at_session(question)
    _write(question, _needed("reply", reply, _("Write what was answered.")), act.user)
    _give(question, act, Outcome.AT_SESSION)


@action(Thing.QUESTION, Verb.OWE_IN_WRITING)
def owe_in_writing(question, act, *, department=None, instruction=""):
    """Leave the question to a written reply after the session; a new clock starts."""
    _needs_accepted_sheet(question)
    question.department = department or question.department
    if question.department is None:
        raise ValidationError({"department": _("Choose the department that replies.")})
    _usable(question.department)
    question.instruction = clean(instruction).strip() or question.instruction
    question.owed_in_writing = True
    _start_clock(question, act)


@_ending(Verb.REFER)
def refer(question, act, *, other_body, other_body_address=""):
    """Say which other body is competent and where it is; the reason is what the sender is told."""
    question.other_body = clean_line(
        _needed("other_body", other_body, _("Name the body that is competent."))
    )
    question.other_body_address = clean_line(other_body_address)
    question.message = act.reason
    _give(question, act, Outcome.REFERRED)


@action(Thing.QUESTION, Verb.ESCALATE)
def escalate(question, act, *, other_body):
    """Report the matter to the superior body; it stays open until that body replied."""
    question.other_body = clean_line(
        _needed("other_body", other_body, _("Name the superior body."))
    )
    question.message = act.reason


@_ending(Verb.RECORD_SUPERIOR_REPLY)
def record_superior_reply(question, act, *, reply):
    """Record what the superior body replied."""
    _write(question, _needed("reply", reply, _("Write what the superior body replied.")), act.user)
    _give(question, act, Outcome.SUPERIOR)


@_ending(Verb.DROP)
def drop(question, act):
    """Take back a question that was split by mistake."""
    question.outcome = Outcome.WITHDRAWN


@action(Thing.QUESTION, Verb.REOPEN)
def reopen(question, act):
    """
    Take a finished question up again; its sheet must be open.

    The former reply stays as the draft to start from. What was decided on it lives on in the
    history: the next reply needs its own approval, and counts its own days.
    """
    _needs_accepted_sheet(question)
    question.outcome, question.given_at = "", None
    question.approved_by, question.approved_at = None, None
    question.assigned_by, question.assigned_at = None, None
    question.other_body, question.other_body_address, question.message = "", "", ""
    question.owed_in_writing = False
    _stop_clock(question)


@action(Thing.QUESTION, Verb.PREPARE_ANSWER)
def prepare_answer(question, act, *, answer_page):
    """Join the question to the page that publishes its answer (``desk.publishing`` drafts it)."""
    if question.is_restricted:
        raise NotAllowed(_("A restricted sheet is never published."))
    question.answer_page = answer_page


def owe_session_in_writing(session, act):
    """
    Owe a written reply to every question in hand of ``session``, which won't be held.

    Where a department is already at work its clock starts again, unless a leader set the date.
    """
    in_hand = Question.objects.filter(registration__session=session, state__in=IN_HAND)
    for question in in_hand.order_by("registration", "pk"):
        question = lock(question)
        if question.state not in IN_HAND:
            continue
        question.owed_in_writing = True
        if question.state in CLOCK_RUNS and not question.due_moved:
            _start_clock(question, act)
        store(question, "go_in_writing", act.user, act.reason, act.now)


@transaction.atomic
def recompute_open_deadlines(user, now):
    """
    Count the running clocks again after the calendar changed; moved dates stay as they were moved.

    :returns: the questions whose date changed
    """
    calendar = WorkCalendar.load()
    commune = CommuneSettings.load()
    running = Question.objects.select_for_update(of=("self",)).filter(
        ~Q(assigned_at=None), state__in=CLOCK_RUNS, due_moved=False
    )
    changed = []
    for question in running.order_by("pk"):
        due = _due(question, commune, calendar)
        if due.value != question.due_on:
            question.due_on, question.due_how = due.value, due.how[:300]
            reason = _("The calendar of working days changed.")
            store(question, "recompute", user, reason, now)
            changed.append(question)
    return changed
