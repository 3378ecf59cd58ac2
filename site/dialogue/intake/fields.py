"""Form fields that take what people type: cleaned, never cut, refused in words they can act on."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from ..vietnamese import clean, clean_line, number, phone_e164

# NUL, halves of characters, and the sign that stands for bytes which couldn't be read.
DAMAGED = re.compile("[\x00\ud800-\udfff\ufffd]")
# Errors whose sentence could be about any field.
NAMELESS_CODES = frozenset({"max_length", "damaged"})


class LengthLimit(MaxLengthValidator):
    """Says how long a text is and how long it may be, with the numbers as people write them."""

    message = _("This is too long: %(written)s characters, at most %(most)s. Please shorten it.")

    def __call__(self, value):
        if len(value) > self.limit_value:
            numbers = {"written": number(len(value)), "most": number(self.limit_value)}
            raise ValidationError(self.message, code=self.code, params=numbers)


def refuse_damaged(value):
    """
    :raises ValidationError: when ``value`` holds characters that got lost on the way
    """
    if DAMAGED.search(value):
        raise ValidationError(
            _("Some characters arrived damaged. Delete them and type them again."), code="damaged"
        )


class CleanedField:
    """Mixin for text fields: ``tidy`` what was typed; name the limit instead of cutting at it."""

    tidy = staticmethod(clean_line)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.validators = [
            LengthLimit(v.limit_value) if isinstance(v, MaxLengthValidator) else v
            for v in self.validators
        ]

    def widget_attrs(self, widget):
        # With maxlength a browser silently drops the end of what is pasted.
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value):
        value = super().to_python(value)
        refuse_damaged(value)
        return self.tidy(value)


class CleanLine(CleanedField, forms.CharField):
    pass


class CleanText(CleanedField, forms.CharField):
    tidy = staticmethod(lambda text: clean(text).strip())


class CleanEmail(CleanedField, forms.EmailField):
    pass


class PhoneField(CleanLine):
    """A phone number; gives E.164, or blank."""

    default_error_messages = {
        "invalid": _(
            "This is no phone number. Write all of its digits, such as 0912 345 678, or with the"
            " area code, such as 024 3379 1827."
        )
    }

    def to_python(self, value):
        value = super().to_python(value)
        if not value:
            return ""
        try:
            return phone_e164(value)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
