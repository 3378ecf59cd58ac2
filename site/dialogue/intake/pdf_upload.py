"""
Reading a filled PDF form into the web form, before anything is sent.

The button for it stands in the form itself, so what was typed already comes along and stays. What
comes back is the form, filled; the file is gone with the request.
"""

import datetime as dt
import io
import logging

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..documents.form_fields import form_version
from ..models import RegistrationPage, throttle
from . import pdf_form, token, web
from .client import client_address
from .pdf_form import Problem, Unreadable

FILE = "pdf"
# Beyond this not even the fields typed beside the file are read.
MOST_ALTOGETHER = 20 * 1024 * 1024
# Files an hour from one address. A village may share one; reading one costs less than a second.
MOST_FROM_ADDRESS = 60
HOUR = dt.timedelta(hours=1)

logger = logging.getLogger(__name__)


class SmallInMemory(FileUploadHandler):
    """Keeps a file in memory; of one that is too large nothing, and goes on with the fields."""

    too_large = False

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > pdf_form.MOST_BYTES:
            self.too_large = True
            raise SkipFile
        self.file.write(raw_data)

    def file_complete(self, file_size):
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


# No CSRF check, for the reasons given at ``web.register``: reading a file changes nothing.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def register_pdf(request, page_id):
    """Take a filled PDF form and show the web form filled with it; otherwise lead to the form."""
    try:
        page = get_object_or_404(RegistrationPage.objects.live(), pk=page_id)
        if request.method != "POST":
            return HttpResponseRedirect(page.get_url(request))
        return web.behind_the_gates_of(page, request, _take)
    except web.BUSY as error:
        return web.busy_without_database(request, error)


def _take(page, request, args, kwargs):
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_ALTOGETHER:
        raise RequestDataTooBig("file too big")
    handler = SmallInMemory(request)
    request.upload_handlers = [handler]
    now = timezone.now()
    sending = token.read(request.POST.get("token", ""))
    typed = typed_before(web.build_form(page, request, request.POST))
    current = web.usable(sending, now)
    if current is not sending and not web.comes_without_token(request):
        return _show(page, request, typed, current, 422, web.press_again_sentence())
    if throttle.hit("intake.pdf", client_address(request), HOUR, now) > MOST_FROM_ADDRESS:
        return _show(page, request, typed, current, 429, _too_many_sentence())
    try:
        if handler.too_large:
            raise Unreadable(Problem.TOO_LARGE)
        file = request.FILES.get(FILE)
        found = fill(web.build_form(page, request), file, form_version(page))
    except Unreadable as error:
        logger.info("A filled form could not be read: %s", error.problem)
        return _show(page, request, typed, current, 422, error.problem.label)
    return _show(page, request, typed | found.values, current, 200, check_sentence(), found)


def fill(form, file, version):
    """
    Return what the uploaded ``file`` holds for ``form``, as ``pdf_form.Filled``.

    :param file: an uploaded file, or None
    :raises Unreadable: when it is no form of ours, or nothing is filled in
    """
    if file is None:
        raise Unreadable(Problem.MISSING)
    if file.size > pdf_form.MOST_BYTES:
        raise Unreadable(Problem.TOO_LARGE)
    found = pdf_form.filled(form, pdf_form.read_fields(file.read()), version)
    # The session is chosen already in a form that was downloaded from its page.
    if not found.left_over and not found.values.keys() - {"session"}:
        raise Unreadable(Problem.EMPTY)
    return found


def typed_before(form):
    """Return what a bound form came with and isn't blank, as ``initial`` takes it."""
    return {field.name: field.data for field in form if field.data not in (None, "", [], False)}


def _show(page, request, initial, sending, status, notice, found=None):
    form = web.build_form(page, request, initial=initial)
    if not form.sessions:
        # What was typed is shown as text; the file is still with the person.
        form, status = web.build_form(page, request, request.POST), 409
    more = {"notice": notice, "filled": found, "problem_of_file": found is None}
    return web.show(page, request, form, sending, status, **more)


def check_sentence():
    """Return what to do with a form that was filled from a file."""
    return _(
        "Your file has been read into the form below; nothing has been sent yet. Please check"
        " everything, then press “Send”."
    )


def _too_many_sentence():
    return _(
        "Very many files came from your connection within an hour, so this one was not read."
        " Everything you typed is still here. Type the sheet below, or try again in an hour."
    )
