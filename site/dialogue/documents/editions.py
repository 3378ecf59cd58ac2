"""
The files in which an official paper is had: PDF, Word, and PDF/A to keep.

Each is stored under what it is made from (``store``), unless the paper is about a restricted sheet:
such a one is made anew each time and kept nowhere.
"""

from django.db import transaction
from django.dispatch import receiver

from ..models import Registration
from ..signals import acted
from ..states import Thing
from . import store
from .paper import file_safe
from .session_records import hidden_now
from .word import docx

# Letters of HTML beyond which a paper takes longer than a request should: some forty pages.
LARGE = 120_000
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Edition:
    """One file of ``paper``; what the downloads ask of it is named as with ``paper.Paper``."""

    name = "pdf"
    suffix = "pdf"
    content_type = "application/pdf"

    def __init__(self, paper):
        self.paper = paper

    @property
    def key(self):
        return self.paper.key

    @property
    def file_name(self):
        return f"{file_safe(self.paper.file_title())}.{self.suffix}"

    @property
    def slot(self):
        record = f"{self.paper.scope.value}-{self.paper.record.pk}"
        own = "-".join(part for part in (self.paper.name, self.paper.part) if part)
        return f"{record}/{own}-{self.name}"

    @property
    def _is_stored(self):
        record = self.paper.record
        return record.THING == Thing.SESSION or not record.is_restricted

    @property
    def takes_long(self):
        """Whether it should be made in the background rather than while somebody waits."""
        if not self._is_stored or len(self.paper.html) <= LARGE:
            return False
        return store.stored(self, self.slot, store.PERSONAL) is None

    def content(self):
        return self.paper.pdf()

    def file(self):
        """
        Return the file's bytes, from storage if it is there as it is now.

        :raises dialogue.documents.engine.PaperError: when it can't be made
        """
        if self._is_stored:
            return store.rendered(self, self.slot, store.PERSONAL)
        return self.content()


class WordEdition(Edition):
    name = "word"
    suffix = "docx"
    content_type = WORD_TYPE

    def content(self):
        return docx(self.paper)


class ArchiveEdition(Edition):
    name = "archive"

    @property
    def file_name(self):
        return f"{file_safe(self.paper.file_title())} - lưu trữ.pdf"

    def content(self):
        return self.paper.archive_pdf()


EDITIONS = {edition.name: edition for edition in (Edition, WordEdition, ArchiveEdition)}


@receiver(acted, sender=Registration, dispatch_uid="dialogue.documents.forget")
def forget_restricted(sender, thing, verb, **kwargs):
    """Delete the stored papers about a sheet, and about its sessions, once it is restricted."""
    slots = [f"{scope.value}-{pk}" for scope, pk in hidden_now(thing)]
    transaction.on_commit(lambda: [store.forget(slot) for slot in slots])
