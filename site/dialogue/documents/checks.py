"""What a plan needs before both of its downloads can be offered."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import CommuneSettings
from ..models.pages.plan import file_digest
from . import engine
from .form import BlankForm
from .plan import PlanPaper
from .store import rendered


def publication_problems(plan):
    """
    Return, in sentences for the editor, what still lacks.

    A blank number or date of issue is no lack: offices publish before numbering, and the paper
    leaves room to write them. Both PDFs are made (and kept for the first reader) only once nothing
    else lacks.
    """
    commune = CommuneSettings.load()
    found = [*_text_problems(plan), *_setting_problems(commune), *_signed_file_problems(plan)]
    form_page = plan.registration_page
    if form_page is None:
        found.append(
            _("Publish a registration form beside this plan first: it is offered for download.")
        )
    found += engine.problems()
    return found or _rendering_problems(plan, form_page, commune)


def _text_problems(plan):
    needed = [
        (plan.abstract.strip(), _("Write the abstract of the plan.")),
        (len(plan.body), _("Write the sections of the plan.")),
        (plan.signing_lines, _("Give the signing authority and title.")),
        (plan.signer.strip(), _("Give the name of the signer.")),
    ]
    return [sentence for value, sentence in needed if not value] + _review_problems(plan)


def _review_problems(plan):
    left = sum(block.block_type == "review" for block in plan.body)
    if not left:
        return []
    return [
        ngettext(
            "%(count)s place among the sections is still marked “to be reviewed”: put its text "
            "where it belongs and delete the block.",
            "%(count)s places among the sections are still marked “to be reviewed”: put their text "
            "where it belongs and delete the blocks.",
            left,
        )
        % {"count": left}
    ]


def _setting_problems(commune):
    missing = commune.missing_for_paper()
    if not missing:
        return []
    return [
        _("Complete the commune's settings, which every paper needs: %(fields)s.")
        % {"fields": ", ".join(missing)}
    ]


def _signed_file_problems(plan):
    if plan.signed_pdf is None:
        return []
    try:
        with plan.signed_pdf.file.storage.open(plan.signed_pdf.file.name) as file:
            if file.read(5) != b"%PDF-":
                return [_("The signed file is no PDF: choose the signed copy as a PDF file.")]
        if plan.published_digest() in {"", file_digest(plan.signed_pdf)}:
            return []
    except FileNotFoundError:
        return [_("The signed file is gone from storage: upload it again.")]
    return [
        _(
            "The signed file was changed after it was published: upload the signed copy as a new "
            "document and choose that."
        )
    ]


def _rendering_problems(plan, form_page, commune):
    papers = [
        (PlanPaper(plan, commune), f"plan-{plan.pk}"),
        (BlankForm(form_page, commune), f"form-{form_page.pk}"),
    ]
    for paper, slot in papers:
        try:
            rendered(paper, slot)
        except engine.PaperError as error:
            return [str(error)]
    return []
