"""
The fields of the official form (Phiếu đăng ký tham gia đối thoại), for the web and for the desk.

The labels are the official form's own (``documents.wording``). ``OfficialForm`` holds every rule
about what may be written in a field. What must be filled is ``needed``; a way in that asks for less
(a letter without a phone) names fewer.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..actions.register import Sheet
from ..documents import wording
from ..models import Village
from ..states import ApplicantKind
from . import offers
from .fields import CleanEmail, CleanLine, CleanText, PhoneField

OTHER_PLACE = "other"
LONGEST_PART = 10_000
# What is needed, and the two fields of which either gives it.
PAIRS = {"place": ("village", "other_place"), "part": ("part_1", "part_2")}


class OfficialForm(forms.Form):
    """
    One sheet as it is filled in.

    :param sessions: the sessions to choose from; one alone is chosen from the start
    :param commune: ``CommuneSettings``, from which commune and province are filled in beforehand
    """

    # "place": a village or another place; "part": at least one of the two parts.
    needed = frozenset({"full_name", "phone", "place", "commune", "province", "session", "part"})

    field_order = ["session"]

    applicant_kind = forms.ChoiceField(
        label=_("Registers as"),
        choices=ApplicantKind.choices,
        initial=ApplicantKind.PERSON,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether a person or an organisation registers."),
            "invalid_choice": _("Choose whether a person or an organisation registers."),
        },
    )
    full_name = CleanLine(
        label=wording.FULL_NAME.removesuffix(" ¹:"),
        help_text=wording.FOOTNOTES[0].removeprefix("¹ ") + ".",
        max_length=120,
        error_messages={"required": _("Write your full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation_name = CleanLine(
        label=_("Name of the organisation or business"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "placeholder": " "}),
    )
    guardian_name = CleanLine(
        label=_("Representative's full name, if you are under 16"),
        help_text=_("Father, mother or guardian. This name is never published."),
        max_length=120,
        required=False,
    )
    phone = PhoneField(
        label=wording.PHONE.removesuffix(":"),
        help_text=_("For example 0912 345 678; a landline with its area code."),
        error_messages={
            "required": _("Write a phone number at which the office can reach you."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    house = CleanLine(
        label=pgettext_lazy("address", "House number, street, hamlet"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    village = forms.ChoiceField(
        label=pgettext_lazy("address", "Village"),
        required=False,
        error_messages={
            "invalid_choice": _("Choose a village from the list, or “Other place”."),
        },
    )
    other_place = CleanLine(
        label=pgettext_lazy("address", "Other place"),
        help_text=_("Write here if your village isn't in the list."),
        max_length=150,
        required=False,
    )
    commune = CleanLine(
        label=pgettext_lazy("address", "Commune"),
        max_length=100,
        error_messages={"required": _("Write the commune or ward of your address.")},
    )
    province = CleanLine(
        label=pgettext_lazy("address", "Province"),
        max_length=100,
        error_messages={"required": _("Write the province or city of your address.")},
    )
    email = CleanEmail(
        label=f"{wording.EMAIL} {wording.EMAIL_HINT}".removesuffix(":"),
        max_length=254,
        required=False,
        error_messages={
            "invalid": _(
                "Write the e-mail address in full, such as ten@example.vn, or leave it blank."
            )
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    session = forms.ChoiceField(
        label=_("Session to register for"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the session to register for."),
            "invalid_choice": _(
                "The session you chose no longer takes registrations. Choose another one."
            ),
        },
    )
    part_1 = CleanText(
        label=f"{wording.PART_1} {wording.PART_1_HINT}",
        max_length=LONGEST_PART,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    part_2 = CleanText(
        label=f"{wording.PART_2} {wording.PART_2_HINT}",
        max_length=LONGEST_PART,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    SHORT_LABELS = {"part_1": _("Part 1"), "part_2": _("Part 2")}
    address_label = f"{wording.ADDRESS} {wording.ADDRESS_HINT}"
    parts_label = wording.REGISTERS

    def __init__(self, *args, sessions=(), commune=None, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        # Browsers would ask in their own language and hide our summary of errors.
        self.use_required_attribute = False
        self.sessions = {str(session.pk): session for session in sessions}
        self.villages = {str(v.pk): v for v in Village.objects.filter(active=True)}
        for name in ("full_name", "phone", "commune", "province", "session"):
            self.fields[name].required = name in self.needed
        if commune is not None:
            self.fields["commune"].initial = commune.name
            self.fields["province"].initial = commune.province
        self._offer_villages()
        self._mark_pairs()
        self._offer_sessions()

    def short_label(self, field):
        """Return the name of a bound field for a list of errors: the parts' labels are long."""
        return self.SHORT_LABELS.get(field.name) or field.label.rstrip("?: ")

    def _mark_pairs(self):
        """Say at both fields of a pair that one of them is needed, or at the one that is left."""
        for need, pair in PAIRS.items():
            there = [self.fields[name] for name in pair if name in self.fields]
            for field in there if need in self.needed else ():
                field.mark = _("(one of the two required)") if len(there) > 1 else _("(required)")

    def _offer_villages(self):
        if not self.villages:
            del self.fields["village"]
            self.fields["other_place"].label = self.base_fields["village"].label
            self.fields["other_place"].help_text = ""
            return
        self.fields["village"].choices = [
            ("", _("— Choose a village —")),
            *((pk, village.name) for pk, village in self.villages.items()),
            (OTHER_PLACE, _("Other place (write it below)")),
        ]

    def _offer_sessions(self):
        field = self.fields["session"]
        field.choices = [(pk, offers.label(session)) for pk, session in self.sessions.items()]
        if len(self.sessions) == 1:
            field.initial = next(iter(self.sessions))

    def clean(self):
        data = super().clean()
        self._check_organisation(data)
        if "place" in self.needed:
            self._check_place(data)
        if "part" in self.needed:
            self._check_parts(data)
        return data

    def _check_parts(self, data):
        parts = ("part_1", "part_2")
        if not any(name in self.errors or data.get(name) for name in parts):
            self.add_error("part_1", _("Write what you register in part 1, in part 2, or in both."))

    def _check_organisation(self, data):
        if "organisation_name" not in data:
            return
        kind, name = data.get("applicant_kind"), data["organisation_name"]
        if kind == ApplicantKind.ORGANISATION and not name:
            self.add_error(
                "organisation_name", _("Write the name of the organisation or business.")
            )
        if kind == ApplicantKind.PERSON and name:
            self.add_error(
                "applicant_kind",
                _(
                    "You wrote the name of an organisation: choose “Organisation or business”,"
                    " or delete that name."
                ),
            )

    def _check_place(self, data):
        if "other_place" not in data or "village" in self.errors:
            return
        if data["other_place"] or data.get("village") in self.villages:
            return
        if "village" in self.fields and data.get("village") != OTHER_PLACE:
            self.add_error("village", _("Choose your village from the list, or “Other place”."))
        else:
            self.add_error("other_place", _("Write the name of the place where you live."))

    def to_sheet(self):
        """Return the filled form as a ``Sheet``; call it on a valid form only."""
        data = self.cleaned_data
        same = (
            "applicant_kind", "full_name", "organisation_name", "guardian_name", "phone", "house",
            "other_place", "commune", "province", "email", "part_1", "part_2",
        )  # fmt: skip
        return Sheet(
            **{name: data[name] for name in same},
            village=self.villages.get(data.get("village", "")),
            session=self.sessions.get(data["session"]),
        )
