"""What senders think of their replies, in figures from which nobody can be picked out."""

from dataclasses import dataclass

from django.db.models import Sum
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models.rating import RatingTally, Value
from ..permissions import READ_ALL, holds
from .records import HOME

# A department that gave one reply in a year would know who rated it.
FEWEST = 5


@dataclass(frozen=True)
class Row:
    """The ratings of a department (or of several together): counts by ``Value``, and in all."""

    label: str
    counts: dict

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def cells(self):
        """Count and share in per cent of each value, in the order of ``Value``."""
        return [(n, round(100 * n / self.total) if self.total else 0) for n in self._in_order]

    @property
    def _in_order(self):
        return [self.counts.get(value, 0) for value in Value]


def _add(rows, label):
    counts = {value: sum(row.counts.get(value, 0) for row in rows) for value in Value}
    return Row(label, counts)


def rows_of(year):
    """
    Return what may be shown of a year, as (rows, how many are held back).

    Departments with fewer than ``FEWEST`` ratings stand together; if even these are too few they
    are left out of everything, so that no difference of sums gives them away.
    """
    tallies = (
        RatingTally.objects.filter(month__year=year)
        .values("department", "department__name", "department__sort_key", "value")
        .annotate(number=Sum("count"))
        .order_by("department__sort_key")
    )
    by_department = {}
    for tally in tallies:
        label = tally["department__name"] or _("No department")
        row = by_department.setdefault(tally["department"], Row(label, {}))
        row.counts[Value(tally["value"])] = tally["number"]
    shown = [row for row in by_department.values() if row.total >= FEWEST]
    few = _add([row for row in by_department.values() if row.total < FEWEST], _("Others together"))
    if few.total >= FEWEST:
        return [*shown, few], 0
    return shown, few.total


class Ratings(WagtailAdminTemplateMixin, View):
    """The figures of one year, by department."""

    template_name = "dialogue/desk/office/ratings.html"
    header_icon = "pick"
    page_title = gettext_lazy("Ratings of replies")

    def dispatch(self, request, *args, **kwargs):
        if not holds(request.user, READ_ALL):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [HOME, {"url": "", "label": self.page_title}]

    @cached_property
    def years(self):
        return [month.year for month in RatingTally.objects.dates("month", "year", order="DESC")]

    @property
    def year(self):
        asked = self.request.GET.get("nam", "")
        known = {str(year): year for year in self.years}
        return known.get(asked) or (self.years[0] if self.years else None)

    def get(self, request, *args, **kwargs):
        rows, held_back = rows_of(self.year) if self.year else ([], 0)
        return self.render_to_response(
            self.get_context_data(
                years=self.years,
                year=self.year,
                labels=Value.labels,
                rows=rows,
                total=_add(rows, _("Together")) if rows else None,
                held_back=held_back,
                fewest=FEWEST,
            )
        )
