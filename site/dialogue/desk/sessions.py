"""Sessions at the desk: what comes next, until when people register, and how much is answered."""

import django_filters
from django.db.models import Case, Count, F, Q, Value, When
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..deadlines import days_left
from ..models import SessionPage
from ..permissions import (
    PREPARE_PAGES,
    READ_ALL,
    holds,
    may_handle_papers,
    verbs_for,
    visible_questions,
    visible_registrations,
)
from ..states import UPCOMING_SESSIONS, QuestionState, SessionState
from ..vietnamese import local, long_date, long_datetime
from .listing import BadgeColumn, LinkColumn, OfficeListing, TextColumn
from .log import log_of
from .paper_lines import groups_about, kinds_of_sheets
from .records import HOME

TONES = {
    SessionState.EXPECTED: "info",
    SessionState.SCHEDULED: "info",
    SessionState.HELD: "warn",
    SessionState.CONCLUDED: "good",
    SessionState.POSTPONED: "warn",
    SessionState.CANCELLED: "quiet",
    SessionState.IN_WRITING: "warn",
}


def when(session):
    """Return when the session is, in words: the moment, or the month that is expected."""
    if session.start_at:
        return long_datetime(session.start_at)
    if session.expected_month:
        month = session.expected_month
        return _("month %(month)s/%(year)s, expected") % {"month": month.month, "year": month.year}
    return "–"


def deadline_lines(session, now):
    """Return until when people register, and how many days that leaves."""
    if session.closes_at is None:
        return ["–"]
    lines = [f"{local(session.closes_at):%H:%M}, {long_date(session.closes_at)}"]
    left = days_left(session.closes_at, now)
    if session.state in UPCOMING_SESSIONS:
        lines.append(days_left_words(left))
    if session.moved_closes_at:
        lines.append(_("moved by the office"))
    return lines


def days_left_words(left):
    """Return "còn 5 ngày", "hôm nay là ngày cuối" or "đã hết hạn"."""
    if left < 0:
        return _("the deadline has passed")
    if left == 0:
        return _("today is the last day")
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}


def count_work(user, sessions):
    """
    Set on each session how many sheets and questions the user may see of it, and how many of the
    questions are answered. Two queries, whatever the number.
    """
    keys = [session.pk for session in sessions]
    sheets = dict(
        visible_registrations(user)
        .filter(session__in=keys)
        .order_by()
        .values_list("session")
        .annotate(number=Count("pk"))
    )
    answered = Count("pk", filter=Q(state=QuestionState.ANSWERED))
    questions = {
        key: (number, done)
        for key, number, done in visible_questions(user)
        .filter(registration__session__in=keys)
        .order_by()
        .values_list("registration__session")
        .annotate(number=Count("pk"), answered=answered)
    }
    for session in sessions:
        session.sheets_seen = sheets.get(session.pk, 0)
        session.questions_seen, session.answered_seen = questions.get(session.pk, (0, 0))


class SessionFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=SessionState.choices)
    year = django_filters.ChoiceFilter(
        label=gettext_lazy("Year"),
        field_name="sort_at",
        lookup_expr="year",
        choices=lambda: [
            (day.year, str(day.year))
            for day in SessionPage.objects.exclude(sort_at=None).datetimes(
                "sort_at", "year", "DESC"
            )
        ],
    )

    class Meta:
        model = SessionPage
        fields = []


class SessionList(OfficeListing):
    """Sessions to come, the next one first; then the others, newest first."""

    roles = PREPARE_PAGES
    model = SessionPage
    page_title = gettext_lazy("Sessions")
    header_icon = "group"
    index_url_name = "dialogue_desk:sessions"
    index_results_url_name = "dialogue_desk:sessions_results"
    filterset_class = SessionFilterSet

    @cached_property
    def columns(self):
        shown = [
            LinkColumn(
                "title",
                label=gettext_lazy("Session"),
                get_url=lambda row: reverse("dialogue_desk:session", args=[row.pk]),
                note=lambda row: f"{when(row)} · {row.place}",
            ),
            BadgeColumn(
                "state",
                label=gettext_lazy("State"),
                accessor="get_state_display",
                tone=lambda row: TONES[SessionState(row.state)],
            ),
            TextColumn(
                "closes_at",
                label=gettext_lazy("Registration until"),
                lines=lambda row: deadline_lines(row, timezone.now()),
            ),
        ]
        if not holds(self.request.user, READ_ALL):
            return shown
        return [
            *shown,
            TextColumn(
                "sheets", label=gettext_lazy("Sheets"), lines=lambda row: [str(row.sheets_seen)]
            ),
            TextColumn(
                "questions",
                label=gettext_lazy("Questions answered"),
                lines=lambda row: [f"{row.answered_seen}/{row.questions_seen}"],
            ),
        ]

    def get_base_queryset(self):
        coming = Case(When(state__in=UPCOMING_SESSIONS, then=Value(0)), default=Value(1))
        return SessionPage.objects.annotate(coming=coming).order_by(
            "coming", Case(When(coming=0, then=F("sort_at"))), "-sort_at", "-pk"
        )

    def decorate(self, rows):
        if holds(self.request.user, READ_ALL):
            count_work(self.request.user, rows)


class SessionView(WagtailAdminTemplateMixin, View):
    """One session: its facts, the work on it, what can be done now, and what was done."""

    template_name = "dialogue/desk/office/session.html"
    header_icon = "group"
    page_title = gettext_lazy("Session")
    breadcrumbs_items = [HOME]

    def dispatch(self, request, *args, **kwargs):
        if not holds(request.user, PREPARE_PAGES):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def session(self):
        session = SessionPage.objects.filter(pk=self.kwargs["pk"]).first()
        if session is None:
            raise Http404
        return session

    def get_page_subtitle(self):
        return self.session.title

    def get_breadcrumbs_items(self):
        sessions = {"url": reverse("dialogue_desk:sessions"), "label": _("Sessions")}
        return [*self.breadcrumbs_items, sessions, {"url": "", "label": self.session.title}]

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def papers(self):
        """Return the session's papers, and the kinds that each of its sheets has."""
        if not may_handle_papers(self.request.user, self.session):
            return {}
        sheets = [
            (kind.label, reverse("dialogue_desk:session_papers", args=[self.session.pk, kind.name]))
            for kind in kinds_of_sheets()
        ]
        return {"papers": groups_about(self.session, self.request.user), "papers_of_sheets": sheets}

    def get_context_data(self, **kwargs):
        user = self.request.user
        counts = holds(user, READ_ALL)
        if counts:
            count_work(user, [self.session])
        return super().get_context_data(
            session=self.session,
            tone=TONES[SessionState(self.session.state)],
            when=when(self.session),
            deadline=deadline_lines(self.session, timezone.now()),
            counts=counts,
            verbs=verbs_for(user, self.session),
            can_edit=self.session.permissions_for_user(user).can_edit(),
            log=log_of(self.session),
            **self.papers(),
            **kwargs,
        )
