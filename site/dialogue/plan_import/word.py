"""
Reading a Word file's text as people see it: numbers that Word counts, insertions kept and deletions
left out, text boxes, notes, and the tables that lay out a head or a signature.

Source: [ECMA-376] part 1, 17.3 (paragraphs), 17.4 (tables), 17.13 (revisions).
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .archive import TOO_LARGE, Package, Refused, attribute, child, local
from .fonts import OLD_FONT, is_garbled, is_old
from .lines import BOX, CONTENTS, FOOTNOTE, MARGIN, Source, Table, cut
from .numbering import Numbering, Styles, switched_on

MOST_PARAGRAPHS = 5000
MOST_ELEMENTS = 400_000
MOST_CHARACTERS = 400_000
MOST_COLUMNS = 40
_REMOVED = {"del", "moveFrom"}
_ADDED = {"ins", "moveTo"}
_SILENT = {
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "instrText",
    "delText", "delInstrText", "fldData", "bookmarkStart", "bookmarkEnd", "proofErr", "softHyphen",
    "Fallback",
}  # fmt: skip
_PICTURES = {"drawing", "pict", "object"}
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
# What a font of signs draws can't be told from its code.
_UNKNOWN_SIGN, _OWN_OF_FONTS = "□", 0xD800


@dataclass
class _Paragraph:
    """What is gathered of one paragraph while its runs are walked."""

    texts: list = field(default_factory=list)
    old: list = field(default_factory=list)
    weights: set = field(default_factory=set)
    boxes: list = field(default_factory=list)
    notes: list = field(default_factory=list)


class WordReader:
    """
    Reads one file.

    :param package: the opened ``Package``
    """

    def __init__(self, package):
        self.package = package
        self.styles = Styles(package.parts("styles"))
        self.numbering = Numbering(package.parts("numbering"), self.styles)
        self.footnotes = {}
        for kind in ("footnotes", "endnotes"):
            for root in package.parts(kind):
                self.footnotes.update(
                    {(kind, attribute(one, "id")): one for one in root if len(one)}
                )
        self.elements = self.paragraphs = self.characters = 0
        self.changed = self.hidden = False
        self.pictures = self.comments = self.foreign = 0
        self.held = None

    def read(self):
        """Return the ``Source``, with remarks on what a reader of the file would not expect."""
        body = child(self.package.document(), "body")
        items = list(self._blocks(body)) if body is not None else []
        items += self._margins()
        return Source(items, self._remarks())

    def _remarks(self):
        found = []
        if self.changed:
            found.append(
                _(
                    "The file has tracked changes that nobody accepted yet: insertions were taken, "
                    "deletions left out."
                )
            )
        if self.hidden:
            found.append(_("The file has hidden text; it was taken like the rest."))
        if self.comments:
            found.append(_("The comments in the margin of the file were left out."))
        if self.foreign:
            found.append(_("A file embedded in this file was left out: copy its text by hand."))
        if self.pictures:
            found.append(
                ngettext(
                    "%(count)s picture or drawing was left out.",
                    "%(count)s pictures or drawings were left out.",
                    self.pictures,
                )
                % {"count": self.pictures}
            )
        return found

    def _count(self):
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise Refused(TOO_LARGE)

    def _margins(self):
        """Return the lines of the pages' heads and feet, each once, page numbers left out."""
        seen = {}
        for kind in ("header", "footer"):
            for root in self.package.parts(kind):
                for item in self._blocks(root, MARGIN):
                    for line in item.lines if isinstance(item, Table) else [item]:
                        words = line.text.casefold().replace("trang", "")
                        if any(char.isalpha() for char in words):
                            seen.setdefault(line.text, line)
        return list(seen.values())

    def _blocks(self, node, origin=""):
        """Yield the lines and tables in a body, a cell or a box."""
        for one in node:
            kind = local(one)
            self._count()
            if kind in _REMOVED:
                self.changed = True
            elif kind == "p":
                yield from self._paragraph(one, origin)
            elif kind == "tbl":
                yield from self._flush(origin)
                yield self._table(one, origin)
            elif kind == "altChunk":
                self.foreign += 1
            elif kind and kind not in _SILENT:
                self.changed = self.changed or kind in _ADDED
                yield from self._blocks(one, origin)
        yield from self._flush(origin)

    def _flush(self, origin):
        """Yield what waited for a next paragraph, when none comes."""
        if self.held is not None:
            gathered, self.held = self.held, None
            yield from self._finished(gathered, None, "", origin)

    def _paragraph(self, node, origin):
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            raise Refused(TOO_LARGE)
        properties = child(node, "pPr")
        named = child(properties, "pStyle") if properties is not None else None
        style = attribute(named, "val") if named is not None else ""
        gathered, self.held = self.held or _Paragraph(), None
        self._inline(node, gathered, style)
        mark = child(properties, "rPr", "del") if properties is not None else None
        if mark is not None:
            # Its end was deleted: it goes on in the next paragraph.
            self.changed, self.held = True, gathered
            return
        yield from self._finished(gathered, properties, style, origin)

    def _finished(self, gathered, properties, style, origin):
        """Yield a paragraph's lines, then those of its boxes and notes."""
        yield from self._lines(gathered, properties, style, origin)
        for box in gathered.boxes:
            yield from self._blocks(box, origin or BOX)
        for note in gathered.notes:
            yield from self._blocks(note, FOOTNOTE)

    def _lines(self, gathered, properties, style, origin):
        text = "".join(gathered.texts)
        self.characters += len(text)
        if self.characters > MOST_CHARACTERS:
            raise Refused(TOO_LARGE)
        if is_garbled("".join(gathered.old), old_font=True):
            raise Refused(OLD_FONT)
        mark = self.numbering.mark(properties, style)
        if not text.strip():
            return
        origin = origin or (CONTENTS if self.styles.is_contents(style) else "")
        yield from cut(f"{mark} {text}", bold=gathered.weights == {True}, origin=origin)

    def _inline(self, node, into, style, run=None):
        """Gather the text below ``node``; ``run`` are the properties of the run it stands in."""
        for one in node:
            kind = local(one)
            self._count()
            if kind in _REMOVED:
                self.changed = True
            elif kind == "t":
                self._text(one.text or "", into, style, run)
            elif kind in _SIGNS:
                into.texts.append(_SIGNS[kind])
            elif kind == "br":
                into.texts.append("\n" if attribute(one, "type") in {"", "textWrapping"} else " ")
            elif kind == "sym":
                into.texts.append(_sign(attribute(one, "char")))
            elif kind == "txbxContent":
                into.boxes.append(one)
            elif kind in {"footnoteReference", "endnoteReference"}:
                note = self.footnotes.get((f"{kind[:-9]}s", attribute(one, "id")))
                into.notes += [] if note is None else [note]
            elif kind == "commentReference":
                self.comments += 1
            elif kind and kind not in _SILENT:
                self._within(kind, one, into, style, run)

    def _within(self, kind, one, into, style, run):
        self.changed = self.changed or kind in _ADDED
        boxes = len(into.boxes)
        self._inline(one, into, style, child(one, "rPr") if kind == "r" else run)
        if kind in _PICTURES and len(into.boxes) == boxes:
            self.pictures += 1

    def _text(self, text, into, style, run):
        if switched_on(run, "vanish"):
            self.hidden = True
        into.texts.append(text.upper() if self._is("caps", run, style) else text)
        if text.strip():
            into.weights.add(bool(self._is("b", run, style)))
            if is_old(self._font(run, style)):
                into.old.append(text)

    def _looks(self, run, style):
        """Yield the properties that decide how a run looks, the strongest first."""
        if run is not None:
            yield run
            if (named := child(run, "rStyle")) is not None:
                yield from self.styles.run_properties(attribute(named, "val"))
        yield from self.styles.run_properties(style)

    def _is(self, name, run, style):
        decided = (switched_on(look, name) for look in self._looks(run, style))
        return next((value for value in decided if value is not None), False)

    def _font(self, run, style):
        for look in self._looks(run, style):
            fonts = child(look, "rFonts")
            if fonts is not None and (name := attribute(fonts, "ascii")):
                return name
        return ""

    def _table(self, node, origin):
        rows, merged, headed = [], False, False
        for row in self._parts(node, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.changed = True
                continue
            headed = headed or bool(not rows and switched_on(properties, "tblHeader"))
            cells = []
            for cell in self._parts(row, "tc"):
                lines, span, covered = self._cell(cell, origin)
                cells += [lines, *([] for _more in range(span - 1))]
                merged = merged or span > 1 or covered
                if len(cells) > MOST_COLUMNS:
                    raise Refused(TOO_LARGE)
            rows.append(cells)
        bold = rows and all(line.bold for cell in rows[0] for line in cell)
        return Table(rows, merged=merged, headed=headed or bool(bold))

    def _parts(self, node, name):
        """Yield a table's rows or a row's cells, also those within content controls."""
        for one in node:
            self._count()
            if local(one) == name:
                yield one
            elif local(one) in {"sdt", "sdtContent", "customXml", *_ADDED}:
                yield from self._parts(one, name)

    def _cell(self, cell, origin):
        """Return (lines, columns it spans, whether the cell above covers it)."""
        properties = child(cell, "tcPr")
        span = child(properties, "gridSpan")
        down = child(properties, "vMerge")
        width = attribute(span, "val") if span is not None else "1"
        if not width.isdecimal() or len(width) > 2:
            raise Refused(TOO_LARGE)
        lines = []
        for item in self._blocks(cell, origin):
            lines += item.lines if isinstance(item, Table) else [item]
        return lines, max(1, int(width)), down is not None


def _sign(code):
    """Return the character of a code in hexadecimal digits, as far as it is one."""
    plain = re.fullmatch("[0-9A-Fa-f]{1,4}", code) and int(code, 16)
    return chr(plain) if plain and plain < _OWN_OF_FONTS else _UNKNOWN_SIGN


def read_word(data):
    """
    Return the ``Source`` of a Word file.

    :param data: the file's bytes
    :raises Refused: with a sentence for the editor
    """
    return WordReader(Package(data)).read()
