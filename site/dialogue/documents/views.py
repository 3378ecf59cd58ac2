"""Downloads for everyone: the plan and the blank form. No cookie, never stale."""

import hashlib
import logging
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ..models import PlanPage, RegistrationPage
from ..models.pages.base import open_to_all
from .engine import PaperError
from .fillable import FillableForm
from .form import OLD_FORM_PARAMETER, SESSION_PARAMETER, BlankForm
from .form_docx import BlankFormInWord
from .form_fields import form_version
from .paper import content_disposition
from .plan import PlanPaper
from .store import rendered

RETRY_AFTER = 300  # seconds

logger = logging.getLogger("dialogue.documents")


def _public(pages, page_id):
    return get_object_or_404(open_to_all(pages), pk=page_id)


def _answer(request, etag, file_name, body):
    """
    Answer 304 to whoever has this edition, else the file; caches must ask again each time.

    :param body: a function that returns the response with the content
    """
    etag = f'"{etag}"'
    response = get_conditional_response(request, etag=etag) or body()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if response.status_code == 200:
        response.headers["Content-Disposition"] = content_disposition(file_name)
    return response


def _unavailable(request):
    """Answer, in a sentence, that the file can't be had at the moment. The cause is logged."""
    response = render(request, "dialogue/download_unavailable.html", status=503)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _paper(request, paper, slot):
    try:
        return _answer(
            request,
            paper.key,
            paper.file_name,
            lambda: HttpResponse(rendered(paper, slot), content_type=paper.content_type),
        )
    except PaperError as error:
        logger.error("%s can't be made: %s", slot, error)
        return _unavailable(request)


def _signed(request, plan, file_name):
    """Answer with the signed file, byte for byte as it was published, or not at all."""
    file = plan.signed_pdf.file
    try:
        with file.storage.open(file.name, "rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        logger.error("signed PDF of plan %s is missing from storage", plan.pk)
        return _unavailable(request)
    digest = hashlib.sha256(content).hexdigest()
    if digest != plan.signed_sha256:
        logger.error("signed PDF of plan %s is not the one that was published", plan.pk)
        return _unavailable(request)
    return _answer(
        request,
        f"signed-{digest}",
        file_name,
        lambda: HttpResponse(content, content_type="application/pdf"),
    )


@require_safe
def plan_pdf(request, page_id):
    """The plan: the signed file once there is one, else the unsigned paper."""
    plan = _public(PlanPage.objects.select_related("signed_pdf"), page_id)
    paper = PlanPaper(plan)
    if plan.signed_pdf:
        return _signed(request, plan, paper.file_name)
    return _paper(request, paper, f"plan-{plan.pk}")


def _form(request, page_id, kind, slot):
    """Answer with an edition of the form for the session that the address names, if it is open."""
    page = _public(RegistrationPage.objects.all(), page_id)
    key = request.GET.get(SESSION_PARAMETER)
    paper = kind(page, session=key)
    of_session = f"-{key}" if paper.session and str(paper.session.pk) == key else ""
    return _paper(request, paper, f"{slot}-{page.pk}{of_session}")


@require_safe
def form_pdf(request, page_id):
    """The blank registration form, to print and fill in by hand."""
    return _form(request, page_id, BlankForm, "form")


@require_safe
def form_docx(request, page_id):
    """The blank registration form for a word processor."""
    return _form(request, page_id, BlankFormInWord, "form-docx")


@require_safe
def form_fillable(request, page_id):
    """The blank registration form to fill in on a screen; ``intake.pdf_form`` reads it back."""
    return _form(request, page_id, FillableForm, "form-fillable")


@require_safe
def form_link(request, page_id, mark=""):
    """
    The short address on paper: leads to the web form.

    :param mark: what the code of a printed form adds, as ``form.marked_address`` gives it
    """
    page = _public(RegistrationPage.objects.all(), page_id)
    session, _hyphen, version = mark.rpartition("-")
    query = {SESSION_PARAMETER: session} if session.isdecimal() else {}
    if version and version != form_version(page):
        query[OLD_FORM_PARAMETER] = "1"
    return redirect(page.get_url(request) + (f"?{urlencode(query)}" if query else ""))
