"""
Pages for what went wrong: a clear sentence, and where to turn, whatever is broken.

400, 403 and 404 keep the site's frame. 500 and 503 ask nothing of database, session or
request: they are written from the template alone.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

RETRY_AFTER = 60  # seconds


def _page(request, status, title, text):
    context = {"title": title, "text": text, "status": status}
    return render(request, "error.html", context, status=status)


def _bare_page(status, title, text):
    context = {"title": title, "text": text, "status": status, "bare": True}
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
    return _page(
        request,
        403,
        _("The form has expired"),
        _("Please go back, reload the page and send it again. What you typed may still be there."),
    )


def page_not_found(request, exception=None):
    return _page(
        request,
        404,
        _("Page not found"),
        _("The address may be mistyped, or the page may have moved."),
    )


def server_error(request):
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
