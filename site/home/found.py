"""Notices and standing pages, among what readers find by searching the site."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogue.public.search import Kind, register


def let_be_found():
    """Tell the search of the add-on of this site's own pages."""
    from .models import NoticePage, StandardPage

    notices = pgettext_lazy("public", "Notices")
    register(Kind("thong-bao", notices, NoticePage, ("-date",), "home/found_notice.html"))
    register(Kind("trang", _("About this site"), StandardPage, ("title",)))
