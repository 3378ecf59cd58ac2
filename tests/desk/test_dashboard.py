"""The front of the admin: what waits for me, what is overdue, what comes next."""

import datetime as dt

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.desk.dashboard import DialoguePanel
from dialogue.models import CalendarDay, OutgoingMail, Question
from dialogue.models.question import SOON_DAYS
from dialogue.states import QuestionState, Role
from tests import factories as make
from tests.desk.visiting import root_user, visit, visit_as

pytestmark = pytest.mark.django_db


def front(user):
    """Return what the panel tells ``user``."""
    request = RequestFactory().get("/quan-tri/")
    request.user = user
    return DialoguePanel().get_context_data({"request": request})


def lines(user, part="waiting"):
    """Return the panel's lines as {text: number}."""
    return {line.text: line.number for line in front(user)[part]}


def due(question, days):
    """Set by when a question is due, ``days`` from today."""
    today = timezone.now().astimezone(make.ZONE).date()
    Question.objects.filter(pk=question.pk).update(due_on=today + dt.timedelta(days=days))


def test_the_office_finds_sheets_to_moderate_and_replies_to_give():
    make.sheet()
    make.sheet(suspicion="gửi quá nhanh")
    make.accepted_sheet()
    make.question(QuestionState.APPROVED)
    assert lines(make.office()) == {
        "phiếu mới, chờ chấp nhận hoặc từ chối": 2,
        "phiếu nghi bất thường, chờ xem xét": 1,
        "phiếu đã chấp nhận, chờ tách nội dung": 1,
        "câu trả lời đã duyệt, chờ gửi": 1,
    }


def test_the_leader_finds_what_to_assign_approve_decide_and_publish():
    clerk, chief = make.office(), make.leader()
    make.question(QuestionState.NEW)
    make.question(QuestionState.DRAFTED)
    make.question(QuestionState.ASSIGNED)
    session = make.session(start_at=timezone.now() + dt.timedelta(days=3))
    make.sheet(session=session)
    page = make.answer(live=False, prepared_by=clerk)
    page.save_revision(user=clerk)
    page.get_workflow().start(page, clerk)
    assert lines(chief) == {
        "nội dung chờ phân công": 1,
        "dự thảo trả lời chờ duyệt": 1,
        "phiếu đến muộn chờ quyết định": 1,
        "câu trả lời chờ duyệt đăng": 1,
    }


def test_the_officer_finds_their_own_departments_questions_only():
    own, other = make.DepartmentFactory(), make.DepartmentFactory()
    expert = make.officer(own)
    due(make.question(QuestionState.ASSIGNED, department=own), -1)
    due(make.question(QuestionState.ASSIGNED, department=own), 2)
    due(make.question(QuestionState.ASSIGNED, department=other), -1)
    assert list(lines(expert).values()) == [2]
    assert lines(expert, "urgent") == {"quá hạn": 1, "đến hạn trong 2 ngày tới": 1}


@pytest.mark.parametrize(("days", "part"), [(-1, "quá hạn"), (0, "đến hạn trong 2 ngày tới")])
def test_the_last_day_is_not_overdue_yet(days, part):
    due(make.question(QuestionState.ASSIGNED), days)
    assert lines(make.office(), "urgent") == {part: 1}


def test_what_is_due_in_three_days_is_not_near_yet():
    due(make.question(QuestionState.ASSIGNED), 3)
    assert lines(make.office(), "urgent") == {}


def test_drafts_that_a_leader_wrote_wholly_or_in_part_wait_for_another_leader():
    chief = make.staff(Role.OFFICE, Role.LEADER)
    others = make.question(QuestionState.DRAFTED)
    make.question(QuestionState.DRAFTED, drafter=chief)
    shared = make.question(QuestionState.ASSIGNED)
    shared = q.save_draft(shared, user=chief, reply="Cần tờ khai.")
    q.submit(shared, user=make.office(), reply="Cần tờ khai và giấy chứng sinh.")
    line = next(x for x in front(chief)["waiting"] if x.text == "dự thảo trả lời chờ duyệt")
    shown = visit(chief).get(line.url).context["object_list"]
    assert (line.number, list(shown)) == (1, [others])
    assert lines(make.leader())["dự thảo trả lời chờ duyệt"] == 3


@pytest.mark.parametrize("days", [SOON_DAYS, SOON_DAYS + 1])
def test_near_means_the_same_on_the_front_the_tab_the_filter_and_the_label(days):
    due(make.question(QuestionState.ASSIGNED), days)
    clerk, near = make.office(), int(days <= SOON_DAYS)
    client = visit(clerk)
    assert len(lines(clerk, "urgent")) == near
    url = reverse("dialogue_desk:questions")
    page = client.get(url)
    numbers = {str(label): number for label, _url, number, _on in page.context["tabs"]}
    assert numbers[f"Đến hạn trong {SOON_DAYS} ngày"] == near
    assert page.content.decode().count("desk-days--soon") == near
    assert client.get(url, {"soon": "1"}).context["items_count"] == near


def test_a_sheet_that_stood_here_before_the_deadline_waits_for_no_decision():
    """Sent on Friday evening, it counts as received on Monday; the deadline was on Saturday."""
    session = make.session(start_at=dt.datetime(2026, 11, 27, 8, tzinfo=make.ZONE))
    closes_at = dt.datetime(2026, 11, 21, 20, tzinfo=make.ZONE)
    type(session).objects.filter(pk=session.pk).update(closes_at=closes_at)
    sent = dt.datetime(2026, 11, 20, 18, tzinfo=make.ZONE)
    assert make.sheet(session=session, now=sent).received_at > closes_at
    chief = make.leader()
    assert lines(chief) == {}
    registrations = visit(chief).get(reverse("dialogue_desk:registrations"))
    numbers = {str(label): number for label, _url, number, _on in registrations.context["tabs"]}
    assert numbers["Nộp muộn"] == 0


def test_each_line_leads_to_a_list_with_as_many_rows():
    make.sheet()
    make.accepted_sheet()
    make.sheet(suspicion="gửi quá nhanh")
    make.sheet(session=make.session(start_at=timezone.now() + dt.timedelta(days=3)))
    for state in (QuestionState.NEW, QuestionState.DRAFTED, QuestionState.APPROVED):
        make.question(state)
    due(make.question(QuestionState.ASSIGNED), -2)
    due(make.question(QuestionState.ASSIGNED), 1)
    user = make.staff(Role.OFFICE, Role.LEADER)
    client = visit(user)
    shown = front(user)
    assert len(shown["waiting"]) == 7
    for line in [*shown["waiting"], *shown["urgent"]]:
        response = client.get(line.url)
        assert response.context["items_count"] == line.number, line


def test_the_next_session_tells_the_days_left_and_what_came_in():
    session = make.session(title="Hội nghị tới")
    make.question(QuestionState.ANSWERED, session=session)
    make.session(title="Sau nữa", start_at=timezone.now() + dt.timedelta(days=60))
    told = front(make.office())["session"]
    assert told["title"] == "Hội nghị tới"
    assert (told["sheets"], told["questions"], told["answered"]) == (1, 1, 1)
    assert any(text.startswith("còn ") for text in told["deadline"])
    assert front(make.staff(Role.EDITOR))["session"]["sheets"] is None


def test_a_restricted_sheet_changes_no_number_for_others_and_counts_for_the_named():
    session = make.session()
    make.sheet(session=session)
    clerk, chief = make.office(), make.leader()
    before = front(clerk), front(chief)
    secret = make.question(QuestionState.ASSIGNED, session=session)
    due(secret, -3)
    r.restrict(secret.registration, user=clerk, reason="Tố cáo")
    for user, told in ((clerk, before[0]), (chief, before[1])):
        now = front(user)
        assert (now["waiting"], now["urgent"]) == (told["waiting"], told["urgent"])
        assert now["session"] == told["session"]
    named = make.staff(Role.OFFICE, Role.RESTRICTED_READER)
    assert lines(named, "urgent") == {"quá hạn": 1}


def test_failed_mails_are_shown_to_who_looks_after_the_outbox():
    OutgoingMail.objects.create(
        kind="received", to="a@example.vn", subject="S", body="B", state="failed"
    )
    assert lines(make.office(), "failed") == {"thư không gửi được": 1}
    assert lines(make.leader(), "failed") == {}


def test_years_without_a_confirmed_day_off_are_warned_of():
    assert front(make.office())["warning"]
    assert not front(make.leader())["warning"]
    year = timezone.now().astimezone(make.ZONE).year
    for y in (year, year + 1):
        CalendarDay.objects.create(date=dt.date(y, 1, 1), kind="day_off", note="Thông báo")
    assert not front(make.office())["warning"]


@pytest.mark.parametrize(
    "roles",
    [[Role.OFFICE], [Role.LEADER], [Role.OFFICER], [Role.EDITOR], [Role.ADMINISTRATOR], list(Role)],
)
def test_the_panel_takes_few_queries(roles):
    session = make.session()
    for state in (QuestionState.NEW, QuestionState.DRAFTED, QuestionState.ASSIGNED):
        make.question(state, session=session)
    user = make.staff(*roles)
    client = visit(user)
    client.get("/quan-tri/")
    request = RequestFactory().get("/quan-tri/")
    request.user = user
    with CaptureQueriesContext(
        connection,
    ) as queries:
        DialoguePanel().render_html({"request": request})
    # A person of every role at once asks more; nobody real does.
    assert len(queries) <= (12 if len(roles) == 1 else 16)


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.OFFICE, Role.OFFICER, Role.LEADER, Role.ADMINISTRATOR]
)
def test_every_role_logs_in_and_sees_a_front_without_wagtails_own_counts(role):
    make.session()
    user = make.staff(role)
    client = visit(None)
    done = client.post(
        reverse("wagtailadmin_login"), {"username": user.username, "password": make.PASSWORD}
    )
    assert done.status_code == 302
    page = client.get("/quan-tri/")
    assert page.status_code == 200
    names = [panel.name for panel in page.context["panels"]]
    assert names[0] == "dialogue"
    assert "locked_pages" not in names
    assert page.context["site_summary"].summary_items == []


def test_who_holds_no_role_keeps_wagtails_front():
    page = visit(root_user()).get("/quan-tri/")
    assert "dialogue" not in [panel.name for panel in page.context["panels"]]
    assert page.context["site_summary"].summary_items


def test_the_help_menu_leads_to_no_foreign_site():
    page = visit_as(Role.OFFICE).get("/quan-tri/").content.decode()
    assert (
        "guide.wagtail.org" not in page.split('id="wagtail-sidebar-props"')[1].split("</script>")[0]
    )
