"""What the templates of papers need."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()

# "151/2025/NĐ-CP": with a hyphen or a slash inside, and short enough to fit any line of a text.
_SYMBOL = re.compile(r"(?<!\S)(?=\S{3,40}(?!\S))\S*\w[-/]\w\S*")


@register.filter
def whole(text):
    """
    Keep numbers and symbols of documents on one line.

    A hyphen at the end of a line is taken for a divided word by programs that read a PDF: they
    drop it, and "NĐ-CP" is not found any more.
    """
    parts, end = [], 0
    for found in _SYMBOL.finditer(text := str(text)):
        parts.append(conditional_escape(text[end : found.start()]))
        parts.append(f'<span class="whole">{conditional_escape(found.group())}</span>')
        end = found.end()
    parts.append(conditional_escape(text[end:]))
    # Every part of it was escaped above.
    return mark_safe("".join(parts))  # noqa: S308
