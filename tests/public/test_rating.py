"""Was it answered? The sender says so; nobody learns who said what."""

import datetime as dt

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.deadlines import ZONE
from dialogue.models import Question, RatingMark, RatingTally
from dialogue.models.rating import Value, rate
from dialogue.public.rating import TICKET_LASTS, ticket
from dialogue.states import QuestionState, Role
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 1, 9, 0, tzinfo=ZONE)


@pytest.fixture
def answered(commune):
    sheet = make.sheet()
    code = sheet.tracking_code
    accepted = r.accept(sheet, user=make.office())
    question = make.question(QuestionState.ANSWERED, registration=accepted)
    question.sent_code = code
    return question


def follow(client, question):
    return client.post(reverse("dialogue:tracking"), {"code": question.sent_code, "digits": "5678"})


def send(client, question, value="yes", given=None):
    data = {"ticket": ticket(question) if given is None else given, "value": value}
    return client.post(reverse("dialogue:rate"), data)


def counted():
    return {(t.department_id, t.value): t.count for t in RatingTally.objects.all()}


def test_the_sender_is_asked_beside_the_reply_and_thanked(client, answered):
    page = follow(client, answered)
    assert "Nội dung hỏi đã được trả lời rõ chưa?" in page.text
    given = page.context["result"]["questions"][0]["ticket"]
    thanks = send(client, answered, "partly", given)
    assert thanks.status_code == 200
    assert "Xin cảm ơn" in thanks.text
    assert counted() == {(answered.department_id, Value.PARTLY): 1}
    assert "đã được đánh giá" in follow(client, answered).text


def test_the_address_of_a_rating_opened_again_leads_back_to_following(client):
    assert client.get(reverse("dialogue:rate")).url == reverse("dialogue:tracking")


def test_a_reply_is_counted_once_however_often_it_is_sent(client, answered):
    send(client, answered)
    again = send(client, answered, "no")
    assert "chỉ tính một lần" in again.text
    assert counted() == {(answered.department_id, Value.YES): 1}


@pytest.mark.parametrize(
    ("value", "given", "status"),
    [
        ("yes", "", 410),
        ("yes", "bịa đặt", 410),
        ("yes", "x" * 100_000, 410),
        ("rất tốt", None, 422),
        ("", None, 422),
    ],
)
def test_a_forged_or_empty_rating_is_refused_and_counts_nothing(
    client, answered, value, given, status
):
    assert send(client, answered, value, given).status_code == status
    assert not RatingTally.objects.exists()
    assert not RatingMark.objects.exists()


def test_a_ticket_does_not_last_and_belongs_to_one_reply(client, answered):
    old = ticket(answered)
    with time_machine.travel(
        dt.datetime.now(tz=ZONE) + dt.timedelta(seconds=TICKET_LASTS + 1), tick=False
    ):
        assert send(client, answered, given=old).status_code == 410
    r.reopen(answered.registration, user=make.office(), reason="Còn thiếu")
    answered.refresh_from_db()
    opened = q.reopen(answered, user=make.office(), reason="Còn thiếu")
    assert send(client, opened, given=old).status_code == 410
    assert send(client, opened).status_code == 410
    assert not RatingTally.objects.exists()


def test_a_restricted_sheet_can_not_be_rated(client, answered):
    given = ticket(answered)
    r.restrict(answered.registration, user=make.office(), reason="Nghi tố cáo")
    assert send(client, answered, given=given).status_code == 410
    assert not RatingTally.objects.exists()


def test_nothing_stored_says_who_rated_or_when(client, answered):
    send(client, answered)
    names = {"RatingTally": {"id", "month", "department", "value", "count"}, "RatingMark": {"mark"}}
    for model, fields in names.items():
        kept = apps.get_model("dialogue", model)._meta.get_fields()
        assert {field.name for field in kept} == fields
    assert len(RatingMark.objects.get().mark) == 64
    assert RatingTally.objects.get().month.day == 1


def test_a_rating_leaves_no_trace_in_any_other_record(client, answered):
    def stored():
        every = [m for m in apps.get_models() if m._meta.managed and not m._meta.proxy]
        return {model: list(model._base_manager.order_by("pk").values()) for model in every}

    given, before = ticket(answered), stored()
    send(client, answered, given=given)
    after = stored()
    assert {model for model in after if after[model] != before[model]} == {RatingMark, RatingTally}


def test_a_later_reply_to_the_same_question_is_rated_anew(client, answered):
    send(client, answered)
    old, later = ticket(answered), answered.given_at + dt.timedelta(days=9)
    answered.given_at, answered.version = later, answered.version + 1
    Question.objects.filter(pk=answered.pk).update(given_at=later, version=answered.version)
    assert send(client, answered, "no", old).status_code == 410, "it was given for another reply"
    assert "Xin cảm ơn" in send(client, answered, "no").text
    assert sum(counted().values()) == 2


def test_no_answer_of_the_page_is_kept_by_a_cache_or_sets_a_cookie(client, answered):
    answer = send(client, answered)
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def rated(department, value, times, now=NOW):
    for _time in range(times):
        question = make.question(QuestionState.NEW, department=department)
        question.department = department
        assert rate(question, value, now)


def desk(client, **query):
    client.force_login(make.leader())
    return client.get(reverse("dialogue_desk:ratings"), query)


def test_the_desk_shows_departments_with_five_ratings_and_more(client, commune):
    rated(make.DepartmentFactory(name="Phòng Kinh tế"), "yes", 4)
    rated(make.DepartmentFactory(name="Công an xã"), "yes", 3)
    rated(make.DepartmentFactory(name="Thuế cơ sở"), "no", 2)
    rated(make.DepartmentFactory(name="Phòng Văn hóa"), "no", 6)
    page = desk(client)
    assert [row.label for row in page.context["rows"]] == ["Phòng Văn hóa", "Các đơn vị khác"]
    assert page.context["rows"][1].cells == [(7, 78), (0, 0), (2, 22)]
    assert page.context["total"].total == 15
    assert "Công an xã" not in page.text


def test_too_few_ratings_are_left_out_of_the_sum_too(client, commune):
    rated(make.DepartmentFactory(name="Phòng Văn hóa"), "yes", 5)
    rated(make.DepartmentFactory(name="Công an xã"), "no", 1)
    page = desk(client)
    assert page.context["total"].total == 5
    assert page.context["held_back"] == 1
    assert "Công an xã" not in page.text


def test_an_officer_does_not_see_the_ratings(client, commune):
    client.force_login(make.staff(Role.OFFICER))
    assert client.get(reverse("dialogue_desk:ratings")).status_code == 404


def test_following_a_matter_costs_one_query_more_for_its_ratings(
    client, answered, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16):
        follow(client, answered)
