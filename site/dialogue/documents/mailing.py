"""Replies that go by post: address labels, and the list that goes with them."""

from functools import cached_property

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..models import OfficialDocument, Question
from ..states import Outcome, QuestionState
from . import content as c
from . import session_wording as wording
from .letters import ReplyLetter
from .session_papers import SessionPaper
from .session_records import registrations_of

BY_POST = Q(state=QuestionState.APPROVED) | Q(state=QuestionState.ANSWERED, outcome=Outcome.LETTER)


def to_post(session):
    """
    Return the sheets of ``session`` with a reply that goes by letter, by village, then given name.

    Approved replies count too: labels are printed before a letter is recorded as sent.
    """
    replies = Question.objects.filter(BY_POST, registration__session=session).exclude(reply="")
    sheets = registrations_of(session).filter(pk__in=replies.values("registration"))
    has_address = ~Q(house="") | ~Q(village=None) | ~Q(other_place="")
    return sheets.filter(has_address).order_by(
        F("village__sort_key").asc(nulls_last=True), "other_place", "name_key", "pk"
    )


class PostPaper(SessionPaper):
    is_issued = False
    needs_meeting = False

    @cached_property
    def sheets(self):
        return list(to_post(self.record))


class AddressLabels(PostPaper):
    """
    Labels on A4 sheets of 3 × 8, each 70 × 37 mm without gaps, 0.5 mm from the upper edge: the
    common sheet (Tomy 134, Avery 3474 and the like). To be printed at 100 %.
    """

    name = "address_labels"
    label = _("Address labels")
    page = "labels-page"
    # What fits into 60 × 31 mm: letters a line and lines, by the size of letters in pt.
    SIZES = (
        (13, 25, 5),
        (12, 27, 6),
        (11, 30, 6),
        (10, 33, 7),
        (9, 37, 8),
        (8, 41, 9),
        (7, 47, 10),
        (6, 55, 12),
        (5, 66, 14),
    )

    def body(self):
        if not self.sheets:
            return [c.paragraph(wording.NOTHING_TO_POST)]
        return [c.labels([self._label(sheet) for sheet in self.sheets])]

    def _label(self, sheet):
        name = wording.addressee(sheet)
        near = ", ".join(part for part in (sheet.house, sheet.place) if part)
        rows = [row for row in (near, sheet.commune, sheet.province) if row]
        if sheet.organisation_name:
            rows.insert(0, wording.addressee_person(sheet))
        return name, rows, self._size([name, *rows])

    def _size(self, rows):
        """Return the largest size in which ``rows`` fit; the last holds the longest fields."""
        for size, letters, most in self.SIZES:
            if sum(-(-len(row) // letters) for row in rows) <= most:
                return size
        return self.SIZES[-1][0]


class MailingList(PostPaper):
    """What is handed to the post: number of the letter, addressee, address, room to sign."""

    name = "mailing_list"
    label = _("Mailing list")
    kind = wording.MAILING_KIND
    page = "landscape"

    def body(self):
        if not self.sheets:
            return [c.paragraph(wording.NOTHING_TO_POST)]
        rows = [
            [
                str(place),
                self._numbers.get(sheet.pk, ""),
                wording.addressee(sheet),
                sheet.address,
                "",
            ]
            for place, sheet in enumerate(self.sheets, start=1)
        ]
        table = c.table(
            wording.MAILING_COLUMNS,
            rows,
            widths=(6, 16, 26, 34, 18),
            aligns=("to-centre", "to-centre"),
            to_fill=True,
        )
        return [table, c.paragraph(wording.letters_to_post(len(rows)))]

    def signatures(self):
        if not self.sheets:
            return []
        return [c.signature(wording.CLERK_SIGNS), c.signature(wording.POST_SIGNS)]

    @cached_property
    def _numbers(self):
        """What the office recorded, by sheet: the number with its symbol."""
        kept = OfficialDocument.objects.filter(
            kind=ReplyLetter.name, registration__in=[sheet.pk for sheet in self.sheets]
        )
        symbol = ReplyLetter(None, commune=self.commune).symbol
        return {
            document.registration_id: f"{document.number_text}/{symbol}"
            for document in kept.order_by("edition")
            if document.number
        }
