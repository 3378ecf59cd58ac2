"""
Hints for staff, found by simple words and patterns. They decide nothing: a person does.

Pure functions. ``complaint_hints`` points to what may be a khiếu nại or tố cáo, which the dialogue
does not handle (NĐ 20/2008/NĐ-CP Điều 1); ``to_redact`` to what a published text should not hold
(Luật 91/2025/QH15).
"""

import re

from ..vietnamese import clean, fold, search_words

# Compared with diacritics, as people write; and folded, for those who write without.
COMPLAINT = ("khiếu nại", "đơn khiếu nại", "không đồng ý với quyết định", "thu hồi quyết định")
DENUNCIATION = (
    "tố cáo",
    "đơn tố cáo",
    "tố giác",
    "tham ô",
    "tham nhũng",
    "nhận hối lộ",
    "đưa hối lộ",
    "vòi vĩnh",
    "nhũng nhiễu",
    "bao che",
)
LONGEST = 40_000
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")
_EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}")
_HOUSE = re.compile(
    r"(?i)\bsố nhà \S{1,12}|(?<!thửa )(?<!đất )\bsố \d{1,4}[a-z]?(?=[ ,])|\b(?:ngõ|ngách) \S{1,8}"
)
_VILLAGE = re.compile(r"\b([Tt]hôn|[Xx]óm|[Tt]ổ dân phố)((?: \w{1,12}){1,3})")
_PLOT = re.compile(r"(?i)\b(?:thửa(?: đất)?(?: số)?|tờ bản đồ(?: số)?) ?\d{1,6}")
_LONG_NUMBER = re.compile(r"(?<![\d.])\d{9}(?:\d{3})?(?![\d.])")


def _found(words, text):
    plain = f" {search_words(text)} "
    bare = f" {' '.join(search_words(fold(text)).split())} "
    return [
        word
        for word in words
        if f" {word} " in plain or (plain == bare and f" {fold(word)} " in bare)
    ]


def _village(match):
    """Return the village's name: the words after "thôn" that begin with a capital or digit."""
    names = []
    for word in match[2].split():
        if not (word[0].isupper() or word[0].isdigit()):
            break
        names.append(word)
    return " ".join([match[1], *names]) if names else ""


def complaint_hints(text):
    """
    Return ``(complaint words, denunciation words)`` that stand in ``text``.

    Words with diacritics are compared as written; a text typed wholly without diacritics is
    compared folded, so that "to cao" is found and "tờ cáo" is not.
    """
    text = clean(text)[:LONGEST]
    return _found(COMPLAINT, text), _found(DENUNCIATION, text)


def to_redact(text, *names):
    """
    Return what should not be published as it stands in ``text``: phones, e-mails, house, plot and
    file numbers, villages, and the given ``names``; each once, in the order of these kinds.
    """
    text = clean(text)[:LONGEST]
    found = []
    for pattern in (_EMAIL, _PHONE, _HOUSE, _PLOT, _LONG_NUMBER):
        found += [" ".join(match.group().split()).strip(",.") for match in pattern.finditer(text)]
    found += filter(None, map(_village, _VILLAGE.finditer(text)))
    folded = f" {search_words(text)} "
    found += [name for name in names if name and f" {search_words(name)} " in folded]
    return list(dict.fromkeys(found))
