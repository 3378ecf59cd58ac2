"""The work calendar: entries of the office win, and every running deadline follows them."""

import datetime as dt

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from wagtail.models import PageLogEntry

from dialogue.desk.calendar import calendar_warning, weekdays, year_of
from dialogue.models import CalendarDay, CommuneSettings, Question
from dialogue.states import QuestionState, Role
from tests import factories as make
from tests.desk.visiting import messages_of, visit, visit_as

pytestmark = pytest.mark.django_db
OFF = CalendarDay.Kind.DAY_OFF


def add_day(client, date, kind=OFF, **fields):
    data = {"date": date.isoformat(), "kind": kind, "note": "Thông báo số 5", "active": "on"}
    return client.post(reverse("dialogue_calendar:add"), data | fields, follow=True)


def test_a_new_day_off_moves_the_running_deadlines_and_says_how_many():
    question = make.question(QuestionState.ASSIGNED)
    session = make.session()
    client = visit_as(Role.OFFICE)

    response = add_day(client, question.due_on)

    moved = Question.objects.get(pk=question.pk)
    assert moved.due_on > question.due_on
    assert moved.history.first().verb == "recompute"
    assert any("1 nội dung kiến nghị" in text for text in messages_of(response))

    response = add_day(client, session.closes_at.astimezone(make.ZONE).date())
    before, after = session.closes_at, type(session).objects.get(pk=session.pk).closes_at
    assert after < before
    assert PageLogEntry.objects.filter(action="dialogue.session.recompute").count() == 1


def test_taking_a_day_off_out_of_force_moves_the_deadline_back():
    question = make.question(QuestionState.ASSIGNED)
    client = visit_as(Role.OFFICE)
    add_day(client, question.due_on)
    entry = CalendarDay.objects.get()
    client.post(
        reverse("dialogue_calendar:edit", args=[entry.pk]),
        {"date": entry.date.isoformat(), "kind": OFF, "note": entry.note},
    )
    assert Question.objects.get(pk=question.pk).due_on == question.due_on
    assert CalendarDay.objects.filter(active=False).count() == 1


def test_a_date_that_a_leader_moved_stays_where_it_was_put():
    from dialogue.actions import questions as q

    question = make.question(QuestionState.ASSIGNED)
    due = question.due_on + dt.timedelta(days=7)
    q.extend(question, user=make.leader(), due_on=due, reason="Cần xác minh")
    add_day(visit_as(Role.OFFICE), due)
    assert Question.objects.get(pk=question.pk).due_on == due


def test_if_the_deadlines_cannot_be_counted_the_day_is_not_stored(monkeypatch):
    from dialogue.deadlines import CalendarError
    from dialogue.desk import calendar

    def broken(user):
        raise CalendarError("no working day")

    monkeypatch.setattr(calendar, "recompute_registration_deadlines", broken)
    with pytest.raises(CalendarError):
        add_day(visit_as(Role.OFFICE), dt.date(2027, 1, 1))
    assert not CalendarDay.objects.exists()


def test_the_same_day_twice_is_refused():
    client = visit_as(Role.OFFICE)
    add_day(client, dt.date(2027, 2, 5))
    add_day(client, dt.date(2027, 2, 5))
    assert CalendarDay.objects.count() == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER, Role.LEADER])
def test_only_who_keeps_the_directory_changes_the_calendar(role):
    client = visit_as(role)
    response = add_day(client, dt.date(2027, 2, 5))
    assert not CalendarDay.objects.exists()
    assert response.redirect_chain[0][0] == reverse("wagtailadmin_home")
    assert client.get(reverse("dialogue_desk:calendar")).status_code == 404


def test_no_entry_is_deleted():
    with pytest.raises(NoReverseMatch):
        reverse("dialogue_calendar:delete", args=[1])


def test_changed_limits_move_the_deadlines_with_the_settings(commune):
    question = make.question(QuestionState.ASSIGNED)
    session = make.session()
    commune = CommuneSettings.load()
    commune.reply_days = 20
    commune.registration_days_before = 20
    commune.closes = dt.time(16, 30)
    commune.save()
    assert Question.objects.get(pk=question.pk).due_on > question.due_on
    closes_at = type(session).objects.get(pk=session.pk).closes_at
    assert closes_at < session.closes_at
    assert closes_at.astimezone(make.ZONE).time() == dt.time(16, 30)
    assert commune.recomputed.questions == 1
    assert commune.recomputed.sessions == 1


def test_the_administrator_changes_limits_and_is_told_what_moved(commune):
    make.question(QuestionState.ASSIGNED)
    client = visit_as(Role.ADMINISTRATOR)
    url = reverse("wagtailsettings:edit", args=["dialogue", "communesettings", commune.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"reply_days": 12, "opens": "07:30", "closes": "17:00"}
    data |= dict.fromkeys(("exclusion_notice", "privacy_notice"), "null")
    response = client.post(url, data, follow=True)
    assert any("1 nội dung kiến nghị" in text for text in messages_of(response))
    row = Question.objects.get().history.first()
    assert row.verb == "recompute"
    assert row.history_user.groups.get().dialogue_role.role == Role.ADMINISTRATOR


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICE, Role.OFFICER, Role.LEADER])
def test_nobody_but_the_administrator_changes_the_communes_settings(role, commune):
    url = reverse("wagtailsettings:edit", args=["dialogue", "communesettings", commune.pk])
    response = visit_as(role).post(url, {"name": "xã Giả"})
    assert response.status_code == 302
    assert CommuneSettings.load().name == "xã Phú Xuyên"


def test_the_year_shows_holidays_swaps_and_the_offices_own_entries():
    CalendarDay.objects.create(date=dt.date(2026, 1, 2), kind=OFF, note="Thông báo số 111")
    CalendarDay.objects.create(
        date=dt.date(2026, 1, 10), kind=CalendarDay.Kind.WORKING, note="Làm bù"
    )
    CalendarDay.objects.create(date=dt.date(2026, 3, 3), kind=OFF, note="Thôi", active=False)
    days = {day.date: day for day in year_of(2026)}
    assert len(days) == 365
    assert not days[dt.date(2026, 1, 1)].works
    assert days[dt.date(2026, 1, 1)].tone == "holiday"
    assert days[dt.date(2026, 1, 2)].tone == "entry-off"
    assert days[dt.date(2026, 1, 2)].why == "Thông báo số 111"
    assert days[dt.date(2026, 1, 10)].works
    assert days[dt.date(2026, 3, 3)].works
    assert days[dt.date(2026, 9, 5)].tone == "weekend"


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        ([], "2026, 2027"),
        ([dt.date(2026, 1, 2)], "2027"),
        ([dt.date(2027, 1, 1)], "2026"),
        ([dt.date(2026, 1, 2), dt.date(2027, 1, 1)], ""),
    ],
)
def test_it_warns_of_this_and_the_next_year_while_nothing_is_confirmed(entered, expected):
    for date in entered:
        CalendarDay.objects.create(date=date, kind=OFF, note="Thông báo")
    warning = calendar_warning(dt.date(2026, 11, 22))
    assert (f"năm {expected} được" in warning) if expected else warning == ""


def test_the_year_opens_and_years_out_of_reach_do_not():
    client = visit_as(Role.OFFICE)
    assert "Năm 2027" in client.get("/quan-tri/doi-thoai/lich/2027/").content.decode()
    assert client.get("/quan-tri/doi-thoai/lich/1999/").status_code == 404
    assert client.get("/quan-tri/doi-thoai/lich/99999/").status_code == 404


def test_a_link_from_the_year_fills_in_the_day():
    client = visit(make.office())
    form = client.get(reverse("dialogue_calendar:add"), {"date": "2027-02-05"}).context["form"]
    assert form["date"].value() == dt.date(2027, 2, 5)
    assert client.get(reverse("dialogue_calendar:add"), {"date": "mai"}).status_code == 200


def test_a_day_is_off_or_worked_and_nothing_else_is_offered():
    form = visit_as(Role.OFFICE).get(reverse("dialogue_calendar:add")).context["form"]
    assert [str(label) for _, label in form.fields["kind"].choices] == [
        "Ngày nghỉ",
        "Ngày làm việc",
    ]


def test_the_list_of_entries_is_found_by_weekday_and_source():
    CalendarDay.objects.create(date=dt.date(2026, 1, 2), kind=OFF, note="Thông báo số 111")
    CalendarDay.objects.create(date=dt.date(2026, 9, 1), kind=OFF, note="Nghị định")
    response = visit_as(Role.OFFICE).get(reverse("dialogue_calendar:index"), {"q": "thong bao"})
    assert [row.date for row in response.context["object_list"]] == [dt.date(2026, 1, 2)]


def test_the_days_of_the_week_are_named_in_the_language_of_the_screen():
    assert weekdays() == ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
    with translation.override("en"):
        assert weekdays()[0] == "Mon"
