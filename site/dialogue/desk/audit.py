"""The log of restricted and refused sheets: to read, never to change."""

import django_filters
from django.contrib.auth import get_user_model
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from ..models import AuditEntry
from ..models.audit import AuditAction
from ..permissions import READ_AUDIT, reads_restricted
from ..vietnamese import local
from .listing import BadgeColumn, OfficeListing, TextColumn
from .people import person

TONES = {
    AuditAction.READ_RESTRICTED: "warn",
    AuditAction.REFUSE: "quiet",
    AuditAction.RESTRICT: "bad",
    AuditAction.EXPORT: "info",
    AuditAction.FORGET: "info",
}


def reason_for(entry, named):
    """
    Return the reason as its reader may see it: what was written about a sheet may name the sender
    of a denunciation, so it is for the persons ``named`` for restricted sheets.
    """
    of_no_sheet = entry.action == AuditAction.FORGET
    return entry.reason if named or of_no_sheet else ""


class PersonFilter(django_filters.ModelChoiceFilter):
    """A choice of people by their names in Vietnamese order."""

    class PersonField(django_filters.fields.ModelChoiceField):
        def label_from_instance(self, user):
            return person(user)

    field_class = PersonField


def _acted(request):
    User = get_user_model()
    return User.objects.filter(pk__in=AuditEntry.objects.values("user")).order_by("first_name")


class AuditFilterSet(WagtailFilterSet):
    action = django_filters.ChoiceFilter(label=_("What was done"), choices=AuditAction.choices)
    user = PersonFilter(label=_("By"), queryset=_acted)
    since = django_filters.DateFilter(
        field_name="at", lookup_expr="date__gte", label=pgettext_lazy("day", "From")
    )
    until = django_filters.DateFilter(
        field_name="at", lookup_expr="date__lte", label=pgettext_lazy("day", "To")
    )

    class Meta:
        model = AuditEntry
        fields = []


class AuditList(OfficeListing):
    """Newest first. The search takes a register number."""

    roles = READ_AUDIT
    model = AuditEntry
    page_title = _("Log of restricted and refused sheets")
    header_icon = "history"
    index_url_name = "dialogue_desk:audit"
    index_results_url_name = "dialogue_desk:audit_results"
    filterset_class = AuditFilterSet
    introduction = _(
        "Who opened a restricted sheet, who restricted or refused one, who exported or "
        "deleted personal data. "
        "Nobody can change these lines."
    )

    @cached_property
    def columns(self):
        named = reads_restricted(self.request.user)
        return [
            TextColumn("at", label=_("At"), lines=lambda row: [f"{local(row.at):%H:%M %d/%m/%Y}"]),
            TextColumn("user", label=_("By"), lines=lambda row: [person(row.user)]),
            BadgeColumn(
                "action",
                label=_("What was done"),
                accessor="get_action_display",
                tone=lambda row: TONES.get(row.action, "info"),
            ),
            TextColumn("subject", label=_("Record"), lines=lambda row: [row.subject]),
            TextColumn("reason", label=_("Reason"), lines=lambda row: [reason_for(row, named)]),
        ]

    def get_base_queryset(self):
        return AuditEntry.objects.select_related("user")

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return queryset.filter(subject__icontains=self.search_query.strip())
