"""Dates and times as Vietnamese offices write them: filters over ``vietnamese``."""

import re

from django import template
from django.template.defaultfilters import stringfilter

from .. import vietnamese

register = template.Library()


def _filter(name, write):
    """Register ``write`` as a filter that leaves an empty value empty."""

    def apply(value):
        return write(value) if value else ""

    register.filter(name, apply)


_filter("official_date", vietnamese.official_date)
_filter("long_date", lambda day: whole_dates(vietnamese.long_date(day)))
_filter("long_datetime", lambda moment: whole_dates(vietnamese.long_datetime(moment)))


@register.filter
@stringfilter
def whole_dates(text):
    """Keep "ngày" on one line with its date."""
    return re.sub(r"ngày (?=\d)", "ngày\N{NO-BREAK SPACE}", text)


@register.filter
def short_date(day):
    """Write a date or moment as 05/01/2026."""
    return f"{vietnamese.local(day):%d/%m/%Y}" if day else ""


@register.filter
def weekday(day):
    """Write the name of the weekday: "thứ Sáu"."""
    return vietnamese.WEEKDAYS[vietnamese.local(day).weekday()] if day else ""


@register.filter
def clock(moment):
    """Write the time of a moment, in the site's zone: "8 giờ 00"."""
    if not moment:
        return ""
    return vietnamese.clock(vietnamese.local(moment))


@register.filter
@stringfilter
def whole_ranges(text):
    """Keep a range such as "7h30–11h30" on one line: a browser would break it after the dash."""
    return re.sub(r"(?<=\w)–(?=\w)", "\N{WORD JOINER}–\N{WORD JOINER}", text)


@register.filter
def month_of(day):
    """Write the month of a date: "tháng 11/2026"."""
    return f"tháng {vietnamese.local(day).month}/{vietnamese.local(day).year}" if day else ""
