"""The same rules of Nghị định 30/2020/NĐ-CP, read from the .docx; and the same words as the PDF."""

import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from dialogue.documents import catalogue
from tests.documents.every_paper import ISSUED_ON
from tests.documents.measuring import squeezed
from tests.documents.test_layout_rules import (
    BODY,
    BOTTOM,
    COMPONENTS,
    INDENTS,
    LEFT,
    RIGHT,
    TOP,
    marked,
)

pytestmark = pytest.mark.django_db

CENTRED = {
    "Quốc hiệu", "Tiêu ngữ", "Cơ quan ban hành", "Số, ký hiệu", "Địa danh, ngày tháng", "Tên loại",
    "Trích yếu", "V/v", "Quyền hạn, chức vụ người ký", "Họ tên người ký",
}  # fmt: skip
LOOKS = {
    "": (None, None),
    "Bold": (True, None),
    "Italic": (None, True),
    "Bold-Italic": (True, True),
}


def opened_docx(made):
    return Document(io.BytesIO(made.docx))


def paragraphs_of(container):
    """Yield the paragraphs of a document, a cell and the tables in them, as they are read."""
    for entry in container.iter_inner_content():
        if isinstance(entry, Paragraph):
            yield entry
        elif isinstance(entry, Table):
            for row in entry._tbl.tr_lst:
                for cell in row.tc_lst:
                    yield from _of_cell(cell, entry)


def _of_cell(cell, table):
    merge = cell.tcPr.find(qn("w:vMerge")) if cell.tcPr is not None else None
    if merge is None or merge.get(qn("w:val")) == "restart":
        yield from paragraphs_of(_Cell(cell, table))


def look(paragraph):
    """Return size in pt, bold and italic of a paragraph's first run, as its style completes it."""
    run, font = paragraph.runs[0], paragraph.style.font
    normal = paragraph.part.document.styles["Normal"].font
    size = run.font.size or font.size or normal.size
    bold = run.font.bold if run.font.bold is not None else font.bold
    italic = run.font.italic if run.font.italic is not None else font.italic
    return size.pt, bold or None, italic or None


def found(document, text):
    """Return the paragraph that reads ``text`` (or begins with it)."""
    wanted = squeezed(text)
    for paragraph in paragraphs_of(document):
        if squeezed(paragraph.text).startswith(wanted):
            return paragraph
    raise AssertionError(f"not in the .docx: {text!r}")


def page_faults(made, document):
    (section, *_more) = document.sections
    wide = made.data["page"] == "landscape"
    wanted = (297, 210) if wide else (210, 297)
    measured = (section.page_width, section.page_height)
    margins = (
        section.left_margin, section.right_margin, section.top_margin, section.bottom_margin,
    )  # fmt: skip
    for name, values, allowed in (
        ("khổ giấy", measured, wanted),
        ("lề", margins, (LEFT, RIGHT, TOP, BOTTOM)),
    ):
        if [round(Emu(value).mm) for value in values] != list(allowed):
            yield f"{name}: {[Emu(value).mm for value in values]}"
    if (
        not section.different_first_page_header_footer
        or section.first_page_header.paragraphs[0].text
    ):
        yield "trang đầu mang số trang"
    number = section.header.paragraphs[0]
    if "PAGE" not in number._p.xml or number.alignment != WD_ALIGN_PARAGRAPH.CENTER:
        yield "số trang không ở giữa lề trên"
    if document.styles["Normal"].font.name != "Times New Roman":
        yield "phông không phải Times New Roman"


def component_faults(made, document):
    for part in COMPONENTS:
        for text in part.texts(made.data):
            if part.name == "Kính gửi" and text != "Kính gửi:":
                continue
            # Breaks within a text are breaks within one paragraph.
            paragraph = found(document, text.upper() if part.upper else text)
            size, *shape = look(paragraph)
            if not part.sizes[0] <= size <= part.sizes[1]:
                yield f"{part.name}: cỡ {size}, cho phép {part.sizes}"
            if tuple(shape) != LOOKS[part.face]:
                yield f"{part.name}: đậm, nghiêng {shape}, cho phép {part.face or 'đứng'}"
            if part.name in CENTRED and paragraph.alignment != WD_ALIGN_PARAGRAPH.CENTER:
                yield f"{part.name}: không ở giữa"


def body_faults(made, document):
    texts = [marked(item) for item in made.data["body"] if item["kind"] in BODY and item["text"]]
    for text in [*made.data["bases"], *texts]:
        paragraph = found(document, text)
        form = paragraph.paragraph_format
        if round(Emu(form.first_line_indent or 0).mm, 1) not in INDENTS:
            yield f"dòng đầu lùi sai: {text[:30]}"
        if paragraph.alignment != WD_ALIGN_PARAGRAPH.JUSTIFY:
            yield f"không căn đều: {text[:30]}"
        if form.space_after.pt < 6 or not 1 <= form.line_spacing <= 1.5:
            yield f"cách đoạn hoặc dãn dòng sai: {text[:30]}"


def rule_faults(made, document):
    """Rules are borders of paragraphs, never underscores."""
    drawn = document.element.xml.count("<w:pBdr>")
    wanted = 2 * bool(made.data["head"]) + bool(made.data["abstract"])
    if drawn != wanted:
        yield f"{drawn} nét kẻ, phải có {wanted}"
    if "__" in document.element.xml:
        yield "dùng gạch dưới thay nét kẻ"


@pytest.mark.parametrize("name", list(catalogue.papers()))
def test_each_docx_keeps_the_rules_of_the_decree(demo_papers, name):
    faults = []
    for made in demo_papers[name]:
        if made.is_official:
            document = opened_docx(made)
            for measure in (page_faults, component_faults, body_faults, rule_faults):
                faults += [f"{made}: {fault}" for fault in measure(made, document)]
    assert not faults, "\n".join(faults)


def compared(text, made):
    """Return ``text`` without bars, which are letters in Word only, and without the headings of
    tables, which a PDF repeats on every page."""
    text = text.replace("█", "")
    for item in made.data["body"]:
        if item["kind"] == "table":
            for row in item["table"]["head"]:
                text = text.replace(squeezed("".join(cell["text"] for cell in row)), "")
    return text


@pytest.mark.parametrize("name", list(catalogue.papers()))
def test_the_docx_holds_the_same_words_as_the_pdf_in_the_same_order(demo_papers, name, sheet_of):
    for made in demo_papers[name]:
        texts = [paragraph.text for paragraph in paragraphs_of(opened_docx(made))]
        written = compared(squeezed("".join(texts)), made)
        assert written == compared(sheet_of(made).text, made), str(made)


@pytest.mark.parametrize("name", list(catalogue.papers()))
def test_the_docx_tells_its_title_and_language_and_no_author_or_time(demo_papers, name):
    for made in demo_papers[name][:1]:
        core = opened_docx(made).core_properties
        assert (core.title, core.author, core.language) == (made.data["title"], "", "vi-VN")
        assert core.created.year < ISSUED_ON.year - 10
