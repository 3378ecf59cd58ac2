"""Answers at the desk: drafts beside published ones, and which of them wait for me."""

import re

import pytest
from django.urls import reverse

from dialogue.actions import questions as q
from dialogue.states import QuestionState, Role
from tests import factories as make
from tests.desk.visiting import visit, visit_as

pytestmark = pytest.mark.django_db

LIST = "dialogue_desk:answers"


def titles(client, **query):
    return [row.title for row in client.get(reverse(LIST), query).context["object_list"]]


def submitted(preparer, **fields):
    """Return a draft answer that ``preparer`` sent for approval."""
    page = make.answer(live=False, prepared_by=preparer, **fields)
    page.save_revision(user=preparer)
    page.get_workflow().start(page, preparer)
    return page


def test_what_waits_for_approval_stands_first_then_drafts_then_published_ones():
    make.answer(title="Đã đăng")
    make.answer(title="Nháp", live=False)
    submitted(make.office(), title="Chờ duyệt")
    assert titles(visit_as(Role.OFFICE)) == ["Chờ duyệt", "Nháp", "Đã đăng"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("draft", ["Nháp"]),
        ("in_review", ["Chờ duyệt"]),
        ("live", ["Đã đăng"]),
        ("changed", ["Đang sửa"]),
    ],
)
def test_filter_by_status(status, expected):
    make.answer(title="Đã đăng")
    make.answer(title="Đang sửa", has_unpublished_changes=True)
    make.answer(title="Nháp", live=False)
    submitted(make.office(), title="Chờ duyệt")
    assert titles(visit_as(Role.EDITOR), status=status) == expected


def test_filter_by_topic_department_and_session():
    session, unit, topic = make.session(), make.DepartmentFactory(), make.TopicFactory()
    make.answer(title="Của phiên", session=session)
    make.answer(title="Của phòng", department=unit)
    make.answer(title="Của lĩnh vực", topic=topic)
    client = visit_as(Role.OFFICE)
    assert titles(client, session=session.pk) == ["Của phiên"]
    assert titles(client, department=unit.pk) == ["Của phòng"]
    assert titles(client, topic=topic.pk) == ["Của lĩnh vực"]


@pytest.mark.parametrize("typed", ["trich luc", "trích lục"])
def test_an_answer_is_found_without_diacritics(typed):
    make.answer(title="Cấp bản sao trích lục")
    make.answer(title="Đăng ký kết hôn", question_text="Cần gì?", answer_text="<p>Tờ khai</p>")
    assert titles(visit_as(Role.OFFICE), q=typed) == ["Cấp bản sao trích lục"]


def test_a_leader_sees_what_waits_for_them_but_not_what_they_prepared():
    chief = make.leader()
    submitted(make.office(), title="Của văn phòng")
    submitted(chief, title="Của chính mình")
    client = visit(chief)
    assert titles(client, mine="1") == ["Của văn phòng"]
    page = client.get(reverse(LIST)).content.decode()
    assert page.count("chờ ông/bà duyệt") == 1


def test_nothing_waits_for_the_office():
    submitted(make.office())
    assert titles(visit_as(Role.OFFICE), mine="1") == []


def test_the_number_of_questions_counts_what_the_person_may_see():
    question = make.question(QuestionState.APPROVED)
    page = make.answer(live=False)
    q.prepare_answer(question, user=make.office(), answer_page=page)
    rows = visit_as(Role.OFFICE).get(reverse(LIST)).context["object_list"]
    assert [row.questions_seen for row in rows] == [1]
    rows = visit_as(Role.EDITOR).get(reverse(LIST)).context["object_list"]
    assert [row.questions_seen for row in rows] == [0]


def test_an_officer_has_no_list_of_answers():
    assert visit_as(Role.OFFICER).get(reverse(LIST)).status_code == 404


def test_the_list_takes_no_more_queries_with_many_answers(django_assert_max_num_queries):
    session = make.session()
    for number in range(60):
        make.answer(title=f"Trả lời số {number}", session=session, live=number % 2)
    client = visit_as(Role.LEADER)
    with django_assert_max_num_queries(25):
        client.get(reverse(LIST), {"q": "tra loi"})


def test_a_long_question_is_seen_to_go_on():
    make.answer(question_text="Làm lại bản sao trích lục khai sinh mất bao lâu? " * 9)
    make.answer(question_text="Lệ phí bao nhiêu?")
    page = visit_as(Role.OFFICE).get(reverse(LIST)).content.decode()
    notes = re.findall(r'<div class="office-note">([^<]*)</div>', page)
    assert sorted(note[-1] for note in notes if note.startswith("L")) == ["?", "…"]
