"""A session: when, where, who; until when to register; what became of it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from ...addresses import absolute
from ...deadlines import ZONE, days_left, registration_deadline
from ...states import UPCOMING_SESSIONS, SessionState, Thing
from ...vietnamese import long_date, official_date
from ..calendar import WorkCalendar
from ..settings import CommuneSettings
from .base import DialoguePage, FoundQuerySet, open_to_all, stream_words


class SessionQuerySet(FoundQuerySet):
    def in_order(self):
        """Return earliest first; a session of which only the month is known stands at its 1st."""
        return self.order_by("sort_at", "pk")

    def newest_first(self):
        return self.order_by("-sort_at", "-pk")

    def upcoming(self, now=None):
        """Return live sessions still to come, earliest first."""
        now = now or timezone.now()
        this_month = now.astimezone(ZONE).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return (
            self.live()
            .filter(
                models.Q(start_at__gte=now) | models.Q(start_at=None, sort_at__gte=this_month),
                state__in=UPCOMING_SESSIONS,
            )
            .in_order()
        )


class RegistrationWindow(models.TextChoices):
    OPEN = "open", _("Registration is open")
    LATE = "late", _("The deadline has passed; late sheets wait for a leader's decision")
    CLOSED = "closed", _("Registration is closed")


class AgendaItem(blocks.StructBlock):
    minutes = blocks.IntegerBlock(label=_("minutes"), required=False, min_value=1, max_value=600)
    text = blocks.CharBlock(label=pgettext_lazy("agenda", "item"), max_length=500)

    class Meta:
        icon = "list-ol"
        label = _("Agenda item")


class ParticipantGroup(blocks.StructBlock):
    title = blocks.CharBlock(label=_("group"), max_length=200)
    members = blocks.TextBlock(label=_("who, one on each line"), rows=4)

    class Meta:
        icon = "group"
        label = _("Group of participants")


class SessionPage(DialoguePage):
    """
    One meeting (hội nghị đối thoại).

    Either ``expected_month`` (its first day) or ``start_at`` is known. ``computed_closes_at`` is
    derived from ``start_at`` when saved; ``closes_at`` is that, or the moment staff moved it to.

    ``DESK_FIELDS`` belong to the desk's verbs, not to the editor: ``save`` leaves them as they are
    stored, so that publishing an older draft never takes a session back to a former state.
    """

    THING = Thing.SESSION
    # The plan's word for it, by which it is found whatever its title says.
    WHAT_IT_IS = "Hội nghị đối thoại"
    DESK_FIELDS = ("state", "state_reason", "moved_closes_at", "moved_reason", "version")
    # What a verb may change besides, by itself or through the dates.
    DATE_FIELDS = (
        "start_at",
        "end_at",
        "sort_at",
        "computed_closes_at",
        "closes_how",
        "closes_at",
    )
    # A copied page is another meeting.
    exclude_fields_in_copy = [*DESK_FIELDS]

    state = models.CharField(
        _("state"), max_length=12, choices=SessionState.choices, default=SessionState.EXPECTED
    )
    state_reason = models.TextField(_("reason"), blank=True)
    expected_month = models.DateField(
        _("expected month"),
        null=True,
        blank=True,
        help_text=_("Any day of that month, while the exact day isn't known."),
    )
    start_at = models.DateTimeField(_("start"), null=True, blank=True)
    end_at = models.DateTimeField(_("end"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=250)
    chair = models.CharField(_("chair"), max_length=200, blank=True)
    summary = models.TextField(_("what it is about"), blank=True)
    agenda = StreamField([("item", AgendaItem())], verbose_name=_("agenda"), blank=True)
    participants = StreamField(
        [("group", ParticipantGroup())], verbose_name=_("participants"), blank=True
    )
    how_to_take_part = models.TextField(_("how to take part"), blank=True)
    recording_notice = models.TextField(
        _("recording notice"), blank=True, help_text=_("Say so here if the session is recorded.")
    )
    computed_closes_at = models.DateTimeField(null=True, blank=True, editable=False)
    closes_how = models.CharField(max_length=300, blank=True, editable=False)
    moved_closes_at = models.DateTimeField(
        _("deadline moved to"), null=True, blank=True, editable=False
    )
    moved_reason = models.TextField(_("why it was moved"), blank=True, editable=False)
    closes_at = models.DateTimeField(null=True, blank=True, editable=False)
    sort_at = models.DateTimeField(null=True, editable=False, db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PageManager.from_queryset(SessionQuerySet)()

    content_panels = [
        *DialoguePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("expected_month"),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "start_at",
                            help_text=_(
                                "Day and hour. To put off an announced session use the desk."
                            ),
                        ),
                        FieldPanel("end_at", help_text=_("May stay blank.")),
                    ]
                ),
            ],
            heading=_("When"),
            help_text=_(
                "Give the exact start as soon as it is known: the registration deadline is "
                "computed from it."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place", help_text=_("Room and address, as people must find it.")),
                FieldPanel("chair", help_text=_("Post and name of who chairs.")),
            ],
            heading=_("Where and who"),
        ),
        FieldPanel(
            "summary",
            help_text=_("One or two sentences; they also stand in lists and on the front page."),
        ),
        FieldPanel(
            "agenda",
            help_text=_(
                "One item each. With the minutes given, the hours are worked out from the start."
            ),
        ),
        FieldPanel(
            "participants", help_text=_("One group each, such as leaders, departments, citizens.")
        ),
        FieldPanel(
            "how_to_take_part",
            help_text=_(
                "What to bring, when to come, whether one may speak without having registered."
            ),
        ),
        FieldPanel("recording_notice"),
    ]
    search_fields = [
        *DialoguePage.search_fields,
        index.SearchField("place"),
        index.SearchField("summary"),
        index.FilterField("state"),
    ]
    template = "dialogue/session_page.html"
    LEAD_FIELD = "summary"
    page_description = _("One meeting: when, where, who, and until when to register.")
    parent_page_types = ["dialogue.PlanPage", "dialogue.DialogueIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def searched_texts(self):
        return (
            self.title,
            self.WHAT_IT_IS,
            *self._days_as_typed(),
            self.place,
            self.chair,
            self.summary,
            stream_words(self.agenda),
            stream_words(self.participants),
            self.how_to_take_part,
        )

    def _days_as_typed(self):
        """Return its day in the ways people look for it; of an expected one only the month."""
        day = self.start_at and self.start_at.astimezone(ZONE)
        if day:
            return (long_date(day), official_date(day), f"{day.day}/{day.month}/{day.year}")
        month = self.expected_month
        return (f"tháng {month:%m/%Y}", f"tháng {month.month} năm {month.year}") if month else ()

    def clean(self):
        super().clean()
        errors = {}
        if not self.start_at and not self.expected_month:
            errors["start_at"] = _("Give the start, or at least the expected month.")
        if not self.start_at and self.state in (SessionState.SCHEDULED, SessionState.HELD):
            errors["start_at"] = _("The day was announced already: give the start.")
        if self.end_at and not self.start_at:
            errors["start_at"] = _("An end needs a start.")
        if self.start_at and self.end_at and self.end_at <= self.start_at:
            errors["end_at"] = _("The end must come after the start.")
        if errors:
            raise ValidationError(errors)

    @transaction.atomic
    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None:
            if not self._state.adding:
                self._keep_desk_fields()
            self.derive()
        super().save(*args, **kwargs)

    def _keep_desk_fields(self):
        """Take over what the desk did since this page was read; locked until it is written."""
        rows = SessionPage.objects.select_for_update(of=("self",)).only(*self.DESK_FIELDS)
        stored = rows.get(pk=self.pk)
        for field in self.DESK_FIELDS:
            setattr(self, field, getattr(stored, field))

    def save_desk_fields(self):
        """Store what a verb changed, and nothing of what an editor may be writing just now."""
        self.derive()
        self.save(clean=False, update_fields=[*self.DESK_FIELDS, *self.DATE_FIELDS])

    def derive(self, calendar=None):
        """Set what follows from the dates: month, state once the day is set, and the deadline."""
        if self.start_at:
            self.sort_at = self.start_at
            if self.state == SessionState.EXPECTED:
                self.state = SessionState.SCHEDULED
        elif self.expected_month:
            self.expected_month = self.expected_month.replace(day=1)
            self.sort_at = dt.datetime.combine(self.expected_month, dt.time(0), ZONE)
        self.derive_deadline(calendar)

    def derive_deadline(self, calendar=None):
        """Compute the deadline anew, in words too; a moved one stays where staff put it."""
        if not self.start_at:
            self.computed_closes_at, self.closes_how = None, ""
        else:
            commune = CommuneSettings.load()
            computed = registration_deadline(
                self.start_at,
                commune.registration_days_before,
                calendar or WorkCalendar.load(),
                commune.hours,
            )
            self.computed_closes_at, self.closes_how = computed.value, computed.how[:300]
        self.closes_at = self.moved_closes_at or self.computed_closes_at
        if self.moved_closes_at and self.start_at:
            # The editor may have moved the session since; nobody registers once it has begun.
            self.closes_at = min(self.moved_closes_at, self.start_at)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        for field in self.DESK_FIELDS:
            setattr(page, field, getattr(self, field))
        page.derive()
        return page

    @property
    def is_upcoming(self):
        return self.state in UPCOMING_SESSIONS

    def registration_window(self, now=None):
        """Return whether people can register for this session, derived from state and clock."""
        now = now or timezone.now()
        if not self.live or not self.is_to_come(now):
            return RegistrationWindow.CLOSED
        if self.closes_at and now > self.closes_at:
            return RegistrationWindow.LATE
        return RegistrationWindow.OPEN

    @property
    def window(self):
        return self.registration_window()

    @property
    def days_left(self):
        """Whole days left to register (0 on the last day), −1 once over, None without a date."""
        return None if self.closes_at is None else days_left(self.closes_at, timezone.now())

    def is_to_come(self, now=None):
        """Return whether the session still lies ahead; an expected month counts to its end."""
        if self.state not in UPCOMING_SESSIONS:
            return False
        now = now or timezone.now()
        if self.start_at:
            return self.start_at > now
        today = now.astimezone(ZONE).date()
        return (self.expected_month.year, self.expected_month.month) >= (today.year, today.month)

    @property
    def standing(self):
        """Where the session stands now, in words for readers (``public.sessions``)."""
        from ...public.sessions import standing

        return standing(self)

    @property
    def agenda_rows(self):
        """The agenda by the clock (``public.sessions``)."""
        from ...public.sessions import agenda_rows

        return agenda_rows(self)

    @property
    def shows_former_time(self):
        """Whether the time on record is only what had been set before."""
        return self.state in (
            SessionState.POSTPONED,
            SessionState.CANCELLED,
            SessionState.IN_WRITING,
        )

    @property
    def tells_more(self):
        """Whether there is an agenda and the like, and a meeting for it to have meaning."""
        meets = self.state not in (SessionState.CANCELLED, SessionState.IN_WRITING)
        return meets and bool(self.agenda or self.participants or self.recording_notice)

    @property
    def form_address(self):
        """The form's short address, for paper; "" without a form."""
        form = self.registration_page
        if form is None:
            return ""
        return absolute(reverse("dialogue:form_link", args=[form.pk]))

    @property
    def ends_same_day(self):
        """Whether the end is known and on the day of the start (site's zone)."""
        if not (self.start_at and self.end_at):
            return False
        return self.start_at.astimezone(ZONE).date() == self.end_at.astimezone(ZONE).date()

    @property
    def shows_deadline(self):
        """Whether until when to register still matters to a reader."""
        return bool(self.closes_at) and self.is_to_come()

    @property
    def deadline_was_moved(self):
        return bool(self.moved_closes_at and self.moved_closes_at != self.computed_closes_at)

    @property
    def published_answers(self):
        """The answers of this session that anybody may read, newest first."""
        return open_to_all(self.answers.all()).newest_first().select_related("topic")

    @property
    def published_papers(self):
        """The signed papers that a leader put on the page (``documents.published``)."""
        from ...documents.published import published_of

        return published_of(self)

    @cached_property
    def registration_page(self):
        """The form that anybody may open (one query for each page object), or None."""
        from .registration import open_forms

        return open_forms(self).first()
