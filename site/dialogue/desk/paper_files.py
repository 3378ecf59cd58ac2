"""The files of a paper at the desk: made from the records, or the signed copy as it is."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ..documents.editions import EDITIONS
from ..documents.form_docx import FilledFormInWord
from ..documents.paper import file_safe
from ..documents.receipt import FilledForm
from ..documents.serving import PERSONAL, serve, serve_signed
from ..permissions import HANDLE_PAPERS, holds
from ..states import Thing
from .papers import OnePaper
from .records import RecordView


class PaperFile(OnePaper):
    """
    One file of the paper as it stands: PDF, Word or PDF/A.

    Once it is signed, the PDF is the signed copy, byte for byte, and there is no other file.
    """

    http_method_names = ("get", "head")

    def get(self, request, *args, edition, **kwargs):
        if edition not in EDITIONS:
            raise Http404
        if self.is_signed and edition == "pdf":
            return self.signed(self.document)
        if self.is_signed or not self.is_current:
            raise Http404
        wanted = self.edition(edition)
        if wanted.takes_long:
            messages.info(request, _("This paper is long: have it made in the background."))
            return redirect(self.url)
        return serve(request, wanted, wanted.file, self.what, PERSONAL)

    def signed(self, document):
        name = file_safe(self.paper.file_title()) if self.is_current else file_safe(self.name)
        return serve_signed(
            self.request,
            document.signed_pdf,
            document.signed_sha256,
            f"{name}.pdf",
            f"{self.what} edition {document.edition}",
            PERSONAL,
        )


class FilledSheet(RecordView):
    """The sheet as a filled form, as its sender got it: PDF, or Word for the office's own files."""

    thing = Thing.REGISTRATION
    http_method_names = ("get", "head")
    FORMS = {"pdf": FilledForm, "docx": FilledFormInWord}

    def may_enter(self):
        return holds(self.request.user, HANDLE_PAPERS)

    def get(self, request, *args, suffix, **kwargs):
        if suffix not in self.FORMS:
            raise Http404
        paper = self.FORMS[suffix](self.record)
        return serve(request, paper, paper.content, f"sheet {self.record.pk}", PERSONAL)


class SignedEdition(PaperFile):
    """The signed copy of one edition, also of one that a newer one took the place of."""

    def get(self, request, *args, number, **kwargs):
        for document in self.kept:
            if document.edition == number and document.is_signed:
                return self.signed(document)
        raise Http404
