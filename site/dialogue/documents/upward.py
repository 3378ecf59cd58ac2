"""Reports to the superior body on matters beyond the commune's authority, without their senders."""

import hashlib
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from ..states import QuestionState, RegistrationState, Thing
from ..vietnamese import search_fold
from . import content as c
from . import letter_wording
from . import slip_wording as wording
from .blackout import without_identity
from .official import OfficialPaper
from .session_records import plan_cited, questions_of

PART = "body"


def part_for(name):
    """
    Return the part that stands for the body called ``name``, however it was typed.

    A digest: the name may hold anything, and parts stand in addresses.
    """
    digest = hashlib.sha256(search_fold(name).encode()).hexdigest()
    return f"{PART}-{digest[:12]}"


class UpwardReport(OfficialPaper):
    """
    What was escalated from a session, one report for each superior body.

    Senders stay out: no name, no address, and what they wrote of themselves is blacked out.
    """

    name = "upward_report"
    label = _("Report on matters beyond authority")
    scope = Thing.SESSION
    code = "BC"
    kind = wording.REPORT_KIND
    is_personal = False

    @classmethod
    def escalated(cls, record):
        """Return the questions of ``record`` that wait for a superior body, in order."""
        return questions_of(record).filter(state=QuestionState.ESCALATED)

    @classmethod
    def parts(cls, record):
        return cls.bodies(cls.escalated(record).values_list("other_body", flat=True))

    @staticmethod
    def bodies(names):
        """Return each body once, by its part, as it was typed first."""
        named = {}
        for name in names:
            named.setdefault(part_for(name), name)
        return named

    @cached_property
    def questions(self):
        # Blacking out asks what each sender agreed to.
        found = self.escalated(self.record).prefetch_related("registration__consents")
        return [question for question in found if part_for(question.other_body) == self.part]

    @property
    def other(self):
        return self.questions[0].other_body if self.questions else ""

    @property
    def session(self):
        return self.record

    @property
    def subject(self):
        return f"{self.other} – {super().subject}"

    def abstract(self):
        return wording.report_about(self.commune, self.session)

    def addressees(self):
        return [self.other or letter_wording.GAP]

    def recipients(self):
        return [letter_wording.AS_ABOVE, self.archived()]

    def body(self):
        number, plan = len(self.questions), plan_cited(self.session)
        opening = wording.reporting(self.commune, self.other, number, self.session, plan)
        pieces = [c.paragraph(opening)]
        for place, question in enumerate(self.questions, start=1):
            mark = f"{place}." if number > 1 else ""
            pieces.append(c.heading(wording.numbered(question), mark))
            pieces += self._reported(question)
        return [*pieces, c.paragraph(wording.report_closing(self.commune, self.other))]

    def _reported(self, question):
        sheet = question.registration
        return [
            c.quote(without_identity(question.text, sheet)),
            c.fact(wording.TOPIC, question.topic.name if question.topic else ""),
            c.fact(wording.OPINION, without_identity(question.message, sheet)),
        ]


class SheetReport(UpwardReport):
    """
    The same for one sheet that no session's papers speak of: it has no session, or is restricted.
    """

    name = "sheet_upward_report"
    scope = Thing.REGISTRATION
    is_of_sessions = False

    @classmethod
    def escalated(cls, record):
        questions = record.questions.filter(state=QuestionState.ESCALATED)
        return questions.select_related("registration__village", "topic").order_by("ordinal")

    @classmethod
    def parts(cls, record):
        alone = record.session_id is None or record.is_restricted
        if not alone or record.state != RegistrationState.ACCEPTED:
            return {}
        questions = record.questions.all()
        return cls.bodies(q.other_body for q in questions if q.state == QuestionState.ESCALATED)

    @property
    def session(self):
        return None
