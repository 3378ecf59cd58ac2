"""Every change of a record, one verb each. Nothing else writes states."""

from . import consents, documents, printing, questions, register, registrations, sessions
from .base import ACTIONS, Conflict, NotAllowed, run

__all__ = [
    "ACTIONS",
    "Conflict",
    "NotAllowed",
    "consents",
    "documents",
    "printing",
    "questions",
    "register",
    "registrations",
    "run",
    "sessions",
]
