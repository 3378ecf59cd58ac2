"""Which days the commune works: public holidays, and the overrides that the office enters."""

import datetime as dt

import holidays
from django.db import models
from django.utils.translation import gettext_lazy as _

from .history import record_history


class CalendarDay(models.Model):
    """A day that differs from the package's list of holidays; this table wins."""

    class Kind(models.TextChoices):
        DAY_OFF = "day_off", _("Day off")
        WORKING = "working", _("Working day")

    date = models.DateField(_("day"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    note = models.CharField(
        _("source"), max_length=200, help_text=_("The decision or notice that says so.")
    )
    active = models.BooleanField(
        _("in force"), default=True, help_text=_("Untick instead of deleting.")
    )
    history = record_history(excluded_fields=[])

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["-date"]

    def __str__(self):
        return f"{self.date:%d/%m/%Y}: {self.get_kind_display()}"


class WorkCalendar:
    """
    The calendar that deadlines count with: weekends, Vietnam's public holidays with the Prime
    Minister's swaps as the package ``holidays`` knows them, and the overrides on top.
    """

    def __init__(self, overrides):
        self.overrides = overrides
        self.public = holidays.country_holidays("VN", language="vi")

    @classmethod
    def load(cls):
        """Return the calendar with the overrides in force (one query)."""
        rows = CalendarDay.objects.filter(active=True).values_list("date", "kind")
        return cls({date: kind == CalendarDay.Kind.WORKING for date, kind in rows})

    def is_working_day(self, day: dt.date) -> bool:
        if day in self.overrides:
            return self.overrides[day]
        return self.public.is_working_day(day)


def years_without_entry(today):
    """Return the years, of this and the next, for which the office has confirmed no day."""
    wanted = {today.year, today.year + 1}
    known = set(
        CalendarDay.objects.filter(active=True, date__year__in=wanted).values_list(
            "date__year", flat=True
        )
    )
    return sorted(wanted - known)
