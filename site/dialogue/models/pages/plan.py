"""A year's plan: published to read, and as official paper."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from ...outline import Outline, listed
from ...vietnamese import official_date
from ..blocks import PlanBody
from .base import DialoguePage, open_to_all, stream_words


def file_digest(document):
    """
    Return the SHA-256 of a document's file, as 64 hexadecimal digits.

    :raises FileNotFoundError: when storage has lost it
    """
    with document.file.storage.open(document.file.name, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class PlanPage(DialoguePage):
    """
    The plan (kế hoạch). Sections number themselves I. / 1. / a) / – in ``outline``.

    ``number`` is blank on a draft ("Số:     /KH-UBND"); "98a" exists, so it is text.
    """

    year = models.PositiveSmallIntegerField(_("year of the plan"))
    number = models.CharField(
        _("number"),
        max_length=20,
        blank=True,
        help_text=_("Only the number, such as 98a. Blank on a draft."),
    )
    symbol = models.CharField(_("symbol"), max_length=40, default="KH-UBND")
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    abstract = models.TextField(_("abstract"), help_text=_("What the plan is about (trích yếu)."))
    bases = models.TextField(
        _("legal bases"),
        blank=True,
        help_text=_("One on each line, without the closing semicolon."),
    )
    opening = models.TextField(_("opening sentence"), blank=True)
    body = StreamField(PlanBody(), verbose_name=_("sections"), blank=True)
    closing = models.TextField(_("closing paragraph"), blank=True)
    signing_for = models.TextField(
        _("signing authority and title"),
        blank=True,
        help_text=_("One on each line, as on paper: TM. …, KT. …, the title."),
    )
    signer = models.CharField(_("signer"), max_length=100, blank=True)
    recipients = models.TextField(_("recipients"), blank=True, help_text=_("One on each line."))
    signed_pdf = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        verbose_name=_("signed PDF"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Once uploaded, readers download this file instead of the unsigned one."),
    )
    # Taken when the file is published, and never again for the same file: what readers download
    # is what was signed, or nothing.
    signed_sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)

    content_panels = [
        *DialoguePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("symbol")]),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "issued_on",
                            help_text=_("The date on the paper; it may stay blank on a draft."),
                        ),
                        FieldPanel("year"),
                    ]
                ),
                FieldPanel("abstract"),
            ],
            heading=_("Head of the document"),
        ),
        FieldPanel("bases"),
        FieldPanel("opening", help_text=_("The paragraph before section I.")),
        FieldPanel(
            "body",
            help_text=_("No numbers by hand: sections get I, II, headings 1, 2, points a), b)."),
        ),
        FieldPanel("closing", help_text=_("The paragraph after the last section.")),
        MultiFieldPanel(
            [
                FieldPanel("signing_for"),
                FieldPanel(
                    "signer", help_text=_("Full name only; the post stands in the lines above.")
                ),
                FieldPanel("recipients"),
            ],
            heading=_("Signature and recipients"),
        ),
        InlinePanel("attachments", label=_("attachment"), heading=_("Attachments")),
        FieldPanel("signed_pdf"),
    ]
    search_fields = [
        *DialoguePage.search_fields,
        index.SearchField("abstract"),
        index.SearchField("body"),
        index.FilterField("year"),
    ]
    template = "dialogue/plan_page.html"
    LEAD_FIELD = "abstract"
    page_description = _("A year's plan, to read, to download and to print.")
    parent_page_types = ["dialogue.DialogueIndexPage"]
    subpage_types = ["dialogue.SessionPage"]

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def searched_texts(self):
        return (
            self.title,
            self.full_number,
            self.issued_on and official_date(self.issued_on),
            self.abstract,
            self.opening,
            stream_words(self.body),
            self.closing,
        )

    @property
    def full_number(self):
        """ "05/KH-UBND"; the number is blank on a draft."""
        number = f"{int(self.number):02d}" if self.number.isdecimal() else self.number
        return f"{number}/{self.symbol}"

    @property
    def outline(self):
        """The numbered sections, for the page, its table of contents, and paper."""
        return Outline.from_stream(self.body)

    def lines(self, field):
        """Return a field that holds one entry a line, as a list."""
        return [line.strip() for line in getattr(self, field).splitlines() if line.strip()]

    @property
    def listed_bases(self):
        """The legal bases as a list of texts, each closed once, whatever was typed after it."""
        return listed(self.lines("bases"))

    @property
    def signing_lines(self):
        return self.lines("signing_for")

    @property
    def listed_recipients(self):
        """The recipients likewise, without the dash that the page and paper put before each."""
        return listed([line.lstrip("-– ") for line in self.lines("recipients")])

    @property
    def listed_attachments(self):
        """The attachments in their order, each with its file (one query)."""
        return list(self.attachments.select_related("document"))

    @property
    def registration_page(self):
        """The form of this dialogue that anybody may open, or None."""
        from .registration import open_forms

        return open_forms(self).first()

    @property
    def sessions(self):
        from .session import SessionPage

        return open_to_all(SessionPage.objects.child_of(self)).in_order()

    def publication_problems(self):
        """Return, in sentences, what still lacks before both downloads can be offered."""
        from ...documents.checks import publication_problems

        return publication_problems(self)

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """Read a draft; files that were deleted since are left out, or it could not be opened."""
        attachments = data.get("attachments") or []
        named = {data.get("signed_pdf"), *(entry.get("document") for entry in attachments)}
        files = get_document_model().objects.filter(pk__in=named - {None})
        there = set(files.values_list("pk", flat=True)) if check_fks else named
        data = data | {
            "signed_pdf": data.get("signed_pdf") if data.get("signed_pdf") in there else None,
            "attachments": [entry for entry in attachments if entry.get("document") in there],
        }
        return super().from_serializable_data(data, check_fks, strict_fks)

    def published_digest(self):
        """Return the digest that was taken of the chosen signed file before, or an empty text."""
        if self.signed_pdf_id is None:
            return ""
        stored = PlanPage.objects.filter(pk=self.pk, signed_pdf=self.signed_pdf_id)
        return stored.values_list("signed_sha256", flat=True).first() or ""

    def _keep_digest(self):
        self.signed_sha256 = self.published_digest()
        if self.live and self.signed_pdf_id and not self.signed_sha256:
            self.signed_sha256 = file_digest(self.signed_pdf)

    def save(self, clean=True, **kwargs):
        """
        Save, unless this would put a plan before readers that lacks one of its downloads.

        The last gate, for every way to publish (editor, workflow, schedule, bulk): Wagtail sets
        ``live`` before it saves what is being published. Drafts are stored elsewhere and pass.

        :raises ValidationError: with sentences for the editor
        """
        if clean and self.live and self.pk and (problems := self.publication_problems()):
            raise ValidationError([ValidationError(p) for p in problems])
        if kwargs.get("update_fields") is None:
            self._keep_digest()
        super().save(clean=clean, **kwargs)


class PlanAttachment(Orderable):
    """A file that belongs to the plan."""

    page = ParentalKey(PlanPage, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(_("title"), max_length=200)
    document = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, verbose_name=_("file"), related_name="+"
    )

    panels = [FieldPanel("title"), FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.title
