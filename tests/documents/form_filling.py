"""The form as people fill it in: fields that editors add, and programs that write into PDFs."""

from dialogue.models.pages.registration import RegistrationFormField


def add_field(page, label, kind="singleline", choices="", **more):
    """Add an editor's field to a form."""
    return RegistrationFormField.objects.create(
        page=page, label=label, field_type=kind, choices=choices, required=False, **more
    )
