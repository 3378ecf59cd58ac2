"""
The public figures of a year: what came in, what became of it, and whether in time.

A year counts what was received in it (Asia/Ho_Chi_Minh); a session stands in the year in which it
takes place and counts all sheets sent for it, as its report does. Sheets that are restricted or set
aside are never counted.

Few sheets from one village would point to who sent them. Villages with fewer than ``FEWEST_SHEETS``
are told together as one, with the next larger one if even these are too few; no figure of a village
spans years or is crossed with another, so that none can be reckoned from others.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..deadlines import ZONE
from ..documents.session_figures import clock, counted_questions, place
from ..models import Department, Question, Registration, SessionPage, Topic, Village
from ..models.pages.base import open_to_all
from ..states import Visibility

FEWEST_SHEETS = 3
# All that the figures are made from; a test compares the lists with the models and the queries.
COUNTED = {
    Registration: {"id", "visibility", "state", "received_at", "village", "session"},
    Question: {
        "id",
        "registration",
        "state",
        "outcome",
        "department",
        "topic",
        "due_on",
        "assigned_at",
        "given_at",
        "owed_in_writing",
    },
}


@dataclass(frozen=True)
class Tally:
    """
    Questions by what became of them; ``answered``, ``elsewhere`` (referred, or reported to the
    superior body) and ``in_hand`` add up to ``questions``.

    ``in_time`` and ``late`` tell of how many replies the department handed in by the due date and
    how many later or not yet; where no due date was set, a question is in neither.
    """

    questions: int = 0
    answered: int = 0
    elsewhere: int = 0
    in_hand: int = 0
    in_time: int = 0
    late: int = 0

    @property
    def timed(self):
        return self.in_time + self.late


@dataclass(frozen=True)
class Row:
    """One line of a table; ``key`` is the record's, or the first day of a month."""

    key: object
    title: str
    tally: Tally
    url: str = ""


@dataclass(frozen=True)
class YearFigures:
    year: int
    sheets: int
    total: Tally
    months: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    departments: list = field(default_factory=list)
    villages: list = field(default_factory=list)
    sessions: list = field(default_factory=list)


def _counted_sheets():
    return Registration.objects.filter(visibility=Visibility.NORMAL)


def known_years():
    """Return the years in which something was received, the newest first."""
    years = _counted_sheets().order_by().datetimes("received_at", "year", tzinfo=ZONE)
    return sorted((moment.year for moment in years), reverse=True)


def _span(year):
    return dt.datetime(year, 1, 1, tzinfo=ZONE), dt.datetime(year + 1, 1, 1, tzinfo=ZONE)


def tally(questions, today):
    """Return the ``Tally`` of questions as ``counted_questions`` gives them."""
    places = Counter(place(question) for question in questions)
    clocks = Counter(clock(question, today) for question in questions)
    return Tally(
        questions=len(questions),
        answered=places["at_session"] + places["in_writing"],
        elsewhere=places["referred"] + places["escalated"],
        in_hand=places["in_hand"],
        in_time=clocks["in_time"],
        late=clocks["late"] + clocks["overdue"],
    )


def _grouped(questions, key):
    groups = {}
    for question in questions:
        groups.setdefault(key(question), []).append(question)
    return groups


def _by_directory(model, questions, column, missing, today):
    """Return a row for each entry with questions, in the directory's order, those without last."""
    groups = _grouped(questions, lambda question: question[column])
    names = model.objects.filter(pk__in=[pk for pk in groups if pk]).values_list("pk", "name")
    rows = [Row(pk, name, tally(groups[pk], today)) for pk, name in names]
    return rows + ([Row(None, missing, tally(groups[None], today))] if None in groups else [])


def _by_month(questions, year, today):
    """Return a row for each month of the year, as far as it has come."""
    groups = _grouped(
        questions, lambda question: question["registration__received_at"].astimezone(ZONE).month
    )
    return [
        Row(dt.date(year, month, 1), f"{month:02d}/{year}", tally(groups.get(month, []), today))
        for month in range(1, 13)
        if dt.date(year, month, 1) <= today
    ]


def _sheets_in(questions):
    return len({question["registration"] for question in questions})


def too_few(groups):
    """
    Return the keys of the groups that may only be told together, the smallest first.

    :param groups: questions by village
    """
    waiting = sorted(groups, key=lambda key: (_sheets_in(groups[key]), str(key)))
    merged = []
    while waiting and _sheets_in(groups[waiting[0]]) < FEWEST_SHEETS:
        merged.append(waiting.pop(0))
    together = sum(_sheets_in(groups[key]) for key in merged)
    if merged and waiting and together < FEWEST_SHEETS:
        merged.append(waiting.pop(0))
    return merged


def _by_village(questions, today):
    groups = _grouped(questions, lambda question: question["registration__village"])
    merged = too_few(groups)
    together = [question for key in merged for question in groups[key]]
    kept = [question for key in groups if key not in merged for question in groups[key]]
    rows = _by_directory(
        Village, kept, "registration__village", _("Places outside the list of villages"), today
    )
    if _sheets_in(together) < FEWEST_SHEETS:
        return rows  # so few altogether that there is nothing to tell
    return [*rows, Row("", _("Villages with few sheets, together"), tally(together, today))]


def _sessions_of(year):
    start, end = _span(year)
    found = open_to_all(SessionPage.objects.filter(sort_at__gte=start, sort_at__lt=end))
    return list(found.in_order().defer("fold_text", "plain_text"))


def _by_session(sessions, questions, today):
    groups = _grouped(questions, lambda question: question["registration__session"])
    return [
        Row(session.pk, session.title, tally(groups[session.pk], today), session.get_url() or "")
        for session in sessions
        if session.pk in groups
    ]


def year_figures(year, now=None):
    """
    Return the ``YearFigures`` of ``year``; six queries, whatever the number.

    :param now: aware; what is overdue is counted by its day in Asia/Ho_Chi_Minh
    """
    today = (now or timezone.now()).astimezone(ZONE).date()
    start, end = _span(year)
    within = Q(received_at__gte=start, received_at__lt=end)
    sessions = _sessions_of(year)
    asked = counted_questions(
        _counted_sheets().filter(within | Q(session__in=[session.pk for session in sessions])),
        "registration",
        "registration__village",
        "registration__session",
        "registration__received_at",
    )
    of_year = [q for q in asked if start <= q["registration__received_at"] < end]
    return YearFigures(
        year=year,
        sheets=_counted_sheets().filter(within).count(),
        total=tally(of_year, today),
        months=_by_month(of_year, year, today),
        topics=_by_directory(Topic, of_year, "topic", _("Not classified yet"), today),
        departments=_by_directory(
            Department, of_year, "department", _("Not assigned to a department"), today
        ),
        villages=_by_village(of_year, today),
        sessions=_by_session(sessions, asked, today),
    )
