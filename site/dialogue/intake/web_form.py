"""The form of a registration page: the official fields, then the editor's own, then consents."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from ..models import Consent
from .fields import CleanedField, CleanEmail, CleanLine, CleanText
from .official_form import LONGEST_PART, OfficialForm

# No official field begins like this, so an editor's field can never take its place.
EXTRA = "extra-"
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]


class WebForm(OfficialForm):
    """What a person fills in online. ``extra_names`` are set by ``ExtraFields``."""

    extra_names = ()

    consent_publish = forms.BooleanField(
        label=_("I agree that my name or locality may be published with the answer."),
        required=False,
    )
    consent_contact = forms.BooleanField(
        label=_("I agree to be contacted later about the dialogue."), required=False
    )
    # A trap: people don't see it, programs fill it in. Its name tempts them.
    website = forms.Field(
        label=_("Leave this blank"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    PURPOSES = {
        "consent_publish": Consent.Purpose.PUBLISH_NAME,
        "consent_contact": Consent.Purpose.CONTACT_LATER,
    }

    @property
    def extra_fields(self):
        return [self[name] for name in self.extra_names]

    @property
    def typed(self):
        """What was written in words, as (label, text): what a person would hate to lose."""
        fields = [self[name] for name, f in self.fields.items() if isinstance(f, CleanedField)]
        return [(field.label, field.value()) for field in fields if field.value()]

    @property
    def trapped(self):
        """Whether the field that people don't see was filled."""
        return bool(self.data.get(self.add_prefix("website")))

    def to_sheet(self):
        sheet = super().to_sheet()
        sheet.extra = [
            {
                "label": str(self.fields[name].label),
                "value": in_words(self.cleaned_data.get(name)),
            }
            for name in self.extra_names
        ]
        sheet.consents = frozenset(
            purpose for name, purpose in self.PURPOSES.items() if self.cleaned_data.get(name)
        )
        return sheet


def in_words(value):
    """Return an answer as text to keep: dates as 05/01/2026, ticks as yes or no, lists joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _now("yes") if value else _now("no")
    if isinstance(value, datetime):
        return f"{value:%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)


class ExtraFields(FormBuilder):
    """Builds ``WebForm`` with an editor's fields. Their text is cleaned like all other text."""

    def create_singleline_field(self, field, options):
        return CleanLine(max_length=255, **options)

    def create_multiline_field(self, field, options):
        return CleanText(
            max_length=LONGEST_PART, widget=forms.Textarea(attrs={"rows": 5}), **options
        )

    def create_hidden_field(self, field, options):
        return CleanLine(max_length=255, widget=forms.HiddenInput, **options)

    def create_email_field(self, field, options):
        return CleanEmail(max_length=254, **options)

    def create_number_field(self, field, options):
        return forms.DecimalField(max_digits=20, **options)

    def create_date_field(self, field, options):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(input_formats=DATE_FORMATS, widget=widget, **options)

    def create_datetime_field(self, field, options):
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        formats = [f"{day} %H:%M" for day in DATE_FORMATS]
        return forms.DateTimeField(input_formats=formats, widget=widget, **options)

    def create_dropdown_field(self, field, options):
        choices = [("", _("— Choose —")), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(choices=choices, **options)

    def get_field_options(self, field):
        options = super().get_field_options(field)
        options["error_messages"] = {"required": _("Please answer this.")}
        return options

    @property
    def formfields(self):
        return {EXTRA + name: field for name, field in super().formfields.items()}

    def get_form_class(self):
        fields = self.formfields
        return type("PageForm", (WebForm,), {**fields, "extra_names": tuple(fields)})
