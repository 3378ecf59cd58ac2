"""
Counting days: pure functions, each with the rule it follows.

A *calendar* is anything with ``is_working_day(date) -> bool``. Every result is a ``Computed``:
the value, and how it was reached, in words for the person who asks. Moments are aware datetimes
in Asia/Ho_Chi_Minh.

Bộ luật Dân sự 2015: Điều 147 khoản 2 (the day of the event isn't counted), Điều 148 khoản 5 and 6
(a period that ends on a day off ends on the next working day, at 24:00).
"""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .vietnamese import WEEKDAYS, clock

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# No run of days off comes near this; reaching it means that the calendar is broken.
MOST_DAYS_OFF = 60


class CalendarError(Exception):
    """The calendar has no working day within reach."""


@dataclass(frozen=True)
class Computed:
    """A date or moment, and the sentence that says how it was computed."""

    value: dt.date | dt.datetime
    how: str


@dataclass(frozen=True)
class OfficeHours:
    """The hours in which the office receives, Monday to Friday unless the calendar says else."""

    opens: dt.time = dt.time(7, 30)
    closes: dt.time = dt.time(17, 0)


def _day(day):
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def next_working_day(day, calendar):
    """Return ``day`` if it is a working day, else the first one after it."""
    return _seek(day, 1, calendar)


def previous_working_day(day, calendar):
    """Return ``day`` if it is a working day, else the last one before it."""
    return _seek(day, -1, calendar)


def _seek(day, step, calendar):
    for _unused in range(MOST_DAYS_OFF):
        if calendar.is_working_day(day):
            return day
        day += dt.timedelta(days=step)
    raise CalendarError(f"no working day within {MOST_DAYS_OFF} days of {day}")


def after_days(start, days, calendar):
    """
    Return the last day of a period of ``days`` calendar days after ``start`` (a date).

    BLDS 2015 Đ147.2: ``start`` isn't counted; Đ148.5: a last day off moves to the next working day.
    """
    last = start + dt.timedelta(days=days)
    due = next_working_day(last, calendar)
    how = ngettext(
        "from %(start)s, %(days)s day, the first day not counted → %(last)s",
        "from %(start)s, %(days)s days, the first day not counted → %(last)s",
        days,
    ) % {"start": _day(start), "days": days, "last": _day(last)}
    if due != last:
        how += "; " + _("a day off, so the next working day → %(due)s") % {"due": _day(due)}
    return Computed(due, how)


def after_working_days(start, days, calendar):
    """Return the day on which ``days`` working days after ``start`` (not counted) are over."""
    due = start
    for _unused in range(days):
        due = next_working_day(due + dt.timedelta(days=1), calendar)
    how = ngettext(
        "from %(start)s, %(days)s working day, days off not counted → %(due)s",
        "from %(start)s, %(days)s working days, days off not counted → %(due)s",
        days,
    ) % {"start": _day(start), "days": days, "due": _day(due)}
    return Computed(due, how)


def registration_deadline(session_start, days_before, calendar, hours):
    """
    Return the moment registration closes: end of office hours on day −``days_before``.

    Plan, section II.4: forms arrive before 10 days ahead of the session. If that day is off, the
    last working day before it (an earlier day never takes a right from the session's side).

    :param session_start: aware datetime
    """
    session_day = session_start.astimezone(ZONE).date()
    counted = session_day - dt.timedelta(days=days_before)
    closing = previous_working_day(counted, calendar)
    how = _("session on %(session)s, %(days)s days before → %(counted)s") % {
        "session": _day(session_day),
        "days": days_before,
        "counted": _day(counted),
    }
    if closing != counted:
        how += "; " + _("a day off, so the working day before → %(closing)s") % {
            "closing": _day(closing)
        }
    how += "; " + _("end of office hours, %(time)s") % {"time": clock(hours.closes)}
    return Computed(dt.datetime.combine(closing, hours.closes, ZONE), how)


def official_reception(moment, calendar, hours):
    """
    Return when what came at ``moment`` counts as received.

    Within office hours, the minute of closing included: then. Before opening on a working day: at
    that day's opening. Later, or on a day off: at the opening of the next working day (plan,
    section II.4: received Monday to Friday in office hours, except public holidays).
    """
    moment = moment.astimezone(ZONE)
    day = moment.date()
    if calendar.is_working_day(day) and moment.time() <= hours.closes:
        if moment.time() >= hours.opens:
            return Computed(moment, _("received in office hours"))
        return Computed(
            dt.datetime.combine(day, hours.opens, ZONE),
            _("sent before opening, so received at opening, %(day)s") % {"day": _day(day)},
        )
    day = next_working_day(day + dt.timedelta(days=1), calendar)
    return Computed(
        dt.datetime.combine(day, hours.opens, ZONE),
        _("sent outside office hours, so received on the next working day, %(day)s")
        % {"day": _day(day)},
    )


def days_left(closes_at, now):
    """Return whole calendar days from ``now`` to ``closes_at``: 0 on the last day, −1 once over."""
    if now > closes_at:
        return -1
    return (closes_at.astimezone(ZONE).date() - now.astimezone(ZONE).date()).days
