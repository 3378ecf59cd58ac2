"""
Every paper that the office prints, made from the demo commune: the longest of each kind with
number, date and signer, and the shortest with none.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from dialogue.deadlines import ZONE
from dialogue.documents import catalogue, word
from dialogue.documents.form import BlankForm
from dialogue.documents.official import OfficialPaper
from dialogue.documents.plan import PlanPaper
from dialogue.documents.receipt import FilledForm
from dialogue.documents.upward import SheetReport
from dialogue.models import CommuneSettings, OfficialDocument, PlanPage, Registration, SessionPage
from dialogue.states import QuestionState, Thing

NOW = dt.datetime(2026, 9, 3, 9, tzinfo=ZONE)
# Numbers and days below ten take a zero, months only if they are 1 or 2.
NUMBER, ISSUED_ON = "5", dt.date(2026, 2, 3)
PUBLIC = ("plan", "blank_form", "receipt")
FULL, BLANK = "dài nhất, đã ghi số", "ngắn nhất, chưa ghi số"


def names():
    """Return the name of every paper, for parametrized tests."""
    return [*PUBLIC, *catalogue.papers()]


@dataclass
class Made:
    """One paper with what the tests read of it; files are made when first asked for."""

    name: str
    variant: str
    paper: object

    def __post_init__(self):
        # All that needs the database; rendering then needs none.
        self.data = self.paper.plain
        self.key = self.paper.key

    def __str__(self):
        return f"{self.name} ({self.variant})"

    @cached_property
    def pdf(self):
        return self.paper.pdf()

    @cached_property
    def archive(self):
        return self.paper.archive_pdf()

    @cached_property
    def docx(self):
        return word.docx(self.paper)

    @property
    def is_official(self):
        """Whether it has the decree's layout; forms, labels and slides have their own."""
        page = self.data.get("page", "portrait")
        return isinstance(self.paper, OfficialPaper | PlanPaper) and page in {
            "portrait",
            "landscape",
        }

    @property
    def has_docx(self):
        return isinstance(self.paper, OfficialPaper)


def all_papers():
    """Return {name: [Made, …]} from the demo that the database holds."""
    plan = PlanPage.objects.live().first()
    sheets = sorted(Registration.objects.all(), key=lambda s: len(s.part_1 + s.part_2))
    made = {
        "plan": [Made("plan", FULL, PlanPaper(plan))],
        "blank_form": [Made("blank_form", FULL, BlankForm(plan.registration_page, now=NOW))],
        "receipt": [
            Made("receipt", FULL, FilledForm(sheets[-1])),
            Made("receipt", BLANK, FilledForm(sheets[0])),
        ],
    }
    for name, kind in catalogue.papers().items():
        made[name] = _longest_and_shortest(name, kind)
    # Every matter of the demo that goes upward belongs to a session: take one out of it at last.
    Registration.objects.filter(questions__state=QuestionState.ESCALATED).update(session=None)
    alone = SheetReport.name
    made[alone] = _longest_and_shortest(alone, SheetReport)
    return made


def _longest_and_shortest(name, kind):
    commune = CommuneSettings.load()
    records = {Thing.REGISTRATION: Registration, Thing.SESSION: SessionPage}[kind.scope]
    papers = [
        kind(record, part, commune=commune, now=NOW)
        for record in records.objects.all()
        for part in list(kind.parts(record))[:3]
    ]
    if not papers:
        return []
    papers.sort(key=lambda paper: len(paper.html))
    shortest, longest = papers[0], papers[-1]
    numbered = OfficialDocument(kind=name, about=longest.about, number=NUMBER, issued_on=ISSUED_ON)
    full = kind(longest.record, longest.part, numbered, commune=commune, now=NOW)
    return [Made(name, FULL, full), Made(name, BLANK, shortest)]
