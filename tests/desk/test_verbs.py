"""Every verb through its page: what the form asks, what a forged one can't do."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.models import FormOfWords, Question, Registration
from dialogue.states import (
    STATES,
    TRANSITIONS,
    LateDecision,
    QuestionState,
    RegistrationState,
    Role,
    Thing,
)
from tests import factories as make
from tests.desk.records import body, do, enter, verb_url

pytestmark = pytest.mark.django_db
VERBS = [row for row in TRANSITIONS.values() if row.thing != Thing.SESSION]


def stored(record):
    """Return every column of a record as the database holds it."""
    return type(record).objects.filter(pk=record.pk).values().get()


def sheet_in(state):
    clerk, sheet = make.office(), make.sheet()
    if state == RegistrationState.NEEDS_INFO:
        return r.ask_more(sheet, user=clerk, reason="Xin bổ sung địa chỉ")
    if state == RegistrationState.REFUSED:
        return r.refuse(sheet, user=clerk, refusal_reason="spam", reason="Thư rác")
    if state == RegistrationState.WITHDRAWN:
        return r.withdraw(sheet, user=clerk, reason="Người gửi xin rút")
    if state == RegistrationState.RECEIVED:
        return sheet
    sheet = r.accept(sheet, user=clerk)
    if state == RegistrationState.CLOSED:
        make.question("answered", registration=sheet)
        sheet.refresh_from_db()
    return sheet


def record_in(thing, state):
    return sheet_in(state) if thing == Thing.REGISTRATION else make.question(state)


@pytest.mark.parametrize("row", VERBS, ids=lambda row: f"{row.thing.value}-{row.verb}")
@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER, Role.OFFICER])
def test_the_page_of_a_verb_opens_for_its_roles_and_for_no_other(client, commune, row, role):
    record = record_in(row.thing, sorted(row.sources)[0])
    unit = getattr(record, "department", None)
    if role == Role.OFFICER and unit is None:
        question = record if row.thing == Thing.QUESTION else None
        unit = make.DepartmentFactory()
        if question is None:
            make.question("assigned", department=unit, registration=make.accepted_sheet())
    roles = [role, row.needs_also] if row.needs_also and role in row.roles else [role]
    enter(client, make.staff(*roles, department=unit))
    before = stored(record)

    page = client.get(verb_url(record, row.verb))
    posted = do(client, record, row.verb) if role not in row.roles else None

    sees = role != Role.OFFICER or getattr(record, "department", None)
    if role in row.roles and sees:
        assert page.status_code == 200
        assert "Go back" not in body(page)
    else:
        assert page.status_code == (403 if sees else 404)
    if posted is not None:
        assert posted.status_code == (403 if sees else 404)
    assert stored(record) == before


@pytest.mark.parametrize(
    "row",
    [row for row in VERBS if row.sources != frozenset(STATES[row.thing])],
    ids=lambda row: f"{row.thing.value}-{row.verb}",
)
def test_a_verb_that_the_state_forbids_is_refused_in_a_sentence(client, commune, row):
    states = RegistrationState if row.thing == Thing.REGISTRATION else QuestionState
    wrong = next(state for state in states if state not in row.sources)
    record = record_in(row.thing, wrong)
    enter(client, make.staff(Role.OFFICE, Role.LEADER, Role.RESTRICTED_READER))
    before = stored(record)

    response = do(client, record, row.verb, **everything(record))
    assert response.status_code == 403
    assert record.get_state_display() in body(response)
    assert stored(record) == before


def everything(record):
    """Fields enough for any verb, so that nothing but the state stands in the way."""
    return {
        "reason": "Lý do", "supplement": "Bổ sung", "decision": "in_writing", "reply": "Trả lời",
        "refusal_reason": "spam", "text": "Nội dung", "topic": make.TopicFactory().pk,
        "department": make.DepartmentFactory().pk, "due_on": "2030-01-02", "way": "letter",
        "other_body": "Công an xã", "how": "new", "title": "Tiêu đề", "question_text": "Hỏi",
        "answer_text": "Đáp", "q-TOTAL_FORMS": "1", "q-INITIAL_FORMS": "0", "q-0-part": "1",
        "q-0-text": "Nội dung",
    }  # fmt: skip


def test_the_clerk_accepts_splits_and_goes_to_the_next_sheet(client, commune):
    enter(client, make.office())
    first, second = make.sheet(), make.sheet(full_name="Trần Văn Bình")

    accepted = do(client, first, "accept", then="verb")
    assert accepted.url == verb_url(first, "split")
    page = client.get(accepted.url)
    assert page.context["form"].rows.initial == [{"part": 1, "text": first.part_1}]
    topic = make.TopicFactory(usual_department=make.DepartmentFactory())
    split = do(
        client, first, "split", then="next",
        **{
            "q-TOTAL_FORMS": "3", "q-INITIAL_FORMS": "1", "q-0-part": "1",
            "q-0-text": "Khai sinh cần giấy tờ gì?", "q-0-topic": topic.pk, "q-1-part": "2",
            "q-1-text": "Bao lâu có kết quả?", "q-2-part": "1", "q-2-text": "  ",
        },
    )  # fmt: skip

    made = list(first.questions.order_by("ordinal").values_list("part", "text", "topic"))
    assert made == [
        (1, "Khai sinh cần giấy tờ gì?", topic.pk),
        (2, "Bao lâu có kết quả?", None),
    ]
    assert first.questions.first().proposed_department == topic.usual_department
    assert split.url == second.get_absolute_url()


def test_next_leads_from_one_waiting_sheet_to_the_one_after_it(client, commune):
    enter(client, make.office())
    sheets = [make.sheet() for _ in range(3)]

    page = client.get(sheets[1].get_absolute_url())
    assert page.context["following"] == sheets[2].pk
    assert client.get(sheets[2].get_absolute_url()).context["following"] == sheets[0].pk
    response = do(client, sheets[1], "accept", then="next")
    assert response.url == sheets[2].get_absolute_url()


def test_an_empty_split_says_so_and_keeps_the_page(client, commune):
    enter(client, make.office())
    sheet = make.accepted_sheet()
    response = do(
        client, sheet, "split",
        **{"q-TOTAL_FORMS": "1", "q-INITIAL_FORMS": "0", "q-0-part": "1", "q-0-text": ""},
    )  # fmt: skip

    assert response.status_code == 200
    assert not sheet.questions.exists()


def test_refusing_takes_two_steps_and_offers_the_prepared_words(client, commune):
    enter(client, make.office())
    sheet = make.sheet()
    FormOfWords.objects.update_or_create(
        occasion="refuse:complaint",
        defaults={"title": "Khiếu nại", "text": "Kính mời ông/bà đến nơi tiếp công dân."},
    )

    first = client.get(verb_url(sheet, "refuse"))
    assert len(first.context["choices"]) == 6
    second = client.get(verb_url(sheet, "refuse"), {"refusal_reason": "complaint"})
    assert "Kính mời ông/bà đến nơi tiếp công dân." in body(second)
    done = do(
        client, sheet, "refuse", refusal_reason="complaint", reason="Mời đến phòng tiếp công dân."
    )
    assert done.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.state, sheet.message) == ("refused", "Mời đến phòng tiếp công dân.")


def test_a_duplicate_names_a_sheet_that_the_clerk_may_see(client, commune):
    enter(client, make.office())
    other, secret, sheet = make.sheet(), make.sheet(), make.sheet()
    r.restrict(secret, user=make.office(), reason="Nghi tố cáo")
    given = {"refusal_reason": "already_registered", "reason": "Đã đăng ký"}

    answers = [
        body(do(client, sheet, "refuse", duplicate_of=number, **given))
        for number in (secret.code, f"9999/{sheet.year}", sheet.code, "không rõ")
    ]
    sheet.refresh_from_db()
    assert sheet.state == "received"
    assert answers[0].replace(secret.code, "") == answers[1].replace(f"9999/{sheet.year}", "")
    assert do(client, sheet, "refuse", duplicate_of=other.code, **given).status_code == 302
    sheet.refresh_from_db()
    assert sheet.duplicate_of == other


def test_refusing_a_denunciation_hides_the_sheet_from_the_clerk_at_once(client, commune):
    enter(client, make.office())
    sheet = make.sheet()
    response = do(
        client, sheet, "refuse", refusal_reason="denunciation", reason="Mời gửi cơ quan thanh tra"
    )

    assert response.url == reverse("dialogue_desk:registrations")
    assert client.get(sheet.get_absolute_url()).status_code == 404


def test_the_leader_assigns_from_the_question_itself_with_the_proposal_chosen(client, commune):
    chief = make.leader()
    enter(client, chief)
    unit = make.DepartmentFactory()
    question, following = make.question(), make.question()
    q.classify(question, user=make.office(), topic=None, proposed_department=unit)
    question.refresh_from_db()

    page = client.get(question.get_absolute_url())
    assert page.context["at_hand"].verb == "assign"
    assert page.context["form"].initial["department"] == unit.pk
    done = do(client, question, "assign", department=unit.pk, instruction="Gấp", then="next")
    assert done.url == following.get_absolute_url()
    question.refresh_from_db()
    assert (question.state, question.department, question.assigned_by) == ("assigned", unit, chief)


def test_the_officer_saves_submits_and_the_leader_sends_back_with_remarks(client, commune):
    unit = make.DepartmentFactory()
    expert, chief = make.officer(unit), make.leader()
    question = make.question("assigned", department=unit)
    enter(client, expert)
    do(client, question, "save_draft", reply="Đang soạn")
    question.refresh_from_db()
    assert (question.state, question.reply) == ("assigned", "Đang soạn")
    do(client, question, "submit", reply="Cần tờ khai.")

    enter(client, chief)
    do(client, question, "send_back", reason="Nêu rõ thời hạn.")
    enter(client, expert)
    page = client.get(question.get_absolute_url())
    assert "Nêu rõ thời hạn." in body(page)
    assert page.context["form"].initial["reply"] == "Cần tờ khai."
    do(client, question, "submit", reply="Cần tờ khai, trong ngày.")
    enter(client, chief)
    do(client, question, "approve")
    enter(client, make.office())
    do(client, question, "give", way="letter")
    question.refresh_from_db()
    assert (question.state, question.outcome) == ("answered", "letter")


def test_nobody_approves_their_own_draft_even_by_a_forged_post(client, commune):
    both = make.staff(Role.LEADER, Role.OFFICE)
    question = q.submit(make.question("assigned"), user=both, reply="Trả lời của tôi")
    enter(client, both)
    before = stored(question)

    assert "approve" not in [
        row.verb for row in client.get(question.get_absolute_url()).context["verbs"]
    ]
    assert do(client, question, "approve").status_code == 403
    assert stored(question) == before


def test_an_officer_loses_sight_of_a_question_they_gave_back(client, commune):
    unit = make.DepartmentFactory()
    question = make.question("assigned", department=unit)
    enter(client, make.officer(unit))

    response = do(client, question, "return", reason="Thuộc Công an xã")
    assert response.url == reverse("dialogue_desk:questions")
    assert client.get(question.get_absolute_url()).status_code == 404


def test_a_field_lacks_and_the_rest_stays_typed(client, commune):
    enter(client, make.office())
    question = make.question()
    response = do(client, question, "refer", other_body="", reason="Thuộc Công an xã")

    assert response.status_code == 200
    assert "other_body" in response.context["form"].errors
    assert "Thuộc Công an xã" in body(response)
    question.refresh_from_db()
    assert question.state == "new"


def test_what_the_action_refuses_stands_at_its_field(client, commune):
    enter(client, make.office())
    question = make.question("approved")
    response = do(client, question, "give", way="email")

    assert response.status_code == 200
    assert response.context["form"].errors["way"]
    question.refresh_from_db()
    assert question.state == "approved"


def test_smuggled_fields_are_never_read(client, commune):
    enter(client, make.office())
    sheet, unit = make.sheet(), make.DepartmentFactory()
    do(
        client, sheet, "accept", state="closed", visibility="restricted", number="1",
        full_name="Kẻ Giả Mạo", department=unit.pk,
    )  # fmt: skip
    fresh = Registration.objects.get(pk=sheet.pk)

    assert (fresh.state, fresh.visibility, fresh.full_name) == (
        "accepted", "normal", sheet.full_name,
    )  # fmt: skip
    question = make.question()
    topic = make.TopicFactory()
    do(
        client, question, "classify", topic=topic.pk, text="Nội dung mới", department=unit.pk,
        state="answered", registration=sheet.pk,
    )  # fmt: skip
    fresh = Question.objects.get(pk=question.pk)
    assert (fresh.state, fresh.department, fresh.registration_id) == (
        "new", None, question.registration_id,
    )  # fmt: skip


def test_a_late_sheet_is_decided_by_the_leader(client, commune):
    session = make.session(start_at=timezone.now() + timezone.timedelta(days=2))
    sheet = make.sheet(session=session)
    assert sheet.is_late
    enter(client, make.office())
    assert do(client, sheet, "decide_late", decision="in_writing", reason="x").status_code == 403
    enter(client, make.leader())
    do(client, sheet, "decide_late", decision="in_writing", reason="Vẫn trả lời bằng văn bản")
    sheet.refresh_from_db()
    assert sheet.late_decision == LateDecision.IN_WRITING


def test_a_new_code_is_shown_once_and_nowhere_else(client, commune):
    enter(client, make.office())
    sheet = make.sheet()
    old = sheet.tracking_hash
    response = do(client, sheet, "reissue_code", reason="Đã đối chiếu qua điện thoại")

    assert response.status_code == 200
    code = response.context["code"]
    assert code in body(response)
    assert "no-store" in response["Cache-Control"]
    sheet.refresh_from_db()
    assert sheet.tracking_hash != old
    assert code not in body(client.get(sheet.get_absolute_url()))


def test_a_disabled_or_demoted_user_is_out_at_the_next_request(client, commune):
    clerk, sheet = make.office(), make.sheet()
    enter(client, clerk)
    assert client.get(sheet.get_absolute_url()).status_code == 200
    clerk.groups.clear()
    assert do(client, sheet, "accept").status_code in (302, 404)
    clerk.groups.add(make.RoleGroup.objects.get(role=Role.EDITOR).group)
    assert do(client, sheet, "accept").status_code == 404
    clerk.groups.set([make.RoleGroup.objects.get(role=Role.OFFICE).group])
    clerk.is_active = False
    clerk.save()
    assert do(client, sheet, "accept").status_code == 302
    sheet.refresh_from_db()
    assert sheet.state == "received"


def test_an_unknown_verb_is_a_404(client, commune):
    enter(client, make.office())
    for record in (make.sheet(), make.question()):
        assert client.get(record.get_absolute_url() + "delete/").status_code == 404
        assert client.post(record.get_absolute_url() + "delete/").status_code == 404


def test_a_choice_that_is_not_made_is_asked_for_as_a_choice(client, commune):
    enter(client, make.leader())
    question = make.question("new")
    page = body(do(client, question, "assign", department="", instruction=""))
    assert "Hãy chọn một mục." in page
    assert "— Chọn —" in page
    assert "---------" not in page
    assert stored(question)["state"] == "new"
