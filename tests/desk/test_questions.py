"""The list of questions and one question: each sees their own, overdue ones first."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from dialogue.actions import registrations as r
from dialogue.deadlines import ZONE
from dialogue.states import Role
from tests import factories as make
from tests.desk.records import body, enter, rows

pytestmark = pytest.mark.django_db
LIST = reverse("dialogue_desk:questions")


def test_overdue_ones_come_first_and_are_marked(client, commune):
    with time_machine.travel(dt.datetime(2026, 6, 1, 9, tzinfo=ZONE)):
        late = make.question("assigned")
    fresh = make.question("assigned")
    new, done = make.question(), make.question("answered")
    enter(client, make.leader())
    response = client.get(LIST)

    assert rows(response) == [late, fresh, new, done]
    assert rows(client.get(LIST, {"overdue": "1"})) == [late]
    assert "Quá hạn" in body(response)
    numbers = {url.split("?")[-1]: n for _l, url, n, _p in response.context["tabs"]}
    assert (numbers["overdue=1"], numbers["state=new"], numbers["state=answered"]) == (1, 1, 1)


def test_an_officer_sees_only_their_department_and_no_contacts(client, commune):
    unit = make.DepartmentFactory()
    mine = make.question("assigned", department=unit, email="nguyet@example.vn")
    theirs, new = make.question("assigned"), make.question()
    enter(client, make.officer(unit))
    listed, detail = client.get(LIST), client.get(mine.get_absolute_url())

    assert rows(listed) == [mine]
    assert listed.context["tabs"][0][2] == 1
    for hidden in (theirs, new):
        assert client.get(hidden.get_absolute_url()).status_code == 404
    for contact in ("0912", "345 678", "nguyet@example.vn", "Số 12"):
        assert contact not in body(listed) + body(detail)
    assert mine.registration.part_1 in body(detail)
    assert rows(client.get(LIST, {"q": "0912345678"})) == []


@pytest.mark.parametrize("query", ["giấy chứng sinh", "giay chung sinh", "{code}", "{sheet}", "1"])
def test_a_question_is_found_by_words_and_number(client, commune, query):
    question = make.question("answered")
    make.question(registration=make.accepted_sheet(part_1="Xin hỏi việc khác"))
    enter(client, make.office())
    query = query.format(code=question.code, sheet=question.registration.code)

    assert rows(client.get(LIST, {"q": query})) == [question]


def test_filters_by_department_topic_and_state(client, commune):
    unit = make.DepartmentFactory()
    question, other = make.question("assigned", department=unit), make.question()
    enter(client, make.office())

    assert rows(client.get(LIST, {"department": unit.pk})) == [question]
    assert rows(client.get(LIST, {"topic": other.topic_id})) == [other]
    assert rows(client.get(LIST, {"state": "new"})) == [other]


def test_restricted_questions_are_missing_for_everyone_without_the_right(client, commune):
    unit = make.DepartmentFactory()
    question = make.question("assigned", department=unit, full_name="Hoàng Kim Yến")
    r.restrict(question.registration, user=make.office(), reason="Nghi tố cáo")

    for user in (make.office(), make.leader(), make.officer(unit)):
        enter(client, user)
        assert rows(client.get(LIST)) == []
        assert client.get(LIST).context["tabs"][0][2] == 0
        assert client.get(question.get_absolute_url()).status_code == 404
    enter(client, make.staff(Role.LEADER, Role.RESTRICTED_READER))
    listed = client.get(LIST)
    assert rows(listed) == [question]
    assert question.text not in body(listed)


def test_the_question_says_how_its_due_date_was_computed(client, commune):
    question = make.question("assigned")
    enter(client, make.leader())
    page = body(client.get(question.get_absolute_url()))

    assert question.due_how in page
    assert f"{question.due_on:%d/%m/%Y}" in page


def test_the_list_costs_the_same_for_a_few_and_for_a_thousand(
    client, commune, django_assert_max_num_queries
):
    from dialogue.models import Question

    question = make.question("assigned")
    make.question("answered")
    enter(client, make.leader())
    with django_assert_max_num_queries(25) as few:
        client.get(LIST)
    Question.objects.bulk_create(
        Question(
            registration=question.registration,
            ordinal=100 + place,
            part=1,
            text="Nội dung",
            topic=question.topic,
            department=question.department,
            state="assigned",
            due_on=question.due_on,
        )
        for place in range(1000)
    )
    with django_assert_max_num_queries(25) as many:
        response = client.get(LIST)

    assert response.context["tabs"][0][2] == 1002
    assert len(many) == len(few)


def test_one_question_stays_within_its_budget(client, commune, django_assert_max_num_queries):
    question = make.question("drafted")
    enter(client, make.leader())
    with django_assert_max_num_queries(25):
        client.get(question.get_absolute_url())


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_other_roles_find_nothing_here(client, commune, role):
    question = make.question()
    enter(client, make.staff(role))

    for url in (LIST, question.get_absolute_url(), question.get_absolute_url() + "refer/"):
        assert client.get(url).status_code == 404
