"""Downloads for everyone: the plan and the blank form. No cookie, never stale."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from ..models import PlanPage, RegistrationPage
from ..models.pages.base import open_to_all
from .fillable import FillableForm
from .form import OLD_FORM_PARAMETER, SESSION_PARAMETER, BlankForm
from .form_docx import BlankFormInWord, PlanInWord
from .form_fields import form_version
from .paper import file_safe
from .plan import PlanPaper
from .published import label_of, open_document
from .serving import serve, serve_signed
from .store import rendered


def _public(pages, page_id):
    return get_object_or_404(open_to_all(pages), pk=page_id)


def _paper(request, paper, slot):
    return serve(request, paper, lambda: rendered(paper, slot), slot)


@require_safe
def plan_pdf(request, page_id):
    """The plan: the signed file once there is one, else the unsigned paper."""
    plan = _public(PlanPage.objects.select_related("signed_pdf"), page_id)
    paper = PlanPaper(plan)
    if plan.signed_pdf:
        return serve_signed(
            request,
            plan.signed_pdf.file,
            plan.signed_sha256,
            paper.file_name,
            f"plan {plan.pk}",
        )
    return _paper(request, paper, f"plan-{plan.pk}")


@require_safe
def plan_docx(request, page_id):
    """The unsigned plan for a word processor; once it is signed, only the signed file is given."""
    plan = _public(PlanPage.objects.all(), page_id)
    if plan.signed_pdf_id:
        return redirect("dialogue:plan_pdf", plan.pk)
    return _paper(request, PlanInWord(plan), f"plan-docx-{plan.pk}")


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


@require_safe
def signed_paper(request, document_id):
    """A signed paper about a session that a leader published, byte for byte."""
    document = open_document(document_id)
    if document is None:
        raise Http404
    title = f"{label_of(document)} {document.full_number.replace('/', '-')}"
    return serve_signed(
        request,
        document.signed_pdf,
        document.signed_sha256,
        f"{file_safe(f'{title} {document.session.title}')}.pdf",
        f"document {document.pk}",
    )
