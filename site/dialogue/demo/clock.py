"""Believable moments: fixed ones in 2026 for what is over, working days back from now for the rest."""

import datetime as dt

from ..deadlines import ZONE, next_working_day, previous_working_day


class Clock:
    """
    Moments for the demo, never later than ``now`` (aware).

    A moment is written "2026-05-20 09:10", or "-14 09:10" for 14 working days before today. Zone:
    Asia/Ho_Chi_Minh.
    """

    def __init__(self, now, calendar):
        self.now = now.astimezone(ZONE)
        self.calendar = calendar

    def moment(self, written):
        day, time = written.split()
        if day.startswith("-"):
            date = self.working_day(int(day))
        else:
            date = dt.date.fromisoformat(day)
        return self._not_later(dt.datetime.combine(date, dt.time.fromisoformat(time), ZONE))

    def working_day(self, offset):
        """Return the day ``offset`` working days from today (negative: back)."""
        day, step = self.now.date(), 1 if offset > 0 else -1
        seek = next_working_day if offset > 0 else previous_working_day
        for _unused in range(abs(offset)):
            day = seek(day + dt.timedelta(days=step), self.calendar)
        return day

    def later(self, moment, working_days, time):
        """Return ``time`` (as "10:30") on the day ``working_days`` after ``moment``."""
        day = moment.astimezone(ZONE).date()
        for _unused in range(working_days):
            day = next_working_day(day + dt.timedelta(days=1), self.calendar)
        wanted = dt.datetime.combine(day, dt.time.fromisoformat(time), ZONE)
        return self._not_later(max(wanted, moment + dt.timedelta(minutes=5)))

    def _not_later(self, moment):
        return min(moment, self.now)
