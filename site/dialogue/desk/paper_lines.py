"""The papers about a sheet or a session as lines on its page: what each is, and where it stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ..documents import catalogue
from ..models import OfficialDocument
from ..permissions import visible_registrations
from ..states import Thing

# So many of one kind stand on the page itself; more have a list of their own.
FEW = 5


def paper_url(name, about):
    return reverse("dialogue_desk:paper", args=[name, about])


def about_key(record, part):
    """Return the key of a paper about ``record`` (``OfficialPaper.about``)."""
    own = f"{record.THING.value}-{record.pk}"
    return f"{own}-{part}" if part else own


def state_of(document, *, is_issued=True):
    """Return where a paper stands, as (tone, word)."""
    if not is_issued:
        return "quiet", _("only printed")
    if document is None or not (document.number or document.is_signed):
        return "quiet", _("no number yet")
    if document.published_at:
        return "good", _("signed, published")
    return ("good", _("signed")) if document.is_signed else ("info", _("number recorded"))


def number_and_date(document):
    """Return "No. 05/UBND-VP of 05/01/2026", as far as it is recorded."""
    if document is None or not document.issued_on:
        return ""
    day = f"{document.issued_on:%d/%m/%Y}"
    if not document.number:
        return _("dated %(day)s") % {"day": day}
    return _("No. %(number)s of %(day)s") % {"number": document.full_number, "day": day}


@dataclass(frozen=True)
class Line:
    """
    One paper.

    :param is_current: whether it can be printed now; what was recorded stays in reach without
    """

    paper: type
    about: str
    label: str
    document: OfficialDocument | None = None
    is_current: bool = True

    @property
    def url(self):
        return paper_url(self.paper.name, self.about)

    @property
    def state(self):
        tone, word = state_of(self.document, is_issued=self.paper.is_issued)
        return {"tone": tone, "word": word}

    @property
    def note(self):
        return number_and_date(self.document)


@dataclass(frozen=True)
class Group:
    """The papers of one kind. ``list_url`` leads to their list when they are many."""

    label: str
    lines: list
    list_url: str = ""

    @property
    def signed(self):
        return sum(line.document is not None and line.document.is_signed for line in self.lines)


def latest_of(record):
    """Return the latest document of each paper about a record, by (kind, about); one query."""
    kept = record.documents.order_by("edition")
    return {(document.kind, document.about): document for document in kept}


def lines_of(paper, record, parts, latest):
    """Return the lines of one kind, in the order of ``parts``."""
    keys = {about_key(record, part): label for part, label in parts.items()}
    return [
        Line(paper, about, str(label), latest.get((paper.name, about)))
        for about, label in keys.items()
    ]


def groups_about(record, user):
    """
    Return the papers about a record in groups: what can be printed now, then what was recorded of
    others, as far as the user may open the sheets they name. One query for all papers of a sheet,
    one for each kind of a session's, and two for what was recorded.
    """
    latest = latest_of(record)
    groups, shown = [], set()
    for paper, parts in catalogue.papers_about(record):
        lines = lines_of(paper, record, parts, latest)
        shown |= {(paper.name, line.about) for line in lines}
        groups.append(Group(paper.label, lines, _list_url(record, paper, lines)))
    return groups + _former(user, latest, shown)


def _list_url(record, paper, lines):
    if record.THING != Thing.SESSION or len(lines) <= FEW:
        return ""
    return reverse("dialogue_desk:session_papers", args=[record.pk, paper.name])


def _former(user, latest, shown):
    """Return what was recorded of papers for which there is no occasion any more."""
    known = catalogue.papers()
    gone = [document for key, document in latest.items() if key not in shown and key[0] in known]
    named = {document.pk: _sheet_named(known[document.kind], document.about) for document in gone}
    sheets = visible_registrations(user).filter(pk__in=[key for key in named.values() if key])
    open_to_user = {None, *sheets.values_list("pk", flat=True)} if any(named.values()) else {None}
    lines = [
        Line(known[document.kind], document.about, known[document.kind].label, document, False)
        for document in gone
        if named[document.pk] in open_to_user
    ]
    return [Group(_("Recorded before"), lines)] if lines else []


def _sheet_named(paper, about):
    return paper.sheet_named(catalogue.split_about(about)[2])


def kinds_of_sheets():
    """Return the kinds of papers that the sheets of a session have."""
    known = catalogue.papers().values()
    return [paper for paper in known if paper.scope == Thing.REGISTRATION and paper.is_of_sessions]


def kinds_of_sessions():
    """Return the kinds of papers that sessions have."""
    return [paper for paper in catalogue.papers().values() if paper.scope == Thing.SESSION]
