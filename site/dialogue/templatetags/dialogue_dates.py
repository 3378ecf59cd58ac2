"""Dates and times as Vietnamese offices write them: filters over ``vietnamese``."""

from django import template

from .. import vietnamese

register = template.Library()


def _filter(name, write):
    """Register ``write`` as a filter that leaves an empty value empty."""

    def apply(value):
        return write(value) if value else ""

    register.filter(name, apply)


_filter("official_date", vietnamese.official_date)
_filter("long_date", vietnamese.long_date)
_filter("long_datetime", vietnamese.long_datetime)


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
    moment = vietnamese.local(moment)
    return f"{moment.hour} giờ {moment.minute:02d}"


@register.filter
def month_of(day):
    """Write the month of a date: "tháng 11/2026"."""
    return f"tháng {vietnamese.local(day).month}/{vietnamese.local(day).year}" if day else ""
