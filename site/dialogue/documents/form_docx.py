"""The blank registration form as .docx, from the same data as its PDF."""

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from . import qr
from . import word_page as w
from .form import BlankForm, marked_address
from .paper import cleaned

WIDTH = w.text_width()
BODY = 13
END_WIDTHS = (78, 87)
CODE_SIZE = Mm(23)
EMPTY_BOX = "☐"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class BlankFormInWord(BlankForm):
    """The form that ``form_page`` offers, for those who write it in a word processor."""

    suffix = "docx"
    content_type = KIND

    def content(self):
        """Return the .docx as bytes."""
        form = cleaned(self.data())["form"]
        document = w.new_document(self.title())
        _head(document, form)
        for field in form["fields"]:
            _dotted_field(document, field)
        _centred(document, form["registers"], bold=True, before=9, after=3)
        for part in form["parts"]:
            _part(document, part)
        for entry in form["extra"]:
            _extra(document, entry)
        _end(document, form, qr.png(marked_address(self.form_page, self.session)))
        _foot(document, form)
        return w.saved(document)


def _centred(container, text, *, before=0, after=0, size=BODY, **look):
    paragraph = w.shape(
        container.add_paragraph(), align=w.CENTRE, before=before, after=after, line=1.1
    )
    w.write(paragraph, text, size=size, **look)
    return paragraph


def _head(document, form):
    _centred(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    _centred(document, "Độc lập - Tự do - Hạnh phúc", size=14, bold=True)
    w.rule(document, share=0.37, width=WIDTH)
    _centred(document, form["title"], size=14, bold=True, before=8)
    _centred(document, form["note"], size=12, italic=True, before=3, after=8)


def _dotted_field(document, field):
    paragraph = w.shape(document.add_paragraph(), before=3, line=1.1)
    w.write(paragraph, f"{field['label']} ", size=BODY)
    if field["hint"]:
        w.write(paragraph, f"{field['hint']} ", size=BODY, italic=True)
    w.dotted(paragraph, WIDTH)


def _dotted_line(document):
    w.dotted(w.shape(document.add_paragraph(), before=5, line=1), WIDTH)


def _part(document, part):
    paragraph = w.shape(document.add_paragraph(), align=w.JUSTIFY, before=6, line=1.1)
    w.write(paragraph, f"{part['label']} ", size=BODY, bold=True)
    w.write(paragraph, part["hint"], size=BODY, italic=True)
    for _row in part["rows"]:
        _dotted_line(document)


def _extra(document, entry):
    if entry["label"]:
        paragraph = w.shape(document.add_paragraph(), before=6, line=1.1)
        w.write(paragraph, f"{entry['label']}:", size=BODY, bold=True)
        if hint := entry.get("hint"):
            w.write(paragraph, f" ({hint})", size=BODY, italic=True)
    for box in entry.get("boxes", []):
        w.write(w.shape(document.add_paragraph(), before=3), f"{EMPTY_BOX} {box}", size=BODY)
    for _row in entry.get("rows", []):
        _dotted_line(document)


def _end(document, form, code):
    w.shape(document.add_paragraph(), line=0.5)
    table = w.grid(document, END_WIDTHS)
    w.keep_together(table.rows[0])
    left, right = table.rows[0].cells
    picture = left.paragraphs[0].add_run().add_picture(io.BytesIO(code), width=CODE_SIZE)
    picture._inline.docPr.set("descr", f"Mã QR mở biểu mẫu trực tuyến tại {form['online']}")
    w.write(left.add_paragraph(), f"Đăng ký trực tuyến: {form['online']}", size=11)
    day = f"ngày      tháng      năm {form['date']['year']}"
    w.write(
        w.shape(right.paragraphs[0], align=w.CENTRE),
        f"{form['place']}, {day}",
        size=BODY,
        italic=True,
    )
    _centred(right, form["signature"], bold=True)
    _centred(right, form["signature_hint"], italic=True, after=40)


def _foot(document, form):
    for text in form["footnotes"]:
        w.write(w.shape(document.add_paragraph(), before=2), text, size=11)
    version = w.shape(document.add_paragraph(), align=WD_ALIGN_PARAGRAPH.RIGHT)
    w.write(version, f"Mẫu {form['version']}", size=11)
