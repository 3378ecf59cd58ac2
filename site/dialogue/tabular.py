"""Tables as CSV (RFC 4180) that spreadsheets open as they are meant."""

import csv
import io
import re

# Spreadsheets reckon what begins so, whatever stands in quotes (OWASP, CSV injection).
_FORMULA = re.compile(r"\s*[=+\-@\t\r]|\s*[＝＋－＠]")
# Digits with a zero or plus in front: a phone or a file number, no amount.
_NUMBER_AS_TEXT = re.compile(r"[0+][\d .]+")
BYTE_ORDER_MARK = "\ufeff"


def cell(value):
    """
    Return a value as it may stand in a cell: numbers as they are, None as nothing.

    A text that a spreadsheet would reckon, or of which it would drop the zero in front, gets an
    apostrophe before it: it then stays text.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    if _FORMULA.match(text) or _NUMBER_AS_TEXT.fullmatch(text):
        return f"'{text}"
    return text


def csv_text(header, rows):
    """Return a table as text, with the mark by which Excel knows UTF-8."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([cell(name) for name in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()
