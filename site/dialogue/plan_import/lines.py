"""
What a plan is read from, whatever it came in: lines and tables in their order.

Pasted text is read here, Word files in ``word``.
"""

import re
from dataclasses import dataclass, field

from ..vietnamese import clean, clean_line

FOOTNOTE, BOX, MARGIN, CONTENTS = "footnote", "box", "margin", "contents"
# "**bold**" and "*italic*", as texts copied out of chats and mails carry them. A star and a space
# at the start of a line is a mark of a list instead.
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*)(?<=[^\s*])\*(?![\w*])")
# Bullets of a font of signs, as they come out of Word into plain text.
_BULLET = re.compile(r"\s*[§Øüvo]\t")
_GAP = re.compile(r"\t+|\s{5,}")
_ONLY_MARK = re.compile(r"\s*(?:\W{1,3}|\(?[\w.]{1,7}[.)/:-]|[ovü§Ø])\s*")


@dataclass(frozen=True)
class Line:
    """
    One line: its text in normal form, on one line, with the mark that Word counted for it.

    :param soft: it goes on in the paragraph of the line before, after a manual line break
    :param sides: its parts, when wide gaps part it: the left and the right of a head or signature
    :param origin: where else than in the running text it stood, such as ``FOOTNOTE``
    """

    text: str
    bold: bool = False
    soft: bool = False
    sides: tuple = ()
    origin: str = ""


@dataclass(frozen=True)
class Table:
    """
    :param rows: each a list of cells; a cell is a list of lines
    :param merged: some cells were merged; their text stands in the first of them
    :param headed: the first row is a heading
    """

    rows: list
    merged: bool = False
    headed: bool = False

    @property
    def lines(self):
        """All lines, column by column: a head's left side comes before its right side."""
        width = max(map(len, self.rows), default=0)
        columns = [[row[place] for row in self.rows if place < len(row)] for place in range(width)]
        return [line for column in columns for cell in column for line in cell]


@dataclass
class Source:
    """What was read: ``items`` are lines and tables; ``remarks`` are sentences for the editor."""

    items: list = field(default_factory=list)
    remarks: list = field(default_factory=list)


def all_lines(items):
    """Yield the lines of items, those of tables column by column."""
    for item in items:
        yield from item.lines if isinstance(item, Table) else [item]


def cut(text, **marks):
    """Return the lines that one paragraph's ``text`` makes, cut at manual line breaks."""
    found = []
    for piece in clean(text).split("\n"):
        if line := clean_line(piece):
            found.append(Line(line, soft=bool(found), sides=_sides(piece), **marks))
    return found


def _sides(text):
    parts = [part for part in _GAP.split(text.strip()) if part.strip()]
    if len(parts) < 2 or _ONLY_MARK.fullmatch(parts[0]):
        return ()
    return tuple(map(clean_line, parts))


def _plain(line):
    """Return a pasted line as (text without signs of emphasis, whether all of it is bold)."""
    stripped = line.strip()
    bold = len(stripped) > 4 and stripped.startswith("**") and stripped.endswith("**")
    line = _BULLET.sub("•\t", line, count=1) if _BULLET.match(line) else line
    return _ITALIC.sub(r"\1", line.replace("**", "")), bold


def _is_row(line):
    """Return whether a pasted line is a row of a table: cells between tabs, not mark and text."""
    cells = line.split("\t")
    return len(cells) > 2 or (len(cells) == 2 and not _ONLY_MARK.fullmatch(cells[0]))


def pasted(text):
    """Return the ``Source`` of a plan that was pasted as plain text."""
    source, rows = Source(), []
    for raw in [*clean(text).split("\n"), ""]:
        line, bold = _plain(raw)
        if _is_row(line):
            rows.append(line)
            continue
        source.items += _tables(rows)
        rows = []
        source.items += cut(line, bold=bold)
    return source


def _tables(rows):
    """Return rows that stood together: a table for each run of equal width, else plain lines."""
    items, run = [], []
    for row in [*rows, None]:
        if row is None or (run and row.count("\t") != run[0].count("\t")):
            items += [_table(run)] if len(run) > 1 else [line for one in run for line in cut(one)]
            run = []
        if row is not None:
            run.append(row)
    return items


def _table(rows):
    return Table([[cut(cell) for cell in row.split("\t")] for row in rows], headed=True)
