"""Transfer slips: a sheet's questions on their way to the department that drafts the reply."""

from functools import cached_property
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from ..models import Department
from ..states import QuestionState, RegistrationState
from . import content as c
from . import letter_wording
from . import slip_wording as wording
from .official import OfficialPaper
from .session_records import plan_cited

PART = "department"
# With a department, until its reply has been given.
GIVEN_OUT = (QuestionState.ASSIGNED, QuestionState.DRAFTED, QuestionState.APPROVED)


class TransferSlip(OfficialPaper):
    """
    One slip for each department that has questions of a sheet.

    It holds nothing of the sender but the sheet's number, as an officer sees at the desk; a
    restricted sheet, which only named persons may read, travels on no slip.
    """

    name = "transfer_slip"
    label = _("Transfer slip")
    code = "PC"
    kind = wording.SLIP_KIND

    @classmethod
    def parts(cls, record):
        if record.is_restricted or record.state != RegistrationState.ACCEPTED:
            return {}
        given_out = {q.department for q in record.questions.all() if q.state in GIVEN_OUT}
        departments = sorted(given_out, key=attrgetter("sort_key"))
        return {f"{PART}-{unit.pk}": unit.name for unit in departments}

    @cached_property
    def department(self):
        return Department.objects.get(pk=self.part.removeprefix(f"{PART}-"))

    @cached_property
    def questions(self):
        questions = self.record.questions.filter(state__in=GIVEN_OUT, department=self.department)
        related = questions.select_related("registration__session", "topic", "assigned_by")
        return list(related.order_by("ordinal"))

    @property
    def subject(self):
        return f"{self.record.code} – {self.department.short_name or self.department.name}"

    def abstract(self):
        return wording.slip_about(self.record)

    def addressees(self):
        return [self.department.name]

    def recipients(self):
        return [letter_wording.AS_ABOVE, self.archived()]

    def body(self):
        plan = plan_cited(self.record.session)
        opening = wording.passing_on(self.commune, self.record, len(self.questions), plan)
        pieces = [c.paragraph(opening)]
        for number, question in enumerate(self.questions, start=1):
            mark = f"{number}." if len(self.questions) > 1 else ""
            pieces.append(c.heading(wording.numbered(question), mark))
            pieces += self._passed(question)
        return [*pieces, c.paragraph(wording.slip_closing(self.commune))]

    def _passed(self, question):
        return [
            c.quote(question.text),
            c.fact(wording.TOPIC, question.topic.name if question.topic else ""),
            c.fact(wording.INSTRUCTION, question.instruction),
            c.fact(wording.GIVEN_BY, wording.given_by(question)),
            c.fact(wording.DUE, wording.due(question)),
            c.fact(wording.FOR, wording.given_at(question)),
        ]
