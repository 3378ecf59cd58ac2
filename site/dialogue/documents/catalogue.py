"""Every official paper that the office can print, by name."""

from functools import cache

from django.db.models import Prefetch, prefetch_related_objects

from ..models import OfficialDocument, Question
from ..states import Thing


@cache
def papers():
    """Return the paper classes by name, in the order in which the desk lists them."""
    from . import (
        invitations,
        letters,
        mailing,
        minutes,
        question_book,
        session_papers,
        session_report,
        transfers,
        upward,
    )

    classes = [
        letters.ReplyLetter,
        letters.GuidanceLetter,
        letters.InformationRequest,
        transfers.TransferSlip,
        upward.SheetReport,
        invitations.Invitation,
        question_book.QuestionBook,
        question_book.ProjectorEdition,
        session_papers.AttendanceList,
        minutes.Minutes,
        session_report.SessionReport,
        upward.UpwardReport,
        mailing.AddressLabels,
        mailing.MailingList,
    ]
    return {paper.name: paper for paper in classes}


def with_questions(sheets):
    """Return ``sheets`` with the questions that their papers ask for: one query for all of them."""
    questions = Question.objects.select_related("department").order_by("ordinal")
    prefetch_related_objects(sheets, Prefetch("questions", questions))
    return sheets


def _prepare(record):
    if record.THING == Thing.REGISTRATION:
        with_questions([record])


def papers_about(record):
    """Return what can be printed of a record now, as (class, {part: label}), in order."""
    _prepare(record)
    found = [
        (paper, paper.parts(record)) for paper in papers().values() if paper.scope == record.THING
    ]
    return [(paper, parts) for paper, parts in found if parts]


def split_about(about):
    """
    Return scope, key and part of an ``about``: "session-5-village-2" → ("session", 5, "village-2").

    :raises LookupError: when it can't be one
    """
    scope, _dash, rest = about.partition("-")
    key, _dash, part = rest.partition("-")
    if scope not in (Thing.REGISTRATION, Thing.SESSION) or not key.isascii() or not key.isdecimal():
        raise LookupError(about)
    if len(key) > 9:
        raise LookupError(about)
    return Thing(scope), int(key), part


def latest_document(name, about):
    """Return what the office recorded of a paper last, or None."""
    kept = OfficialDocument.objects.filter(kind=name, about=about)
    return kept.order_by("-edition").first()


def find(name, record, part=""):
    """
    Return the paper ``name`` about ``record``, with what the office recorded of it.

    :param record: already found among what the user may see
    :raises LookupError: when there is no such paper now
    """
    paper = papers()[name]
    if paper.scope != record.THING:
        raise LookupError(name)
    _prepare(record)
    if not paper.prints(record, part):
        raise LookupError(name)
    made = paper(record, part)
    made.document = latest_document(name, made.about)
    return made
