"""The page of figures: tables that are read as they are, with bars beside the numbers."""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..deadlines import ZONE
from ..models import CommuneSettings
from .figures import known_years, year_figures
from .unchanged import answer

YEAR = "nam"


@dataclass(frozen=True)
class Part:
    """One part of a bar: what it shows, where it begins and how long it is, in percent."""

    kind: str
    start: str
    length: str


@dataclass(frozen=True)
class Line:
    """A ``Row`` of the figures with its bar."""

    row: object
    parts: list


@dataclass(frozen=True)
class Table:
    """
    :param slug: names the table in addresses
    :param first: the heading of the first column
    """

    slug: str
    title: str
    first: str
    lines: list
    note: str = ""


def _percent(share):
    return f"{100 * share:.2f}%"


def bar(tally, longest):
    """Return the parts of a bar of which ``longest`` questions would fill the whole width."""
    parts, start = [], 0
    for kind in ("answered", "elsewhere", "in_hand"):
        number = getattr(tally, kind)
        if number:
            parts.append(Part(kind, _percent(start / longest), _percent(number / longest)))
        start += number
    return parts


def _lines(rows):
    longest = max((row.tally.questions for row in rows), default=0) or 1
    return [Line(row, bar(row.tally, longest)) for row in rows]


def tables(figures):
    """Return the tables of the page that have something to show."""
    made = [
        Table("thang", _("By month"), _("Month received"), _lines(figures.months)),
        Table("linh-vuc", _("By topic"), _("Topic"), _lines(figures.topics)),
        Table("don-vi", _("By department"), _("Department"), _lines(figures.departments)),
        Table(
            "thon",
            _("By village"),
            _("Village"),
            _lines(figures.villages),
            _(
                "Villages with fewer than three sheets are counted together, so that nobody can "
                "be recognised."
            ),
        ),
        Table(
            "hoi-nghi",
            _("By session"),
            _("Session of the year"),
            _lines(figures.sessions),
            _("A session counts every sheet sent for it, in whichever year it came."),
        ),
    ]
    return [table for table in made if table.lines]


def asked_year(params):
    """Return the year of four digits asked for, whether known or not; None without one."""
    typed = params.get(YEAR, "")
    return int(typed) if re.fullmatch("[1-9][0-9]{3}", typed) else None


def chosen_year(params, years):
    """Return the year asked for if it is known, else the newest; this year before the first."""
    wanted = asked_year(params)
    newest = years[0] if years else timezone.now().astimezone(ZONE).year
    return wanted if wanted in years else newest


@require_safe
def statistics(request):
    """The figures of one year, as they stand today: the day is told, so each day has its ETag."""
    now = timezone.now()
    years, asked = known_years(), asked_year(request.GET)
    year = chosen_year(request.GET, years)
    figures = year_figures(year, now)
    path = reverse("dialogue:statistics")
    context = {
        "title": _("Figures of the dialogue"),
        "description": _("What people asked, what was answered and whether in time, year by year."),
        "canonical_path": path if not years or year == years[0] else f"{path}?{YEAR}={year}",
        "years": years,
        "unknown_year": asked if years and asked not in years else None,
        "today": now.astimezone(ZONE).date(),
        "figures": figures,
        "tables": tables(figures) if figures.total.questions or figures.sessions else [],
        "commune": CommuneSettings.load(request),
    }
    page = render_to_string("dialogue/statistics.html", context, request)
    return answer(request, page, "text/html; charset=utf-8")
