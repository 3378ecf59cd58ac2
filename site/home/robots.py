"""What search engines may visit, and where all public pages are listed."""

from xml.sax.saxutils import escape

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from dialogue.addresses import absolute
from dialogue.models.pages.base import open_to_all
from dialogue.public.unchanged import answer

# What one list of addresses may hold (sitemaps.org, "Sitemap file format").
MOST_ADDRESSES = 50_000
# Views of the add-on that belong to the public record, besides the pages.
PUBLIC_VIEWS = ("dialogue:statistics", "dialogue:open_data")
# For people, one at a time: nothing in them is to be found by searching.
CLOSED_VIEWS = ("wagtailadmin_home", "dialogue:receipt")


@require_safe
def robots(request):
    """What programs may visit, in the words of RFC 9309."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {reverse(name)}" for name in CLOSED_VIEWS]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return answer(request, "\n".join(lines), "text/plain; charset=utf-8")


def _entries(site):
    root = site.root_page
    pages = open_to_all(Page.objects.descendant_of(root, inclusive=True)).filter(alias_of=None)
    rows = pages.order_by("path").values_list("url_path", "last_published_at")
    for url_path, changed in rows[: MOST_ADDRESSES - len(PUBLIC_VIEWS)]:
        yield absolute("/" + url_path[len(root.url_path) :]), changed
    for name in PUBLIC_VIEWS:
        yield absolute(reverse(name)), None


def _entry(address, changed):
    when = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
    return f"<url><loc>{escape(address)}</loc>{when}</url>"


@require_safe
def sitemap(request):
    """All pages that anybody may read, without what only narrows a list (sitemaps.org 0.9)."""
    site = Site.find_for_request(request)
    if site is None:
        return HttpResponse(status=404)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(_entry(address, changed) for address, changed in _entries(site)),
        "</urlset>",
    ]
    return answer(request, "\n".join(lines), "application/xml; charset=utf-8")
