"""The form for a sheet that came on paper, by e-mail, by phone or at the session."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from ..deadlines import ZONE
from ..models import Consent, SessionPage
from ..states import UPCOMING_SESSIONS, Channel, SessionState
from .official_form import OfficialForm

STAFF_CHANNELS = [c for c in Channel if c != Channel.WEB]
AT_THE_SESSION = UPCOMING_SESSIONS | {SessionState.HELD, SessionState.POSTPONED}
MOST_SESSIONS = 8
FORMAT = "%d/%m/%Y %H:%M"


def now_here():
    """Return now in the site's zone, to the minute, as the field shows it."""
    return timezone.now().astimezone(ZONE).replace(second=0, microsecond=0)


class StaffSheetForm(OfficialForm):
    """
    The official fields with what the office knows besides. A sheet on paper may lack a phone; then
    it needs an address, so that the sender can be reached at all.
    """

    needed = frozenset({"full_name", "session", "part"})

    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(c.value, c.label) for c in STAFF_CHANNELS],
        widget=forms.RadioSelect,
        initial=Channel.COUNTER.value,
    )
    received_at = forms.DateTimeField(
        label=_("Received at"),
        help_text=_("Day and time at which it reached the office, as the stamp on it says."),
        input_formats=[FORMAT, "%H:%M %d/%m/%Y", "%Y-%m-%dT%H:%M"],
        widget=AdminDateTimeInput(format=FORMAT),
    )
    consent_publish = forms.BooleanField(
        label=_("The sender agrees that name or locality may be published with the answer."),
        required=False,
    )
    consent_contact = forms.BooleanField(
        label=_("The sender agrees to be contacted later about the dialogue."), required=False
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    PURPOSES = {
        "consent_publish": Consent.Purpose.PUBLISH_NAME,
        "consent_contact": Consent.Purpose.CONTACT_LATER,
    }
    field_order = ["channel", "received_at"]

    def clean_received_at(self):
        moment = self.cleaned_data["received_at"]
        if moment > timezone.now():
            raise ValidationError(_("This lies in the future."))
        return moment

    def clean(self):
        data = super().clean()
        reachable = data.get("phone") or data.get("village") or data.get("other_place")
        if not reachable and not (self.errors.keys() & {"phone", "village", "other_place"}):
            self.add_error("phone", _("Give a phone, or the village or place for a letter."))
        return data

    def to_sheet(self):
        sheet = super().to_sheet()
        sheet.consents = frozenset(
            purpose for name, purpose in self.PURPOSES.items() if self.cleaned_data[name]
        )
        return sheet


def sessions_for_entry():
    """Return the live sessions that a sheet entered now can be for, the next ones first."""
    sessions = SessionPage.objects.live().filter(state__in=AT_THE_SESSION)
    return sorted(sessions.newest_first()[:MOST_SESSIONS], key=lambda session: session.sort_at)
