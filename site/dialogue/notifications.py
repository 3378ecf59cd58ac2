"""
Mails: one function a message. Written with the act that causes it, sent after commit.

What never leaves by mail: a tracking code, anything of a restricted sheet (its sender is only asked
to contact the office), the leader's instruction and remarks (staff get a link). A sheet that was
set aside as suspicious causes no mail to its sender before staff release it: else anybody could
have us write to strangers. Subjects name no person.
"""

from django.contrib.auth import get_user_model
from django.db.models import TextChoices
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import outbox
from .addresses import absolute
from .models import CommuneSettings, OutgoingMail, Question, Registration, SessionPage
from .outbox import requeue
from .signals import acted
from .states import OPEN_REGISTRATIONS, LateDecision, Outcome, Role, Visibility
from .states import QuestionVerb as Q
from .states import RegistrationVerb as R
from .states import SessionVerb as S
from .vietnamese import long_date, long_datetime

__all__ = ["Kind", "kinds", "requeue"]

# People here are written to in Vietnamese, whatever the language of who acts.
LANGUAGE = "vi"


class Kind(TextChoices):
    RECEIVED = "received", gettext_lazy("Registration received")
    MORE_INFO = "more_info", gettext_lazy("More information asked")
    REFUSED = "refused", gettext_lazy("Registration refused")
    LATE_DECIDED = "late_decided", gettext_lazy("Late sheet decided on")
    SESSION_CHANGED = "session_changed", gettext_lazy("Session changed")
    WITHDRAWN = "withdrawn", gettext_lazy("Registration withdrawn")
    NEW_CODE = "new_code", gettext_lazy("New tracking code issued")
    ANSWERED = "answered", gettext_lazy("Reply given")
    REFERRED = "referred", gettext_lazy("Question referred")
    ESCALATED = "escalated", gettext_lazy("Question reported to the superior body")
    CONTACT_OFFICE = "contact_office", gettext_lazy("Asked to contact the office")
    ASSIGNED = "assigned", gettext_lazy("Question assigned")
    SUBMITTED = "submitted", gettext_lazy("Draft reply to approve")
    SENT_BACK = "sent_back", gettext_lazy("Draft reply sent back")
    APPROVED = "approved", gettext_lazy("Reply to give")
    SUBSCRIBE = "subscribe", gettext_lazy("Subscription to confirm")
    NEWS = "news", gettext_lazy("News to subscribers")


TO_STAFF = frozenset({Kind.ASSIGNED, Kind.SUBMITTED, Kind.SENT_BACK, Kind.APPROVED})


def kinds():
    """Return the occasions as choices for a filter."""
    return Kind.choices


def _text(kind, context):
    commune = context.get("commune") or CommuneSettings.load()
    text = render_to_string(f"dialogue/emails/{kind}.txt", {**context, "commune": commune})
    paragraphs = [part.strip("\n") for part in text.split("\n\n") if part.strip()]
    return "\n\n".join(paragraphs)


# To the citizen.


def _tell_sender(registration, kind, subject, **context):
    if not registration.email or registration.visibility == Visibility.QUARANTINED:
        return
    if registration.is_restricted:
        kind, subject, context = Kind.CONTACT_OFFICE, _neutral_subject(registration), {}
    text = _text(kind, {"registration": registration, "follow_url": _follow_url(), **context})
    outbox.put(kind, registration.email, subject, text, registration)


def _neutral_subject(registration):
    return _("About sheet no. %(code)s") % {"code": registration.code}


def _follow_url():
    return absolute(reverse("dialogue:tracking"))


def tell_received(registration, user):
    """The sheet is in: number, official time, on time or late, how to follow. Never the code."""
    session = registration.session
    _tell_sender(
        registration,
        Kind.RECEIVED,
        _("Received: sheet no. %(code)s") % {"code": registration.code},
        received=long_datetime(registration.received_at),
        session=session,
        session_when=_when(session) if session else "",
        closes=long_datetime(session.closes_at) if session and session.closes_at else "",
    )


def _when(session):
    """Return when a session takes place, or what became of it; "" if nothing is known."""
    if session.shows_former_time:
        return session.get_state_display()
    if session.start_at:
        return long_datetime(session.start_at)
    if session.expected_month:
        names = {"month": session.expected_month.month, "year": session.expected_month.year}
        return _("%(month)s/%(year)s, expected") % names
    return ""


def tell_released(registration, user):
    """A sheet that was set aside goes its way: its sender gets the receipt that was held back."""
    told = registration.mails.filter(kind=Kind.RECEIVED).exists()
    if registration.state in OPEN_REGISTRATIONS and not told:
        tell_received(registration, user)


def tell_more_asked(registration, user):
    """Something lacks: what, in the words of who asks."""
    subject = _("More information needed: sheet no. %(code)s") % {"code": registration.code}
    _tell_sender(registration, Kind.MORE_INFO, subject)


def tell_refused(registration, user):
    """The sheet isn't taken into the dialogue: why and where to go, in the words told."""
    hush(registration, user)
    subject = _("Result of considering sheet no. %(code)s") % {"code": registration.code}
    _tell_sender(registration, Kind.REFUSED, subject)


def tell_late_decided(registration, user):
    """A leader decided on a late sheet: this session, another, or in writing."""
    subject = _("Decision on your late sheet: sheet no. %(code)s") % {"code": registration.code}
    in_writing = registration.late_decision == LateDecision.IN_WRITING
    session = None if in_writing else registration.session
    _tell_sender(
        registration,
        Kind.LATE_DECIDED,
        subject,
        session=session,
        session_when=_when(session) if session else "",
    )


def tell_session_changed(session, user):
    """
    To everyone whose open sheet is for this session: what became of it, when it is, and why.

    The sheets of a restricted or suspicious kind are left out: their senders get no mail in bulk.
    """
    sheets = session.registrations.filter(
        state__in=OPEN_REGISTRATIONS, visibility=Visibility.NORMAL
    ).exclude(email="")
    shared = {
        "commune": CommuneSettings.load(),
        "session": session,
        "session_when": _when(session),
        "follow_url": _follow_url(),
    }
    outbox.put_many(
        Kind.SESSION_CHANGED,
        [
            (
                sheet,
                _("Change to the dialogue session: sheet no. %(code)s") % {"code": sheet.code},
                _text(Kind.SESSION_CHANGED, shared | {"registration": sheet}),
            )
            for sheet in sheets.order_by("pk")
        ],
    )


def tell_withdrawn(registration, user):
    """The sheet ended at its sender's wish; a word in case it wasn't theirs."""
    subject = _("Withdrawn: sheet no. %(code)s") % {"code": registration.code}
    _tell_sender(registration, Kind.WITHDRAWN, subject)


def tell_new_code(registration, user):
    """A new tracking code was handed out; a word in case its owner didn't ask."""
    subject = _("New tracking code for sheet no. %(code)s") % {"code": registration.code}
    _tell_sender(registration, Kind.NEW_CODE, subject)


def hush(registration, user):
    """Take the words out of what still waits to be sent, once the sheet is restricted."""
    if not registration.is_restricted:
        return
    waiting = registration.mails.filter(
        state__in=(OutgoingMail.State.QUEUED, OutgoingMail.State.FAILED)
    ).exclude(kind__in=TO_STAFF)
    if waiting.exists():
        waiting.update(
            kind=Kind.CONTACT_OFFICE,
            subject=_neutral_subject(registration),
            body=_text(Kind.CONTACT_OFFICE, {"registration": registration}) + "\n",
        )


def tell_answered(question, user):
    """The reply itself, when it is given by e-mail or came from the superior body."""
    if question.outcome not in {Outcome.EMAIL, Outcome.SUPERIOR}:
        return
    subject = _("Reply to question no. %(code)s") % {"code": question.code}
    superior = question.outcome == Outcome.SUPERIOR
    _tell_sender(
        question.registration, Kind.ANSWERED, subject, question=question, superior=superior
    )


def tell_referred(question, user):
    """Another body is competent: which, where, and the words told."""
    subject = _("Guidance on question no. %(code)s") % {"code": question.code}
    _tell_sender(question.registration, Kind.REFERRED, subject, question=question)


def tell_escalated(question, user):
    """The matter was reported to the superior body."""
    subject = _("About question no. %(code)s") % {"code": question.code}
    _tell_sender(question.registration, Kind.ESCALATED, subject, question=question)


# To staff: a number, a date and a link, never a word of the matter.


def _tell_staff(question, people, user, kind, subject):
    people = people.filter(is_active=True).exclude(email="").exclude(pk=user and user.pk)
    if question.is_restricted:
        people = people.filter(groups__dialogue_role__role=Role.RESTRICTED_READER)
    addresses = sorted(set(people.values_list("email", flat=True)))
    if not addresses:
        return
    due = long_date(question.due_on) if question.due_on else ""
    link = absolute(question.get_absolute_url())
    text = _text(kind, {"question": question, "due": due, "link": link})
    for address in addresses:
        outbox.put(kind, address, subject, text, question.registration)


def _holders(role):
    return get_user_model().objects.filter(groups__dialogue_role__role=role)


def tell_assigned(question, user):
    """To the department's officers: there is a question, due when."""
    if question.department is None:
        return
    subject = _("Question no. %(code)s is assigned to your department") % {"code": question.code}
    _tell_staff(question, question.department.members.all(), user, Kind.ASSIGNED, subject)


def tell_submitted(question, user):
    """To the leaders: a draft waits for approval."""
    subject = _("Draft reply to question no. %(code)s waits for approval") % {"code": question.code}
    _tell_staff(question, _holders(Role.LEADER), user, Kind.SUBMITTED, subject)


def tell_sent_back(question, user):
    """To who drafted: there are remarks."""
    subject = _("Draft reply to question no. %(code)s was sent back") % {"code": question.code}
    drafter = get_user_model().objects.filter(pk=question.drafted_by_id)
    _tell_staff(question, drafter, user, Kind.SENT_BACK, subject)


def tell_approved(question, user):
    """To the office: a reply is ready to be given."""
    subject = _("Reply to question no. %(code)s is approved") % {"code": question.code}
    _tell_staff(question, _holders(Role.OFFICE), user, Kind.APPROVED, subject)


MESSAGES = {
    (Registration, "receive"): tell_received,
    (Registration, R.RELEASE): tell_released,
    (Registration, R.ASK_MORE): tell_more_asked,
    (Registration, R.REFUSE): tell_refused,
    (Registration, R.DECIDE_LATE): tell_late_decided,
    (SessionPage, S.POSTPONE): tell_session_changed,
    (SessionPage, S.RESCHEDULE): tell_session_changed,
    (SessionPage, S.CANCEL): tell_session_changed,
    (SessionPage, S.GO_IN_WRITING): tell_session_changed,
    (Registration, R.WITHDRAW): tell_withdrawn,
    (Registration, R.REISSUE_CODE): tell_new_code,
    (Registration, R.RESTRICT): hush,
    (Question, Q.GIVE): tell_answered,
    (Question, Q.RECORD_SUPERIOR_REPLY): tell_answered,
    (Question, Q.REFER): tell_referred,
    (Question, Q.ESCALATE): tell_escalated,
    (Question, Q.ASSIGN): tell_assigned,
    (Question, Q.OWE_IN_WRITING): tell_assigned,
    (Question, Q.SUBMIT): tell_submitted,
    (Question, Q.SEND_BACK): tell_sent_back,
    (Question, Q.APPROVE): tell_approved,
}


@receiver(acted, dispatch_uid="dialogue.notifications")
def notify(sender, thing, verb, user, reason, now, **kwargs):
    """Write the mails that an act causes, in its transaction."""
    if message := MESSAGES.get((sender, verb)):
        with translation.override(LANGUAGE):
            message(thing, user)
