"""
The receipt: what a person sees after sending.

The sending key, from which the tracking code follows, is in a signed cookie of this browser: no
address holds a code. A second cookie lets the form recognise a sheet that was just sent.
"""

import datetime as dt
import logging

from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ..addresses import absolute
from ..documents.engine import PaperError
from ..documents.receipt import render_receipt
from ..models import CommuneSettings, Registration, throttle
from ..tracking_code import code_still_valid, key_hash
from ..vietnamese import long_datetime
from . import offers
from .next_steps import awaits_decision, next_steps

logger = logging.getLogger(__name__)

COOKIE = "dialogue_receipt"
SENT_COOKIE = "dialogue_sent"
SALT = "dialogue.intake.receipt"
# In the address of the page that follows: says there that the receipt was removed.
FORGOTTEN_PARAMETER = "da-xoa-bien-nhan"
LIFETIME = dt.timedelta(hours=1)
# Each download is rendered anew; nobody needs the same paper so often.
MOST_PAPERS, HOUR = 20, dt.timedelta(hours=1)


def lead_to(request, key, page):
    """Return the redirect to the receipt of the sheet sent with ``key`` from ``page``."""
    response = HttpResponseRedirect(reverse("dialogue:receipt"))
    response.status_code = 303
    for name, path in _cookies(page.pk):
        response.set_cookie(
            name,
            signing.dumps(key, salt=SALT),
            max_age=LIFETIME,
            path=path,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return _private(response)


def key_sent_before(request):
    """Return the key of the sheet that this browser sent last from this form, or None."""
    return _key_in(request, SENT_COOKIE)


# No CSRF check: a POST only makes this browser forget the receipt.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request):
    """Show the receipt; after a POST, forget it (on a computer that others use too)."""
    if request.method == "POST":
        return _forget(request)
    registration, key = _find(request)
    if registration is None:
        return _private(
            render(
                request,
                "dialogue/receipt_gone.html",
                {"commune": CommuneSettings.load(request)},
                status=410,
            )
        )
    return _page(request, registration, key)


def _page(request, registration, key, status=200, paper_failed=False):
    commune = CommuneSettings.load(request)
    session = registration.session
    context = {
        "paper_failed": paper_failed,
        "commune": commune,
        "registration": registration,
        "code": code_still_valid(key, registration.tracking_hash),
        "sent_at": long_datetime(registration.recorded_at),
        "received_at": long_datetime(registration.received_at),
        "session": session,
        "session_when": offers.when(session) if session else "",
        "closes_at": long_datetime(session.closes_at) if session and session.closes_at else "",
        "awaits_decision": awaits_decision(registration),
        "steps": next_steps(registration, commune),
        "tracking_address": absolute(reverse("dialogue:tracking")),
    }
    return _private(render(request, "dialogue/receipt.html", context, status=status))


@require_safe
def receipt_pdf(request):
    """Give the filled form as PDF to the browser that sent it."""
    registration, key = _find(request)
    if registration is None:
        # Its page says why there is nothing any more.
        return _private(redirect("dialogue:receipt"))
    if throttle.hit("receipt.pdf", key, HOUR, timezone.now()) > MOST_PAPERS:
        return _page(request, registration, key, status=429, paper_failed=True)
    try:
        paper = render_receipt(registration)
    except PaperError:
        logger.exception("the receipt of a sheet could not be made")
        return _page(request, registration, key, status=503, paper_failed=True)
    response = HttpResponse(paper, content_type="application/pdf")
    name = f"phieu-dang-ky-{registration.number:04d}-{registration.year}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return _private(response)


def _cookies(page_id):
    yield COOKIE, reverse("dialogue:receipt")
    yield SENT_COOKIE, reverse("dialogue:register", args=[page_id])


def _key_in(request, cookie):
    try:
        return signing.loads(request.COOKIES.get(cookie, ""), salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None


def _find(request):
    key = _key_in(request, COOKIE)
    if key is None:
        return None, ""
    sheets = Registration.objects.select_related("session", "village")
    return sheets.filter(key_hash=key_hash(key)).first(), key


def _forget(request):
    registration, _key = _find(request)
    response = HttpResponseRedirect(f"{reverse('dialogue:tracking')}?{FORGOTTEN_PARAMETER}")
    response.status_code = 303
    response.delete_cookie(COOKIE, path=reverse("dialogue:receipt"), samesite="Lax")
    if registration is not None and registration.page_id:
        for name, path in _cookies(registration.page_id):
            response.delete_cookie(name, path=path, samesite="Lax")
    return _private(response)


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
