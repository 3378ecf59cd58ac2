"""
Which characters the shipped fonts can draw.

Official papers are set in one serif face. What it lacks (emoji, signs, other scripts) is borrowed
from two more fonts; what these lack too is printed as an empty box, and the editor is told.
Fonts of the machine are never counted on: the same paper must look the same everywhere.
"""

import functools
import unicodedata

from django.utils.translation import gettext as _

from . import engine

# Present in all three, and read aloud as what it is.
BOX = "□"
# Bullets and signs that word processors paste from their own symbol fonts (private use area).
PASTED = str.maketrans(
    {
        "\uf020": " ",
        "\uf02d": "-",
        "\uf02b": "+",
        "\uf06c": "●",
        "\uf06e": "■",
        "\uf06f": "□",
        "\uf071": "❑",
        "\uf076": "❖",
        "\uf0a7": "▪",
        "\uf0a8": "◻",
        "\uf0b0": "°",
        "\uf0b7": "•",
        "\uf0d8": "➢",
        "\uf0e0": "→",
        "\uf0e8": "➔",
        "\uf0fc": "✓",
        "\uf0fe": "☑",
    }
)
# They only choose between two pictures of the character before them.
_VARIANTS = dict.fromkeys(range(0xFE00, 0xFE10))
# Without it an emoji is taken from whatever coloured font the machine has.
_AS_TEXT = "\ufe0e"
_SPACES = frozenset("\t\n")
# How many a warning names.
_NAMED = 10


def pasted(text):
    """Return ``text`` with the private signs of word processors as characters of Unicode."""
    return text.translate(PASTED).translate(_VARIANTS)


@functools.cache
def _drawn():
    """Return the code points of the serif (in every face), of the signs and of the emoji."""
    engine.own_files()
    from fontTools.ttLib import TTFont

    def points(name):
        with TTFont(engine.HERE / name, lazy=True) as font:
            return frozenset(font.getBestCmap())

    own = frozenset.intersection(*(points(name) for name in engine.FONTS))
    return own, *(points(name) for name in engine.FALLBACK_FONTS)


def _others(text):
    """Return the characters of ``text`` that the serif lacks, in order, each once."""
    if text.isascii():
        return []
    own = _drawn()[0]
    return [char for char in dict.fromkeys(text) if ord(char) not in own and char not in _SPACES]


def _borrowed(char):
    _own, signs, emoji = _drawn()
    return ord(char) in signs or ord(char) in emoji


def fallback(text):
    """Return the characters of ``text`` that are drawn by a borrowed font, in order, each once."""
    return [char for char in _others(text) if _borrowed(char)]


def unprintable(text):
    """Return the characters of ``text`` that no shipped font has, in order, each once."""
    return [char for char in _others(text) if not _borrowed(char)]


def printable(text):
    """Return ``text`` with a box for each character that no shipped font has, emoji in black."""
    emoji = _drawn()[2]
    instead = {ord(char): char + _AS_TEXT for char in fallback(text) if ord(char) in emoji}
    instead |= {ord(char): BOX for char in unprintable(text)}
    return text.translate(instead) if instead else text


def _name(char):
    code = f"U+{ord(char):04X}"
    # A screen has nothing to show for what Unicode leaves private or unassigned.
    return code if unicodedata.category(char) in {"Co", "Cn"} else f"{char} ({code})"


def _named(characters):
    named = ", ".join(map(_name, characters[:_NAMED]))
    return f"{named}…" if len(characters) > _NAMED else named


def warnings(text):
    """Return, in sentences for the editor, which characters will not look as they should."""
    found = []
    if missing := unprintable(text):
        found.append(
            _("These characters can't be printed; a box stands in their place: %(characters)s.")
            % {"characters": _named(missing)}
        )
    if borrowed := fallback(text):
        found.append(
            _("These characters are unusual on official paper: %(characters)s.")
            % {"characters": _named(borrowed)}
        )
    return found
