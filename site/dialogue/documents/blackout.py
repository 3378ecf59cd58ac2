"""
Taking out of a text what points to its sender, for papers that are shown to everybody.

Source: Luật 91/2025/QH15; what is redacted before publishing: names, phones, e-mail, house number,
thôn, identity numbers. Programs don't find third persons, plots or health: someone reads it too.
"""

import re

from ..vietnamese import clean, search_fold

BLACK = "[…]"
_WORD = re.compile(r"\w+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# Phones and identity numbers begin with 0 or +84; sums of money and dates don't.
_LONG_NUMBER = re.compile(r"(?<![\w.,/])(?:\+ ?84|0)(?:[ .\-()]{0,2}\d){8,11}(?!\d)")
_DIGITS = re.compile(r"\d[\d .\-()]*\d")
_RUN = re.compile(r"\[…\](?:[\s,]*\[…\])+")
# How people are spoken of by their given name, and what stands before the name of a place.
_FORMS_OF_ADDRESS = frozenset(
    {"ong", "ba", "anh", "chi", "co", "chu", "bac", "em", "chau", "cu", "di", "cau", "mo", "thim"}
)
_KINDS_OF_PLACE = ("to dan pho ", "khu dan cu ", "thon ", "xom ", "lang ", "khu ", "to ")


def without_identity(text, sheet):
    """
    Return ``text`` with "[…]" for what points to the sender of ``sheet``.

    Names go, in whatever case and diacritics, also the given name after a form of address; house
    and village; every e-mail address, phone and identity number, whoever's. A consent to be named
    counts for the published answer, not here.
    """
    text = clean(text)
    text = _LONG_NUMBER.sub(BLACK, _EMAIL.sub(BLACK, text))
    for start, end in reversed(_named(text, sheet)):
        text = text[:start] + BLACK + text[end:]
    if sheet.identifying_in(text):
        # A phone written in an unheard-of way: no number stays.
        text = _DIGITS.sub(BLACK, text)
    return _RUN.sub(BLACK, text)


def _bare_place(place):
    folded = search_fold(place)
    for kind in _KINDS_OF_PLACE:
        folded = folded.removeprefix(kind)
    return folded


def _phrases(sheet):
    """Return the folded words of names and places that tell who it was, longest first."""
    names = [sheet.full_name, sheet.guardian_name, sheet.organisation_name]
    phrases = {search_fold(name) for name in names} | {_bare_place(sheet.place)}
    if any(char.isdigit() for char in sheet.house):
        phrases.add(search_fold(sheet.house))
    # One word alone is in many texts and names nobody.
    several = [phrase.split() for phrase in phrases if " " in phrase]
    return sorted(several, key=len, reverse=True)


def _short_names(sheet):
    """Return the folded ends of names that follow a form of address: "Nguyệt", "Ánh Nguyệt"."""
    found = set()
    for name in (sheet.full_name, sheet.guardian_name):
        parts = search_fold(name).split()
        found |= {tuple(parts[-length:]) for length in (1, 2) if len(parts) > length}
    return sorted(found, key=len, reverse=True)


def _named(text, sheet):
    """Return the spans of ``text`` that name the sender or their place, in order."""
    words = [(search_fold(match.group()), *match.span()) for match in _WORD.finditer(text)]
    folded = [word for word, _start, _end in words]
    phrases, short = _phrases(sheet), _short_names(sheet)
    spans, here = [], 0
    while here < len(words):
        length = _length_at(folded, here, phrases)
        if not length and here and folded[here - 1] in _FORMS_OF_ADDRESS:
            length = _length_at(folded, here, short)
        if length:
            spans.append((words[here][1], words[here + length - 1][2]))
        here += length or 1
    return spans


def _length_at(folded, here, phrases):
    for phrase in phrases:
        if folded[here : here + len(phrase)] == list(phrase):
            return len(phrase)
    return 0
