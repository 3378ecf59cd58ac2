"""The small forms on a paper's page. The actions check once more."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from .. import signed_copy
from ..models import OfficialDocument, PaperBatch
from .blanks import name_blanks
from .forms import DATES, long_text

Verb = OfficialDocument.Verb


class PaperForm(forms.Form):
    """The version of the document that the person saw; 0 while there is none."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, document, **kwargs):
        started = {"version": document.version if document else 0} | self.start(document)
        super().__init__(*args, initial=started, **kwargs)
        name_blanks(self)

    def start(self, document):
        """Return the values that the form begins with."""
        return {}

    def given(self):
        """Return what the action takes, by name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def show(self, error):
        """Show a ``ValidationError`` of the action at the fields it speaks of."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            known = name in self.fields and name != NON_FIELD_ERRORS
            self.add_error(name if known else None, errors)

    def show_conflict(self, version):
        """Carry the new version, so that sending again is the person's own decision."""
        self.data = self.data.copy()
        self.data["version"] = version


class NumberForAllForm(forms.Form):
    """One number and date for all papers of a kind that have none yet."""

    number = forms.CharField(
        label=_("Number"),
        max_length=20,
        help_text=_("Only the number, such as 98a; the symbol is added by itself."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    issued_on = forms.DateField(
        label=_("Date on the paper"),
        input_formats=DATES,
        widget=AdminDateInput(format="%d/%m/%Y"),
    )

    show = PaperForm.show


class RecordNumberForm(PaperForm):
    number = forms.CharField(
        label=_("Number"),
        max_length=20,
        required=False,
        help_text=_("Only the number, such as 98a; the symbol is added by itself."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    issued_on = forms.DateField(
        label=_("Date on the paper"),
        required=False,
        input_formats=DATES,
        widget=AdminDateInput(format="%d/%m/%Y"),
    )
    signing_for = forms.CharField(
        label=_("Signing authority and title"),
        required=False,
        max_length=500,
        help_text=_("One on each line, as on paper."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signer = forms.CharField(label=_("Signer"), max_length=100, required=False)

    def __init__(self, *args, commune, **kwargs):
        self.commune = commune
        super().__init__(*args, **kwargs)

    def start(self, document):
        own = document is not None and document.signing_for
        return {
            "number": document.number if document else "",
            "issued_on": document.issued_on if document else None,
            "signing_for": document.signing_for if own else self.commune.signing_for,
            "signer": document.signer if own else self.commune.signer,
        }


class KeepSignedForm(PaperForm):
    file = forms.FileField(
        label=_("Signed and sealed copy (PDF)"),
        help_text=_("At most 20 MB. It is kept as it is, byte for byte."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        allow_empty_file=True,
    )

    def clean_file(self):
        """Refuse by its size what need not be read at all."""
        file = self.cleaned_data["file"]
        if problem := signed_copy.size_problem(file.size):
            raise ValidationError(problem)
        return file

    def given(self):
        return {"content": self.cleaned_data["file"].read()}


class RenewForm(PaperForm):
    reason = long_text(_("Why a new one is needed"), rows=3)


class PublishForm(PaperForm):
    pass


class UnpublishForm(PaperForm):
    reason = long_text(_("Why it is taken down"), rows=3)


FORMS = {
    Verb.RECORD_NUMBER: RecordNumberForm,
    Verb.KEEP_SIGNED: KeepSignedForm,
    Verb.RENEW: RenewForm,
    Verb.PUBLISH: PublishForm,
    Verb.UNPUBLISH: UnpublishForm,
}


class PrintForm(forms.Form):
    """In which form many papers are wanted, and why."""

    form = forms.ChoiceField(
        label=_("As"),
        choices=PaperBatch.Form.choices,
        initial=PaperBatch.Form.PDF,
        widget=forms.RadioSelect,
    )
    reason = long_text(
        _("What for"),
        rows=2,
        help_text=_("The papers name people: who prints them is kept in the log, with the reason."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_blanks(self)

    def show(self, error):
        """Show a ``ValidationError`` of the action at the fields it speaks of."""
        for name, errors in getattr(error, "error_dict", {None: error}).items():
            self.add_error(name if name in self.fields else None, errors)


class PrintKindsForm(PrintForm):
    """Besides, of which kinds. ``kinds`` are (name, label) to choose from."""

    kinds = forms.MultipleChoiceField(
        label=_("Which papers"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    field_order = ["kinds", "form", "reason"]

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kinds
        # Asked for only if a chosen kind names people: the action says so.
        self.fields["reason"].required = False
