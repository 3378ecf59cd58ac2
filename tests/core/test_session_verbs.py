"""What happens to a session is decided at the desk; an editor's draft never undoes it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from dialogue.actions import Conflict
from dialogue.actions import sessions as s
from dialogue.deadlines import ZONE
from dialogue.models import SessionPage
from dialogue.models.pages.session import RegistrationWindow
from dialogue.states import SessionState
from tests import factories as make

from .test_registration_verbs import refused_and_unchanged

pytestmark = pytest.mark.django_db

START = dt.datetime(2026, 11, 13, 8, tzinfo=ZONE)
BEFORE = dt.datetime(2026, 10, 1, 9, tzinfo=ZONE)


def stored(session):
    return SessionPage.objects.get(pk=session.pk)


def test_a_session_of_which_only_the_month_is_known_has_no_deadline(commune):
    session = make.session(expected_month=dt.date(2026, 11, 20))
    assert session.state == SessionState.EXPECTED
    assert session.expected_month == dt.date(2026, 11, 1)
    assert session.closes_at is None and session.days_left is None


def test_giving_the_day_schedules_the_session_and_computes_its_deadline(commune):
    session = make.session(expected_month=dt.date(2026, 11, 1))
    session.start_at = START
    session.save_revision().publish()
    session = stored(session)
    assert session.state == SessionState.SCHEDULED
    assert session.closes_at == dt.datetime(2026, 11, 3, 17, tzinfo=ZONE)
    assert "thứ Ba 03/11/2026" in session.closes_how


def test_the_day_of_an_announced_session_can_not_be_taken_away_again(commune):
    session = make.session(start_at=START)
    session.start_at, session.expected_month = None, dt.date(2026, 11, 1)
    with pytest.raises(ValidationError):
        session.save_revision().publish()
    assert stored(session).start_at == START


def test_publishing_an_older_draft_never_takes_a_session_back(commune):
    session = make.session(start_at=START)
    session.title = "Hội nghị đối thoại quý IV"
    draft = session.save_revision()
    s.hold(session, user=make.office(), reason="Đã tổ chức", now=START + dt.timedelta(hours=3))
    draft.publish()
    after = stored(session)
    assert after.title == "Hội nghị đối thoại quý IV"
    assert (after.state, after.state_reason) == (SessionState.HELD, "Đã tổ chức")
    assert after.version == 2


def test_an_editor_who_saves_a_page_read_before_the_act_does_not_undo_it(commune):
    session = make.session(start_at=START)
    stale = stored(session)
    s.move_deadline(
        session, user=make.office(), reason="Đợt mưa lũ", closes_at=START - dt.timedelta(days=2)
    )
    stale.place = "Nhà văn hóa thôn"
    stale.save()
    after = stored(session)
    assert after.place == "Nhà văn hóa thôn"
    assert after.closes_at == START - dt.timedelta(days=2)
    assert (after.moved_reason, after.version) == ("Đợt mưa lũ", 2)


def test_the_desk_does_not_undo_what_an_editor_writes_at_the_same_moment(commune, monkeypatch):
    session = make.session(start_at=START)
    real = SessionPage.save_desk_fields

    def editor_was_faster(page):
        SessionPage.objects.filter(pk=page.pk).update(place="Nhà văn hóa thôn")
        real(page)

    monkeypatch.setattr(SessionPage, "save_desk_fields", editor_was_faster)
    s.postpone(session, user=make.office(), reason="Bão")
    assert stored(session).place == "Nhà văn hóa thôn"
    assert stored(session).state == SessionState.POSTPONED


def test_a_new_date_reaches_the_editors_draft_and_the_scheduled_one(commune):
    session = make.session(start_at=START)
    session.summary = "Bản chờ đăng"
    scheduled = session.save_revision(approved_go_live_at=timezone.now() + dt.timedelta(days=1))
    session.summary = "Bản nháp mới nhất"
    draft = session.save_revision()
    clerk = make.office()
    s.postpone(session, user=clerk, reason="Bão")
    new = timezone.now().astimezone(ZONE).replace(microsecond=0) + dt.timedelta(days=60)
    done = s.reschedule(session, user=clerk, reason="Sau bão", start_at=new)
    assert (done.state, done.start_at) == (SessionState.SCHEDULED, new)
    for revision in (scheduled, draft):
        revision.refresh_from_db()
        assert revision.as_object().start_at == new
    draft.publish()
    assert (stored(session).start_at, stored(session).summary) == (new, "Bản nháp mới nhất")


def test_a_new_date_forgets_the_moved_deadline_and_computes_its_own(commune):
    session, clerk = make.session(start_at=START), make.office()
    s.move_deadline(session, user=clerk, reason="Mưa", closes_at=START - dt.timedelta(days=2))
    s.postpone(session, user=clerk, reason="Bão", now=BEFORE)
    # Fri 04/12 − 10 = Tue 24/11, off: Mon 23/11.
    start = dt.datetime(2026, 12, 4, 8, tzinfo=ZONE)
    done = s.reschedule(session, user=clerk, reason="Sau bão", start_at=start, now=BEFORE)
    assert done.closes_at == dt.datetime(2026, 11, 23, 17, tzinfo=ZONE)
    assert stored(session).moved_closes_at is None


@pytest.mark.parametrize(
    "dates",
    [
        {"start_at": None},
        {"start_at": BEFORE - dt.timedelta(days=1)},
        {"start_at": START, "end_at": START},
    ],
)
def test_a_new_date_lies_ahead_and_ends_after_it_starts(commune, dates):
    session, clerk = make.session(start_at=START), make.office()
    session = s.postpone(session, user=clerk, reason="Bão", now=BEFORE)
    refused_and_unchanged(s.reschedule, session, user=clerk, reason="Sau bão", now=BEFORE, **dates)


def test_a_deadline_is_not_moved_behind_the_start(commune):
    session, clerk = make.session(start_at=START), make.office()
    for moment in (None, START + dt.timedelta(minutes=1)):
        refused_and_unchanged(s.move_deadline, session, user=clerk, reason="Mưa", closes_at=moment)


def test_a_moved_deadline_never_outlives_a_session_that_an_editor_brought_forward(commune):
    session = make.session(start_at=START)
    s.move_deadline(
        session, user=make.office(), reason="Mưa", closes_at=START - dt.timedelta(days=1)
    )
    session = stored(session)
    session.start_at = START - dt.timedelta(days=5)
    session.save_revision().publish()
    assert stored(session).closes_at == START - dt.timedelta(days=5)


def test_a_session_is_not_held_before_it_begins(commune):
    session = make.session(start_at=START)
    refused_and_unchanged(s.hold, session, user=make.office(), now=START - dt.timedelta(minutes=1))
    undated = make.session(expected_month=dt.date(2026, 11, 1))
    assert undated.state == SessionState.EXPECTED


def test_registration_is_open_late_or_closed_by_state_deadline_and_clock(commune):
    session = make.session(start_at=START)
    closes = session.closes_at
    second = dt.timedelta(seconds=1)
    assert session.registration_window(closes) == RegistrationWindow.OPEN
    assert session.registration_window(closes + second) == RegistrationWindow.LATE
    assert session.registration_window(START - second) == RegistrationWindow.LATE
    assert session.registration_window(START) == RegistrationWindow.CLOSED
    postponed = s.postpone(session, user=make.office(), reason="Bão", now=BEFORE)
    assert postponed.registration_window(BEFORE) == RegistrationWindow.CLOSED


def test_a_copied_session_page_is_another_meeting(commune):
    session = make.session(start_at=START)
    s.hold(session, user=make.office(), reason="Đã tổ chức", now=START + dt.timedelta(hours=3))
    copy = stored(session).copy(update_attrs={"title": "Hội nghị sau", "slug": "hoi-nghi-sau"})
    copy = SessionPage.objects.get(pk=copy.pk)
    assert (copy.state, copy.state_reason, copy.version) == (SessionState.SCHEDULED, "", 1)


def test_the_page_log_tells_who_did_what_and_why(commune):
    clerk, session = make.office(), make.session(start_at=START)
    s.postpone(session, user=clerk, reason="Bão số 9", now=BEFORE)
    entry = PageLogEntry.objects.filter(action="dialogue.session.postpone").get()
    assert (entry.user, entry.timestamp) == (clerk, BEFORE)
    assert entry.data == {"reason": "Bão số 9", "version": 2}


def test_the_second_of_two_at_a_session_is_told_what_happened_meanwhile(commune):
    session, clerk = make.session(start_at=START), make.office()
    s.postpone(session, user=clerk, reason="Bão số 9", now=BEFORE)
    with pytest.raises(Conflict) as conflict:
        s.cancel(session, user=make.leader(), version=1, reason="Hết kinh phí", now=BEFORE)
    told = conflict.value.meanwhile
    assert [(entry.user, entry.data["reason"]) for entry in told] == [(clerk, "Bão số 9")]
    assert stored(session).state == SessionState.POSTPONED
