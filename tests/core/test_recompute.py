"""When the calendar changes, running clocks are counted again; what staff moved stays moved."""

import datetime as dt

import pytest
from wagtail.models import PageLogEntry

from dialogue.actions import questions as q
from dialogue.actions import sessions as s
from dialogue.deadlines import ZONE
from dialogue.models import CalendarDay, SessionPage
from dialogue.states import QuestionState
from tests import factories as make

pytestmark = pytest.mark.django_db


def at(*parts):
    return dt.datetime(*parts, tzinfo=ZONE)


# Thu 05/11/2026 + 5 = Tue 10/11/2026.
ASSIGNED = at(2026, 11, 5, 10)


def day_off(day):
    return CalendarDay.objects.create(date=day, kind="day_off", note="Công văn của UBND thành phố")


@pytest.fixture
def assigned(commune):
    question = make.question()
    return q.assign(question, user=make.leader(), department=make.DepartmentFactory(), now=ASSIGNED)


def test_a_new_day_off_moves_a_running_clock_and_the_history_says_why(assigned):
    assert assigned.due_on == dt.date(2026, 11, 10)
    clerk = make.office()
    day_off(dt.date(2026, 11, 10))

    changed = q.recompute_open_deadlines(clerk, at(2026, 11, 6, 9))

    assert changed == [assigned]
    assigned.refresh_from_db()
    assert assigned.due_on == dt.date(2026, 11, 11)
    assert "thứ Tư 11/11/2026" in assigned.due_how
    row = assigned.history.get(version=assigned.version)
    assert (row.verb, row.history_user) == ("recompute", clerk)
    assert row.history_change_reason == "Lịch ngày làm việc có thay đổi."
    assert row.history_date == at(2026, 11, 6, 9)


def test_counting_again_without_a_change_leaves_no_trace(assigned):
    version = assigned.version
    assert q.recompute_open_deadlines(make.office(), at(2026, 11, 6, 9)) == []
    assigned.refresh_from_db()
    assert assigned.version == version


def test_a_date_that_a_leader_moved_stays_where_it_was_put(assigned):
    moved = q.extend(
        assigned,
        user=make.leader(),
        due_on=dt.date(2026, 11, 20),
        reason="Cần xác minh tại thôn",
        now=ASSIGNED,
    )
    day_off(dt.date(2026, 11, 10))
    assert q.recompute_open_deadlines(make.office(), at(2026, 11, 6, 9)) == []
    moved.refresh_from_db()
    assert moved.due_on == dt.date(2026, 11, 20)
    assert "Cần xác minh tại thôn" in moved.due_how


def test_a_clock_that_no_longer_runs_is_left_alone(commune):
    question = make.question(QuestionState.DRAFTED)
    due = question.due_on
    day_off(due)
    assert q.recompute_open_deadlines(make.office(), question.assigned_at) == []
    question.refresh_from_db()
    assert question.due_on == due


def test_days_owed_in_writing_are_counted_again_by_their_own_limit(commune):
    commune.written_reply_days = 15
    commune.save()
    session = make.session()
    question = make.question(session=session)
    s.go_in_writing(session, user=make.leader(), reason="Mưa lũ")
    assigned = q.assign(
        question, user=make.leader(), department=make.DepartmentFactory(), now=ASSIGNED
    )
    # Thu 05/11 + 15 = Fri 20/11.
    assert assigned.due_on == dt.date(2026, 11, 20)
    day_off(dt.date(2026, 11, 20))
    q.recompute_open_deadlines(make.office(), at(2026, 11, 6, 9))
    assigned.refresh_from_db()
    assert assigned.due_on == dt.date(2026, 11, 23)


@pytest.fixture
def coming(commune):
    return make.session(start_at=at(2026, 11, 13, 8))


def test_a_new_day_off_moves_the_registration_deadline_to_the_day_before(coming):
    assert coming.closes_at == at(2026, 11, 3, 17)
    clerk = make.office()
    day_off(dt.date(2026, 11, 3))

    changed = s.recompute_registration_deadlines(clerk, at(2026, 10, 1, 9))

    assert changed == [coming]
    coming.refresh_from_db()
    assert coming.closes_at == at(2026, 11, 2, 17)
    entry = PageLogEntry.objects.filter(page=coming.pk).latest("pk")
    assert (entry.action, entry.user) == ("dialogue.session.recompute", clerk)


def test_a_registration_deadline_that_was_moved_survives_the_new_calendar(coming):
    moved = s.move_deadline(
        coming, user=make.office(), closes_at=at(2026, 11, 9, 17), reason="Đợt mưa lũ"
    )
    day_off(dt.date(2026, 11, 3))
    assert s.recompute_registration_deadlines(make.office(), at(2026, 10, 1, 9)) == []
    moved.refresh_from_db()
    assert moved.closes_at == at(2026, 11, 9, 17)
    assert moved.computed_closes_at == at(2026, 11, 2, 17)
    moved.save()
    assert SessionPage.objects.get(pk=moved.pk).closes_at == at(2026, 11, 9, 17)


def test_a_deadline_that_has_passed_stays_passed(coming):
    day_off(dt.date(2026, 11, 3))
    assert s.recompute_registration_deadlines(make.office(), at(2026, 11, 4, 9)) == []
    coming.refresh_from_db()
    assert coming.closes_at == at(2026, 11, 3, 17)
