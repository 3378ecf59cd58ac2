"""
The public list of answers: search with or without diacritics, four filters, pages of twenty.

Two queries whatever is asked: one counts all published answers by what they can be filtered by,
one fetches the page. Whatever stands in the address, the list answers; what it can't understand it
leaves out and says so.
"""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..models.folded import search_condition, search_rank
from ..models.pages.base import open_to_all
from ..vietnamese import clean_line

PAGE_SIZE = 20
LONGEST_QUERY = 200
SEARCH, PAGE = "q", "trang"


@dataclass(frozen=True)
class Kind:
    """A filter: its name in the address, its label, the columns of its value, name and order."""

    name: str
    label: str
    value: str
    title: str
    order: str
    reverse: bool = False


def kinds():
    """Return the filters in the order of the form."""
    return [
        Kind("linh-vuc", _("Topic"), "topic", "topic__name", "topic__sort_key"),
        Kind(
            "hoi-nghi",
            pgettext("public", "Session"),
            "session",
            "session__title",
            "session__sort_at",
            reverse=True,
        ),
        Kind(
            "don-vi",
            pgettext("public", "Department"),
            "department",
            "department__name",
            "department__sort_key",
        ),
        Kind(
            "nam",
            _("Year"),
            "answered_on__year",
            "answered_on__year",
            "answered_on__year",
            reverse=True,
        ),
    ]


@dataclass
class Option:
    """One value of a filter, with the answers it would show beside the other filters."""

    value: int
    title: str
    count: int
    chosen: bool


@dataclass
class Filter:
    kind: Kind
    chosen: int | None
    options: list = field(default_factory=list)

    @property
    def chosen_title(self):
        return next((option.title for option in self.options if option.chosen), "")


@dataclass
class Active:
    """A search or filter in force: how it reads, and the address without it."""

    label: str
    title: str
    without: str


def _order(row, kind):
    """Return what a filter's values are sorted by; those without come last or first, never fail."""
    value = row[kind.order]
    return (value is not None, value)


class Listing:
    """What the page shows; built from the index page and the address' parameters."""

    def __init__(self, page, params):
        self.page, self.params = page, params
        self.query = clean_line(params.get(SEARCH, ""))[:LONGEST_QUERY]
        self.condition = search_condition(self.query)
        self.not_understood = []
        self.filters = [self._filter(kind) for kind in kinds()]

    @cached_property
    def everything(self):
        """All answers that anybody may read below the index page."""
        from ..models import AnswerPage

        return open_to_all(AnswerPage.objects.child_of(self.page))

    @cached_property
    def groups(self):
        """Rows of (values, names and order of all filters; answers in all; answers that match)."""
        columns = {c for kind in kinds() for c in (kind.value, kind.title, kind.order)}
        columns.add("session__live")
        match = self.condition if self.condition is not None else Q()
        counts = {"matching": Count("pk", filter=match), "all": Count("pk")}
        rows = self.everything.order_by().values(*columns).annotate(**counts)
        # A session that was taken off the site isn't named by a filter either.
        return [row if row["session__live"] else row | {"session": None} for row in rows]

    def _filter(self, kind):
        named = {row[kind.value]: row for row in self.groups if row[kind.value] is not None}
        typed = self.params.get(kind.name, "").strip()
        chosen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
        if typed and chosen not in named:
            self.not_understood.append(kind.label)
            chosen = None
        made = Filter(kind, chosen)
        made.options = [
            Option(value, str(row[kind.title]), 0, value == chosen)
            for value, row in sorted(
                named.items(), key=lambda item: _order(item[1], kind), reverse=kind.reverse
            )
        ]
        return made

    def _passes(self, row, but=None):
        return all(
            f.chosen is None or f is but or row[f.kind.value] == f.chosen for f in self.filters
        )

    def count_options(self):
        """Count each option under the search and the other filters."""
        for one in self.filters:
            counts = Counter()
            for row in self.groups:
                if self._passes(row, but=one):
                    counts[row[one.kind.value]] += row["matching"]
            for option in one.options:
                option.count = counts[option.value]

    @property
    def total(self):
        return sum(row["matching"] for row in self.groups if self._passes(row))

    @property
    def published(self):
        return sum(row["all"] for row in self.groups)

    @property
    def is_filtered(self):
        return any(one.chosen is not None for one in self.filters)

    @property
    def is_narrowed(self):
        return bool(self.query) or self.is_filtered

    def rows(self):
        """Return the matching answers: nearest to the search first, then newest."""
        found = self.everything.select_related("topic", "department")
        found = found.defer("fold_text", "plain_text").newest_first()
        chosen = {f.kind.value: f.chosen for f in self.filters if f.chosen is not None}
        found = found.filter(**chosen)
        if self.condition is None:
            return found
        found = found.filter(self.condition).annotate(exact_rank=search_rank(self.query))
        return found.order_by("exact_rank", *found.query.order_by)

    def results(self):
        """Return the page asked for; beyond the end the last one, and the first for nonsense."""
        paginator = Paginator(self.rows(), PAGE_SIZE)
        paginator.count = self.total  # known already: no query
        return paginator.get_page(self.params.get(PAGE))

    def address(self, without=None):
        """Return the address' parameters of what is in force, less one; "" if nothing is left."""
        kept = {SEARCH: self.query} | {f.kind.name: f.chosen for f in self.filters}
        kept = {name: value for name, value in kept.items() if value and name != without}
        return urlencode(kept)

    @property
    def active(self):
        """The search and the filters in force, each removable."""
        made = []
        if self.query:
            made.append(
                Active(pgettext("public", "Search"), self.query, self.address(without=SEARCH))
            )
        for one in self.filters:
            if one.chosen is not None:
                without = self.address(without=one.kind.name)
                made.append(Active(one.kind.label, one.chosen_title, without))
        return made


def listing(page, params):
    """
    Return what the list of answers shows.

    :param page: the ``AnswerIndexPage``
    :param params: the address' parameters (``q``, ``linh-vuc``, ``hoi-nghi``, ``don-vi``, ``nam``,
        ``trang``), as they came
    """
    found = Listing(page, params)
    found.count_options()
    return {"listing": found, "results": found.results(), "page_parameters": found.address()}
