"""
The online form: showing it, and taking what comes in.

Whatever happens, the page that comes back holds everything typed, and one pressing of "send", or
ten, make one registration.
"""

import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail import hooks

from ..actions.register import find_by_key, find_equal, receive
from ..documents.form import OLD_FORM_PARAMETER, SESSION_PARAMETER
from ..models import CommuneSettings, RegistrationPage
from ..tracking_code import key_hash
from . import abuse, receipt, token
from .fields import NAMELESS_CODES
from .offers import Offer, in_time_first

logger = logging.getLogger(__name__)
# The database is locked, full or away. Whatever else goes wrong is a fault of ours: an error page.
BUSY = (OperationalError, InterfaceError)
SECONDS_TO_WAIT = 5


# No CSRF check: the form acts for nobody but its sender, uses no session and no rights, so there is
# nothing that another site could make a browser misuse. The signed token in the form (see
# ``token``) takes its place and works without cookies.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, page_id):
    """Take the form of a registration page; shown instead of sent, lead to that page."""
    if request.method != "POST":
        page = get_object_or_404(RegistrationPage.objects.live(), pk=page_id)
        return HttpResponseRedirect(page.get_url(request))
    try:
        page = get_object_or_404(RegistrationPage.objects.live(), pk=page_id)
        return behind_the_gates_of(page, request, _serve)
    except BUSY as error:
        return busy_without_database(request, error)


def behind_the_gates_of(page, request, serve):
    """
    Serve as Wagtail serves the page itself: a private page takes sheets from those let in.

    :param serve: called like a hook's next one, once all gates are passed
    """
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, [], {})
        if isinstance(answer, HttpResponse):
            return answer
    chain = serve
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    return chain(page, request, [], {})


def _serve(page, request, args, kwargs):
    return page.serve(request)


def serve(page, request):
    """Answer a request for the page: the empty form, or what becomes of a filled one."""
    if request.method == "POST":
        return _take(page, request)
    form = build_form(page, request)
    if request.GET.get(SESSION_PARAMETER) in form.sessions:
        form.initial["session"] = request.GET[SESSION_PARAMETER]
    notice = _old_form_sentence() if OLD_FORM_PARAMETER in request.GET else ""
    # The same page for everybody, which any cache may keep: no token in it.
    return show(page, request, form, None, notice=notice)


def build_form(page, request=None, data=None, initial=None):
    sessions = in_time_first(page.open_sessions)
    return page.get_form_class()(
        data, initial=initial, sessions=sessions, commune=CommuneSettings.load(request)
    )


def form_context(page, form=None, sending=None, **more):
    """
    Return what the template needs besides the page's own context.

    :param sending: the ``Token`` to put into the form; None leaves it to
        ``token_request`` or, where no script runs, to the step between
    """
    form = form or build_form(page)
    sessions = list(form.sessions.values())
    return {
        "form": form,
        "token": sending or "",
        "token_address": reverse("dialogue:form_token", args=[page.pk]) if page.pk else "",
        "commune": CommuneSettings.load(),
        "offers": [Offer.of(session) for session in sessions],
        "action": reverse("dialogue:register", args=[page.pk]) if page.pk else "",
        "read_pdf": reverse("dialogue:register_pdf", args=[page.pk]) if page.pk else "",
        "near_address": reverse("dialogue:near"),
        "near_step": reverse("dialogue:near_step", args=[page.pk]) if page.pk else "",
        "choose_session": len(sessions) > 1 or "session" in form.errors,
        "errors": form_errors(form),
    } | more


def form_errors(form):
    """
    Return (id of the field, message) for all errors, in the order of the form.

    Read away from its field, a message that could be about any field names it.
    """
    return [
        (field.auto_id, f"{form.short_label(field)}: {message}" if is_nameless else message)
        for field in form
        for message, is_nameless in _errors(form, field)
    ]


def _errors(form, field):
    for error in field.errors.as_data():
        for message in error.messages:
            yield message, error.code in NAMELESS_CODES or field.name in form.extra_names


def show(page, request, form, sending, status=200, **more):
    context = page.get_context(request) | form_context(
        page, form, sending, commune=CommuneSettings.load(request), **more
    )
    response = render(request, page.get_template(request), context, status=status)
    if sending is not None or request.method == "POST":
        # The token is this person's, and so is what they typed.
        patch_cache_control(response, private=True, no_store=True)
    return response


def _take(page, request):
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise RequestDataTooBig("form too big")  # files aren't counted otherwise
    now = timezone.now()
    sending = token.read(request.POST.get("token", ""))
    form = build_form(page, request, request.POST)
    try:
        return _register(page, request, form, sending, now)
    except BUSY as error:
        _log(error)
        response = show(
            page, request, form, sending or token.fresh(now), 503, notice=_busy_sentence()
        )
        response.headers["Retry-After"] = SECONDS_TO_WAIT
        return response


def _register(page, request, form, sending, now):
    if not form.sessions:
        return show(page, request, form, token.fresh(now), 409)
    current = usable(sending, now)
    if not form.is_valid():
        return show(page, request, form, current, 422)
    sheet = form.to_sheet()
    if sending and (answer := _answer_to_repetition(page, request, form, sheet, sending, now)):
        return answer
    if comes_without_token(request):
        step = {"step": _("Step 2 of 2: check and send"), "notice": _check_sentence()}
        return show(page, request, form, current.to_look_through(now), **step)
    if current is not sending:
        told = {"notice": press_again_sentence(), "press_again": True}
        return show(page, request, form, current, 422, **told)
    judgement = abuse.judge(request, form, sending, sheet.phone, now)
    if judgement.too_many:
        return show(page, request, form, sending, 429, notice=_too_many_sentence())
    received = receive(sheet, key=sending.key, page=page, suspicion=judgement.suspicion, now=now)
    if not received.same_content:
        return _tell_of(received.registration, page, request, form, now)
    return receipt.lead_to(request, sending.key, page)


def usable(sending, now):
    """Return the token to go on with: the same, the same key renewed, or a fresh one."""
    if sending is None:
        return token.fresh(now)
    return sending.renewed(now) if sending.is_expired(now) else sending


def comes_without_token(request):
    """Whether the form comes from the page as anybody gets it, and no script asked for a token."""
    return request.POST.get("token") == ""


def _answer_to_repetition(page, request, form, sheet, sending, now):
    """
    Return the answer to a sheet that is there already, or None when it is a new one.

    It is there when it came with the same key (double click, retry), when this browser sent the
    same just before (back button), or when an equal one came within a day (another page of the
    same form). Only the last can be meant: then the person is asked.
    """
    content = sheet.content_mac()
    if stored := find_by_key(sending.key):
        if stored.content_mac == content:
            return receipt.lead_to(request, sending.key, page)
        return _tell_of(stored, page, request, form, now)
    if sending.again:
        return None
    key = receipt.key_sent_before(request)
    stored = find_by_key(key) if key else None
    if stored and stored.content_mac == content:
        return receipt.lead_to(request, key, page)
    stored = find_equal(content, now)
    if stored is None:
        return None
    if stored.key_hash == key_hash(sending.key):
        # The other half of a double click was stored since this one looked.
        return receipt.lead_to(request, sending.key, page)
    return _tell_of(stored, page, request, form, now, equal=True)


def _tell_of(stored, page, request, form, now, equal=False):
    """Show the form again with the number of the sheet that is there, ready for another one."""
    if equal:
        sentence = _(
            "A sheet that says exactly the same was received already: no. %(code)s. You needn’t"
            " send it again. To register a second one nevertheless, press “Send” once more."
        )
    else:
        sentence = _(
            "Sheet no. %(code)s was received already from this form. What you changed since is not"
            " in it. To register what is written below as a second sheet, press “Send” once more."
        )
    another = token.fresh_for_another(now)
    told = {"notice": sentence % {"code": stored.code}, "press_again": True, "stored": stored}
    return show(page, request, form, another, 409, **told)


def _old_form_sentence():
    return _(
        "The printed form that you have is of an earlier edition. Below is the form as it is now:"
        " please fill in this one. A sheet on the printed form is accepted at the office as well."
    )


def _check_sentence():
    return _(
        "Your sheet has not been sent yet. Please look through it once more, correct what is wrong,"
        " then press “Send”."
    )


def press_again_sentence():
    return _(
        "This page had been open for too long, or part of it didn’t arrive, so nothing was sent."
        " Everything you typed is still here: please press “Send” once more."
    )


def _busy_sentence():
    return _(
        "The system is busy, so your sheet has not been received yet. Everything you typed is"
        " still here: please wait a moment and press “Send” again."
    )


def _too_many_sentence():
    return _(
        "Very many sheets came from your connection within an hour, so this one has not been"
        " received. Everything you typed is still here: please send it again in an hour, or call"
        " the hotline."
    )


def busy_without_database(request, error):
    """Answer with a page that needs no database, holds everything typed, and can be sent again."""
    _log(error)
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    shown = [request.POST.get(name, "") for name in ("part_1", "part_2")]
    context = {"fields": fields, "shown": [text for text in shown if text], "bare": True}
    # A site may remember whom to call (its middleware); the settings can't be asked now.
    context["commune"] = getattr(request, "commune_seen_last", None)
    response = render(request, "dialogue/registration_busy.html", context, status=503)
    response.headers["Retry-After"] = SECONDS_TO_WAIT
    patch_cache_control(response, private=True, no_store=True)
    return response


def _log(error):
    # The kind of error only: a message of the database could hold what was typed.
    cause = error.__cause__ or error
    kind = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    logger.error("A sheet could not be stored: %s %s", type(cause).__name__, kind or "")
