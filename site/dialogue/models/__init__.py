"""Everything the dialogue stores; import from here."""

from .audit import AuditEntry
from .broadcast import Broadcast
from .calendar import CalendarDay
from .directory import Department, FormOfWords, Topic, Village
from .outbox import OutgoingMail
from .pages import (
    AnswerIndexPage,
    AnswerPage,
    DialogueIndexPage,
    PlanAttachment,
    PlanPage,
    RegistrationFormField,
    RegistrationPage,
    SessionPage,
)
from .paper import OfficialDocument, PaperBatch
from .people import RoleGroup
from .question import Question
from .rating import RatingMark, RatingTally
from .register import RegisterCounter
from .registration import Consent, Registration
from .review import SecondPersonTask
from .settings import CommuneSettings
from .subscription import Announcement, Subscription
from .throttle import ThrottleCounter

__all__ = [
    "Announcement",
    "AnswerIndexPage",
    "AnswerPage",
    "AuditEntry",
    "Broadcast",
    "CalendarDay",
    "CommuneSettings",
    "Consent",
    "Department",
    "DialogueIndexPage",
    "FormOfWords",
    "OfficialDocument",
    "OutgoingMail",
    "PaperBatch",
    "PlanAttachment",
    "PlanPage",
    "Question",
    "RatingMark",
    "RatingTally",
    "RegisterCounter",
    "Registration",
    "RegistrationFormField",
    "RegistrationPage",
    "RoleGroup",
    "SecondPersonTask",
    "SessionPage",
    "Subscription",
    "ThrottleCounter",
    "Topic",
    "Village",
]
