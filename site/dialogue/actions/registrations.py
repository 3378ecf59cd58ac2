"""The verbs of a registration, in the order of the table."""

import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import AuditEntry, Question
from ..models.audit import AuditAction
from ..states import (
    FINAL_QUESTIONS,
    OPEN_QUESTIONS,
    LateDecision,
    Outcome,
    QuestionState,
    RefusalReason,
    RegistrationState,
    SessionState,
    Thing,
    Visibility,
)
from ..states import RegistrationVerb as Verb
from ..tracking_code import code_for, code_hash
from ..vietnamese import clean
from .base import action, lock, save_noted, store, tell


def _chosen(choices, value, name):
    if value not in choices.values:
        raise ValidationError({name: _("Choose one of the possibilities.")})
    return choices(value)


def _is_set_aside(registration):
    return registration.visibility == Visibility.QUARANTINED


@action(Thing.REGISTRATION, Verb.ACCEPT)
def accept(registration, act):
    """Take the sheet as fit for the dialogue."""
    if _is_set_aside(registration):
        raise ValidationError(
            _("This sheet is set aside as suspicious: release or refuse it first.")
        )
    registration.message = ""


@action(Thing.REGISTRATION, Verb.SPLIT)
def split(registration, act, *, questions):
    """
    Make questions out of the sheet's text, numbered after those that are there.

    :param questions: dicts with ``text`` and ``part``, and maybe ``topic`` and
        ``proposed_department``
    """
    wanted = [q for q in questions if clean(q.get("text", "")).strip()]
    if not wanted:
        raise ValidationError(_("Write at least one question."))
    if not {q.get("part") for q in wanted} <= set(Question.Part.values):
        raise ValidationError(_("Choose the part of the form that each question comes from."))
    last = max([q.ordinal for q in registration.questions.all()], default=0)
    for ordinal, given in enumerate(wanted, start=last + 1):
        _add_question(registration, ordinal, given, act)


def _add_question(registration, ordinal, given, act):
    topic = given.get("topic")
    session = registration.session
    question = Question(
        registration=registration,
        ordinal=ordinal,
        created_at=act.now,
        part=given["part"],
        text=clean(given["text"]).strip(),
        topic=topic,
        proposed_department=given.get("proposed_department")
        or (topic.usual_department if topic else None),
        # No meeting any more: whatever is asked for it is owed in writing.
        owed_in_writing=session is not None and session.state == SessionState.IN_WRITING,
    )
    save_noted(question, "create", act.user, act.reason, act.now)


@action(Thing.REGISTRATION, Verb.ASK_MORE)
def ask_more(registration, act):
    """Ask the sender for what is missing; the reason is what they are told."""
    registration.message = act.reason


@action(Thing.REGISTRATION, Verb.COMPLETE)
def complete(registration, act, *, supplement):
    """Record what the sender added. The sheet itself stays as it came."""
    text = clean(supplement).strip()
    if not text:
        raise ValidationError({"supplement": _("Write what the sender added.")})
    registration.supplement = "\n\n".join(filter(None, [registration.supplement, text]))


@action(Thing.REGISTRATION, Verb.DECIDE_LATE)
def decide_late(registration, act, *, decision, session=None):
    """
    Decide what becomes of a late sheet: this session, the next, or a written reply.

    :param decision: a ``LateDecision``; ``NEXT_SESSION`` needs ``session``
    """
    if not registration.is_late and not registration.late_decision:
        raise ValidationError(_("This sheet is not late."))
    decision = _chosen(LateDecision, decision, "decision")
    if decision == LateDecision.NEXT_SESSION:
        if session is None or not session.is_to_come(act.now):
            raise ValidationError({"session": _("Choose a session that is still to come.")})
        registration.session = session
    registration.late_decision = decision


@action(Thing.REGISTRATION, Verb.CLOSE)
def close(registration, act):
    """Close a sheet all of whose questions are final. The last reply does this by itself."""
    states = [q.state for q in registration.questions.all()]
    if not states or not set(states) <= FINAL_QUESTIONS:
        raise ValidationError(_("A sheet is closed when all of its questions are final."))
    registration.closed_at = act.now


@action(Thing.REGISTRATION, Verb.REFUSE)
def refuse(registration, act, *, refusal_reason, duplicate_of=None):
    """
    Refuse the sheet; the reason is what the sender is told, and where to go instead.

    A denunciation is restricted at once: who sent it is secret by law.
    """
    refusal_reason = _chosen(RefusalReason, refusal_reason, "refusal_reason")
    if refusal_reason == RefusalReason.ALREADY_REGISTERED:
        if duplicate_of is None or duplicate_of.pk == registration.pk:
            raise ValidationError({"duplicate_of": _("Give the number of the other sheet.")})
        if duplicate_of.state in {RegistrationState.REFUSED, RegistrationState.WITHDRAWN}:
            # Two sheets that point at each other would both go unanswered.
            raise ValidationError(
                {"duplicate_of": _("The other sheet was refused or withdrawn itself.")}
            )
        registration.duplicate_of = duplicate_of
    registration.refusal_reason = refusal_reason
    registration.message = act.reason
    registration.closed_at = act.now
    _audit(AuditAction.REFUSE, registration, act)
    if refusal_reason == RefusalReason.DENUNCIATION:
        registration.visibility = Visibility.RESTRICTED
        _audit(AuditAction.RESTRICT, registration, act)


@action(Thing.REGISTRATION, Verb.WITHDRAW)
def withdraw(registration, act):
    """End the sheet and its open questions at the sender's wish."""
    registration.closed_at = act.now
    for question in registration.questions.filter(state__in=OPEN_QUESTIONS):
        question = lock(question)
        question.state = QuestionState.WITHDRAWN
        question.outcome = Outcome.WITHDRAWN
        question.owed_in_writing = False
        store(question, Verb.WITHDRAW, act.user, act.reason, act.now)


@action(Thing.REGISTRATION, Verb.REOPEN)
def reopen(registration, act):
    """Take a refused or closed sheet up again."""
    registration.closed_at = None
    registration.refusal_reason = ""
    registration.duplicate_of = None
    registration.message = ""


@action(Thing.REGISTRATION, Verb.RELEASE)
def release(registration, act):
    """Let a sheet that was set aside go the usual way."""
    if not _is_set_aside(registration):
        raise ValidationError(_("This sheet is not set aside."))
    registration.visibility = Visibility.NORMAL


@action(Thing.REGISTRATION, Verb.REISSUE_CODE)
def reissue_code(registration, act):
    """
    Replace the tracking code after the person was checked.

    The new code is on the returned record as ``new_code`` and is stored nowhere.
    """
    registration.new_code = code_for(secrets.token_hex(16))
    registration.tracking_hash = code_hash(registration.new_code)


@action(Thing.REGISTRATION, Verb.RESTRICT)
def restrict(registration, act):
    """Show the sheet to named persons only."""
    if registration.is_restricted:
        raise ValidationError(_("This sheet is restricted already."))
    if registration.questions.filter(answer_page__live=True).exists():
        raise ValidationError(
            _("A published answer refers to this sheet: unpublish it first, then restrict.")
        )
    registration.visibility = Visibility.RESTRICTED
    _audit(AuditAction.RESTRICT, registration, act)


@action(Thing.REGISTRATION, Verb.UNRESTRICT)
def unrestrict(registration, act):
    """Show the sheet to the whole office again; never while it counts as a denunciation."""
    if not registration.is_restricted:
        raise ValidationError(_("This sheet is not restricted."))
    if registration.refusal_reason == RefusalReason.DENUNCIATION:
        raise ValidationError(
            _("Who sent a denunciation is secret by law. If it is none, reopen the sheet first.")
        )
    registration.visibility = Visibility.NORMAL
    _audit(AuditAction.UNRESTRICT, registration, act)


def close_when_done(registration, act):
    """
    Close an accepted sheet once its last question became final; called by question verbs.

    A sheet all of whose questions were dropped stays open, to be split again.

    :returns: the sheet as it now is
    """
    registration = lock(registration)
    states = set(registration.questions.values_list("state", flat=True))
    done = states and states <= FINAL_QUESTIONS and states != {QuestionState.WITHDRAWN}
    if registration.state == RegistrationState.ACCEPTED and done:
        reason = _("All questions are final.")
        registration.state = RegistrationState.CLOSED
        registration.closed_at = act.now
        store(registration, Verb.CLOSE, act.user, reason, act.now)
        tell(registration, Verb.CLOSE, act.user, reason, act.now)
    return registration


def _audit(what, registration, act):
    AuditEntry.objects.create(
        action=what, user=act.user, at=act.now, subject=registration.code, reason=act.reason
    )
