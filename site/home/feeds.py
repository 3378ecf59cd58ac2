"""The feed of notices."""

from django.utils.html import linebreaks
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dialogue.models.pages.base import open_to_all
from dialogue.public.feeds import MOST_ENTRIES, Entry, feed
from dialogue.public.rich_texts import expanded
from dialogue.public.unchanged import published_at

from .models import NoticePage


def _entry(notice, body):
    html = linebreaks(notice.summary, autoescape=True) + body
    return Entry(notice, html, published_at(notice))


@require_safe
def notices(request):
    """The newest notices."""
    pages = open_to_all(NoticePage.objects.all()).newest_first()[:MOST_ENTRIES]
    bodies = expanded([notice.body for notice in pages])
    entries = [_entry(notice, body) for notice, body in zip(pages, bodies, strict=True)]
    return feed(request, pgettext("public", "Notices"), entries)
