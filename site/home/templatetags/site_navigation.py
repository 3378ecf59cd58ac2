"""The navigation of the site's frame: header, footer, the way back up."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dialogue.models import AnswerIndexPage, DialogueIndexPage, RegistrationPage

from ..models import NoticeIndexPage, StandardPage
from ..structure import Link, structure_for

register = template.Library()


@dataclass(frozen=True)
class Entry:
    url: str
    title: str
    is_current: bool


class Navigation:
    """What the frame links to, and which of it is being read."""

    def __init__(self, structure, address, page=None):
        """``page``: what is shown at an address not its own, such as the form after sending."""
        self.structure, self.page = structure, page
        self.address = address if page is None else self._url(page)

    def _url(self, page):
        return "/" + page.url_path[len(self.structure.root.url_path) :]

    @property
    def form(self):
        return self.structure.first(RegistrationPage)

    @property
    def answers(self):
        return self.structure.first(AnswerIndexPage)

    @property
    def notices(self):
        return self.structure.first(NoticeIndexPage)

    @property
    def dialogue(self):
        return self.structure.first(DialogueIndexPage)

    @property
    def standing(self):
        """The standing pages, such as the privacy notice."""
        return self.structure.links.get(StandardPage, [])

    @property
    def main(self):
        """The main entries, in the order of the journey; the deepest one being read is current."""
        wanted = [
            (Link("/", ""), _("Home")),
            (self.dialogue, pgettext("public", "Dialogue")),
            (self.form, pgettext("public", "Register")),
            (Link(reverse("dialogue:tracking"), ""), pgettext("public", "Follow my matter")),
            (self.answers, pgettext("public", "Answers")),
            (self.notices, pgettext("public", "Notices")),
        ]
        known = [(link.url, title) for link, title in wanted if link]
        under = [url for url, _title in known if url != "/" and self.address.startswith(url)]
        current = max(under, key=len, default="/" if self.address == "/" else "")
        return [Entry(url, title, url == current) for url, title in known]

    @cached_property
    def way(self):
        """The pages above the one being read, from the home page down."""
        root, above = self.structure.root, self.structure.trail[:-1]
        if self.page is not None:
            above = self.page.get_ancestors().filter(depth__gte=root.depth)
        return [
            Link(self._url(page), page.title if page.pk != root.pk else _("Home"), page.pk)
            for page in above
        ]


@register.simple_tag(takes_context=True)
def navigation(context):
    """Return the ``Navigation`` for the request."""
    request = context["request"]
    structure, page = structure_for(request), context.get("page")
    shown_elsewhere = structure.root and not structure.trail and getattr(page, "pk", None)
    return Navigation(structure, request.path, page if shown_elsewhere else None)
