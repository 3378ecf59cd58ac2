"""When the office is open: worked out by the server for the coming days, told by a small script."""

import datetime as dt
import json

import pytest

from dialogue.models import CalendarDay
from dialogue.models.calendar import WorkCalendar
from dialogue.public import hours
from tests.public.reading import at, home_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(commune):
    commune.noon_from, commune.noon_to = dt.time(11, 30), dt.time(13, 30)
    commune.save()
    return commune


def spans(office, now):
    made = hours.coming_spans(office, now, WorkCalendar.load())
    return [f"{a:%d/%m %H:%M}–{b:%H:%M}" for a, b in made]


def test_the_noon_break_and_the_weekend_lie_between_the_spans(office):
    friday = at("2026-11-20", 12)
    assert spans(office, friday)[:3] == [
        "20/11 13:30–17:00",
        "23/11 07:30–11:30",
        "23/11 13:30–17:00",
    ]


def test_a_day_off_is_left_out_and_a_working_saturday_is_not(office):
    CalendarDay.objects.create(date="2026-11-23", kind=CalendarDay.Kind.DAY_OFF, note="QĐ 1")
    CalendarDay.objects.create(date="2026-11-28", kind=CalendarDay.Kind.WORKING, note="QĐ 2")
    days = {span[:5] for span in spans(office, at("2026-11-20", 18))}
    assert "23/11" not in days
    assert "28/11" in days


def test_without_a_noon_break_the_day_is_one_span(commune):
    assert spans(commune, at("2026-11-20", 12))[0] == "20/11 07:30–17:00"


def test_over_tet_the_next_opening_is_still_known(office):
    first = spans(office, at("2027-02-04", 18))[0]
    assert first.endswith("07:30–11:30")


def test_the_front_page_gives_the_script_moments_and_their_words(client, office):
    home_page()
    content = client.get("/").content.decode()
    found = content.split('data-hours="')[1].split('"')[0].replace("&quot;", '"')
    opens, closes, opening, closing = json.loads(found)[0]
    assert opens < closes
    assert "giờ" in opening
    assert "ngày" in opening
    assert closing.endswith(("30", "00"))
