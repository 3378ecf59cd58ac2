"""Signed papers that everyone may read on a session's page: its minutes, its report."""

from ..models import OfficialDocument, SessionPage
from ..models.pages.base import open_to_all
from . import catalogue


def published():
    """Return the documents that are put before everyone, in the order in which that was done."""
    kinds = [kind.name for kind in catalogue.papers().values() if kind.may_be_published]
    kept = OfficialDocument.objects.filter(kind__in=kinds, session__isnull=False)
    return kept.exclude(published_at=None).exclude(signed_sha256="").order_by("published_at")


def published_of(session):
    """
    Return what is published of a session, as dicts of ``pk``, ``label``, ``number`` and ``day``;
    one query.
    """
    return [
        {
            "pk": document.pk,
            "label": label_of(document),
            "number": document.full_number,
            "day": document.issued_on,
        }
        for document in published().filter(session=session)
    ]


def label_of(document):
    """Return the kind of a document in words: "Biên bản"."""
    return catalogue.papers()[document.kind].label


def open_document(pk):
    """Return the published document if its session's page is open to all, or None."""
    pages = open_to_all(SessionPage.objects.all())
    return published().filter(pk=pk, session__in=pages).select_related("session").first()
