"""
The states of a registration, a question and a session, and the one table of what moves them.

Buttons, POST views, actions, filters, the diagram in docs/ and the tests all read ``TRANSITIONS``.
Three axes are kept apart: the processing state, the outcome, and the visibility. "Late" and
"overdue" are derived from dates and never stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    EDITOR = "editor", _("Editor")
    OFFICE = "office", _("Office")
    OFFICER = "officer", _("Officer")
    LEADER = "leader", _("Leader")
    ADMINISTRATOR = "administrator", _("Administrator")
    # Named persons who may read restricted sheets; held besides another role.
    RESTRICTED_READER = "restricted_reader", _("Named for restricted sheets")


class Thing(StrEnum):
    REGISTRATION = "registration"
    QUESTION = "question"
    SESSION = "session"


class Channel(TextChoices):
    WEB = "web", _("Website")
    COUNTER = "counter", _("At the counter")
    POST = "post", _("By post")
    EMAIL = "email", _("By e-mail")
    HOTLINE = "hotline", _("Hotline")
    SESSION = "session", _("At the session")


class ApplicantKind(TextChoices):
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation or business")


class Visibility(TextChoices):
    NORMAL = "normal", _("Normal")
    QUARANTINED = "quarantined", _("Set aside as suspicious")
    RESTRICTED = "restricted", _("Restricted")


class RefusalReason(TextChoices):
    COMPLAINT = "complaint", _("Complaint")
    DENUNCIATION = "denunciation", _("Denunciation")
    OFF_TOPIC = "off_topic", _("Not about administrative procedures")
    UNIDENTIFIABLE = "unidentifiable", _("Sender or content can't be made out")
    SPAM = "spam", _("Spam")
    ALREADY_REGISTERED = "already_registered", _("Already registered")


class LateDecision(TextChoices):
    THIS_SESSION = "this_session", _("Answer at this session")
    NEXT_SESSION = "next_session", _("Keep for the next session")
    IN_WRITING = "in_writing", _("Answer in writing")


class RegistrationState(TextChoices):
    RECEIVED = "received", _("Received")
    NEEDS_INFO = "needs_info", _("More information needed")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_REGISTRATIONS = frozenset(
    {RegistrationState.RECEIVED, RegistrationState.NEEDS_INFO, RegistrationState.ACCEPTED}
)
TO_MODERATE = frozenset({RegistrationState.RECEIVED, RegistrationState.NEEDS_INFO})


class QuestionState(TextChoices):
    NEW = "new", pgettext_lazy("question", "To be assigned")
    ASSIGNED = "assigned", _("With the department")
    DRAFTED = "drafted", _("Waiting for approval")
    APPROVED = "approved", _("Approved, not yet given")
    ANSWERED = "answered", _("Answered")
    REFERRED = "referred", _("Referred to another body")
    ESCALATED = "escalated", _("Reported to the superior body")
    WITHDRAWN = "withdrawn", pgettext_lazy("question", "Withdrawn")


FINAL_QUESTIONS = frozenset(
    {QuestionState.ANSWERED, QuestionState.REFERRED, QuestionState.WITHDRAWN}
)
OPEN_QUESTIONS = frozenset(QuestionState) - FINAL_QUESTIONS
# The department's clock runs in these: a draft is owed to the office by the due date.
CLOCK_RUNS = frozenset({QuestionState.ASSIGNED})
IN_HAND = frozenset(
    {QuestionState.NEW, QuestionState.ASSIGNED, QuestionState.DRAFTED, QuestionState.APPROVED}
)


class Outcome(TextChoices):
    AT_SESSION = "at_session", _("Answered at the session")
    LETTER = "letter", _("Answered by letter")
    EMAIL = "email", _("Answered by e-mail")
    REFERRED = "referred", _("Referred to another body")
    SUPERIOR = "superior", _("Answered by the superior body")
    WITHDRAWN = "withdrawn", pgettext_lazy("outcome", "Withdrawn")


WAYS_TO_GIVE = (Outcome.AT_SESSION, Outcome.LETTER, Outcome.EMAIL)


class SessionState(TextChoices):
    EXPECTED = "expected", _("Expected")
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    CONCLUDED = "concluded", _("Concluded")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    IN_WRITING = "in_writing", _("Replaced by written replies")


UPCOMING_SESSIONS = frozenset({SessionState.EXPECTED, SessionState.SCHEDULED})
PAST_SESSIONS = frozenset({SessionState.HELD, SessionState.CONCLUDED})


class RegistrationVerb(TextChoices):
    ACCEPT = "accept", _("Accept")
    ASK_MORE = "ask_more", _("Ask for more information")
    COMPLETE = "complete", _("Record the missing information")
    REFUSE = "refuse", _("Refuse")
    SPLIT = "split", _("Split into questions")
    CLOSE = "close", pgettext_lazy("registration", "Close")
    WITHDRAW = "withdraw", _("Withdraw at the sender's wish")
    REOPEN = "reopen", pgettext_lazy("registration", "Reopen")
    DECIDE_LATE = "decide_late", _("Decide on a late sheet")
    RESTRICT = "restrict", _("Restrict to named persons")
    UNRESTRICT = "unrestrict", _("Lift the restriction")
    RELEASE = "release", _("Not suspicious: release")
    REISSUE_CODE = "reissue_code", _("Issue a new tracking code")


class QuestionVerb(TextChoices):
    CLASSIFY = "classify", _("Classify")
    ASSIGN = "assign", _("Assign to a department")
    EXTEND = "extend", _("Extend the deadline")
    RETURN = "return", _("Not ours: return")
    SAVE_DRAFT = "save_draft", _("Save the draft reply")
    SUBMIT = "submit", _("Submit for approval")
    APPROVE = "approve", _("Approve the reply")
    SEND_BACK = "send_back", _("Send back with remarks")
    GIVE = "give", _("Record the reply as given")
    ANSWER_ON_SPOT = "answer_on_spot", _("Answered on the spot at the session")
    OWE_IN_WRITING = "owe_in_writing", _("Owed in writing after the session")
    REFER = "refer", _("Refer to another body")
    ESCALATE = "escalate", _("Report to the superior body")
    RECORD_SUPERIOR_REPLY = "record_superior_reply", _("Record the superior body's reply")
    DROP = "drop", _("Drop a question split by mistake")
    REOPEN = "reopen", pgettext_lazy("question", "Reopen")
    PREPARE_ANSWER = "prepare_answer", _("Prepare an answer to publish")


class SessionVerb(TextChoices):
    RESCHEDULE = "reschedule", _("Set a new date")
    POSTPONE = "postpone", _("Postpone")
    CANCEL = "cancel", _("Cancel the session")
    HOLD = "hold", _("Record as held")
    CONCLUDE = "conclude", _("Conclude")
    GO_IN_WRITING = "go_in_writing", _("Replace by written replies")
    MOVE_DEADLINE = "move_deadline", _("Move the registration deadline")


R, Q, S = RegistrationState, QuestionState, SessionState


def _stay(*states):
    return {state: state for state in states}


def _to(target, *sources):
    return dict.fromkeys(sources, target)


@dataclass(frozen=True)
class Transition:
    """
    One verb: from which state to which, who may, and whether a reason must be given.

    :param moves: source state → target state; a verb that changes no state maps it to itself
    :param needs_also: a role that must be held besides one of ``roles``
    :param not_own: the person who drafted may not be the one who does this
    :param critical: the button asks again and stands apart
    """

    thing: Thing
    verb: TextChoices
    moves: Mapping
    roles: frozenset
    reason: bool = False
    needs_also: Role | None = None
    not_own: bool = False
    critical: bool = False
    help: str = ""

    @property
    def sources(self):
        return frozenset(self.moves)

    @property
    def changes_state(self):
        return any(source != target for source, target in self.moves.items())


OFFICE, OFFICER, LEADER = Role.OFFICE, Role.OFFICER, Role.LEADER
_DESK = frozenset({OFFICE, LEADER})


@dataclass
class _Table:
    rows: dict = field(default_factory=dict)

    def add(self, thing, verb, moves, roles, **options):
        row = Transition(thing, verb, MappingProxyType(moves), frozenset(roles), **options)
        self.rows[(thing, str(verb))] = row


_table = _Table()


def _registration(verb, moves, roles, **options):
    _table.add(Thing.REGISTRATION, verb, moves, roles, **options)


def _question(verb, moves, roles, **options):
    _table.add(Thing.QUESTION, verb, moves, roles, **options)


def _session(verb, moves, roles, **options):
    _table.add(Thing.SESSION, verb, moves, roles, **options)


_registration(RegistrationVerb.ACCEPT, _to(R.ACCEPTED, R.RECEIVED), _DESK)
_registration(RegistrationVerb.SPLIT, _stay(R.ACCEPTED), _DESK)
_registration(RegistrationVerb.ASK_MORE, _to(R.NEEDS_INFO, R.RECEIVED), _DESK, reason=True)
_registration(RegistrationVerb.COMPLETE, _to(R.RECEIVED, R.NEEDS_INFO), _DESK)
_registration(RegistrationVerb.DECIDE_LATE, _stay(R.RECEIVED, R.ACCEPTED), {LEADER}, reason=True)
_registration(RegistrationVerb.CLOSE, _to(R.CLOSED, R.ACCEPTED), _DESK)
_registration(
    RegistrationVerb.REFUSE,
    _to(R.REFUSED, R.RECEIVED, R.NEEDS_INFO),
    _DESK,
    reason=True,
    critical=True,
)
_registration(
    RegistrationVerb.WITHDRAW,
    _to(R.WITHDRAWN, R.RECEIVED, R.NEEDS_INFO, R.ACCEPTED),
    _DESK,
    reason=True,
    critical=True,
)
_registration(
    RegistrationVerb.REOPEN,
    {R.REFUSED: R.RECEIVED, R.CLOSED: R.ACCEPTED},
    _DESK,
    reason=True,
)
_registration(RegistrationVerb.RELEASE, _stay(*R), _DESK)
_registration(RegistrationVerb.REISSUE_CODE, _stay(*R), {OFFICE}, reason=True)
_registration(RegistrationVerb.RESTRICT, _stay(*R), _DESK, reason=True, critical=True)
_registration(
    RegistrationVerb.UNRESTRICT,
    _stay(*R),
    _DESK,
    reason=True,
    needs_also=Role.RESTRICTED_READER,
)

_question(QuestionVerb.CLASSIFY, _stay(Q.NEW), _DESK)
_question(QuestionVerb.ASSIGN, _to(Q.ASSIGNED, Q.NEW), {LEADER})
_question(QuestionVerb.SAVE_DRAFT, _stay(Q.ASSIGNED), {OFFICE, OFFICER})
_question(QuestionVerb.SUBMIT, _to(Q.DRAFTED, Q.ASSIGNED), {OFFICE, OFFICER})
_question(QuestionVerb.RETURN, _to(Q.NEW, Q.ASSIGNED), {OFFICE, OFFICER}, reason=True)
_question(QuestionVerb.EXTEND, _stay(Q.ASSIGNED), {LEADER}, reason=True)
_question(QuestionVerb.APPROVE, _to(Q.APPROVED, Q.DRAFTED), {LEADER}, not_own=True)
_question(QuestionVerb.SEND_BACK, _to(Q.ASSIGNED, Q.DRAFTED), {LEADER}, reason=True)
_question(QuestionVerb.GIVE, _to(Q.ANSWERED, Q.APPROVED), {OFFICE})
_question(QuestionVerb.ANSWER_ON_SPOT, _to(Q.ANSWERED, *IN_HAND), _DESK)
_question(QuestionVerb.OWE_IN_WRITING, _to(Q.ASSIGNED, Q.NEW, Q.ASSIGNED, Q.DRAFTED), {LEADER})
_question(QuestionVerb.REFER, _to(Q.REFERRED, *IN_HAND), _DESK, reason=True, critical=True)
_question(QuestionVerb.ESCALATE, _to(Q.ESCALATED, *IN_HAND), {LEADER}, reason=True, critical=True)
_question(QuestionVerb.RECORD_SUPERIOR_REPLY, _to(Q.ANSWERED, Q.ESCALATED), _DESK)
_question(QuestionVerb.DROP, _to(Q.WITHDRAWN, Q.NEW), {OFFICE}, reason=True, critical=True)
_question(QuestionVerb.REOPEN, _to(Q.NEW, Q.ANSWERED, Q.REFERRED, Q.WITHDRAWN), _DESK, reason=True)
_question(QuestionVerb.PREPARE_ANSWER, _stay(Q.APPROVED, Q.ANSWERED, Q.REFERRED), {OFFICE, LEADER})

_session(SessionVerb.MOVE_DEADLINE, _stay(S.SCHEDULED), _DESK, reason=True)
_session(SessionVerb.HOLD, _to(S.HELD, S.SCHEDULED), _DESK)
_session(SessionVerb.CONCLUDE, _to(S.CONCLUDED, S.HELD, S.IN_WRITING), _DESK)
_session(
    SessionVerb.POSTPONE,
    _to(S.POSTPONED, S.EXPECTED, S.SCHEDULED),
    _DESK,
    reason=True,
    critical=True,
)
_session(SessionVerb.RESCHEDULE, _to(S.SCHEDULED, S.POSTPONED), _DESK, reason=True)
_session(
    SessionVerb.GO_IN_WRITING,
    _to(S.IN_WRITING, S.EXPECTED, S.SCHEDULED, S.POSTPONED),
    {LEADER},
    reason=True,
    critical=True,
)
_session(
    SessionVerb.CANCEL,
    _to(S.CANCELLED, S.EXPECTED, S.SCHEDULED, S.POSTPONED),
    {LEADER},
    reason=True,
    critical=True,
)

TRANSITIONS: Mapping = MappingProxyType(_table.rows)
STATES = {
    Thing.REGISTRATION: RegistrationState,
    Thing.QUESTION: QuestionState,
    Thing.SESSION: SessionState,
}
FINAL_STATES = {
    Thing.REGISTRATION: frozenset(RegistrationState) - OPEN_REGISTRATIONS,
    Thing.QUESTION: FINAL_QUESTIONS,
    Thing.SESSION: frozenset({S.CONCLUDED, S.CANCELLED}),
}


def transition(thing, verb):
    """Return the row for ``verb`` on ``thing``; raise KeyError if the table has none."""
    return TRANSITIONS[(Thing(thing), str(verb))]


def verbs_from(thing, state):
    """Return the rows of ``thing`` that may start in ``state``, in the table's order."""
    return [row for row in TRANSITIONS.values() if row.thing == thing and state in row.sources]
