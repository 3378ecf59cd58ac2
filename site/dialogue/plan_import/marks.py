"""
The marks at the start of lines, as offices type them: "I.", "II/", "1-", "1.1.", "a)", "–", "+".
"""

import itertools
import re
from dataclasses import dataclass

from ..vietnamese import ENUMERATION, fold

PART, UPPER, ROMAN, ARTICLE, DECIMAL = "part", "upper", "roman", "article", "decimal"
PAREN, DEEP, LETTER = "paren", "deep", "letter"
DASH, PLUS, STAR = "dash", "plus", "star"
# Outermost first: NĐ 30/2020/NĐ-CP, Phụ lục I, with the habits around it.
NUMBERED = (PART, UPPER, ROMAN, ARTICLE, DECIMAL, LETTER)
_COUNTED = ["mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"]
_ORDINALS = {"nhat": 1, **{word: place for place, word in enumerate(_COUNTED, 1)}}
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_HIGHEST_ROMAN = 39
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# After a mark comes a gap, or at once a word that begins with a capital.
_NEXT = r"(?=\s|$|[^\W\d_]{2})"
_PATTERNS = [
    (PART, r"(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:(?:thứ|THỨ)\s+)?([IVXL]+|\d{1,2}|\w{2,5})"
           r"(?:\s*[.:–-]+|(?=\s*$)|(?=\s+\p))"),
    (ROMAN, r"(?:(?:Mục|MỤC)\s+)?([IVXL]{1,7})\s?(?:[.)/:]+\s?[-–]?|[-–](?=\s))" + _NEXT),
    (UPPER, r"([A-HĐ])\s?[.)/:](?=\s|$)"),
    (ARTICLE, r"(?:Điều|ĐIỀU)\s+(\d{1,3})\s?(?:[.:](?=\s|$)|$)"),
    (DEEP, r"(\d{1,2}(?:\.\d{1,2})+)[.)/]?(?=\s|$)"),
    (PAREN, r"\(?(\d{1,2})\)" + _NEXT),
    (DECIMAL, r"(\d{1,2})(?:\s?[./:]\s?[-–]?|\s?[-–](?=\s*\p))" + _NEXT),
    (LETTER, r"\(?([a-zđ])\s?(?:\)" + _NEXT + r"|[./:-](?=\s|$))"),
    (PLUS, r"([+◦])\s*"),
    (STAR, r"([*＊∗]+)\s*"),
    (DASH, r"([-–—−‐‑‒―•·▪◾●○■□◆❖➢➤✓✔►\uf000-\uf0ff])\s*"),
]  # fmt: skip
_CAPITAL = "[A-ZÀ-ÝĂĐĨŨƠƯ\u1ea0-\u1ef8]"
_COMPILED = [(kind, re.compile(shape.replace(r"\p", _CAPITAL))) for kind, shape in _PATTERNS]


@dataclass(frozen=True)
class Mark:
    """
    :param kind: one of the constants above
    :param value: what it counts, 0 for dashes and the like
    :param written: the mark as it was typed
    """

    kind: str
    value: int
    written: str


def split_mark(text):
    """Return (``Mark`` or None, the text after it)."""
    for kind, pattern in _COMPILED:
        found = pattern.match(text)
        if found is None:
            continue
        value = _value(kind, found[1] or "")
        if value is None or (kind == ROMAN and fold(found[0]) == "v/"):
            continue
        return Mark(kind, value, found[0].strip()), text[found.end() :].strip()
    return None, text


def _value(kind, written):
    """Return what a mark counts, or None when it is no number after all."""
    if kind in {DASH, PLUS, STAR, DEEP}:
        return 0
    if written.isascii() and written.isdecimal():
        return int(written)
    if kind == UPPER:
        return ENUMERATION.find(written.lower()) + 1
    if kind == LETTER:
        return ENUMERATION.find(written) + 1 or None if written not in "fjwz" else 0
    return _roman(written) or _ORDINALS.get(fold(written))


def _roman(written):
    """Return the value of a Roman numeral of I…XXXIX, or None."""
    values = [_ROMAN_VALUES.get(letter, 0) for letter in written]
    if not values or 0 in values:
        return None
    following = [*values[1:], 0]
    total = sum(-one if one < after else one for one, after in zip(values, following, strict=True))
    return total if 0 < total <= _HIGHEST_ROMAN else None


def counts_in_latin(letters):
    """
    Return whether points count a, b, c, d, e, f as Word does, rather than with đ after d.

    :param letters: the marks' letters in their order
    """
    if "đ" in letters:
        return False
    pairs = list(itertools.pairwise(letters))
    return ("d", "e") in pairs or any(letter in "fjwz" for letter in letters)


def latin_value(letter):
    return _LATIN.find(letter) + 1
