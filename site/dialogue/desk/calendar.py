"""The work calendar: entries that win over the computed days off, and the year they make."""

import calendar as months
import datetime as dt
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import get_active_log_context

from ..actions.questions import recompute_open_deadlines
from ..actions.sessions import recompute_registration_deadlines
from ..deadlines import ZONE
from ..models import CalendarDay, CommuneSettings
from ..models.calendar import WorkCalendar, years_without_entry
from ..permissions import MANAGE_DIRECTORY, holds
from ..vietnamese import WEEKDAYS, long_date
from .directory import (
    OfficeCreateView,
    OfficeEditView,
    OfficeIndexView,
    OfficeViewSet,
)
from .listing import BadgeColumn
from .records import HOME

# The years for which a calendar is shown: what the commune has worked in, and some ahead.
FIRST_YEAR, LAST_YEAR = 2025, 2099


def weekdays():
    """Return the short names of the days of the week, Monday first."""
    return [
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    ]


@dataclass(frozen=True)
class Recomputed:
    """How many deadlines moved because the calendar or the limits changed."""

    questions: int
    sessions: int

    def __str__(self):
        if not (self.questions or self.sessions):
            return _("No running deadline had to move.")
        return _(
            "Deadlines computed again: %(questions)s of questions, "
            "%(sessions)s of sessions changed."
        ) % {"questions": self.questions, "sessions": self.sessions}


def recompute(user):
    """Count the open deadlines of questions and sessions again, all of them or none."""
    with transaction.atomic():
        return Recomputed(
            questions=len(recompute_open_deadlines(user, timezone.now())),
            sessions=len(recompute_registration_deadlines(user)),
        )


@receiver(post_save, sender=CommuneSettings, dispatch_uid="dialogue.desk.limits")
def follow_changed_limits(sender, instance, created, raw=False, **kwargs):
    """
    Keep the stored deadlines true to the limits and hours they follow from.

    A signal, since only so it happens in the transaction that stores the settings.
    """
    if not created and not raw:
        instance.recomputed = recompute(get_active_log_context().user)


def tell_recomputed(request, instance):
    """Say, after the commune's settings were stored, what that did to the deadlines."""
    if done := getattr(instance, "recomputed", None):
        messages.info(request, str(done))


class _Recompute:
    """Saving an entry of the calendar counts the deadlines again, in one transaction."""

    def save_instance(self):
        instance = super().save_instance()
        self.recomputed = recompute(self.request.user)
        return instance

    def get_success_message(self, *args):
        return f"{super().get_success_message(*args)} {self.recomputed}"


class CalendarCreateView(_Recompute, OfficeCreateView):
    def get_initial(self):
        """Take the day from the address, as the calendar of the year links to it."""
        try:
            day = dt.date.fromisoformat(self.request.GET.get("date", ""))
        except ValueError:
            return super().get_initial()
        return {**super().get_initial(), "date": day}


class CalendarEditView(_Recompute, OfficeEditView):
    pass


class CalendarIndexView(OfficeIndexView):
    searched = ("note", "weekday", "date_text", "kind_text")
    sorted_by = "date"

    def get_base_queryset(self):
        return super().get_base_queryset().order_by("-date")

    def _folded(self, row):
        row.date_text, row.kind_text = f"{row.date:%d/%m/%Y}", row.get_kind_display()
        row.weekday = WEEKDAYS[row.date.weekday()]
        return super()._folded(row)

    @cached_property
    def header_buttons(self):
        year = HeaderButton(
            _("The whole year"), url=reverse("dialogue_desk:calendar"), icon_name="calendar"
        )
        return [*super().header_buttons, year]


class DayForm(WagtailAdminModelForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=CalendarDay.Kind.choices, widget=forms.RadioSelect
    )


class CalendarViewSet(OfficeViewSet):
    model = CalendarDay
    name = "dialogue_calendar"
    url_prefix = "doi-thoai/lich/ngay"
    icon = "calendar"
    index_view_class = CalendarIndexView
    add_view_class = CalendarCreateView
    edit_view_class = CalendarEditView
    list_display = [
        "date",
        BadgeColumn(
            "kind",
            label=gettext_lazy("Kind"),
            accessor="get_kind_display",
            tone=lambda row: "warn" if row.kind == CalendarDay.Kind.DAY_OFF else "good",
        ),
        "note",
        BadgeColumn(
            "active",
            label=gettext_lazy("In force"),
            accessor=lambda row: _("in force") if row.active else _("not in force"),
            tone=lambda row: "good" if row.active else "quiet",
        ),
        UpdatedAtColumn(label=gettext_lazy("Updated")),
    ]
    list_filter = ["kind", "active"]
    edit_handler = ObjectList(
        [
            FieldPanel("date"),
            FieldPanel("kind"),
            FieldPanel("note"),
            FieldPanel("active"),
        ],
        base_form_class=DayForm,
    )


@dataclass(frozen=True)
class Day:
    """One day of the year's calendar, and why it is off or worked."""

    date: dt.date
    works: bool
    name: str
    entry: CalendarDay | None

    @property
    def is_weekend(self):
        return self.date.weekday() >= 5

    @property
    def stands_out(self):
        """Whether the day is other than its weekday would have it."""
        return self.works == self.is_weekend or bool(self.name) or self.entry is not None

    @property
    def tone(self):
        if self.entry is not None:
            return "entry-off" if not self.works else "entry-work"
        if self.works:
            return "swap" if self.is_weekend else "work"
        return "weekend" if self.is_weekend and not self.name else "holiday"

    @property
    def sentence(self):
        return long_date(self.date)

    @property
    def why(self):
        if self.entry is not None:
            return self.entry.note
        return self.name


def year_of(year):
    """Return the days of ``year`` as the deadlines see them (one query)."""
    entries = {day.date: day for day in CalendarDay.objects.filter(active=True, date__year=year)}
    work = WorkCalendar(
        {date: day.kind == CalendarDay.Kind.WORKING for date, day in entries.items()}
    )
    first = dt.date(year, 1, 1)
    count = 366 if months.isleap(year) else 365
    for offset in range(count):
        date = first + dt.timedelta(days=offset)
        yield Day(date, work.is_working_day(date), work.public.get(date) or "", entries.get(date))


def calendar_warning(today=None):
    """Return the sentence about years whose days off nobody confirmed, or an empty text."""
    years = years_without_entry(today or timezone.now().astimezone(ZONE).date())
    if not years:
        return ""
    return _(
        "No day off of %(years)s is confirmed yet. Enter the days of the official notice: "
        "deadlines follow them."
    ) % {"years": ", ".join(map(str, years))}


class CalendarYear(WagtailAdminTemplateMixin, TemplateView):
    """A year at a glance: days off as computed, and the office's own entries on top."""

    template_name = "dialogue/desk/office/calendar.html"
    header_icon = "calendar"
    page_title = gettext_lazy("Work calendar")
    breadcrumbs_items = [HOME]

    def dispatch(self, request, *args, **kwargs):
        if not holds(request.user, MANAGE_DIRECTORY):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def year(self):
        year = self.kwargs.get("year") or timezone.now().astimezone(ZONE).year
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        return year

    def get_page_subtitle(self):
        return str(self.year)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": f"{self.page_title} {self.year}"}]

    @cached_property
    def header_buttons(self):
        return [
            HeaderButton(_("Add a day"), url=reverse("dialogue_calendar:add"), icon_name="plus"),
            HeaderButton(
                _("All entries"), url=reverse("dialogue_calendar:index"), icon_name="list-ul"
            ),
        ]

    def get_context_data(self, **kwargs):
        days = list(year_of(self.year))
        months_of_year = [
            {
                "number": number,
                "blanks": range(dt.date(self.year, number, 1).weekday()),
                "days": [day for day in days if day.date.month == number],
            }
            for number in range(1, 13)
        ]
        kwargs |= {"year": self.year}
        return super().get_context_data(
            months=months_of_year,
            special=[day for day in days if day.stands_out],
            warning=calendar_warning(),
            weekdays=weekdays(),
            earlier=self.year - 1 if self.year > FIRST_YEAR else None,
            later=self.year + 1 if self.year < LAST_YEAR else None,
            **kwargs,
        )
