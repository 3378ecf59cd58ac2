"""The list of sheets, and one sheet as it came in."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from ..models import Registration
from ..models.registration import LATE
from ..permissions import (
    ENTER_SHEETS,
    holds,
    may_handle_papers,
    may_withdraw_consents,
    reads_restricted,
    sees_contacts,
    visible_questions,
    visible_registrations,
)
from ..states import RegistrationState, Thing, Visibility
from .filters import RegistrationFilters
from .hints import complaint_hints
from .lists import DeskList, number_condition, phone_condition
from .paper_lines import groups_about
from .queue import alike, next_after
from .records import RecordView, registrations_for_desk
from .tables import registration_columns
from .timeline import timeline_of
from .verbs import offered

# Shorter than the names of the kinds: they stand on tabs.
SET_APART = {Visibility.QUARANTINED: _("Set aside"), Visibility.RESTRICTED: _("Restricted")}


def counted(sheets, user):
    """Add to each sheet how many questions it has, and whether one of them is overdue."""
    own = visible_questions(user).filter(registration=OuterRef("pk")).order_by()
    number = own.values("registration").annotate(n=Count("pk")).values("n")
    return sheets.annotate(
        number_of_questions=Coalesce(Subquery(number, output_field=IntegerField()), 0),
        overdue=Exists(own.overdue()),
    )


class RegistrationList(DeskList):
    model = Registration
    page_title = _("Registrations")
    header_icon = "form"
    index_url_name = "dialogue_desk:registrations"
    index_results_url_name = "dialogue_desk:registrations_results"
    filterset_class = RegistrationFilters
    verbose_name_plural = Registration._meta.verbose_name_plural

    def get_base_queryset(self):
        return counted(registrations_for_desk(self.request.user), self.request.user)

    @cached_property
    def columns(self):
        return registration_columns(sees_contacts(self.request.user))

    def get_number_conditions(self, query):
        phone = phone_condition(query) if sees_contacts(self.request.user) else None
        return [number_condition(query), phone]

    @cached_property
    def tabs(self):
        states = [
            (state.label, {"state": state.value}, Q(state=state)) for state in RegistrationState
        ]
        tabs = [(_("All"), {}, None), *states]
        unsplit = Q(state=RegistrationState.ACCEPTED, number_of_questions=0)
        tabs.insert(4, (_("Accepted, not yet split"), {"unsplit": "1"}, unsplit))
        tabs += [
            (_("Late"), {"late": "1"}, LATE),
            (_("With overdue questions"), {"overdue": "1"}, Q(overdue=True)),
        ]
        kinds = [Visibility.QUARANTINED] if sees_contacts(self.request.user) else []
        kinds += [Visibility.RESTRICTED] if reads_restricted(self.request.user) else []
        tabs += [
            (SET_APART[kind], {"visibility": kind.value}, Q(visibility=kind)) for kind in kinds
        ]
        return tabs

    @property
    def header_buttons(self):
        if not holds(self.request.user, ENTER_SHEETS):
            return []
        url = reverse("dialogue_desk:registration_add")
        return [HeaderButton(_("Enter a sheet"), url=url, icon_name="plus")]


class RegistrationDetail(RecordView):
    """The sheet as it came in, what was made of it, and what can be done now."""

    thing = Thing.REGISTRATION
    template_name = "dialogue/desk/registration.html"

    def get_page_title(self):
        return _("Sheet")

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        user, sheet = self.request.user, self.sheet
        contacts = sees_contacts(user)
        following = next_after(user, sheet) if contacts else None
        return super().get_context_data(
            verbs=offered(user, sheet),
            duplicate_of=visible_registrations(user).filter(pk=sheet.duplicate_of_id).first(),
            questions=visible_questions(user)
            .filter(registration=sheet)
            .select_related("registration", "topic", "department", "proposed_department")
            .order_by("ordinal"),
            consents=sheet.consents.order_by("purpose") if contacts else [],
            may_withdraw_consents=may_withdraw_consents(user, sheet),
            mails=sheet.mails.all() if contacts else [],
            alike=alike(user, sheet),
            hints=hints_for(sheet) if contacts and sheet.is_open else None,
            timeline=timeline_of(user, sheet),
            papers=groups_about(sheet, user) if may_handle_papers(user, sheet) else None,
            following=following,
            **kwargs,
        )


def hints_for(sheet):
    """Return the words that may mean a complaint or a denunciation, or None."""
    complaint, denunciation = complaint_hints(f"{sheet.part_1}\n{sheet.part_2}")
    if not complaint and not denunciation:
        return None
    return {"complaint": complaint, "denunciation": denunciation}
