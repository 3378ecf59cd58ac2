"""
The ground that .docx files of official papers stand on: page, styles, page numbers, small pieces
of WordprocessingML that python-docx has no words for.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I. Times New Roman is named, not shipped: every word processor
has it or a twin of the same widths.
"""

import datetime as dt
import io
from dataclasses import dataclass

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Times New Roman"


@dataclass(frozen=True)
class Page:
    """A kind of page, as ``paper.css`` has it: lengths in mm, the size of its letters in pt."""

    width: float
    height: float
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    size: int = 14
    title: int = 14
    is_numbered: bool = True


PAGES = {
    "portrait": Page(210, 297),
    "landscape": Page(297, 210),
    "projector": Page(338.6, 190.5, 12, 12, 18, 18, size=30, title=54, is_numbered=False),
    "labels-page": Page(210, 297, 0.5, 0, 0, 0, is_numbered=False),
}
FIRST_LINE = Mm(12.7)
MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.CENTER
CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
ALIGNED = {"to-centre": CENTRE, "to-right": WD_ALIGN_PARAGRAPH.RIGHT}
# The same paper gives the same file, whenever it is made.
_NO_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def element(name, **attributes):
    """Return a WordprocessingML element: ``element("w:jc", val="center")``."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def new_document(title, page="portrait"):
    """Return an empty document with a page of ``PAGES``, the decree's font and page numbers."""
    document = Document()
    core = document.core_properties
    core.title, core.author, core.language, core.comments = title[:255], "", "vi-VN", ""
    core.created = core.modified = _NO_TIME
    _set_fonts(document, PAGES[page])
    _set_page(document.sections[0], PAGES[page])
    return document


def _set_fonts(document, page):
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(page.size)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    properties = style.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), FONT)
    properties.rFonts.set(qn("w:cs"), FONT)
    properties.append(element("w:lang", val="vi-VN", eastAsia="vi-VN"))
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.bold = FONT, True
        heading.font.size = Pt(page.title if level == 1 else page.size)
        heading.font.italic, heading.font.color.rgb = False, RGBColor(0, 0, 0)
        heading.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), FONT)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            heading.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)


def _set_page(section, page):
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    is_wide = page.width > page.height
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    if not page.is_numbered:
        section.header_distance = section.footer_distance = Mm(0)
        return
    section.header_distance = Mm(9)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _page_number(number.add_run())


def annex(document):
    """Begin what is enclosed, on a new page that counts from 1 anew."""
    section = document.add_section()
    section._sectPr.insert_element_before(
        element("w:pgNumType", start=1), "w:cols", "w:titlePg", "w:docGrid"
    )


def _page_number(run):
    run.font.size = Pt(13)
    for piece in (
        element("w:fldChar", fldCharType="begin"),
        element("w:instrText"),
        element("w:fldChar", fldCharType="end"),
    ):
        if piece.tag == qn("w:instrText"):
            piece.text = "PAGE"
        run._r.append(piece)


def text_width(page="portrait"):
    """Return the width between the margins, in mm."""
    kind = PAGES[page]
    return kind.width - kind.left - kind.right


def write(paragraph, text, *, size=None, bold=False, italic=False):
    """Add ``text`` with its line breaks as one run of ``paragraph``, and return the run."""
    run = paragraph.add_run()
    for number, line in enumerate(text.split("\n")):
        if number:
            run.add_break()
        run.add_text(line)
    run.font.size = Pt(size) if size else None
    run.font.bold, run.font.italic = bold or None, italic or None
    return run


def shape(paragraph, *, align=None, first=None, after=None, before=None, left=None, line=None):
    """Set indents and spaces of a paragraph: lengths of python-docx, spaces in pt."""
    form = paragraph.paragraph_format
    if align is not None:
        paragraph.alignment = align
    form.first_line_indent, form.left_indent = first, left
    form.space_after = Pt(after) if after is not None else None
    form.space_before = Pt(before) if before is not None else None
    form.line_spacing = line
    return paragraph


def dotted(paragraph, at):
    """End the line with dots to write on, as far as ``at`` mm from the left."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(
        Mm(at), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
    )
    paragraph.add_run("\t")


def rule(container, *, share, width):
    """Add a solid line, centred, over ``share`` of ``width`` mm."""
    paragraph = container.add_paragraph()
    side = Mm(width * (1 - share) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.line_spacing = Pt(4)
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz=6, space=1, color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    return paragraph


def grid(container, widths, rows=1):
    """Return a table without lines or cell margins, its columns ``widths`` mm wide."""
    table = container.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=0, type="dxa"))
    table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def ruled_table(container, widths, rows):
    """Return a table with lines around every cell, its columns ``widths`` mm wide."""
    table = grid(container, widths, rows)
    table.style = "Table Grid"
    table._tbl.tblPr.remove(table._tbl.tblPr.find(qn("w:tblCellMar")))
    return table


def repeat_on_every_page(row):
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def at_least(row, height):
    """Make ``row`` no lower than ``height`` mm."""
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def exactly(row, height):
    """Make ``row`` ``height`` mm high, whatever stands in it."""
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.EXACTLY


def keep_together(row):
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def saved(document):
    """Return the document's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
