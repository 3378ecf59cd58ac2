"""
The end of a plan: recipients, signature, and what is annexed.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, phần II, khoản 7 và 9; phần III for annexes.
"""

import re

from ..documents import wording as form
from ..vietnamese import fold
from . import wording
from .body import table_value
from .head import has_no_words, is_capital, is_motto, is_title
from .lines import CONTENTS, MARGIN, Line, Table, all_lines
from .marks import DASH, NUMBERED, split_mark
from .result import Annex

_RECIPIENTS = re.compile(r"n[ơo]i\s+nh[ậa]n\s?(?::|$)", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:TM|T/M|KT|TL|TUQ|TUN|Q)\s?[./]\s?[^\W\d_]")
_TITLES = (
    "chu tich", "pho chu tich", "q. chu tich", "chanh van phong", "pho chanh van phong",
    "truong phong", "pho truong phong", "truong ban", "pho truong ban", "giam doc", "pho giam doc",
    "bi thu", "pho bi thu",
)  # fmt: skip
_ANNEX = ("phu luc", "phieu dang ky", "mau so", "bieu mau", "mau phieu", "danh sach", "bieu so")
_KINDRED = re.compile(r"\((?:[Kk]èm theo|[Bb]an hành|[Mm]ẫu|[Pp]hiếu|[Pp]hụ lục)")
_SIGNED = re.compile(r"\((?:[ĐđKk](?:ã ký|ý))[^()]{0,60}\)")
# A bracket for several recipients stands beside them on paper.
_BESIDE = re.compile(r"[;,]?\s?\|\s?|;\s?(?=\()")
# The fields of the official form, folded, each as it may begin.
_FIELDS = [
    fold(text).strip(" 0123456789.:¹²")
    for text in (form.FULL_NAME, form.PHONE, form.EMAIL, form.ADDRESS, form.PART_1, form.PART_2)
]
_LONGEST_NAME, _LONGEST_TITLE, _SAYS_LITTLE = 60, 120, 15
RECIPIENTS, SIGNING, SIGNED = "recipients", "signing", "signed"


def is_recipients(text):
    return bool(_RECIPIENTS.match(text))


def is_signing(text):
    """Return whether a line names who signs: "TM. …", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"."""
    if not is_capital(text) or len(text) > _LONGEST_TITLE:
        return False
    return bool(_AUTHORITY.match(text)) or fold(text).startswith(_TITLES)


def is_annex(text):
    """Return whether an annex begins with this line."""
    capital = is_capital(text) or text.startswith(("Phụ lục", "Mẫu số"))
    return capital and len(text) <= _LONGEST_TITLE and fold(text).startswith(_ANNEX)


def is_name(text):
    """Return whether a line may be the name of who signs."""
    words = text.replace(".", " ").split()
    letters = all(word[0].isupper() and word.isalpha() for word in words)
    return 2 <= len(words) <= 7 and len(text) <= _LONGEST_NAME and letters


def begins(items, end):
    """
    Return the place in ``items`` where the end of the document begins.

    :param end: what tells whether a line closes the text with "./."
    """
    lines = [item.text if isinstance(item, Line) else "" for item in items]
    titles = [place for place, text in enumerate(lines) if is_title(text)]
    numbered = (p for p, text in enumerate(lines) if _counts(text))
    first = titles[0] if titles else next(numbered, 0)
    for place in range(first + 1, len(items)):
        item = items[place]
        if isinstance(item, Table):
            if any(is_recipients(line.text) or is_signing(line.text) for line in item.lines):
                return place
            continue
        parts = item.sides or (item.text,)
        if item.origin == MARGIN:
            return place
        if any(map(_closes, parts)) or is_motto(item.text):
            return place
        if end(item.text):
            return place + 1
    return len(items)


def _counts(text):
    mark, _rest = split_mark(text)
    return mark is not None and mark.kind in NUMBERED


def _closes(text):
    return is_recipients(text) or is_signing(text) or is_annex(text)


class Tail:
    """
    Reads what follows the text.

    :param result: the ``Result`` that is filled
    """

    def __init__(self, result):
        self.result, self.state = result, ""
        self.met = set()

    def read(self, items):
        """Read recipients and signature; all after them are annexes."""
        for place, item in enumerate(items):
            if isinstance(item, Line) and item.origin == MARGIN:
                self._margin(item)
            elif self._is_over(item):
                self._annexes(items[place:])
                return
            else:
                for line in item.lines if isinstance(item, Table) else [item]:
                    for side in line.sides or [line.text]:
                        self._take(side)

    def _margin(self, line):
        self.result.keep_for_review(line.text, wording.MARGIN)

    def _is_over(self, item):
        """Return whether the annexes begin with this item."""
        if isinstance(item, Table):
            closes = any(is_recipients(x.text) or is_signing(x.text) for x in item.lines)
            return not closes and (bool(self.met) or any(is_motto(x.text) for x in item.lines))
        if is_annex(item.text) or is_motto(item.text):
            return True
        if self.state != SIGNED or has_no_words(item.text):
            return False
        mark, _rest = split_mark(item.text)
        more = is_recipients(item.text) or (mark is not None and mark.kind == DASH)
        return not more or item.origin == CONTENTS

    def _take(self, text):
        """Take one line of recipients or signature."""
        result = self.result
        if has_no_words(text):
            return
        mark, rest = split_mark(text)
        if is_recipients(text):
            found = _RECIPIENTS.match(text)
            result.left_out.append(found[0])
            self.state = RECIPIENTS
            self.met.add(RECIPIENTS)
            if after := text[found.end() :].strip():
                self._take(after)
        elif RECIPIENTS in self.met and mark is not None and mark.kind == DASH:
            result.marks.append(mark.written)
            self._recipient(rest)
        elif is_signing(text) or (self.state == SIGNING and is_capital(text) and not is_name(text)):
            self._sign(text)
        elif self.state == SIGNING and _SIGNED.fullmatch(text):
            result.left_out.append(text)
        elif self.state == SIGNING and is_name(text) and not result.signer:
            result.signer = text
            self.state = SIGNED
        elif self.state == RECIPIENTS:
            self._recipient(text)
        else:
            reason = wording.TAIL if self.met else wording.AFTER_END
            result.keep_for_review(text, reason)

    def _sign(self, text):
        if self.result.signer:
            self.result.keep_for_review(text, wording.TAIL)
            return
        self.result.signing_for.append(text)
        self.state = SIGNING
        self.met.add(SIGNING)

    def _recipient(self, text):
        """Add one recipient; a bracket beside several was typed as "; | (để b/c)"."""
        recipients = self.result.recipients
        plain = _BESIDE.sub(" ", text).strip().rstrip(" ;.")
        goes_on = recipients and (text[0].islower() or text.startswith("("))
        if goes_on:
            recipients[-1] += f" {plain}"
        elif plain:
            recipients.append(plain)

    def _annexes(self, items):
        """Part what follows into annexes, each from its heading to the next one's."""
        groups, headed = [], False
        for item in items:
            first = isinstance(item, Line) and (is_annex(item.text) or is_motto(item.text))
            if not groups or (first and not headed):
                groups.append([])
            headed = first or (headed and isinstance(item, Line) and _is_heading(item.text))
            groups[-1].append(item)
        for group in groups:
            self._annex(group)

    def _annex(self, items):
        margins = [item for item in items if isinstance(item, Line) and item.origin == MARGIN]
        items = [item for item in items if item not in margins]
        lines = [line for line in all_lines(items) if not has_no_words(line.text)]
        if lines:
            found = form_fields(lines)
            if found is None:
                self._other_annex(items)
            else:
                self.result.left_out += [line.text for line in lines]
            self.result.annexes.append(Annex(_title(lines), found))
        for line in margins:
            self._margin(line)

    def _other_annex(self, items):
        """Keep an annex's text in place: lines together for review, tables as tables."""
        texts = []
        for item in [*items, None]:
            if isinstance(item, Line):
                texts.append(item.text)
                continue
            if texts:
                self.result.keep_for_review("\n".join(texts), wording.OTHER_ANNEX)
                texts = []
            if item is not None and any(not has_no_words(line.text) for line in item.lines):
                self.result.blocks.append(("table", table_value(item)))


def _is_heading(text):
    return is_capital(text) or bool(_KINDRED.match(text)) or has_no_words(text)


def _title(lines):
    """Return an annex's first words; "PHỤ LỤC" alone says too little."""
    texts = [x.text for x in lines if not is_motto(x.text) and not _KINDRED.match(x.text)]
    if len(texts) > 1 and len(texts[0]) <= _SAYS_LITTLE:
        return f"{texts[0]} – {texts[1]}"
    return texts[0] if texts else lines[0].text


def form_fields(lines):
    """
    Return how many fields of the official registration form an annex has, or None when it is
    another annex.
    """
    texts = [fold(line.text) for line in lines]
    if not any(text.startswith("phieu dang ky") for text in texts):
        return None
    starts = [split_mark(text)[1].strip(" *") for text in texts]
    found = set()
    for start in starts:
        found.add(next((field for field in _FIELDS if start.startswith(field)), None))
    found.discard(None)
    return len(found) if len(found) >= 3 else None
