"""Answers at the desk: drafts beside published ones, and which of them wait for me."""

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page, TaskState, WorkflowState

from ..models import AnswerPage, Department, SessionPage, Topic
from ..permissions import PREPARE_PAGES, visible_questions
from .listing import BadgeColumn, LinkColumn, OfficeListing, TextColumn

DRAFT, IN_REVIEW, LIVE, CHANGED = "draft", "in_review", "live", "changed"
STATUSES = [
    (IN_REVIEW, gettext_lazy("Waiting for approval")),
    (DRAFT, gettext_lazy("Draft")),
    (LIVE, gettext_lazy("Published")),
    (CHANGED, gettext_lazy("Published, with unpublished changes")),
]
TONES = {DRAFT: "quiet", IN_REVIEW: "warn", LIVE: "good", CHANGED: "info"}


def _running_review():
    """Return the workflows in progress of the page that an outer query is about."""
    return WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )


def waiting_for(user):
    """Return the ids of the answers that ``user`` may approve now (a few queries)."""
    states = TaskState.objects.reviewable_by(user).filter(
        revision__base_content_type=ContentType.objects.get_for_model(Page)
    )
    pages = [int(key) for key in states.values_list("revision__object_id", flat=True)]
    # Nobody approves what they prepared (SecondPersonTask).
    others = AnswerPage.objects.filter(pk__in=pages).exclude(prepared_by=user)
    return set(others.values_list("pk", flat=True))


def status_of(answer):
    """Return where an answer stands; ``answer.reviewing`` is set by the list."""
    if answer.reviewing:
        return IN_REVIEW
    if not answer.live:
        return DRAFT
    return CHANGED if answer.has_unpublished_changes else LIVE


class AnswerFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=STATUSES, method="filter_status"
    )
    mine = django_filters.ChoiceFilter(
        label=gettext_lazy("Waiting for me"),
        choices=[("1", gettext_lazy("Only what I can approve"))],
        method="filter_mine",
    )
    topic = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Topic"), queryset=Topic.objects.all()
    )
    department = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Department"), queryset=Department.objects.all()
    )
    session = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Session"), queryset=SessionPage.objects.newest_first()
    )

    class Meta:
        model = AnswerPage
        fields = []

    def filter_status(self, queryset, name, value):
        if value == IN_REVIEW:
            return queryset.filter(reviewing=True)
        queryset = queryset.filter(reviewing=False)
        if value == DRAFT:
            return queryset.filter(live=False)
        return queryset.filter(live=True, has_unpublished_changes=value == CHANGED)

    def filter_mine(self, queryset, name, value):
        return queryset.filter(pk__in=waiting_for(self.request.user))


class AnswerList(OfficeListing):
    """All answers, drafts included; what waits for approval comes first, then the newest."""

    roles = PREPARE_PAGES
    model = AnswerPage
    page_title = gettext_lazy("Answers")
    header_icon = "openquote"
    index_url_name = "dialogue_desk:answers"
    index_results_url_name = "dialogue_desk:answers_results"
    filterset_class = AnswerFilterSet
    columns = [
        LinkColumn(
            "title",
            label=gettext_lazy("Answer"),
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.pk]),
            accessor="draft_title",
            note=lambda row: Truncator(row.question_text).chars(140),
        ),
        BadgeColumn(
            "status",
            label=gettext_lazy("Status"),
            accessor=lambda row: dict(STATUSES)[status_of(row)],
            tone=lambda row: TONES[status_of(row)],
        ),
        TextColumn(
            "about",
            label=gettext_lazy("Topic and department"),
            lines=lambda row: [row.topic.name, row.department.name],
        ),
        TextColumn(
            "session",
            label=gettext_lazy("Session"),
            lines=lambda row: [
                row.session.title if row.session else "",
                f"{row.answered_on:%d/%m/%Y}",
            ],
        ),
        TextColumn(
            "questions",
            label=gettext_lazy("Questions"),
            lines=lambda row: [str(row.questions_seen or ""), row.turn],
        ),
    ]

    def get_base_queryset(self):
        return (
            AnswerPage.objects.select_related("topic", "department", "session")
            .annotate(reviewing=Exists(_running_review()))
            .order_by("-reviewing", "live", "-answered_on", "-pk")
        )

    def decorate(self, rows):
        pages = [row.pk for row in rows]
        seen = visible_questions(self.request.user).filter(answer_page__in=pages)
        counts = dict(seen.order_by().values_list("answer_page").annotate(number=Count("pk")))
        mine = waiting_for(self.request.user)
        for row in rows:
            row.questions_seen = counts.get(row.pk, 0)
            row.turn = _("waits for your approval") if row.pk in mine else ""
