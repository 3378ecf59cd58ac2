"""The summary report of a session (báo cáo kết quả): figures, a chart, what remains."""

from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..outline import roman
from ..states import SessionState
from . import content as c
from . import report_wording as wording
from .session_figures import figures
from .session_papers import SessionPaper
from .session_records import plan_cited
from .session_wording import NO_TOPIC, TOTAL

NUMBERS = ("", *["to-centre"] * 6)


class SessionReport(SessionPaper):
    """
    What came in for a session and what became of it, as numbers only: nobody is named, and sheets
    that are restricted or set aside are not counted, so the signed copy may be published.
    """

    name = "session_report"
    label = _("Summary report")
    code = "BC"
    kind = wording.KIND
    needs_meeting = False
    is_personal = False
    may_be_published = True
    PROPOSAL_ROWS = 6

    def __init__(self, *args, now=None, **options):
        super().__init__(*args, now=now, **options)
        self.now = now or timezone.now()

    @classmethod
    def parts(cls, record):
        return {} if record.state == SessionState.CANCELLED else super().parts(record)

    @cached_property
    def figures(self):
        return figures(self.record, self.now)

    def abstract(self):
        return wording.about(self.record)

    def recipients(self):
        return [*wording.recipients(self.commune), self.archived()]

    def body(self):
        parts = [
            (wording.ORGANISED, self._organised()),
            (wording.RECEIVED, self._received()),
            (wording.HANDLED, self._handled()),
            (wording.REMAINS, self._remains()),
            (wording.PROPOSALS, [c.blank(self.PROPOSAL_ROWS)]),
        ]
        pieces = [c.paragraph(wording.opening(self.commune, plan_cited(self.record)))]
        for number, (title, inner) in enumerate(parts, start=1):
            pieces += [c.section(title, f"{roman(number)}."), *inner]
        return [*pieces, c.paragraph(wording.closing(self.commune, self.record))]

    def _organised(self):
        if self.record.state == SessionState.IN_WRITING:
            return [c.paragraph(wording.NOT_HELD)]
        return [*self.session_facts(), c.fact(wording.DELEGATES)]

    def _received(self):
        f = self.figures
        pieces = [c.heading(wording.SHEETS, "1."), c.paragraph(wording.sheets_received(f))]
        tables = [
            (
                wording.BY_CHANNEL,
                wording.COUNT_COLUMNS,
                self._named(f.by_channel, wording.CHANNELS),
            ),
            (wording.BY_VILLAGE, wording.VILLAGE_COLUMNS, self._places(f.by_village)),
            (
                wording.BY_REFUSAL,
                wording.REFUSAL_COLUMNS,
                self._named(f.by_refusal, wording.REFUSALS),
            ),
        ]
        shown = [table for table in tables if table[2]]
        for number, (title, columns, rows) in enumerate(shown, start=2):
            table = c.table(columns, rows, widths=(75, 25), aligns=NUMBERS)
            pieces += [c.heading(title, f"{number}."), table]
        return pieces

    @staticmethod
    def _named(counts, names):
        return [[names[count.label], str(count.number)] for count in counts]

    @staticmethod
    def _places(counts):
        return [[count.label or wording.ELSEWHERE, str(count.number)] for count in counts]

    def _handled(self):
        f = self.figures
        pieces = [c.paragraph(wording.questions_put(f))]
        if not f.handling.questions:
            return pieces
        return [
            *pieces,
            c.heading(wording.BY_DEPARTMENT, "1."),
            self._departments(),
            c.heading(wording.BY_TOPIC, "2."),
            self._topics(),
            c.heading(wording.IN_TIME, "3."),
            c.paragraph(wording.in_time(f)),
            c.heading(wording.AFTERWARDS, "4."),
            *map(c.dash, wording.afterwards(f)),
        ]

    def _departments(self):
        rows = [
            self._handling(name or wording.NO_DEPARTMENT, handling)
            for name, handling in self.figures.by_department
        ]
        rows.append(self._handling(TOTAL, self.figures.handling))
        return c.table(
            wording.DEPARTMENT_COLUMNS, rows, widths=(28, 12, 12, 12, 12, 12, 12), aligns=NUMBERS
        )

    @staticmethod
    def _handling(name, h):
        numbers = (h.questions, h.at_session, h.in_writing, h.referred, h.escalated, h.in_hand)
        return [name, *map(str, numbers)]

    def _topics(self):
        counts = self.figures.by_topic
        return c.chart(wording.BARS, [(t.label or NO_TOPIC, t.number) for t in counts])

    def _remains(self):
        left = [(name, h) for name, h in self.figures.by_department if h.in_hand]
        if not left:
            nothing = bool(self.figures.handling.questions)
            return [c.paragraph(wording.NOTHING_REMAINS)] if nothing else [c.blank()]
        return [c.dash(wording.remains(name, handling)) for name, handling in left]
