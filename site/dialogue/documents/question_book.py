"""The questions of a session in one book for the chair, and the same to show on a wall."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from ..outline import roman
from ..states import FINAL_QUESTIONS, Outcome, QuestionState
from . import content as c
from . import session_wording as wording
from .blackout import without_identity
from .prose import prose
from .session_papers import SessionPaper

APPROVED = (QuestionState.APPROVED, QuestionState.ANSWERED)
PASSED_ON = (QuestionState.REFERRED, QuestionState.ESCALATED)


@dataclass(frozen=True)
class Group:
    """The questions of one department, each with its number in the book."""

    title: str
    questions: tuple

    def having(self, condition):
        return sum(1 for _number, question in self.questions if condition(question))


def _place(question):
    """Return (rank, sort key, title) of the group that a question belongs to."""
    if question.department:
        return 0, question.department.sort_key, question.department.name
    if question.state in PASSED_ON or question.outcome == Outcome.SUPERIOR:
        return 1, "", wording.OTHER_BODIES
    if question.state == QuestionState.ANSWERED:
        return 2, "", wording.BY_THE_CHAIR
    return 3, "", wording.UNASSIGNED


def grouped(questions):
    """Return ``Group``s by department, then what others answer, then what nobody has yet."""
    by_place = {}
    for question in questions:
        by_place.setdefault(_place(question), []).append(question)
    groups, number = [], 0
    for place in sorted(by_place):
        members = by_place[place]
        groups.append(Group(place[2], tuple(enumerate(members, number + 1))))
        number += len(members)
    return groups


def is_approved(question):
    return question.state in APPROVED and bool(question.reply)


def awaits_approval(question):
    return question.state == QuestionState.DRAFTED


def has_no_draft(question):
    return not question.reply and question.state not in FINAL_QUESTIONS | set(PASSED_ON)


def awaits_decision(sheet):
    """Return whether a leader must first say if a late sheet is dealt with at the session."""
    return sheet.awaits_late_decision


def topic_of(question):
    return question.topic.name if question.topic else wording.NO_TOPIC


class QuestionPaper(SessionPaper):
    """What the book and its edition for the wall share: groups and numbers."""

    is_issued = False

    @cached_property
    def groups(self):
        return grouped(self.questions)


class QuestionBook(QuestionPaper):
    """
    Every question of a session with sender and reply as it stands, by department, for the chair.

    It names people and shows drafts: for those who prepare and chair the session only.
    """

    name = "question_book"
    label = _("Question book")
    kind = wording.BOOK_KIND
    NOTE_ROWS = 2
    # Room to write what is answered, where nothing is prepared.
    ANSWER_ROWS = 6

    def body(self):
        pieces = [c.note(wording.BOOK_WARNING), *self.session_facts()]
        if not self.groups:
            return [*pieces, c.paragraph(wording.NO_QUESTIONS), c.blank(self.ANSWER_ROWS)]
        pieces += [c.section(wording.OVERVIEW), self._overview()]
        for number, group in enumerate(self.groups, start=1):
            pieces.append(c.section(group.title, f"{roman(number)}."))
            for place, question in group.questions:
                pieces += self._question(place, question)
        return pieces

    def _overview(self):
        conditions = (lambda question: True, is_approved, awaits_approval, has_no_draft)
        rows, totals = [], [0] * len(conditions)
        for number, group in enumerate(self.groups, start=1):
            counts = [group.having(condition) for condition in conditions]
            totals = [sum(pair) for pair in zip(totals, counts, strict=True)]
            rows.append([roman(number), group.title, *map(str, counts)])
        rows.append(["", wording.TOTAL, *map(str, totals)])
        return c.table(
            wording.BOOK_COLUMNS,
            rows,
            widths=(8, 44, 12, 12, 12, 12),
            aligns=("to-centre", "", *["to-centre"] * len(conditions)),
        )

    def _question(self, number, question):
        sheet = question.registration
        pieces = [
            c.heading(topic_of(question), f"{wording.question_number(number)}."),
            c.fact(wording.SENDER, wording.sender(sheet)),
        ]
        if awaits_decision(sheet):
            pieces.append(c.note(wording.LATE))
        pieces += [c.group(f"{wording.ASKED}:"), c.quote(question.text)]
        if question.instruction:
            pieces.append(c.fact(wording.INSTRUCTION, question.instruction))
        return [*pieces, *self._reply(question)]

    def _reply(self, question):
        notes = c.fact(wording.NOTES), c.blank(self.NOTE_ROWS)
        if wording.passed_on(question):
            told = prose(question.message)
            return [c.paragraph(wording.passed_on(question)), *told, *notes]
        if question.reply:
            label = c.group(f"{wording.reply_label(question)}:")
            return [label, *prose(question.reply), *notes]
        unassigned = question.state == QuestionState.NEW
        state = wording.NOT_YET_ASSIGNED if unassigned else wording.no_draft(question)
        return [c.note(state), c.fact(wording.NOTES), c.blank(self.ANSWER_ROWS)]


class ProjectorEdition(QuestionPaper):
    """
    The questions to show on a wall while they are dealt with, numbered as in the book.

    Nobody is named, whatever a text says (``blackout``), no draft is shown, and nothing of a late
    sheet on which the leader hasn't decided. The office looks through it before it is shown.
    """

    name = "projector_edition"
    label = _("Question book to show on a wall")
    kind = wording.SHOWN_KIND
    page = "projector"
    is_personal = False
    # What fits on one page in letters of 30 pt: the answer stands below the question if it does.
    LETTERS_A_LINE = 58
    LINES_A_PAGE = 8

    def body(self):
        time = wording.session_time(self.record)
        pieces = [c.paragraph(text) for text in (time, self.record.place) if text]
        if not self.groups:
            return [*pieces, c.paragraph(wording.NO_QUESTIONS)]
        for group in self.groups:
            for number, question in group.questions:
                if not awaits_decision(question.registration):
                    pieces += self._slides(number, group.title, question)
        return pieces

    def _slides(self, number, unit, question):
        title = f"{wording.question_number(number)}. {unit}"
        asked = prose(without_identity(question.text, question.registration))
        answer = self._answer(question)
        pieces = [c.page_break(), c.section(title), c.group(topic_of(question)), *asked]
        if not self._fit_on_one([*asked, *answer]):
            pieces += [c.page_break(), c.section(title)]
        return [*pieces, c.heading(wording.ANSWER), *answer]

    @staticmethod
    def _answer(question):
        passed_on = wording.passed_on(question)
        if passed_on:
            return [c.paragraph(passed_on)]
        if is_approved(question):
            return prose(without_identity(question.reply, question.registration))
        return [c.paragraph(wording.ANSWERED_HERE)]

    def _fit_on_one(self, pieces):
        needed = sum(len(piece["text"]) // self.LETTERS_A_LINE + 1 for piece in pieces)
        return needed <= self.LINES_A_PAGE
