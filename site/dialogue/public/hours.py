"""
When the office is open in the coming days, so that a page can say "open now" and stay true.

A page may lie in a cache for days, so the server doesn't say "now": it gives the coming spans, and
a small script compares them with the clock. Without scripts the hours stand there in words.
"""

import datetime as dt
import json

from ..deadlines import ZONE, next_working_day
from ..models.calendar import WorkCalendar
from ..vietnamese import clock, long_date

WORKING_DAYS_AHEAD = 6


def coming_spans(commune, now, calendar):
    """
    Return the (from, to) pairs, aware moments, in which the office is open on the coming working
    days, today included; spans that are over by ``now`` are left out.

    :param calendar: anything with ``is_working_day(date)``
    """
    spans, day = [], now.astimezone(ZONE).date()
    for _unused in range(WORKING_DAYS_AHEAD):
        day = next_working_day(day, calendar)
        for opens, closes in commune.office_spans:
            spans.append(tuple(dt.datetime.combine(day, time, ZONE) for time in (opens, closes)))
        day += dt.timedelta(days=1)
    return [span for span in spans if span[1] > now]


def for_script(commune, now):
    """
    Return the coming spans as JSON, each [from, to, "when it opens", "when it closes"] with the
    moments as seconds since 1970 (one query, for the calendar).
    """
    return json.dumps(
        [
            [
                int(opens.timestamp()),
                int(closes.timestamp()),
                f"{clock(opens)}, {long_date(opens)}",
                clock(closes),
            ]
            for opens, closes in coming_spans(commune, now, WorkCalendar.load())
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )
