"""
Searching the site: sessions, plans, the form, answers and whatever else the site lets be found,
typed with or without diacritics.

All kinds at once show their nearest few each; one kind shows everything, by pages. One query a
kind, and one more to count when a single kind is asked for.
"""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from ..models import AnswerPage, CommuneSettings, PlanPage, RegistrationPage, SessionPage
from ..models.folded import search_condition, search_rank
from ..models.pages.base import open_to_all
from ..vietnamese import clean_line
from .answers import LONGEST_QUERY, PAGE_SIZE
from .unchanged import answer

QUERY, KIND, PAGE = "q", "loai", "trang"
FEW = 3


@dataclass(frozen=True)
class Kind:
    """
    Pages of one kind that can be found.

    :param slug: names it in the address
    :param model: a ``FoundPage``
    :param order: what comes first among pages as near to the words as each other
    :param template: shows one of them, as ``found``
    :param related: what the template shows besides
    """

    slug: str
    title: str
    model: type
    order: tuple
    template: str = "dialogue/components/found.html"
    related: tuple = ()

    def matching(self, query):
        """Return the pages that anybody may read and that hold the words, nearest first."""
        condition = search_condition(query)
        if condition is None:
            return self.model.objects.none()
        pages = open_to_all(self.model.objects.filter(condition)).select_related(*self.related)
        pages = pages.defer("fold_text", "plain_text").annotate(nearness=search_rank(query))
        return pages.order_by("nearness", *self.order, "-pk")


# In the order in which they are shown; the site adds its own (``register``).
_kinds = [
    Kind(
        "hoi-nghi",
        gettext_lazy("Dialogue sessions"),
        SessionPage,
        ("-sort_at",),
        "dialogue/components/found_session.html",
    ),
    Kind(
        "cau-tra-loi",
        gettext_lazy("Published answers"),
        AnswerPage,
        ("-answered_on",),
        "dialogue/components/found_answer.html",
        ("topic", "department"),
    ),
    Kind("phieu", pgettext_lazy("public", "Registration form"), RegistrationPage, ()),
    Kind("ke-hoach", gettext_lazy("Plans"), PlanPage, ("-year", "-issued_on")),
]


def register(kind):
    """Let pages of one more kind be found; once for each slug."""
    if all(known.slug != kind.slug for known in _kinds):
        _kinds.append(kind)


@dataclass(frozen=True)
class Group:
    """What was found of one kind, and the address of the rest ("" when nothing is left)."""

    kind: Kind
    found: list
    more: str = ""


class Search:
    """What the page shows, built from the address' parameters as they came."""

    def __init__(self, params):
        self.query = clean_line(params.get(QUERY, ""))[:LONGEST_QUERY]
        self.kind = next((kind for kind in _kinds if kind.slug == params.get(KIND)), None)
        self.number = params.get(PAGE)

    def groups(self):
        """
        Return the kinds of which something was found, each with its nearest few.

        The kind with the nearest page comes first, then the order of the kinds counts.
        """
        groups = []
        for kind in _kinds:
            found = list(kind.matching(self.query)[: FEW + 1])
            if found:
                more = self.address(kind) if len(found) > FEW else ""
                groups.append(Group(kind, found[:FEW], more))
        return sorted(groups, key=lambda group: group.found[0].nearness)

    def results(self):
        """Return the page asked for of the one kind."""
        return Paginator(self.kind.matching(self.query), PAGE_SIZE).get_page(self.number)

    def address(self, kind=None):
        parameters = {QUERY: self.query} | ({KIND: kind.slug} if kind else {})
        return f"{reverse('dialogue:search')}?{urlencode(parameters)}"

    @property
    def everything(self):
        """The address of the same words among all kinds."""
        return self.address()

    @property
    def parameters(self):
        return urlencode({QUERY: self.query, KIND: self.kind.slug})


@require_safe
def search(request):
    """Search pages of every kind, or of the one that ``loai`` names if it holds anything."""
    searching = Search(request.GET)
    title = _("Search the site")
    results = searching.results() if searching.query and searching.kind else None
    context = {
        "title": title,
        "description": _("Sessions, plans, answers and notices; diacritics aren't needed."),
        "canonical_path": reverse("dialogue:search"),
        "narrowed": bool(searching.query),
        "commune": CommuneSettings.load(request),
        "search": searching,
        "results": results or None,
        "groups": [] if results else searching.groups(),
    }
    page = render_to_string("dialogue/search.html", context, request)
    return answer(request, page, "text/html; charset=utf-8")
