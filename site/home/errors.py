"""Pages for what went wrong: a clear sentence, and where to turn, whatever is broken."""

from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request, status, title, text):
    return render(request, "error.html", {"title": title, "text": text}, status=status)


def bad_request(request, exception=None):
    return _page(
        request,
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


def page_not_found(request, exception=None):
    return _page(
        request,
        404,
        _("Page not found"),
        _("The address may be mistyped, or the page may have moved."),
    )


def server_error(request):
    return _page(
        request,
        500,
        _("Something went wrong on our side"),
        _("Please try again in a few minutes. Nothing was recorded by this attempt."),
    )
