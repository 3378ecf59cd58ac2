"""Letters (công văn) to the sender of a sheet: the reply, guidance, a request to add something."""

from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import get_text_for_indexing

from ..addresses import absolute
from ..states import (
    IN_HAND,
    Outcome,
    QuestionState,
    RefusalReason,
    RegistrationState,
)
from . import content as c
from . import letter_wording as wording
from .official import OfficialPaper
from .prose import prose
from .session_records import plan_cited

READY = (QuestionState.APPROVED, QuestionState.ANSWERED)
WORKED_ON = (RegistrationState.ACCEPTED, RegistrationState.CLOSED)
# What belongs to another procedure or body, so that the sender needs to know where to turn.
GUIDED = (RefusalReason.COMPLAINT, RefusalReason.DENUNCIATION, RefusalReason.OFF_TOPIC)


class Letter(OfficialPaper):
    """A công văn to the sender of a sheet."""

    def addressees(self):
        return [wording.to_sender(self.record)]

    def recipients(self):
        return [wording.AS_ABOVE, self.archived()]

    def received(self):
        return wording.received(self.commune, self.record, plan_cited(self.record.session))

    @cached_property
    def questions(self):
        """The questions of the sheet in their order, without those that were dropped."""
        questions = self.record.questions.exclude(state=QuestionState.WITHDRAWN)
        return list(questions.order_by("ordinal"))

    def question(self, question, mark=""):
        """Return the pieces that say which question is meant."""
        pieces = [c.heading(wording.QUESTION, mark)]
        # What was restricted is not written out again: a letter lies on a table.
        return pieces if self.record.is_restricted else [*pieces, c.quote(question.text)]


class ReplyLetter(Letter):
    """
    The reply to all questions of a sheet, in one letter.

    There is one as soon as one reply is ready. Questions that went to another body are told of with
    it; those still in hand are counted. A question that was dropped is one that never was.
    """

    name = "reply_letter"
    label = _("Reply letter")

    @classmethod
    def parts(cls, record):
        if record.state not in WORKED_ON:
            return {}
        ready = any(q.state in READY and q.reply for q in record.questions.all())
        return {"": cls.label} if ready else {}

    def abstract(self):
        return wording.REPLY_ABOUT

    def body(self):
        told = [question for question in self.questions if self._is_told(question)]
        waiting = len(self.questions) - len(told)
        opening = f"{self.received()} {wording.replying(self.commune, self.record)}"
        pieces = [c.paragraph(opening)]
        for number, question in enumerate(told, start=1):
            pieces += self.question(question, f"{number}." if len(told) > 1 else "")
            pieces += self._answer(question)
        if waiting:
            pieces.append(c.paragraph(wording.still_waiting(self.commune, self.record, waiting)))
        return [*pieces, c.paragraph(wording.reply_closing(self.commune))]

    @staticmethod
    def _is_told(question):
        if question.state in READY:
            return bool(question.reply)
        return question.state not in IN_HAND

    def _answer(self, question):
        if question.state == QuestionState.REFERRED:
            return [c.paragraph(wording.referred(question)), *prose(question.message)]
        if question.state == QuestionState.ESCALATED:
            return [c.paragraph(wording.reported(self.commune, question))]
        lead = self._lead(question)
        before = [c.paragraph(lead)] if lead else []
        return [c.group(f"{wording.REPLY}:"), *before, *prose(question.reply)]

    def _lead(self, question):
        """Return what goes before a reply that came from elsewhere or was given before."""
        session = self.record.session
        if question.outcome == Outcome.SUPERIOR:
            return wording.superior_replied(self.commune, question)
        if question.outcome == Outcome.AT_SESSION and session:
            return wording.at_session(session)
        return ""


class GuidanceLetter(Letter):
    """
    Where to turn with what isn't a matter of this dialogue: a complaint, a denunciation, something
    else than administrative procedures, or questions for which another body is competent.

    Of a restricted sheet it says nothing of the matter.
    """

    name = "guidance_letter"
    label = _("Guidance letter")

    @classmethod
    def parts(cls, record):
        if cls._is_refused(record):
            return {"": cls.label}
        if record.state not in WORKED_ON:
            return {}
        referred = any(q.state == QuestionState.REFERRED for q in record.questions.all())
        return {"": cls.label} if referred else {}

    @staticmethod
    def _is_refused(sheet):
        return sheet.state == RegistrationState.REFUSED and sheet.refusal_reason in GUIDED

    def abstract(self):
        if self._is_refused(self.record):
            return wording.RESULT_ABOUT
        return wording.REFERRED_ABOUT

    def body(self):
        refused = self._is_refused(self.record)
        pieces = self._about_the_sheet() if refused else self._about_questions()
        closing = wording.guidance_closing(self.commune, self.record)
        return [c.paragraph(self.received()), *pieces, c.paragraph(closing)]

    def _about_the_sheet(self):
        sheet = self.record
        pieces = [
            c.paragraph(wording.why_not_here(sheet)),
            c.paragraph(wording.guiding(self.commune, sheet)),
            *prose(sheet.message),
        ]
        if sheet.refusal_reason != RefusalReason.OFF_TOPIC:
            pieces += self._reception()
        return pieces

    def _reception(self):
        """Return where citizens are received, or what the commune publishes instead."""
        commune = self.commune
        notice = get_text_for_indexing(commune.exclusion_notice)
        if notice and not commune.reception_address and not self.record.is_restricted:
            return [c.paragraph(notice)]
        return [
            c.fact(wording.RECEPTION, commune.reception_address),
            c.fact(wording.RECEPTION_HOURS, commune.reception_hours),
        ]

    def _about_questions(self):
        referred = [q for q in self.questions if q.state == QuestionState.REFERRED]
        pieces = [c.paragraph(wording.competent_elsewhere(self.commune, self.record))]
        for number, question in enumerate(referred, start=1):
            pieces += self.question(question, f"{number}." if len(referred) > 1 else "")
            pieces += [
                c.fact(wording.COMPETENT, question.other_body),
                c.fact(wording.ADDRESS, question.other_body_address),
                *prose(question.message),
            ]
        return pieces


class InformationRequest(Letter):
    """What lacks, by when, and how to send it. The tracking code is the sender's alone."""

    name = "information_request"
    label = _("Request for more information")

    @classmethod
    def parts(cls, record):
        return {"": cls.label} if record.state == RegistrationState.NEEDS_INFO else {}

    def abstract(self):
        return wording.MORE_ABOUT

    def body(self):
        commune, sheet = self.commune, self.record
        follow = absolute(reverse("dialogue:tracking"))
        return [
            c.paragraph(f"{self.received()} {wording.asking(commune, sheet)}"),
            *prose(sheet.message),
            c.fact(wording.BY_WHEN, self._by_when()),
            c.paragraph(wording.how_to_add(sheet)),
            *[c.dash(f"{label}: {value}") for label, value in self._ways()],
            c.paragraph(wording.more_closing(commune, sheet, follow)),
        ]

    def _by_when(self):
        """Return until when the session still takes it; "" leaves the day to the office."""
        session = self.record.session
        now = timezone.now()
        if session is None or not session.is_to_come(now):
            return ""
        closes = session.closes_at
        return wording.in_time_for(self.record) if closes and closes > now else ""

    def _ways(self):
        commune = self.commune
        hours = f" ({commune.hours_text})" if commune.hours_text else ""
        address = commune.address or wording.GAP
        ways = [
            (wording.PHONE, commune.hotline_national),
            (wording.EMAIL, commune.email),
            (wording.AT_OFFICE, f"{wording.office_of(commune)}, {address}{hours}"),
        ]
        return [way for way in ways if way[1]]
