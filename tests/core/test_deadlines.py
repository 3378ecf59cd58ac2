"""
Deadlines, each worked out by hand on the calendar beside it.

2026: Thu 01/01; Tết Bính Ngọ: mùng 1 is Tue 17/02, days off Mon 16 – Fri 20/02; Giỗ Tổ (10/3 lunar)
Sun 26/04, made up on Mon 27/04; Thu 30/04 and Fri 01/05; Mon 31/08 (made up by working on Sat
22/08), Tue 01/09 and Wed 02/09; Tue 24/11, a day off from 2026 on. 2027: Fri 01/01.
"""

import datetime as dt

import pytest
from django.utils import translation

from dialogue.deadlines import (
    ZONE,
    CalendarError,
    OfficeHours,
    after_days,
    after_working_days,
    days_left,
    next_working_day,
    official_reception,
    previous_working_day,
    registration_deadline,
)
from dialogue.models.calendar import WorkCalendar

# The Prime Minister's swap for New Year 2026, which the package doesn't know: the office enters it.
NEW_YEAR_SWAP = {dt.date(2026, 1, 2): False, dt.date(2026, 1, 10): True}
PACKAGE = WorkCalendar({})
OFFICE = WorkCalendar(NEW_YEAR_SWAP)
HOURS = OfficeHours()  # 7:30–17:00


def day(text):
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


def moment(text):
    return dt.datetime.strptime(text, "%d/%m/%Y %H:%M:%S").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        # Wed 03/06: 04, 05, 06, 07, Mon 08 is the fifth day.
        ("03/06/2026", 5, "08/06/2026"),
        # Mon 02/02 + 5 = Sat 07/02, so Mon 09/02.
        ("02/02/2026", 5, "09/02/2026"),
        # Tue 03/02 + 5 = Sun 08/02, so Mon 09/02.
        ("03/02/2026", 5, "09/02/2026"),
        # One day: tomorrow. None: the same day.
        ("03/06/2026", 1, "04/06/2026"),
        ("03/06/2026", 0, "03/06/2026"),
        # Fri 06/02 + 5 = Wed 11/02, still before Tết.
        ("06/02/2026", 5, "11/02/2026"),
        # Sun 08/02 + 5 = Fri 13/02, the last working day before Tết.
        ("08/02/2026", 5, "13/02/2026"),
        # Mon 09/02 + 5 = Sat 14/02; weekend 14–15, Tết 16–20, weekend 21–22: Mon 23/02.
        ("09/02/2026", 5, "23/02/2026"),
        # Wed 11/02 + 5 = Mon 16/02, the eve: Mon 23/02.
        ("11/02/2026", 5, "23/02/2026"),
        # Thu 12/02 + 5 = Tue 17/02, mùng 1.
        ("12/02/2026", 5, "23/02/2026"),
        # Tue 17/02 + 5 = Sun 22/02: the start may be a day off, it isn't counted anyway.
        ("17/02/2026", 5, "23/02/2026"),
        # Wed 18/02 + 5 = Mon 23/02, itself a working day.
        ("18/02/2026", 5, "23/02/2026"),
        # Tue 21/04 + 5 = Sun 26/04 (Giỗ Tổ); Mon 27/04 makes up for it: Tue 28/04.
        ("21/04/2026", 5, "28/04/2026"),
        # Wed 22/04 + 5 = Mon 27/04: Tue 28/04.
        ("22/04/2026", 5, "28/04/2026"),
        # Fri 24/04 + 5 = Wed 29/04, a working day between the holidays.
        ("24/04/2026", 5, "29/04/2026"),
        # Sat 25/04 + 5 = Thu 30/04; Fri 01/05, weekend 02–03: Mon 04/05.
        ("25/04/2026", 5, "04/05/2026"),
        ("26/04/2026", 5, "04/05/2026"),
        # Mon 17/08 + 5 = Sat 22/08, which is worked in exchange for Mon 31/08.
        ("17/08/2026", 5, "22/08/2026"),
        # Wed 26/08 + 5 = Mon 31/08; Tue 01/09 and Wed 02/09 are off: Thu 03/09.
        ("26/08/2026", 5, "03/09/2026"),
        # Thu 19/11 + 5 = Tue 24/11, Ngày Văn hóa Việt Nam: Wed 25/11.
        ("19/11/2026", 5, "25/11/2026"),
        # Over the year's end: Mon 28/12 + 5 = Sat 02/01, so Mon 04/01/2027.
        ("28/12/2026", 5, "04/01/2027"),
        # Sun 27/12 + 5 = Fri 01/01; weekend 02–03: Mon 04/01/2027.
        ("27/12/2026", 5, "04/01/2027"),
        ("31/12/2026", 5, "05/01/2027"),
        # Leap year: Thu 24/02/2028 + 5 = Tue 29/02; Fri 25/02 + 5 = Wed 01/03.
        ("24/02/2028", 5, "29/02/2028"),
        ("25/02/2028", 5, "01/03/2028"),
        # No leap year: Wed 24/02/2027 + 5 = Mon 01/03.
        ("24/02/2027", 5, "01/03/2027"),
    ],
)
def test_a_period_counts_calendar_days_without_the_first_and_ends_on_a_working_day(
    start, days, due
):
    assert after_days(day(start), days, PACKAGE).value == day(due)


@pytest.mark.parametrize(
    ("start", "calendar", "due"),
    [
        # Sun 28/12/2025 + 5 = Fri 02/01/2026: off by the swap; weekend: Mon 05/01.
        ("28/12/2025", PACKAGE, "02/01/2026"),
        ("28/12/2025", OFFICE, "05/01/2026"),
        # Mon 05/01 + 5 = Sat 10/01, worked by the swap; else Mon 12/01.
        ("05/01/2026", PACKAGE, "12/01/2026"),
        ("05/01/2026", OFFICE, "10/01/2026"),
    ],
)
def test_what_the_office_enters_wins_over_the_list_of_holidays(start, calendar, due):
    assert after_days(day(start), 5, calendar).value == day(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        # Thu 12 (1), Fri 13 (2), Tết, Mon 23 (3), Tue 24 (4), Wed 25 (5).
        ("11/02/2026", 5, "25/02/2026"),
        # Fri 20 (1), Mon 23 (2), Tue 24 off, Wed 25 (3), Thu 26 (4), Fri 27 (5).
        ("19/11/2026", 5, "27/11/2026"),
        # Sat 22/08 is worked (1), Mon 24 (2), Tue 25 (3), Wed 26 (4), Thu 27 (5).
        ("21/08/2026", 5, "27/08/2026"),
        # Thu 31/12: Fri 01/01 off, Mon 04/01 (1) … Fri 08/01 (5).
        ("31/12/2026", 5, "08/01/2027"),
        ("03/06/2026", 0, "03/06/2026"),
    ],
)
def test_working_days_skip_the_days_off(start, days, due):
    assert after_working_days(day(start), days, PACKAGE).value == day(due)


@pytest.mark.parametrize(
    ("session", "closing"),
    [
        # Fri 13/11 − 10 = Tue 03/11.
        ("13/11/2026 08:00:00", "03/11/2026"),
        # Tue 10/11 − 10 = Sat 31/10, so Fri 30/10.
        ("10/11/2026 08:00:00", "30/10/2026"),
        # Wed 11/11 − 10 = Sun 01/11, so Fri 30/10.
        ("11/11/2026 08:00:00", "30/10/2026"),
        # Fri 04/12 − 10 = Tue 24/11, off: Mon 23/11.
        ("04/12/2026 08:00:00", "23/11/2026"),
        # Fri 27/02 − 10 = Tue 17/02 (mùng 1); back over the eve and the weekend: Fri 13/02.
        ("27/02/2026 08:00:00", "13/02/2026"),
        # Thu 07/05 − 10 = Mon 27/04 (for Giỗ Tổ), Sun 26, Sat 25: Fri 24/04.
        ("07/05/2026 14:00:00", "24/04/2026"),
        # Mon 11/05 − 10 = Fri 01/05, Thu 30/04: Wed 29/04.
        ("11/05/2026 14:00:00", "29/04/2026"),
        # Mon 12/01 − 10 = Fri 02/01 (swapped), Thu 01/01: Wed 31/12 of the year before.
        ("12/01/2026 08:00:00", "31/12/2025"),
        # Sat 12/09 − 10 = Wed 02/09, Tue 01/09, Mon 31/08, weekend: Fri 28/08.
        ("12/09/2026 08:00:00", "28/08/2026"),
        # Fri 10/03/2028 − 10 = Tue 29/02/2028.
        ("10/03/2028 08:00:00", "29/02/2028"),
    ],
)
def test_registration_closes_at_the_end_of_office_hours_ten_days_before(session, closing):
    found = registration_deadline(moment(session), 10, OFFICE, HOURS).value
    assert found == moment(f"{closing} 17:00:00")


def test_the_day_of_the_session_is_the_day_in_vietnam():
    # 17:30 UTC on 12/11 is 00:30 on Fri 13/11 in Vietnam.
    start = dt.datetime(2026, 11, 12, 17, 30, tzinfo=dt.UTC)
    assert registration_deadline(start, 10, OFFICE, HOURS).value == moment("03/11/2026 17:00:00")


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ("03/11/2026 09:15:00", "03/11/2026 09:15:00"),
        ("03/11/2026 07:30:00", "03/11/2026 07:30:00"),
        ("03/11/2026 07:29:59", "03/11/2026 07:30:00"),
        ("03/11/2026 00:00:00", "03/11/2026 07:30:00"),
        # The minute of closing is still in time, as the form says until then.
        ("03/11/2026 17:00:00", "03/11/2026 17:00:00"),
        ("03/11/2026 17:00:01", "04/11/2026 07:30:00"),
        ("03/11/2026 23:59:59", "04/11/2026 07:30:00"),
        # Friday evening, Saturday, Sunday: Monday.
        ("06/11/2026 18:00:00", "09/11/2026 07:30:00"),
        ("07/11/2026 10:00:00", "09/11/2026 07:30:00"),
        ("08/11/2026 23:00:00", "09/11/2026 07:30:00"),
        # The last evening before Tết, and the eve itself: Mon 23/02.
        ("13/02/2026 17:30:00", "23/02/2026 07:30:00"),
        ("16/02/2026 10:00:00", "23/02/2026 07:30:00"),
        # The evening before 24/11: Wed 25/11.
        ("23/11/2026 20:00:00", "25/11/2026 07:30:00"),
        # New Year's Eve (Thu): Fri 01/01 is off, so Mon 04/01/2027.
        ("31/12/2026 17:30:00", "04/01/2027 07:30:00"),
        # A Saturday that is worked.
        ("22/08/2026 10:00:00", "22/08/2026 10:00:00"),
        # Before opening on a day off.
        ("24/11/2026 06:00:00", "25/11/2026 07:30:00"),
        # 29 February.
        ("29/02/2028 08:00:00", "29/02/2028 08:00:00"),
        ("29/02/2028 18:00:00", "01/03/2028 07:30:00"),
    ],
)
def test_what_comes_outside_office_hours_is_received_at_the_next_opening(sent, received):
    assert official_reception(moment(sent), PACKAGE, HOURS).value == moment(received)


def test_reception_counts_in_vietnamese_time_whatever_zone_the_moment_comes_in():
    # 10:30 UTC is 17:30 in Vietnam: closed.
    sent = dt.datetime(2026, 11, 3, 10, 30, tzinfo=dt.UTC)
    assert official_reception(sent, PACKAGE, HOURS).value == moment("04/11/2026 07:30:00")


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("24/10/2026 08:00:00", 10),
        ("02/11/2026 23:59:59", 1),
        ("03/11/2026 00:00:00", 0),
        ("03/11/2026 17:00:00", 0),
        ("03/11/2026 17:00:01", -1),
        ("10/11/2026 08:00:00", -1),
    ],
)
def test_days_left_are_whole_days_and_none_is_left_once_it_is_over(now, left):
    assert days_left(moment("03/11/2026 17:00:00"), moment(now)) == left


def test_days_left_over_the_end_of_a_leap_february():
    assert days_left(moment("01/03/2028 17:00:00"), moment("28/02/2028 08:00:00")) == 2


def test_every_computed_date_says_in_vietnamese_how_it_was_reached():
    with translation.override("vi"):
        moved = after_days(day("11/02/2026"), 5, PACKAGE).how
        plain = after_days(day("03/06/2026"), 5, PACKAGE).how
        working = after_working_days(day("11/02/2026"), 5, PACKAGE).how
        closing = registration_deadline(moment("10/11/2026 08:00:00"), 10, PACKAGE, HOURS).how
        early = official_reception(moment("03/11/2026 06:00:00"), PACKAGE, HOURS).how
        late = official_reception(moment("06/11/2026 18:00:00"), PACKAGE, HOURS).how
        inside = official_reception(moment("03/11/2026 09:00:00"), PACKAGE, HOURS).how
    assert plain == ("từ thứ Tư 03/06/2026, 5 ngày, không tính ngày đầu → thứ Hai 08/06/2026")
    assert moved == (
        "từ thứ Tư 11/02/2026, 5 ngày, không tính ngày đầu → thứ Hai 16/02/2026; "
        "trùng ngày nghỉ, chuyển sang ngày làm việc tiếp theo → thứ Hai 23/02/2026"
    )
    assert working == (
        "từ thứ Tư 11/02/2026, 5 ngày làm việc, không tính ngày nghỉ → thứ Tư 25/02/2026"
    )
    assert closing == (
        "hội nghị họp thứ Ba 10/11/2026, tính lùi 10 ngày là thứ Bảy 31/10/2026; "
        "trùng ngày nghỉ nên lấy ngày làm việc liền trước là thứ Sáu 30/10/2026; "
        "hết giờ làm việc, 17 giờ 00"
    )
    assert early == (
        "gửi trước giờ làm việc, tính là tiếp nhận lúc bắt đầu giờ làm việc, thứ Ba 03/11/2026"
    )
    assert late == (
        "gửi ngoài giờ làm việc, tính là tiếp nhận vào ngày làm việc tiếp theo, thứ Hai 09/11/2026"
    )
    assert inside == "tiếp nhận trong giờ làm việc"


def test_a_calendar_without_a_working_day_is_an_error_and_not_an_endless_search():
    class NeverOpen:
        def is_working_day(self, day):
            return False

    with pytest.raises(CalendarError):
        next_working_day(day("03/06/2026"), NeverOpen())
    with pytest.raises(CalendarError):
        previous_working_day(day("03/06/2026"), NeverOpen())
