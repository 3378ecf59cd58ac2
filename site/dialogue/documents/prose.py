"""
What people typed or pasted, as pieces of a paper: bullets stay bullets, numbers as they are.

Word leaves its bullets as characters of symbol fonts, which no other font can draw.
"""

import re

from ..vietnamese import clean
from . import content as c

_DASH = re.compile(r"(?:[-–—−•·●○■□▪▫◦‣✓➢►*\uf000-\uf0ff]|o(?=\t))\s+")
_PLUS = re.compile(r"\+\s+")


def prose(text):
    """
    Return the pieces of ``text``, one for each line that holds something.

    Lines that begin with "-", a bullet or "+" and a space become dashes and pluses; "1." and "a)"
    stay part of their line.
    """
    return [_line(line.strip()) for line in clean(text).split("\n") if line.strip()]


def _line(line):
    if match := _PLUS.match(line):
        return c.plus(_plain(line[match.end() :]))
    if match := _DASH.match(line):
        return c.dash(_plain(line[match.end() :]))
    return c.paragraph(_plain(line))


def _plain(text):
    """Return ``text`` without the tabs and runs of spaces that lay out a line elsewhere."""
    return " ".join(text.split())
