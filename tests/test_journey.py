"""The whole way of one sheet, as the office walks it."""

import pytest

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.states import QuestionState, RegistrationState
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_sheet_goes_from_reception_to_the_reply_and_closes_by_itself(commune):
    unit = make.DepartmentFactory()
    clerk, chief, expert = make.office(), make.leader(), make.officer(unit)
    sheet = make.sheet(session=make.session())

    sheet = r.accept(sheet, user=clerk)
    r.split(sheet, user=clerk, questions=[{"text": "Khai sinh cần giấy tờ gì?", "part": 1}])
    question = sheet.questions.get()
    question = q.assign(question, user=chief, department=unit, instruction="Trả lời cụ thể.")
    question = q.submit(question, user=expert, reply="Cần tờ khai và giấy chứng sinh.")
    question = q.approve(question, user=chief)
    question = q.give(question, user=clerk, way="letter")

    sheet.refresh_from_db()
    assert question.state == QuestionState.ANSWERED
    assert sheet.state == RegistrationState.CLOSED
    verbs = list(question.history.order_by("version").values_list("verb", flat=True))
    assert verbs == ["create", "assign", "submit", "approve", "give"]
