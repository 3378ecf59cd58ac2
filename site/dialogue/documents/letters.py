"""Letters about a sheet: the reply to all of its questions, in one công văn."""

from django.utils.translation import gettext_lazy as _

from ..states import Outcome, QuestionState
from . import content as c
from . import letter_wording as wording
from .official import OfficialPaper

READY = (QuestionState.APPROVED, QuestionState.ANSWERED)


class Letter(OfficialPaper):
    """A công văn to the sender of a sheet."""

    def addressees(self):
        return [wording.to_sender(self.record)]

    def recipients(self):
        return [wording.AS_ABOVE, self.archived()]

    @property
    def received(self):
        return wording.received(self.commune, self.record)


class ReplyLetter(Letter):
    """The reply to the questions of a sheet that are approved or answered, in one letter."""

    name = "reply_letter"
    label = _("Reply letter")

    @classmethod
    def parts(cls, record):
        return {"": cls.label} if cls.answered(record) else {}

    @classmethod
    def answered(cls, record):
        """Return the questions that the letter answers, in their order."""
        questions = record.questions.filter(state__in=READY).exclude(reply="")
        return list(questions.exclude(outcome=Outcome.SUPERIOR).order_by("ordinal"))

    def abstract(self):
        return wording.REPLY_ABOUT

    def body(self):
        questions = self.answered(self.record)
        pieces = [c.paragraph(self.received)]
        for number, question in enumerate(questions, start=1):
            mark = f"{number}." if len(questions) > 1 else ""
            pieces.append(c.heading(wording.QUESTION, mark))
            pieces.append(c.quote(question.text))
            pieces += [c.paragraph(text) for text in question.reply.split("\n") if text.strip()]
        return [*pieces, c.paragraph(wording.reply_closing(self.commune))]
