"""
The way to a page and the pages the navigation names, in one query.

Wagtail walks to a page with two queries a step, and asks twice more for restrictions. Every public
page of this site must stay within a few queries, so the walk is done at once here; what Wagtail
does with the page then is Wagtail's own (``views.serve``).
"""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from dialogue.models import AnswerIndexPage, DialogueIndexPage, RegistrationPage
from dialogue.models.pages.base import restricted

from .models import NoticeIndexPage, StandardPage

MOST_STEPS = 12  # no page of the site lies deeper


@dataclass(frozen=True)
class Link:
    """One entry of a navigation: where to, how it reads, and which page it is (None: no page)."""

    url: str
    title: str
    pk: int | None = None


@dataclass
class Structure:
    """
    :param root: the site's root page, None when no site is set up
    :param trail: the pages from the root to the one asked for; empty if there is none
    :param links: the navigation's links by page class, in the order of the tree
    :param open_way: nothing on the way to the page restricts who may read it
    """

    root: Page | None = None
    trail: list = field(default_factory=list)
    links: dict = field(default_factory=dict)
    open_way: bool = False

    def first(self, model):
        """Return the first link to a page of ``model``, or None."""
        return next(iter(self.links.get(model, [])), None)

    def route(self):
        """Return what Wagtail's ``route`` would for the page asked for, or None."""
        if not self.trail or not self.trail[-1].live:
            return None
        row = self.trail[-1]
        model = row.specific_class or Page
        page = model._default_manager.select_related(*getattr(model, "served_with", ())).get(
            pk=row.pk
        )
        if len(self.trail) > 1:
            page._cached_parent_obj = self.trail[-2]  # treebeard's own: saves asking again
        page.way_is_open = self.open_way
        return RouteResult(page)


def _named_by_navigation():
    return (DialogueIndexPage, RegistrationPage, AnswerIndexPage, NoticeIndexPage, StandardPage)


def _rows(root, steps):
    """Return the pages that may lie on the way, and the navigation's, in the tree's order."""
    types = ContentType.objects.get_for_models(*_named_by_navigation())
    wanted = Q(pk=root.pk)
    wanted |= Q(live=True, path__startswith=root.path, content_type__in=types.values())
    for depth, slug in enumerate(steps, root.depth + 1):
        wanted |= Q(depth=depth, slug=slug, path__startswith=root.path)
    rows = Page.objects.filter(wanted).annotate(is_restricted=restricted()).order_by("path")
    models = {content_type.pk: model for model, content_type in types.items()}
    return list(rows), models


def _trail(rows, root, steps):
    trail = [row for row in rows if row.pk == root.pk]
    for slug in steps:
        step = next(
            (
                row
                for row in rows
                if row.slug == slug
                and row.depth == trail[-1].depth + 1
                and row.path.startswith(trail[-1].path)
            ),
            None,
        )
        if step is None:
            return []
        trail.append(step)
    return trail


def _links(rows, root, models):
    links = {}
    for row in rows:
        model = models.get(row.content_type_id)
        if model and row.live and not row.is_restricted:
            url = "/" + row.url_path[len(root.url_path) :]
            links.setdefault(model, []).append(Link(url, row.title, row.pk))
    return links


def structure_for(request, path=None):
    """
    Return the ``Structure`` for a request, read once.

    :param path: the address asked for, without the leading slash; None where no page of the tree
        is asked for (an address of the add-on, an error page, a preview)
    """
    known = getattr(request, "_site_structure", None)
    if known is not None:
        return known
    site = Site.find_for_request(request)
    structure = Structure()
    if site is not None:
        structure = _read(site.root_page, path)
    request._site_structure = structure
    return structure


def _read(root, path):
    steps = [step for step in (path or "").split("/") if step][: MOST_STEPS + 1]
    wanted = steps if len(steps) <= MOST_STEPS else []
    rows, models = _rows(root, wanted)
    trail = _trail(rows, root, wanted) if path is not None and wanted == steps else []
    # An alias stands under the restrictions of its source, which Wagtail looks up.
    open_way = bool(trail) and not trail[-1].is_restricted
    open_way = open_way and not any(row.alias_of_id for row in trail)
    return Structure(root, trail, _links(rows, root, models), open_way)
