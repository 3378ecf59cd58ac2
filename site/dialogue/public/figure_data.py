"""The figures of a year as open data."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..addresses import absolute
from .figures import known_years, year_figures
from .open_data import NotUnderstood, as_csv, as_json, for_programs
from .statistics import YEAR, chosen_year

# Each number of a line, and what it counts.
NUMBERS = {
    "noi_dung": gettext_lazy("Matters received"),
    "da_tra_loi": gettext_lazy("Of these, answered"),
    "chuyen_noi_khac": gettext_lazy(
        "Of these, passed to another body or reported to the superior body"
    ),
    "dang_giai_quyet": gettext_lazy("Of these, still being worked on"),
    "dung_han": gettext_lazy("Replies that the department handed in by the due date"),
    "qua_han": gettext_lazy("Replies handed in after the due date, or overdue"),
}
# Each table, and what a line of it stands for.
TABLES = {
    "theo_thang": gettext_lazy("by month received"),
    "theo_linh_vuc": gettext_lazy("by topic"),
    "theo_don_vi": gettext_lazy("by department"),
    "theo_thon": gettext_lazy("by village; those with fewer than three sheets together"),
    "theo_hoi_nghi": gettext_lazy("by session of the year"),
}


def _numbers(tally):
    values = (
        tally.questions,
        tally.answered,
        tally.elsewhere,
        tally.in_hand,
        tally.in_time,
        tally.late,
    )
    return dict(zip(NUMBERS, values, strict=True))


def _tables(figures):
    rows = (
        figures.months,
        figures.topics,
        figures.departments,
        figures.villages,
        figures.sessions,
    )
    return dict(zip(TABLES, rows, strict=True))


def _asked_for(request, name):
    """Return (figures of the year asked for, years there are, links to those beside it)."""
    years, typed = known_years(), request.GET.get(YEAR)
    year = chosen_year(request.GET, years)
    if typed is not None and typed != str(year):
        raise NotUnderstood(_("There are no figures for the year asked for."))
    base = absolute(reverse(name))
    earlier = max((known for known in years if known < year), default=None)
    later = min((known for known in years if known > year), default=None)
    links = {
        "prev": f"{base}?{YEAR}={earlier}" if earlier else None,
        "next": f"{base}?{YEAR}={later}" if later else None,
    }
    return year_figures(year), years, links


@for_programs
def figures_json(request):
    """The figures of one year as JSON."""
    figures, years, links = _asked_for(request, "dialogue:data_figures_json")
    data = {
        "nam": figures.year,
        "cac_nam": years,
        "phieu": figures.sheets,
        "tong": _numbers(figures.total),
    }
    for name, rows in _tables(figures).items():
        data[name] = [{"ten": row.title} | _numbers(row.tally) for row in rows]
    return as_json(request, data, links)


@for_programs
def figures_csv(request):
    """The figures of one year as CSV: one line for each line of the tables."""
    figures, _years, links = _asked_for(request, "dialogue:data_figures_csv")
    lines = [[figures.year, "tong", "", *_numbers(figures.total).values()]]
    for name, rows in _tables(figures).items():
        lines += [[figures.year, name, row.title, *_numbers(row.tally).values()] for row in rows]
    header = ["nam", "nhom", "ten", *NUMBERS]
    return as_csv(request, header, lines, links, f"so-lieu-{figures.year}.csv")
