"""The minutes of a session (biên bản)."""

from functools import cached_property

from django.utils.translation import pgettext_lazy

from ..outline import roman
from ..states import Channel, Outcome, QuestionState
from ..vietnamese import local
from . import content as c
from . import session_wording as wording
from .blackout import without_identity
from .paper import lines
from .prose import prose
from .question_book import PASSED_ON, topic_of
from .session_papers import SessionPaper

IN_WRITING = (Outcome.LETTER, Outcome.EMAIL)


def chapter(question, began):
    """
    Return the heading of the minutes that a question stands below.

    :param began: when the session began (aware), or None: a letter given later was owed there
    """
    if question.registration.channel == Channel.SESSION:
        return wording.ON_THE_SPOT
    if question.state in PASSED_ON or question.outcome == Outcome.SUPERIOR:
        return wording.PASSED_ON
    if question.outcome == Outcome.AT_SESSION:
        return wording.ANSWERED_AT_SESSION
    if question.outcome in IN_WRITING and began and question.given_at < began:
        return wording.BEFORE
    if question.owed_in_writing or question.outcome in IN_WRITING:
        return wording.OWED
    return wording.STILL_TO_RECORD


class Minutes(SessionPaper):
    """
    The minutes as the decree's sample has them: no place and date in the head, two signatures.

    The signed copy may be published, so no private person is named: the text says "Công dân tại
    <xã>", and what texts hold of the sender is replaced (``blackout``). A consent to be named was
    given for a published answer and can be taken back; signed minutes can't be changed any more.
    Who attended stands on the attendance list, which stays in the file.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu biên bản; Luật 91/2025/QH15.
    """

    name = "minutes"
    label = pgettext_lazy("paper", "Minutes")
    code = "BB"
    kind = wording.MINUTES_KIND
    is_personal = False
    may_be_published = True
    CHAPTERS = (
        wording.ANSWERED_AT_SESSION,
        wording.STILL_TO_RECORD,
        wording.ON_THE_SPOT,
        wording.OWED,
        wording.PASSED_ON,
        wording.BEFORE,
    )
    BLANK_ROWS = 8
    ANSWER_ROWS = 3

    def _dated(self):
        return None

    def body(self):
        parts = [
            (wording.COURSE, self._course()),
            (wording.PUT_AND_ANSWERED, self._questions()),
            (wording.CONCLUSIONS, [c.blank(self.BLANK_ROWS)]),
        ]
        pieces = self._opening()
        shown = [(title, inner) for title, inner in parts if inner]
        for number, (title, inner) in enumerate(shown, start=1):
            pieces += [c.section(title, f"{roman(number)}."), *inner]
        return [*pieces, c.paragraph(wording.meeting_ends(self.record))]

    def signatures(self):
        return [c.signature(wording.SECRETARY_SIGNS), c.signature(wording.CHAIR_SIGNS)]

    def recipients(self):
        return [*wording.minutes_recipients(self.commune), self.archived()]

    def _opening(self):
        session = self.record
        known = session.start_at and not session.shows_former_time
        return [
            c.fact(wording.BEGAN, wording.moment(session.start_at) if known else ""),
            c.fact(wording.PLACE, session.place),
            c.group(f"{wording.PRESENT_GROUPS}:"),
            *self._groups(),
            c.fact(wording.CITIZENS),
            c.fact(wording.ABSENT),
            c.fact(wording.CHAIR_OF_MEETING, session.chair),
            c.fact(wording.SECRETARY),
        ]

    def _groups(self):
        groups = [block.value for block in self.record.participants]
        if not groups:
            return [c.blank(self.ANSWER_ROWS)]
        return [
            c.dash(f"{group['title']}: {'; '.join(lines(group['members']))}") for group in groups
        ]

    def _course(self):
        rows = self.record.agenda_rows
        if not rows:
            return []
        times = [f"{local(row.starts_at):%H:%M}: " if row.starts_at else "" for row in rows]
        items = [c.dash(f"{time}{row.text}") for time, row in zip(times, rows, strict=True)]
        return [c.paragraph(wording.AS_ANNOUNCED), *items]

    @cached_property
    def _chapters(self):
        found = {title: [] for title in self.CHAPTERS}
        for question in self.questions:
            found[chapter(question, self.record.start_at)].append(question)
        return {title: questions for title, questions in found.items() if questions}

    def _questions(self):
        if not self._chapters:
            return [c.paragraph(wording.NOTHING_PUT), c.blank(self.BLANK_ROWS)]
        pieces, put = [], 0
        for number, (title, questions) in enumerate(self._chapters.items(), start=1):
            pieces.append(c.heading(title, f"{number}."))
            for place, question in enumerate(questions, put + 1):
                pieces += self._question(place, question, title)
            put += len(questions)
        return pieces

    def _question(self, number, question, title):
        who = wording.anybody(self.commune, question.registration)
        return [
            c.group(wording.asks(number, who, topic_of(question))),
            *self._texts(question, question.text),
            *self._answer(question, title),
        ]

    def _answer(self, question, title):
        if wording.passed_on(question):
            return [c.paragraph(wording.passed_on(question))]
        if title == wording.BEFORE:
            return [c.paragraph(wording.answered_before(question))]
        if title == wording.OWED or (title == wording.ON_THE_SPOT and self._is_owed(question)):
            return [c.paragraph(wording.owes(question))]
        if question.state == QuestionState.ANSWERED:
            label = c.group(wording.unit_replies(question))
            if question.outcome == Outcome.SUPERIOR:
                label = c.group(f"{wording.reply_label(question)}:")
            return [label, *self._texts(question, question.reply)]
        return [c.group(f"{wording.REPLY}:"), c.blank(self.ANSWER_ROWS)]

    @staticmethod
    def _is_owed(question):
        return question.owed_in_writing or question.outcome in IN_WRITING

    @staticmethod
    def _texts(question, text):
        return prose(without_identity(text, question.registration))
