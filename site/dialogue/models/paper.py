"""Official papers: what the office recorded of one, and printing many at once."""

import re

from django.conf import settings
from django.core.files.storage import InvalidStorageError, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .history import record_history

_PLAIN_NUMBER = re.compile(r"[0-9]{1,9}")


def private_storage():
    """
    Return the storage that no address leads to.

    A site without one keeps these files with the others, which the system checks warn of.
    """
    try:
        return storages["private"]
    except InvalidStorageError:
        return storages["default"]


def signed_path(document, _name):
    """Return where a signed copy is stored: nothing of the name that it was sent with."""
    return f"signed/{document.kind}-{document.about}-{document.edition}.pdf"


def batch_path(batch, _name):
    return f"batches/{batch.pk}.{batch.SUFFIXES[batch.form]}"


class OfficialDocument(models.Model):
    """
    What the office gave a paper after it was printed: number, date, signer, the signed copy.

    ``kind`` and ``about`` name the paper (``documents.official.OfficialPaper``); its text is made
    from the records each time and stored nowhere here. ``edition`` counts up when a new paper is
    drawn up although the former was signed already. The signed copy is kept as it came, with its
    SHA-256; what was signed can't be changed any more.
    """

    wagtail_reference_index_ignore = True

    class Verb(models.TextChoices):
        """What is done with a paper, as its history names it (``actions.documents``)."""

        RECORD_NUMBER = "record_number", _("Record number and date")
        KEEP_SIGNED = "keep_signed", _("Keep the signed copy")
        RENEW = "renew", _("Draw up a new one")
        PUBLISH = "publish", _("Publish the signed copy")
        UNPUBLISH = "unpublish", _("Take the signed copy down")

    kind = models.CharField(_("paper"), max_length=40)
    about = models.CharField(max_length=80)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    registration = models.ForeignKey(
        "dialogue.Registration",
        models.PROTECT,
        verbose_name=_("registration"),
        related_name="documents",
        null=True,
        blank=True,
    )
    session = models.ForeignKey(
        "dialogue.SessionPage",
        models.PROTECT,
        verbose_name=_("session"),
        related_name="documents",
        null=True,
        blank=True,
    )
    number = models.CharField(
        _("number"), max_length=20, blank=True, help_text=_("Only the number, such as 98a.")
    )
    # As it was when the number was given: the register in which no number comes twice in a year.
    symbol = models.CharField(_("symbol"), max_length=60, blank=True, editable=False)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    signing_for = models.TextField(
        _("signing authority and title"),
        blank=True,
        help_text=_("One on each line, as on paper: TM. …, KT. …, the title."),
    )
    signer = models.CharField(_("signer"), max_length=100, blank=True)
    signed_pdf = models.FileField(
        _("signed PDF"), storage=private_storage, upload_to=signed_path, blank=True
    )
    signed_sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    signed_at = models.DateTimeField(_("signed copy kept at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = record_history(excluded_fields=[])

    class Meta:
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "edition"], name="one_document_an_edition"
            )
        ]

    def __str__(self):
        # Neutral: kind and about hold no name.
        return f"{self.kind} {self.about}"

    @property
    def number_text(self):
        """The number as it is written: "05" for 5, "98a" as it is."""
        plain = _PLAIN_NUMBER.fullmatch(self.number)
        return f"{int(self.number):02d}" if plain else self.number

    @property
    def full_number(self):
        """ "05/UBND-VP", or an empty text while there is no number."""
        return f"{self.number_text}/{self.symbol}" if self.number else ""

    @property
    def is_signed(self):
        return bool(self.signed_sha256)


class PaperBatch(models.Model):
    """
    Many papers printed at once, in the background.

    ``papers`` lists them in order as [kind, about]; ``done`` counts those that are made, and
    ``problems`` names those that could not be, as {"label", "problem"}. A worker holds the batch
    until ``lease_until``; who dies leaves a lease that runs out, and the batch goes on where it
    stood. The result is deleted after ``KEEP_DAYS``.
    """

    wagtail_reference_index_ignore = True
    KEEP_DAYS = 14

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Could not be made")

    class Form(models.TextChoices):
        PDF = "pdf", _("One PDF to print")
        ZIP = "zip", _("A PDF for each, in a ZIP")
        WORD = "word", _("A Word file for each, in a ZIP")

    SUFFIXES = {Form.PDF: "pdf", Form.ZIP: "zip", Form.WORD: "zip"}

    title = models.CharField(_("what"), max_length=200)
    session = models.ForeignKey(
        "dialogue.SessionPage",
        models.PROTECT,
        verbose_name=_("session"),
        related_name="+",
        null=True,
        blank=True,
    )
    papers = models.JSONField(default=list)
    form = models.CharField(_("as"), max_length=10, choices=Form.choices, default=Form.PDF)
    reason = models.TextField(_("reason"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("asked by"), related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True
    )
    done = models.PositiveIntegerField(_("made"), default=0)
    # How many workers in a row died at the same paper.
    breakdowns = models.PositiveSmallIntegerField(default=0, editable=False)
    problems = models.JSONField(default=list)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    result = models.FileField(storage=private_storage, upload_to=batch_path, blank=True)
    result_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("print job")
        verbose_name_plural = _("print jobs")
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def made(self):
        """How many papers came out; a fault of the whole batch is none of theirs."""
        return self.done - sum(problem.get("place") is not None for problem in self.problems)

    @property
    def total(self):
        return len(self.papers)
