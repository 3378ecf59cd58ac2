"""
Counting what came in and what became of it: of one session, or of all.

Only numbers leave this module. Sheets that are restricted or set aside as suspicious are never
counted: adding one changes no figure.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from ..deadlines import ZONE
from ..models import AnswerPage, Department, Question, Registration, Topic, Village
from ..models.pages.base import open_to_all
from ..states import (
    CLOCK_RUNS,
    OPEN_QUESTIONS,
    TO_MODERATE,
    Channel,
    Outcome,
    QuestionState,
    QuestionVerb,
    RefusalReason,
    RegistrationState,
    Visibility,
)
from .session_records import ENDED

# Replies that the department's clock was counted for, and those it still is.
_TIMED = frozenset(
    {
        QuestionState.ASSIGNED,
        QuestionState.DRAFTED,
        QuestionState.APPROVED,
        QuestionState.ANSWERED,
    }
)
_SUBMITTED = Question.history.model.objects.filter(
    id=OuterRef("pk"), verb=QuestionVerb.SUBMIT
).order_by("-history_date")


@dataclass(frozen=True)
class Count:
    """How many of what; "" stands for those without."""

    label: str
    number: int


@dataclass(frozen=True)
class Handling:
    """What became of questions: each is in exactly one of the numbers after ``questions``."""

    questions: int = 0
    at_session: int = 0
    in_writing: int = 0
    referred: int = 0
    escalated: int = 0
    in_hand: int = 0
    # Of those in hand: past their due date.
    overdue: int = 0

    @property
    def answered(self):
        return self.at_session + self.in_writing


@dataclass(frozen=True)
class Figures:
    """
    What came in and what became of it.

    ``in_time`` and ``late`` count drafts by the due date of their department, ``running`` and
    ``overdue`` those still owed. ``owed`` are replies owed in writing after the session and not
    given yet; ``answers`` are published pages that anybody may read.
    """

    sheets: int
    accepted: int
    waiting: int
    refused: int
    withdrawn: int
    by_channel: tuple
    by_village: tuple
    by_refusal: tuple
    handling: Handling
    by_department: tuple
    by_topic: tuple
    in_time: int
    late: int
    running: int
    overdue: int
    owed: int
    answers: int


def figures(session=None, now=None):
    """
    Return the ``Figures`` of ``session``, or of everything; five queries, whatever the number.

    :param now: aware; what is overdue is counted by its day in Asia/Ho_Chi_Minh
    """
    today = (now or timezone.now()).astimezone(ZONE).date()
    sheets = Registration.objects.filter(visibility=Visibility.NORMAL)
    answers = open_to_all(AnswerPage.objects.all())
    if session is not None:
        sheets, answers = sheets.filter(session=session), answers.filter(session=session)
    questions = counted_questions(sheets)
    clocks = Counter(clock(question, today) for question in questions)
    return Figures(
        **_of_sheets(
            list(sheets.order_by().values("state", "channel", "village", "refusal_reason"))
        ),
        handling=_handling(questions, today),
        by_department=_by_department(questions, today),
        by_topic=_named(Topic, Counter(question["topic"] for question in questions)),
        in_time=clocks["in_time"],
        late=clocks["late"],
        running=clocks["running"],
        overdue=clocks["overdue"],
        owed=sum(q["owed_in_writing"] and q["state"] in OPEN_QUESTIONS for q in questions),
        answers=answers.count(),
    )


def counted_questions(sheets, *more):
    """
    Return the questions of ``sheets`` as counting needs them, as dicts (one query).

    :param more: further fields to fetch
    """
    found = Question.objects.filter(registration__in=sheets.exclude(state__in=ENDED))
    return list(
        found.exclude(state=QuestionState.WITHDRAWN)
        .order_by()
        .values(
            "state",
            "outcome",
            "department",
            "topic",
            "due_on",
            "assigned_at",
            "given_at",
            "owed_in_writing",
            *more,
            submitted_at=Subquery(_SUBMITTED.values("history_date")[:1]),
        )
    )


def _of_sheets(rows):
    states = Counter(row["state"] for row in rows)
    refused = Counter(
        row["refusal_reason"] for row in rows if row["state"] == RegistrationState.REFUSED
    )
    return {
        "sheets": len(rows),
        "accepted": states[RegistrationState.ACCEPTED] + states[RegistrationState.CLOSED],
        "waiting": sum(states[state] for state in TO_MODERATE),
        "refused": states[RegistrationState.REFUSED],
        "withdrawn": states[RegistrationState.WITHDRAWN],
        "by_channel": _chosen(Channel, Counter(row["channel"] for row in rows)),
        "by_village": _named(Village, Counter(row["village"] for row in rows)),
        "by_refusal": _chosen(RefusalReason, refused),
    }


def _chosen(choices, counts):
    """Return the counts in the order of ``choices``, labelled by value, without empty ones."""
    return tuple(Count(value, counts[value]) for value in choices.values if counts[value])


def _named(model, counts):
    """Return the counts in the order of a directory, those without an entry last."""
    names = dict(model.objects.values_list("pk", "name"))
    found = [Count(name, counts[pk]) for pk, name in names.items() if counts[pk]]
    return tuple(found + ([Count("", counts[None])] if counts[None] else []))


def place(question):
    """Return the field of ``Handling`` that a question belongs to."""
    if question["state"] == QuestionState.REFERRED:
        return "referred"
    if question["state"] == QuestionState.ESCALATED or question["outcome"] == Outcome.SUPERIOR:
        return "escalated"
    if question["state"] == QuestionState.ANSWERED:
        return "at_session" if question["outcome"] == Outcome.AT_SESSION else "in_writing"
    return "in_hand"


def _handling(questions, today):
    places = Counter(place(question) for question in questions)
    overdue = sum(clock(question, today) == "overdue" for question in questions)
    return Handling(questions=len(questions), overdue=overdue, **places)


def _by_department(questions, today):
    """Return (name, ``Handling``) by department, those without one last as ""."""
    names = dict(Department.objects.values_list("pk", "name"))
    grouped = {pk: [] for pk in [*names, None]}
    for question in questions:
        grouped[question["department"]].append(question)
    return tuple(
        (names.get(pk, ""), _handling(members, today)) for pk, members in grouped.items() if members
    )


def _local_day(moment: dt.datetime):
    return moment.astimezone(ZONE).date()


def clock(question, today):
    """
    Return "in_time", "late", "running" or "overdue"; "" where no draft is owed.

    The department owes its draft by ``due_on`` (plan, III.2). What was handed in last since the
    question was given out counts; an answer on the spot ends the clock as well.
    """
    due, began = question["due_on"], question["assigned_at"]
    if due is None or question["state"] not in _TIMED or question["outcome"] == Outcome.SUPERIOR:
        return ""
    if question["state"] in CLOCK_RUNS:
        return "overdue" if today > due else "running"
    handed = question["submitted_at"]
    if handed is None or (began and handed < began):
        handed = question["given_at"]
    if handed is None:
        return ""
    return "in_time" if _local_day(handed) <= due else "late"
