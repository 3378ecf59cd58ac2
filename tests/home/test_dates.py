"""Dates in the editor are typed and shown day first."""

import datetime as dt

import pytest
from django import forms
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput


@pytest.mark.parametrize("typed", ["05/03/2026", "5/3/2026", "2026-03-05"])
def test_a_date_is_read_day_first(typed):
    assert forms.DateField().clean(typed) == dt.date(2026, 3, 5)


@pytest.mark.parametrize("typed", ["05/03/2026 08:30", "2026-03-05 08:30", "2026-03-05T08:30"])
def test_a_moment_is_read_day_first(typed):
    assert forms.DateTimeField().clean(typed).replace(tzinfo=None) == dt.datetime(2026, 3, 5, 8, 30)


def test_a_month_that_does_not_exist_is_no_date():
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean("03/27/2026")


def test_the_editor_shows_dates_as_people_write_them():
    assert 'value="05/03/2026"' in AdminDateInput().render("ngay", dt.date(2026, 3, 5))
    moment = dt.datetime(2026, 3, 5, 8, 30)
    assert 'value="05/03/2026 08:30"' in AdminDateTimeInput().render("luc", moment)
