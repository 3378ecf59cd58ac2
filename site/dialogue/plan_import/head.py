"""
The head of a plan: nation, issuer, number, place and date, title, legal bases, opening.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, phần II.
"""

import datetime as dt
import re

from ..vietnamese import fold
from . import wording
from .lines import BOX, FOOTNOTE, Table, all_lines
from .marks import DASH, split_mark

_MOTTO = re.compile(
    r"C[ộôo]ng\s+h[òóo][aàá]\s+x[ãa]\s+h[ộo]i\s+ch[ủu]\s+ngh[ĩi]a\s+vi[ệe]t\s+nam"
    r"|[ĐD][ộo]c\s+l[ậa]p\s*[-–—]\s*T[ựu]\s+do\s*[-–—]\s*H[ạa]nh\s+ph[úu]c",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"Số\s?[:.]?\s?([\w.…-]{0,40}?)\s?/\s?((?:20\d\d/)?[A-ZĐ][\w&]*(?:-[\w&]+){0,6})(?=\s|$)"
)
_BLANK = r"([\d.…_]{0,20})"
_DATE = re.compile(
    rf"(?:\S[^,]{{0,80}},)?\s?ngày\s?{_BLANK}\s?tháng\s?{_BLANK}\s?năm\s?{_BLANK}$", re.IGNORECASE
)
_SHORT_DATE = re.compile(r"\S[^,]{0,80},\s?ngày\s?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_YEAR = re.compile(r"năm\s(20\d\d)(?!\d)")
_ISSUERS = (
    "uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd", "xa ", "phuong ", "thi tran ",
    "dac khu ", "thanh pho ", "tinh ", "huyen ", "quan ",
)  # fmt: skip
_OTHER_KINDS = {
    "bao cao", "thong bao", "to trinh", "quyet dinh", "giay moi", "bien ban", "huong dan",
    "cong van", "chuong trinh", "phuong an", "de an", "nghi quyet", "chi thi",
}  # fmt: skip
_DRAFT = "du thao"
_BASES = ("can cu", "theo de nghi", "xet de nghi", "xet to trinh")
_CARRIES_OUT = ("thuc hien", "trien khai")
_NAMES_A_PAPER = re.compile(
    r"(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Kế hoạch|"
    r"Chỉ thị|Công văn|Chương trình|Kết luận|Văn bản|Hướng dẫn|Thông báo|Tờ trình)\b|\bsố\s\d",
    re.IGNORECASE,
)
_LONGEST_TITLE_LINE = 150
_FOLLOWS = "nhu sau"
BEFORE, TITLE, BASES = "before", "title", "bases"


def is_motto(text):
    return bool(_MOTTO.match(text))


def has_no_words(text):
    """Return whether a line is a rule, dots or the like."""
    return not any(char.isalnum() for char in text)


def is_capital(text):
    """Return whether a line is written in capitals."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and all(char.isupper() for char in letters)


def is_base(text):
    """Return whether a paragraph names a legal basis."""
    start = fold(text[:40])
    if start.startswith(_BASES):
        return True
    named = start.startswith(_CARRIES_OUT) and _NAMES_A_PAPER.search(text)
    return bool(named) and not text.endswith(":")


def bases_and_rest(text):
    """
    Return (bases, what follows them) of one paragraph that runs on from its bases to the plan:
    "Thực hiện Quyết định số …; Kế hoạch số …; UBND xã xây dựng Kế hoạch …, cụ thể như sau:".
    """
    if text.endswith(";") or not fold(text[:40]).startswith((*_BASES, *_CARRIES_OUT)):
        return [], text
    parts = [part.strip() for part in text.split(";")]
    if len(parts) < 2 or not all(_NAMES_A_PAPER.search(part) for part in parts[:-1]):
        return [], text
    return parts[:-1], parts[-1]


def pieces(text):
    """Return a line of the head in the pieces that stand beside each other on paper."""
    found, rest = [], text
    while motto := _MOTTO.search(rest):
        found += [part for part in (rest[: motto.start()].strip(), motto[0]) if part]
        rest = rest[motto.end() :].strip()
    number = _NUMBER.match(rest)
    if number and number.end() < len(rest):
        found.append(number[0])
        rest = rest[number.end() :].strip()
    return [*found, rest] if rest else found


class Head:
    """
    Reads the head out of the items of a source.

    :param result: the ``Result`` that is filled
    """

    def __init__(self, result):
        self.result, self.state, self.opened = result, BEFORE, False
        self.bold = False

    def read(self, items):
        """Read the head and return the items after it."""
        titled = any(is_title(line.text) for line in all_lines(items))
        for place, item in enumerate(items):
            if isinstance(item, Table):
                if not self._is_layout(item):
                    return items[place:]
                for line in item.lines:
                    self._take_sides(line)
            elif self._ends_before(item, titled):
                return items[place:]
            else:
                self._take_sides(item)
        return []

    def _is_layout(self, table):
        if self.state != BEFORE:
            return False
        texts = [line.text for line in table.lines]
        return any(_MOTTO.search(text) or _NUMBER.match(text) for text in texts)

    def _ends_before(self, line, titled):
        """Return whether the body begins with this line."""
        mark, rest = split_mark(line.text)
        if self.opened and not line.soft:
            return True
        if mark is None:
            return not titled and self.state == BEFORE and self._is_text(line.text)
        if has_no_words(line.text) or (mark.kind == DASH and is_base(rest)):
            return False
        return self.state != BEFORE or not titled

    def _is_text(self, text):
        """Return whether a line without head before it is of the text already."""
        known = _MOTTO.search(text) or _NUMBER.match(text) or _DATE.match(text) or is_base(text)
        return not known and not is_capital(text) and len(text) > 200 and not text.endswith(":")

    def _take_sides(self, line):
        whole = _NUMBER.fullmatch(line.text) or _DATE.fullmatch(line.text)
        for side in line.sides if line.sides and not whole else [line.text]:
            for piece in pieces(side) if self.state == BEFORE else [side]:
                self._take(piece, line)

    def _take(self, text, line):
        if has_no_words(text):
            return
        if line.origin == FOOTNOTE or (line.origin == BOX and self.state != BEFORE):
            reason = wording.FOOTNOTE if line.origin == FOOTNOTE else wording.BOX
            self.result.keep_for_review(text, reason)
            return
        if self.state == BEFORE and self._before_title(text):
            return
        if self.state == TITLE and self._goes_on_in_title(text, line):
            return
        self._preamble(text)

    def _before_title(self, text):
        """Take a line above the title; return whether it was one."""
        result, folded = self.result, fold(text)
        if is_motto(text):
            result.left_out.append(text)
        elif number := _NUMBER.fullmatch(text):
            result.number = number[1] if number[1].strip(".…_-") else ""
            result.symbol = number[2]
            result.left_out.append(text)
        elif self._date(text):
            pass
        elif is_title(text):
            self.state = TITLE
            result.left_out.append(text[:8])
            result.abstract = text[8:].strip(" :")
        elif (is_capital(text) and folded.startswith(_ISSUERS)) or folded.strip(" *()") == _DRAFT:
            result.left_out.append(text)
        elif is_base(text) or text.endswith(":"):
            self.state = BASES
            return False
        else:
            if is_capital(text) and folded in _OTHER_KINDS:
                result.remarks.append(str(wording.OTHER_KIND % {"kind": text}))
            result.keep_for_review(text, wording.HEAD)
        return True

    def _date(self, text):
        """Take the line of place and date; return whether it was one."""
        found, short = _DATE.fullmatch(text), _SHORT_DATE.fullmatch(text)
        if not (found or short):
            return False
        day, month, year = ((part or "").strip(".…_ ") for part in (found or short).groups())
        result = self.result
        if len(year) == 4 and year.isdecimal() and year.startswith("20"):
            result.year = int(year)
        if not (day.isdecimal() and month.isdecimal() and result.year):
            result.left_out.append(text)
            return True
        try:
            result.issued_on = dt.date(result.year, int(month), int(day))
        except ValueError:
            result.keep_for_review(text, wording.DATE)
        else:
            result.left_out.append(text)
        return True

    def _goes_on_in_title(self, text, line):
        """Take a line of the abstract; return whether it was one."""
        result = self.result
        if not result.abstract:
            result.abstract, self.bold = text, line.bold
            return True
        # A title ends without a sign; a paragraph of the text has one.
        open_ended = text[-1].isalnum() and len(text) <= _LONGEST_TITLE_LINE
        goes_on = text[0].islower() or line.soft or (line.bold and self.bold) or open_ended
        if goes_on and not is_base(text) and not text.endswith((";", ":")):
            result.abstract += f" {text}"
            return True
        self.state = BASES
        return False

    def _preamble(self, text):
        """Take a paragraph between the title and the first section."""
        self.state = BASES
        mark, rest = split_mark(text)
        if mark and mark.kind == DASH and is_base(rest):
            self.result.marks.append(mark.written)
            text = rest
        bases, rest = bases_and_rest(text)
        if bases and not is_base(rest):
            self.result.bases += bases
            text = rest
        elif is_base(text) and not self.result.opening and _FOLLOWS not in fold(text):
            self.result.bases.append(text.rstrip(" ;,."))
            return
        if self._goes_on(text):
            self.result.opening[-1] += f" {text}"
        else:
            self.result.opening.append(text)
        self.opened = _FOLLOWS in fold(text) and text.endswith(":")

    def _goes_on(self, text):
        opening = self.result.opening
        return bool(opening) and text[0].islower() and opening[-1][-1].isalnum()


def find_year(result, texts):
    """Return the year that a plan is for: its title's, its date's, or the first in its text."""
    for text in (result.abstract, *([] if result.year else texts)):
        if years := _YEAR.findall(text):
            return int(years[-1])
    return result.year


def is_title(text):
    """Return whether a line is "KẾ HOẠCH", perhaps with the abstract after it."""
    return fold(text) == "ke hoach" or (text.startswith("KẾ HOẠCH") and not text[8:9].isalnum())
