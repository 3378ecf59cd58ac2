from .answer import AnswerIndexPage, AnswerPage
from .index import DialogueIndexPage
from .plan import PlanAttachment, PlanPage
from .registration import RegistrationFormField, RegistrationPage
from .session import SessionPage

__all__ = [
    "AnswerIndexPage",
    "AnswerPage",
    "DialogueIndexPage",
    "PlanAttachment",
    "PlanPage",
    "RegistrationFormField",
    "RegistrationPage",
    "SessionPage",
]
