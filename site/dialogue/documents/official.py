"""
What every official paper shares: head, number and date, title or V/v, bases, addressees, numbered
body, signatures, recipients. A paper's class says what is its own.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I (layout) and III (shapes of documents).
"""

from django.utils import timezone

from ..deadlines import ZONE
from ..models import CommuneSettings
from ..outline import END_MARK, ended, listed
from ..states import Thing
from .content import levelled
from .paper import Paper, dated, header, lines

ENDS_TEXT = frozenset({"paragraph", "point", "dash", "plus", "note", "group"})


def with_end_mark(body, closing=()):
    """Return body and closing paragraphs with "./." after the last words of the text."""
    if closing:
        return body, [*closing[:-1], ended(closing[-1], END_MARK)]
    if body and body[-1]["kind"] in ENDS_TEXT:
        return [*body[:-1], body[-1] | {"text": ended(body[-1]["text"], END_MARK)}], []
    return body, [END_MARK]


def _addressed(names):
    """Return who a letter goes to: one name as it is, several closed as a list."""
    return listed(names) if len(names) > 1 else names


class OfficialPaper(Paper):
    """
    One official paper about a sheet or a session.

    ``name`` is its key in addresses and storage, ``label`` what staff read. ``code`` and ``kind``
    are the type's code and title; a công văn has neither. ``parts`` says how many of it a record
    gives: one of each department, village, and so on.
    """

    template = "dialogue/documents/official.html"
    # Desk templates read a kind's label and name; a class would be called for an instance.
    do_not_call_in_templates = True
    name = ""
    label = ""
    scope = Thing.REGISTRATION
    code = ""
    kind = ""
    page = "portrait"
    # Whether the office numbers, dates and signs it; lists and labels are only printed.
    is_issued = True
    # Whether it names people: then printing many of it is an export, and it is never published.
    is_personal = True
    # Whether a session's sheets have it, so that it can be had for all of them at once.
    is_of_sessions = True
    # Whether the signed copy may be put on the session's page.
    may_be_published = False

    def __init__(self, record, part="", document=None, commune=None, now=None):
        """
        :param record: the ``Registration`` or ``SessionPage`` that it is about
        :param part: one of ``parts(record)``
        :param document: the ``OfficialDocument`` with what the office recorded, or None
        """
        self.record = record
        self.part = part
        self.document = document
        self.commune = commune or CommuneSettings.load()
        self.today = (now or timezone.now()).astimezone(ZONE).date()

    @classmethod
    def parts(cls, record):
        """Return what can be printed now, as {part: label}; {} when there is no occasion."""
        raise NotImplementedError(cls)

    @classmethod
    def prints(cls, record, part):
        """Return whether ``part`` is among ``parts(record)``; where these are many, cheaper."""
        return part in cls.parts(record)

    @classmethod
    def sheet_named(cls, part):
        """
        Return the key of the sheet whose sender ``part`` of a session's paper names, or None.

        Who may not open that sheet may not open this paper, nor see that it exists.
        """
        return None

    @property
    def about(self):
        """The key of what this paper is about, among all of its ``name``."""
        own = f"{self.scope.value}-{self.record.pk}"
        return f"{own}-{self.part}" if self.part else own

    def abstract(self):
        """Return what it is about (trích yếu), without "V/v"."""
        return ""

    def bases(self):
        return []

    def addressees(self):
        """Return who "Kính gửi:" names."""
        return []

    def body(self):
        """Return the pieces of ``content``."""
        raise NotImplementedError(type(self))

    def annex(self):
        """Return the pieces of what is enclosed, on pages of their own after the signature."""
        return []

    def recipients(self):
        """Return the lines of "Nơi nhận" without dashes; none for a paper that goes nowhere."""
        return []

    def signatures(self):
        """Return signatures side by side, instead of one with recipients (minutes)."""
        return []

    def archived(self):
        """Return the last line of the recipients: where the copy is kept."""
        unit = self.commune.office_symbol
        return f"Lưu: VT, {unit}" if unit else "Lưu: VT"

    @property
    def symbol(self):
        """ "BC-UBND"; "UBND-VP" for a công văn."""
        parts = [self.code, self.commune.symbol]
        if not self.code:
            parts = [self.commune.symbol, self.commune.office_symbol]
        return "-".join(part for part in parts if part)

    def title(self):
        return f"{self.label} {self.subject}".strip()

    @property
    def subject(self):
        """What tells this paper from others of its type, without a name: a number, a title."""
        return self.record.code if self.scope == Thing.REGISTRATION else self.record.title

    def file_title(self):
        return self.title().replace("/", "-")

    def _numbered(self):
        if not self.is_issued:
            return None
        return {
            "number": self.document.number_text if self.document else "",
            "symbol": (self.document and self.document.symbol) or self.symbol,
        }

    def _dated(self):
        issued_on = self.document.issued_on if self.document else None
        return dated(issued_on, issued_on.year if issued_on else self.today.year)

    def _ending(self):
        if self.signatures() or not self.is_issued:
            return None
        document, commune = self.document, self.commune
        own = document and document.signing_for
        return {
            "signing": lines(own or commune.signing_for),
            "signer": document.signer if own else commune.signer,
        }

    def data(self):
        body, closing = self.body(), []
        if self.is_issued:
            body, closing = with_end_mark(body)
        return {
            "page": self.page,
            "head": header(self.commune) if self.is_issued else None,
            "number": self._numbered(),
            "date": self._dated(),
            "kind": self.kind,
            "abstract": self.abstract() if self.kind else "",
            "about": "" if self.kind else self.abstract(),
            "bases": listed(self.bases()),
            "addressees": _addressed(self.addressees()),
            "body": levelled(body),
            "closing": closing,
            "ending": self._ending(),
            "signatures": self.signatures(),
            "recipients": listed(self.recipients()),
            "annex": levelled(self.annex()),
        }
