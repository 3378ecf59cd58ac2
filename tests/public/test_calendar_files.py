"""Sessions in people's own calendars: one file, all to subscribe to, and what becomes of them."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from dialogue.actions import sessions
from dialogue.deadlines import ZONE
from dialogue.models import SessionPage
from tests import factories as make

from .reading import at

pytestmark = pytest.mark.django_db

FEED = reverse("dialogue:calendar")
LONG_TITLE = (
    "Hội nghị đối thoại với Nhân dân về thủ tục hành chính, đất đai; hộ tịch \\ kỳ hai " * 2
)


def one(session):
    return reverse("dialogue:session_calendar", args=[session.pk])


def calendar(client, address=FEED):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def events(client, address=FEED):
    return {str(event["uid"]): event for event in calendar(client, address).walk("VEVENT")}


def meeting(client, session, address=FEED):
    return events(client, address)[str(session.translation_key)]


def deadline(client, session):
    return next(e for e in events(client).values() if "related-to" in e)


def test_a_session_stands_in_the_file_with_its_time_place_and_address(client, commune):
    made = make.session(
        start_at=at("2027-03-12", 8), end_at=at("2027-03-12", 11, 30), place="Hội trường, tầng 2"
    )
    event = meeting(client, made, one(made))
    assert event.decoded("dtstart") == at("2027-03-12", 8)
    assert event.decoded("dtend") == at("2027-03-12", 11, 30)
    assert event["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert (event["location"], event["status"]) == ("Hội trường, tầng 2", "CONFIRMED")
    assert event["url"] == f"http://testserver{made.get_url()}"


def test_the_file_says_what_the_zone_is_for_programs_that_do_not_know_it(client, commune):
    make.session()
    zone = calendar(client).walk("VTIMEZONE")[0]
    assert zone["tzid"] == "Asia/Ho_Chi_Minh"
    offsets = {part.decoded("tzoffsetto") for part in zone.subcomponents}
    assert offsets == {dt.timedelta(hours=7)}


def test_the_end_of_registration_is_an_event_with_a_reminder_a_day_before(client, commune):
    made = make.session(start_at=at("2027-03-12", 8))
    event = deadline(client, made)
    assert event.decoded("dtstart") == made.closes_at.astimezone(ZONE)
    assert event.walk("VALARM")[0].decoded("trigger") == dt.timedelta(days=-1)
    assert str(event["summary"]).startswith("Hạn cuối đăng ký: ")


def test_a_session_of_which_only_the_month_is_known_is_tentative_over_that_month(client, commune):
    made = make.session(expected_month=dt.date(2027, 12, 1))
    event = meeting(client, made)
    assert event.decoded("dtstart") == dt.date(2027, 12, 1)
    assert event.decoded("dtend") == dt.date(2028, 1, 1)
    assert event["status"] == "TENTATIVE"
    assert str(event["summary"]).startswith("Dự kiến: ")
    assert len(events(client)) == 1


def test_once_the_day_is_set_the_same_event_moves_to_it(client, commune):
    made = make.session(expected_month=dt.date(2027, 12, 1))
    before = meeting(client, made)
    made.start_at = at("2027-12-10", 8)
    made.save_revision().publish()
    after = meeting(client, made)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["status"] == "CONFIRMED"


@pytest.mark.parametrize(
    ("verb", "mark"),
    [
        (sessions.postpone, "Tạm hoãn"),
        (sessions.cancel, "Hủy"),
        (sessions.go_in_writing, "Trả lời bằng văn bản"),
    ],
)
def test_what_will_not_take_place_is_struck_out_and_says_why(client, commune, verb, mark):
    made = make.session()
    before = meeting(client, made)
    verb(made, user=make.leader(), reason="Bão số 9, đường ngập")
    after = meeting(client, made)
    assert after["status"] == "CANCELLED"
    assert after["sequence"] > before["sequence"]
    assert after.decoded("last-modified") > before.decoded("last-modified")
    assert mark.casefold() in str(after["summary"]).casefold()
    assert "Bão số 9, đường ngập" in str(after["description"])
    assert deadline(client, made)["status"] == "CANCELLED"
    assert not deadline(client, made).walk("VALARM")


def test_text_is_escaped_and_lines_are_folded_between_letters(client, commune):
    made = make.session(title=LONG_TITLE, summary="Một; hai, ba\nBEGIN:VALARM\n\\n")
    content = client.get(one(made)).content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        line.decode()  # no letter is cut in two
    unfolded = re.sub(rb"\r\n[ \t]", b"", content)
    assert unfolded.count(b"\r\nBEGIN:VALARM") == 1
    event = meeting(client, made, one(made))
    assert str(event["summary"]) == made.title
    assert str(event["description"]).startswith("Một; hai, ba\nBEGIN:VALARM\n\\n")


def test_only_sessions_that_anybody_may_read_are_in_the_calendar(client, commune):
    shown, draft, closed, gone = make.session(), make.session(live=False), *two_more()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert str(gone.translation_key) in events(client)
    gone.unpublish()
    assert set(events(client)) >= {str(shown.translation_key)}
    for hidden in (draft, closed, gone):
        assert str(hidden.translation_key) not in events(client)
        assert client.get(one(hidden)).status_code == 404


def two_more():
    return make.session(), make.session()


def test_the_calendar_is_asked_anew_and_sent_only_if_it_changed(client, commune):
    made = make.session()
    first = client.get(FEED)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    again = client.get(FEED, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    SessionPage.objects.get(pk=made.pk).unpublish()
    assert client.get(FEED, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 200


def test_the_calendar_takes_few_queries_however_many_sessions(
    client, commune, django_assert_max_num_queries
):
    for _unused in range(12):
        make.session()
    with django_assert_max_num_queries(5):
        assert len(events(client)) == 24
