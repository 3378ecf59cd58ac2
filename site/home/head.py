"""What the head of a public page tells machines: its one address, and how links to it look."""

from dataclasses import dataclass

from django.core.paginator import Page as ListPage
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from dialogue.addresses import absolute, page_address
from dialogue.models import AnswerPage, PlanPage, SessionPage
from dialogue.models.pages.base import ServedPage
from dialogue.public import structured
from dialogue.public.pictures import HEIGHT, WIDTH, SharePicture

from .models import HomePage, NoticePage

PAGE_PARAMETER = "trang"
# Read as one text; every other page is part of a site.
ARTICLES = (AnswerPage, SessionPage, PlanPage, NoticePage)


@dataclass
class Head:
    """
    :param canonical: the full address of what is read, without what only narrows a list
    :param narrowed: a list was searched or filtered: nothing to be found by search engines
    :param picture: the ``SharePicture`` of links, or None
    """

    title: str
    description: str
    canonical: str
    picture: SharePicture | None
    kind: str = "website"
    narrowed: bool = False
    things: tuple = ()
    picture_width = WIDTH
    picture_height = HEIGHT

    @cached_property
    def data(self):
        """The JSON-LD element, or "" if there is nothing to tell."""
        return structured.script(list(self.things)) if self.things else ""


def _list_page(context):
    """Return the part of a list that is read, if the page shows one."""
    shown = [context.get(name) for name in ("results", "notices")]
    return next((part for part in shown if isinstance(part, ListPage)), None)


def _canonical(page, context):
    """Return the page's address; of a list's second page on, with its number."""
    address, part = page_address(page), _list_page(context)
    return f"{address}?{PAGE_PARAMETER}={part.number}" if part and part.number > 1 else address


def _steps(nav, title, address):
    root = nav.structure.root
    home = _("Home")
    way = [(link.title, absolute(link.url)) for link in nav.way]
    if not way and address != absolute("/") and root:
        way = [(home, absolute("/"))]
    return [*way, (title, address)]


def of_page(page, context):
    """Return the ``Head`` of a page that anybody may read, or None for any other."""
    request, commune = context["request"], context["commune"]
    if getattr(request, "is_preview", False) or not (page.live and page.way_is_open):
        return None
    listing = context.get("listing")
    address = page_address(page)
    if not address:
        return None
    title = page.seo_title or page.shown_title
    own = structured.of_page(page, commune)
    if isinstance(page, HomePage):
        own = structured.organisation(commune)
    way = _steps(context["nav"], title, address)
    trail = structured.breadcrumb(way) if len(way) > 1 else None
    return Head(
        title=title,
        description=page.description,
        canonical=_canonical(page, context),
        picture=SharePicture(page, commune),
        kind="article" if isinstance(page, ARTICLES) else "website",
        narrowed=bool(listing and listing.is_narrowed),
        things=tuple(thing for thing in (own, trail) if thing),
    )


def of_view(context):
    """Return the ``Head`` of a view that names its path as ``canonical_path``, or None."""
    path, nav = context.get("canonical_path"), context["nav"]
    if not path:
        return None
    title, address, root = context["title"], absolute(path), nav.structure.root
    return Head(
        title=title,
        description=context.get("description", ""),
        canonical=address,
        picture=SharePicture(root, context["commune"]) if root else None,
        narrowed=context.get("narrowed", False),
        things=(structured.breadcrumb(_steps(nav, title, address)),),
    )


def head_for(context):
    """Return the ``Head`` for what the template shows, or None: previews, errors, receipts."""
    page = context.get("page")
    if "request" not in context or "nav" not in context:
        return None
    return of_page(page, context) if isinstance(page, ServedPage) else of_view(context)
