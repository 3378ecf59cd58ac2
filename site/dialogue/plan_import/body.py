"""
The body of a plan: lines into the blocks of ``PlanBody``, which number themselves.

A number is taken off where the outline gives the same one; where it doesn't, that is said.
"""

import re
from dataclasses import dataclass
from types import SimpleNamespace

from ..outline import Outline
from ..vietnamese import fold
from . import marks as m
from . import wording
from .head import has_no_words, is_capital
from .lines import BOX, CONTENTS, FOOTNOTE, MARGIN, Table
from .marks import Mark, counts_in_latin, latin_value, split_mark

LEVELS = ("section", "heading", "point")
_WISHED = {m.PART: 0, m.UPPER: 0, m.ROMAN: 0, m.ARTICLE: 1, m.DECIMAL: 1, m.LETTER: 2}
# As the blocks have it; a heading on two lines of a page is still one.
_LONGEST = {"section": 300, "heading": 500, "group": 300}
_SHORT = 150
# A heading this long may have been cut by the edge of a page.
_FULL_LINE = 60
_NOTES = ("chu y", "luu y", "ghi chu")
_REASONS = {FOOTNOTE: wording.FOOTNOTE, BOX: wording.BOX, MARGIN: wording.MARGIN}
_END = re.compile(r"\s?\.?\s?\.\s?/\s?\.?$")


@dataclass
class Entry:
    """A block in the making: its type, text, the mark that was taken off, and where it stood."""

    kind: str
    text: str
    mark: Mark | None = None
    bold: bool = False
    origin: str = ""


def is_end(text):
    """Return whether a line ends with "./.", with which the text of a document closes."""
    return bool(_END.search(text[-12:])) and "/" in text[-4:]


def levels_of(kinds):
    """
    Return for each kind of number in a text the block it becomes, or None where the outline has no
    level left for it: its mark stays in the text then.
    """
    present = [kind for kind in m.NUMBERED if kind in kinds]
    if m.PAREN in kinds and m.DECIMAL not in kinds:
        present.insert(sum(kind not in {m.LETTER} for kind in present), m.PAREN)
    found, level = {}, -1
    for kind in present:
        level = max(level + 1, _WISHED.get(kind, _WISHED[m.DECIMAL]))
        found[kind] = LEVELS[level] if level < len(LEVELS) else None
    return found


class Body:
    """
    Reads the body.

    :param result: the ``Result`` that is filled
    """

    def __init__(self, result):
        self.result, self.entries = result, []

    def read(self, items):
        """Read the items between head and end into blocks, and the closing paragraph."""
        marks = [split_mark(item.text)[0] for item in items if not isinstance(item, Table)]
        marks = [mark for mark in marks if mark is not None]
        self.levels = levels_of({mark.kind for mark in marks})
        letters = [mark.written.strip("() ./:-") for mark in marks if mark.kind == m.LETTER]
        self.latin = counts_in_latin(letters)
        for item in items:
            if isinstance(item, Table):
                self._table(item)
            else:
                self._line(item)
        self._close()
        self._number()

    def _table(self, table):
        if len(table.rows) == 1 and len(table.rows[0]) == 1:
            for line in table.lines:
                self._line(line)
        elif any(not has_no_words(line.text) for line in table.lines):
            self.entries.append(table)

    def _line(self, line):
        if has_no_words(line.text):
            return
        if line.origin == CONTENTS:
            self.result.left_out.append(line.text)
            if str(wording.CONTENTS) not in self.result.remarks:
                self.result.remarks.append(str(wording.CONTENTS))
            return
        mark, text = split_mark(line.text)
        if mark is None and self._continues(line):
            return
        entry = Entry(*self._kind(mark, text, line), bold=line.bold, origin=line.origin)
        self.entries.append(entry)

    def _continues(self, line):
        """Add an unmarked line to the entry before if it goes on there; return whether it did."""
        last = self.entries[-1] if self.entries else None
        if not isinstance(last, Entry) or last.origin != line.origin:
            return False
        if not last.text:
            last.text = line.text
            return True
        heads = last.kind in _LONGEST
        together = is_capital(last.text) and is_capital(line.text) if heads else True
        if line.soft and together:
            last.text += f" {line.text}" if heads or line.text[0].islower() else f"\n{line.text}"
            return True
        cut_off = last.text[-1].isalnum() or last.text[-1] in ",–-"
        long = not heads or (len(last.text) >= _FULL_LINE and last.bold == line.bold)
        if line.text[0].islower() and cut_off and long:
            last.text += f" {line.text}"
            return True
        return False

    def _kind(self, mark, text, line):
        """Return (block type, text, mark that is taken off or None) of a line."""
        if line.origin in _REASONS:
            return "review", line.text, None
        if mark is None:
            return self._unmarked(text, line.bold), text, None
        if mark.kind in {m.DASH, m.PLUS}:
            return ("plus" if mark.kind == m.PLUS else "dash"), text, mark
        if mark.kind == m.STAR:
            return self._starred(text, line.bold), text, mark
        if mark.kind == m.DEEP:
            short = len(line.text) <= _SHORT and not line.text.endswith((".", ";", ","))
            return ("group" if short else "paragraph"), line.text, None
        if level := self.levels.get(mark.kind):
            return level, text, mark
        return "paragraph", line.text, None

    def _unmarked(self, text, bold):
        if fold(text[:20]).startswith(_NOTES) and len(text) > len("Ghi chú: "):
            return "note"
        return "group" if bold and len(text) <= _SHORT else "paragraph"

    def _starred(self, text, bold):
        if fold(text[:20]).startswith(_NOTES):
            return "note"
        heads = text.endswith(":") or (bold and not text.endswith((".", ";")))
        return "group" if heads and len(text) <= _SHORT else "dash"

    def _close(self):
        """Take off "./." and, where a paragraph of its own ends the text, set it apart."""
        last = next((e for e in reversed(self.entries) if isinstance(e, Entry)), None)
        if last is None or last is not self.entries[-1] or not is_end(last.text):
            return
        last.text = _END.sub("", last.text).rstrip()
        last.text += "" if last.text.endswith((".", "!", "?", "…")) else "."
        before = self.entries[-2] if len(self.entries) > 1 else None
        led = isinstance(before, Entry) and before.kind in _LONGEST
        if last.kind == "paragraph" and before is not None and not led:
            self.entries.pop()
            self.result.closing = [*self.result.closing, *last.text.split("\n")]

    def _number(self):
        """Turn the entries into blocks; mark where the outline counts otherwise than the file."""
        stream = [
            SimpleNamespace(block_type="table", value="")
            if isinstance(entry, Table)
            else SimpleNamespace(block_type=entry.kind, value=entry.text)
            for entry in self.entries
        ]
        counts, differs = dict.fromkeys(LEVELS, 0), dict.fromkeys(LEVELS, 0)
        for entry, item in zip(self.entries, Outline.from_stream(stream), strict=True):
            if isinstance(entry, Table):
                self._put_table(entry)
                continue
            self._compare(entry, item, counts, differs)
            self._put(entry)
        self._remark()

    def _compare(self, entry, item, counts, differs):
        """Mark an item that the outline (whose counting this follows) numbers otherwise."""
        if entry.kind in {"group", *LEVELS}:
            depth = LEVELS.index(entry.kind) if entry.kind in LEVELS else 1
            below = dict.fromkeys(LEVELS[depth + 1 :], 0)
            counts.update(below)
            differs.update(below)
        if entry.kind not in LEVELS:
            return
        counts[entry.kind] += 1
        difference = self._value(entry.mark) - counts[entry.kind]
        if difference != differs[entry.kind]:
            differs[entry.kind] = difference
            facts = {"written": entry.mark.written, "given": item.mark}
            self.result.keep_for_review("", wording.RENUMBERED % facts)

    def _value(self, mark):
        if mark.kind == m.LETTER and self.latin:
            return latin_value(mark.written.strip("() ./:-"))
        return mark.value

    def _put(self, entry):
        result, mark = self.result, entry.mark
        if mark is not None:
            result.marks.append(mark.written)
        if entry.kind == "review":
            result.keep_for_review(entry.text, _REASONS[entry.origin])
        elif has_no_words(entry.text):
            result.keep_for_review(entry.text, wording.EMPTY_MARK)
        elif len(entry.text) > _LONGEST.get(entry.kind, len(entry.text)):
            result.keep_for_review(entry.text, wording.TOO_LONG)
        else:
            result.blocks.append((entry.kind, entry.text))

    def _put_table(self, table):
        if table.merged:
            self.result.keep_for_review("", wording.MERGED)
        self.result.blocks.append(("table", table_value(table)))

    def _remark(self):
        kinds = set(self.levels)
        if self.latin:
            self.result.remarks.append(str(wording.LATIN))
        moved = any(
            level and level != LEVELS[_WISHED.get(kind, _WISHED[m.DECIMAL])]
            for kind, level in self.levels.items()
        )
        if moved or kinds & {m.PART, m.UPPER, m.ARTICLE}:
            self.result.remarks.append(str(wording.SHIFTED))
        if None in self.levels.values() or any(
            isinstance(entry, Entry) and split_mark(entry.text)[0] and entry.mark is None
            for entry in self.entries
        ):
            self.result.remarks.append(str(wording.KEPT_MARKS))


def table_value(table):
    """Return a table as Wagtail's table block keeps it."""
    width = max(map(len, table.rows))
    rows = [["\n".join(line.text for line in cell) for cell in row] for row in table.rows]
    return {
        "data": [[*row, *[""] * (width - len(row))] for row in rows],
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": table.headed,
        "first_col_is_header": False,
        "table_header_choice": "row" if table.headed else "neither",
        "table_caption": "",
    }
