"""What the desk's forms say of a choice that isn't made yet."""

from django import forms
from django.utils.translation import gettext_lazy as _

CHOOSE = _("— Choose —")
REQUIRED = forms.Field.default_error_messages["required"]


def name_blanks(form):
    """
    Let the fields of ``form`` ask to choose: "required" says nothing of a list or a file, and a
    row of dashes nothing at all. What a field says in words of its own stays.
    """
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
            field.empty_label = CHOOSE
        if field.error_messages["required"] != REQUIRED:
            continue
        if isinstance(field, forms.FileField):
            field.error_messages["required"] = _("Choose a file.")
        elif isinstance(field, forms.ChoiceField):
            field.error_messages["required"] = _("Choose one of these.")
