"""
Atom feeds (RFC 4287) of answers and sessions; what other feeds of a site are made with too.

An entry is known by its page's own key for good, wherever the page moves, and is changed when the
page was last published.
"""

from dataclasses import dataclass

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..addresses import absolute, page_address
from ..intake.offers import when
from ..models import AnswerPage, CommuneSettings
from ..models.pages.base import open_to_all
from ..vietnamese import clean, clean_line
from . import calendar
from .rich_texts import expanded
from .sessions import standing
from .unchanged import LONG_AGO, answer, published_at

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 30


@dataclass(frozen=True)
class Entry:
    """
    One entry of a feed.

    :param page: the page it announces
    :param html: its content, safe as it stands; addresses in it may be paths of this site
    :param updated: when readers got to see this version (aware)
    :param topics: words it is filed under
    """

    page: object
    html: str
    updated: object
    topics: tuple = ()


class _Feed(Atom1Feed):
    """Paths in the entries' texts are read from the site's address, not from the reader's."""

    def root_attributes(self):
        return super().root_attributes() | {"xml:base": absolute("/")}

    def latest_post_date(self):
        """An empty feed was not changed at this moment: it stays the same until it has an entry."""
        return max((item["updateddate"] for item in self.items), default=LONG_AGO)


def _identity(page):
    return f"urn:uuid:{page.translation_key}"


def feed(request, title, entries):
    """
    Return the answer with an Atom feed.

    :param title: what the feed holds; the commune's name is put behind it
    :param entries: ``Entry`` objects, the newest first
    """
    body = CommuneSettings.load(request).body_name
    made = _Feed(
        title=f"{title} – {body}" if body else title,
        link=absolute("/"),
        description="",
        language="vi",
        author_name=body or None,
        feed_url=absolute(request.path),
        feed_guid=absolute(request.path),
    )
    for entry in entries:
        made.add_item(
            title=clean_line(entry.page.title),
            link=page_address(entry.page),
            description=clean(entry.html),
            unique_id=_identity(entry.page),
            pubdate=entry.page.first_published_at or entry.updated,
            updateddate=entry.updated,
            categories=entry.topics,
        )
    changed = max((entry.updated for entry in entries), default=None)
    return answer(request, made.writeString("utf-8"), CONTENT_TYPE, changed_at=changed)


def _answer_entry(page, answer_html):
    html = linebreaks(page.question_text, autoescape=True) + answer_html
    return Entry(page, html, published_at(page), (page.topic.name,))


@require_safe
def answers(request):
    """The newest published answers."""
    pages = open_to_all(AnswerPage.objects.all()).newest_first().select_related("topic")
    pages = pages.defer("fold_text", "plain_text")[:MOST_ENTRIES]
    texts = expanded([page.answer_text for page in pages])
    entries = [_answer_entry(page, text) for page, text in zip(pages, texts, strict=True)]
    return feed(request, _("Published answers"), entries)


def _session_entry(session, changes):
    lines = [f"{when(session)}, {session.place}", standing(session).sentence]
    lines += [session.state_reason, session.summary]
    html = linebreaks("\n".join(line for line in lines if line), autoescape=True)
    return Entry(session, html, calendar.changed_at(session, changes))


@require_safe
def sessions(request):
    """The newest sessions, with what became of them."""
    found = list(calendar.public_sessions()[:MOST_ENTRIES])
    changes = calendar.changes_of(found)
    entries = [_session_entry(session, changes) for session in found]
    return feed(request, _("Dialogue sessions"), entries)
