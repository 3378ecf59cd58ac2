"""What a signed copy must be to be kept: a whole PDF that anybody can open."""

import hashlib
import io

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

# A scan of twenty pages in grey has some 10 MB.
MOST_BYTES = 20 * 1024 * 1024
MARK, END = b"%PDF-", b"%%EOF"
# Where the end stands: what signing programs put after it is short (ISO 32000-1, annex H.3).
TAIL = 1024
# What pypdf raised so far on files that are no PDF inside.
_BROKEN = (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError)
_BROKEN += (TypeError, ValueError)


def digest(content):
    """Return the SHA-256 of ``content`` as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def size_problem(size):
    """Return why a file of ``size`` bytes can't be a signed copy, in a sentence, or ""."""
    if size > MOST_BYTES:
        return _(
            "The file has %(size)s MB; at most %(most)s MB are taken. Scan it again with a lower "
            "resolution (200 dpi, grey)."
        ) % {"size": -(-size // 1024 // 1024), "most": MOST_BYTES // 1024 // 1024}
    return "" if size else _("The file is empty.")


def problem(content):
    """
    Return why ``content`` can't be kept as a signed copy, in a sentence, or an empty text.

    The file is only looked at; what is kept are its bytes as they came.
    """
    if found := size_problem(len(content)):
        return found
    if not content.startswith(MARK):
        return _("This is not a PDF. Scan or save the signed document as PDF.")
    if END not in content[-TAIL:]:
        return _("The PDF is not whole: its end is missing. Save or send it again.")
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return _("The PDF is locked with a password. Save it without one.")
        pages = len(reader.pages)
    except _BROKEN:
        return _("The PDF is damaged: its pages can't be read. Save or scan it again.")
    return "" if pages else _("The PDF has no page.")
