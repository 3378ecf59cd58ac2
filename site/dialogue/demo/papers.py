"""What the demo's office recorded of its papers: a reply letter and the minutes have a number."""

import datetime as dt

from ..actions import documents
from ..deadlines import ZONE
from ..documents import catalogue
from ..vietnamese import local
from .people import OFFICE_CLERK

FIRST_NUMBER = 41


def number_papers(session, people):
    """Record number and date of the held session's minutes, and of its first two reply letters."""
    held = local(session.start_at).date()
    _number(catalogue.find("minutes", session), "2", held, people)
    letters = _letters(session)
    for number, letter in zip((FIRST_NUMBER, FIRST_NUMBER + 1), letters, strict=False):
        _number(letter, str(number), held + dt.timedelta(days=4), people)


def _letters(session):
    """Yield the reply letters of the session, in the order of the register."""
    for sheet in session.registrations.order_by("year", "number"):
        if not sheet.is_restricted and catalogue.papers()["reply_letter"].prints(sheet, ""):
            yield catalogue.find("reply_letter", sheet)


def _number(paper, number, day, people):
    documents.record_number(
        paper,
        user=people[OFFICE_CLERK],
        number=number,
        issued_on=day,
        signing_for=paper.commune.signing_for,
        signer=paper.commune.signer,
        now=dt.datetime.combine(day, dt.time(9, 0), tzinfo=ZONE),
    )
