"""
Pages for what went wrong: a clear sentence, and where to turn, whatever is broken.

400, 403 and 404 keep the site's frame. 500 and 503 ask nothing of database, session or
request: they are written from the template alone, with the hotline that this process last showed.
"""

import sys
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dialogue.models import CommuneSettings
from dialogue.public.search import QUERY

RETRY_AFTER = 60  # seconds
# An address of fewer words says nothing to search for.
FEWEST_WORDS = 2


@dataclass(frozen=True)
class Contact:
    """What the bare pages tell of the commune, under the names that the template reads."""

    body_name: str
    palette: str
    hotline: str
    hotline_tel: str
    hotline_national: str


class _Memory:
    """The commune as this process saw it last; None before it saw it at all."""

    contact = None


def remember_contact(request):
    """Keep what ``request`` read of the commune's settings, if it did: it asks nothing itself."""
    commune = getattr(request, CommuneSettings.get_cache_attr_name(), None)
    if commune is not None:
        values = {name: getattr(commune, name) for name in Contact.__dataclass_fields__}
        _Memory.contact = Contact(**values)


def contact_seen_last():
    """Return the ``Contact`` as this process saw it last, or None before it saw it at all."""
    return _Memory.contact


def is_database_away(error):
    """
    Return whether ``error`` says that the database can't be used: away, locked, unreadable.

    A file that is no database raises ``DatabaseError`` itself; its other kinds are faults of ours.
    """
    away = isinstance(error, (OperationalError, InterfaceError))
    return away or type(error) is DatabaseError


def _page(request, status, title, text, **more):
    context = {"title": title, "text": text, "status": status} | more
    return render(request, "error.html", context, status=status)


def _bare_page(status, title, text):
    context = {"title": title, "text": text, "status": status, "bare": True}
    context["commune"] = contact_seen_last()
    return HttpResponse(loader.render_to_string("error.html", context), status=status)


def bad_request(request, exception=None):
    return _bare_page(
        400,
        _("The request could not be read"),
        _("What was sent is too large or damaged. Please go back and try again."),
    )


def permission_denied(request, exception=None):
    return _page(
        request,
        403,
        _("You can't open this page"),
        _("Please go back and try again, or ask the office for help."),
    )


def csrf_failure(request, reason=""):
    """Answer a form whose token is missing or too old; what was typed is still one step back."""
    if reason == REASON_NO_CSRF_COOKIE:
        return _page(
            request,
            403,
            _("The browser kept no cookie"),
            _(
                "This form needs one cookie. Please allow cookies for this site, open the page "
                "again and send it once more."
            ),
        )
    return _page(
        request,
        403,
        _("The form has expired"),
        _("Please go back, reload the page and send it again. What you typed may still be there."),
    )


def _search_for(path):
    """Return the address that searches the site for the words of an address's last part, or ""."""
    last = path.rstrip("/").rpartition("/")[2]
    words = [word for word in last.split("-") if word.isascii() and word.isalpha()]
    if len(words) < FEWEST_WORDS:
        return ""
    return f"{reverse('dialogue:search')}?{urlencode({QUERY: ' '.join(words)})}"


def page_not_found(request, exception=None):
    # The words stand in a link alone: a page of the office repeats nothing that anybody typed.
    return _page(
        request,
        404,
        _("Page not found"),
        _("The address may be mistyped, or the page may have moved."),
        search_address=_search_for(request.path_info),
    )


def server_error(request):
    if is_database_away(sys.exception()):
        return unavailable(request)  # noticed outside of any view, where a middleware asked it
    return _bare_page(
        500,
        _("Something went wrong on our side"),
        _("Please try again in a few minutes."),
    )


def unavailable(request):
    response = _bare_page(
        503,
        _("The site is busy or being maintained"),
        _("Please try again in a few minutes."),
    )
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
