"""The fields of a registration page's form, described for paper in the form's own words."""

import hashlib
import json

from django import forms

EXTRA_PREFIX = "extra-"
# Nothing to fill in: the trap, what a page sends along unseen.
NOT_ON_PAPER = frozenset({"website"})
ROWS_OF_TEXT = 3
# Choices that stand for records: on paper their words are the value, which outlives the record.
BY_WORDS = frozenset({"village"})


def kind_of(field):
    """Return how a form field looks on paper: line, text, tick, ticks, radio, choice or unseen."""
    widget = field.widget
    if isinstance(widget, forms.HiddenInput):
        return "unseen"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.SelectMultiple):
        return "ticks"
    if isinstance(widget, forms.RadioSelect):
        return "radio"
    if isinstance(widget, forms.Select):
        return "choice"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "text" if isinstance(widget, forms.Textarea) else "line"


def _hint(field):
    if isinstance(field, forms.DateTimeField):
        return "ngày/tháng/năm giờ:phút"
    if isinstance(field, forms.DateField):
        return "ngày/tháng/năm"
    return str(field.help_text)


def _options(name, field):
    return [
        {"value": str(label if name in BY_WORDS and value else value), "label": str(label)}
        for value, label in getattr(field, "choices", ())
        if value != ""
    ]


def describe(name, field):
    """Return one form field as plain data for a template."""
    return {
        "name": name,
        "label": str(field.label),
        "hint": _hint(field),
        "kind": kind_of(field),
        "required": bool(field.required),
        "options": _options(name, field),
    }


def described(fields):
    """
    Return what people fill in, by name and in order.

    :param fields: form fields by name, of a form or of its class
    """
    found = [describe(name, field) for name, field in fields.items() if name not in NOT_ON_PAPER]
    return {entry["name"]: entry for entry in found if entry["kind"] != "unseen"}


def extra_fields(fields):
    """Return the editor's own fields among ``described`` ones."""
    return [entry for name, entry in fields.items() if name.startswith(EXTRA_PREFIX)]


def form_version(form_page):
    """
    Return the mark of the form's edition: six signs that change when a field or its words change.

    Sessions and villages come and go without making it another form.
    """
    fields = described(form_page.get_form_class().base_fields)
    words = [
        [e["name"], e["label"], e["hint"], e["kind"], e["required"]]
        + ([e["options"]] if e["name"].startswith(EXTRA_PREFIX) else [])
        for e in fields.values()
    ]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:6]
