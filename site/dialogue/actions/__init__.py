"""Every change of a record, one verb each. Nothing else writes states."""

from . import questions, register, registrations, sessions
from .base import ACTIONS, Conflict, NotAllowed, run

__all__ = [
    "ACTIONS",
    "Conflict",
    "NotAllowed",
    "questions",
    "register",
    "registrations",
    "run",
    "sessions",
]
