"""
Texts in the fonts of before Unicode (TCVN3: ".VnTime"; VNI: "VNI-Times"): what is stored there are
other letters, which only those fonts draw as Vietnamese.
"""

import re

from django.utils.translation import gettext_lazy as _

OLD_FONT = _(
    "This text is in an old font (.VnTime, VNI-Times or the like), so it would come out garbled. "
    "Convert it to Unicode first, for instance with the UniKey toolkit, and try again."
)
_NAMES = re.compile(r"\.vn|vni[- ]|vn(?:time|arial|courier|book|univers)", re.IGNORECASE)
_LATIN = re.compile("[\u00a1-\u00ff]")
# Letters that only Vietnamese in Unicode has.
_VIETNAMESE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
# Letters of the same range that it has too, and signs that stand around its words.
_SHARED = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý")
_SIGNS = "«»°·²³¹½¼¾±×§´¨©®"
_ASCII = frozenset(map(chr, range(128)))
_WORD = re.compile("[A-Za-z\u00a1-\u00ff]+")
# So many words that no Vietnamese text has are no slip of the keyboard.
_ENOUGH = 3
_LOOKED_AT = 20_000


def is_old(font):
    """Return whether a font's name is one of those of before Unicode."""
    return bool(_NAMES.match(font))


def is_garbled(text, *, old_font=False):
    """
    Return whether ``text`` is no Vietnamese until an old font draws it.

    :param old_font: it is set in such a font; Unicode text may be, and is drawn well all the same
    """
    if _VIETNAMESE.search(text) or not _LATIN.search(text):
        return False
    if old_font:
        return bool(set(text) - _SHARED - _ASCII)
    inner = (word.strip(_SIGNS) for word in _WORD.findall(text[:_LOOKED_AT]))
    odd = [word for word in inner if set(word) - _SHARED - _ASCII]
    return len(odd) >= _ENOUGH
