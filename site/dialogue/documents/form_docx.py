"""The registration form as .docx, blank, filled or behind its plan: the same data as the PDFs."""

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from . import engine, qr
from . import word_page as w
from .form import BlankForm, form_address, marked_address
from .plan import PlanPaper
from .receipt import FilledForm
from .word import document_of

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
        document = w.new_document(self.title())
        code = qr.png(marked_address(self.form_page, self.session))
        write_form(document, self.plain["form"], code)
        return w.saved(document)


class PlanInWord(PlanPaper):
    """The plan with its annex, for offices that finish it in a word processor."""

    suffix = "docx"
    content_type = KIND

    def content(self):
        """
        Return the .docx as bytes.

        :raises engine.PaperError: when the text is too long for one document
        """
        document = document_of(self)
        w.annex(document)
        _centred(document, _caption(self.plain), italic=True, after=8)
        code = qr.png(form_address(self.form_page)) if self.form_page else b""
        write_form(document, self.plain["form"], code)
        return w.saved(document)


class FilledFormInWord(FilledForm):
    """A sheet as a filled form, for offices that put it into a file of their own."""

    suffix = "docx"
    content_type = KIND

    def content(self):
        """
        Return the .docx as bytes.

        :raises engine.PaperError: when the text is too long for one document
        """
        engine.check_length(self.html, self.most_letters)
        document = w.new_document(self.title())
        write_form(document, self.plain["form"])
        return w.saved(document)


def _caption(plan):
    """Return which plan the form belongs to, with gaps for what isn't known yet."""
    number = plan["number"]["number"] or " " * 7
    day = plan["date"]["date"] or f"ngày      tháng      năm {plan['date']['year']}"
    symbol = plan["number"]["symbol"]
    return f"(Mẫu ban hành kèm theo Kế hoạch số {number}/{symbol} {day} của {plan['body_name']})"


def write_form(document, form, code=b""):
    """
    Write the official form into ``document``, blank or filled.

    :param form: what ``form.form_data`` gives, cleaned
    :param code: the QR code of the web form as PNG, if there is one
    """
    _head(document, form)
    for row in form["reception"]:
        _centred(document, f"{row['label']} {row['value']}", after=2)
    for number, field in enumerate(form["fields"]):
        _field(document, field)
        if number == 0 and form["guardian"]:
            _filled(document, "Người đại diện (người đăng ký dưới 16 tuổi): ", form["guardian"])
    _centred(document, form["registers"], bold=True, before=9, after=3)
    for part in form["parts"]:
        _part(document, part)
    for entry in form["extra"]:
        _extra(document, entry)
    _end(document, form, code)
    _foot(document, form)


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


def _filled(document, label, value):
    paragraph = w.shape(document.add_paragraph(), before=3, line=1.1)
    w.write(paragraph, label, size=BODY)
    w.write(paragraph, value, size=BODY)


def _field(document, field):
    paragraph = w.shape(document.add_paragraph(), before=3, line=1.1)
    w.write(paragraph, f"{field['label']} ", size=BODY)
    if field["hint"]:
        w.write(paragraph, f"{field['hint']} ", size=BODY, italic=True)
    if field["value"]:
        w.write(paragraph, field["value"], size=BODY)
    else:
        w.dotted(paragraph, WIDTH)


def _dotted_line(document):
    w.dotted(w.shape(document.add_paragraph(), before=5, line=1), WIDTH)


def _part(document, part):
    paragraph = w.shape(document.add_paragraph(), align=w.JUSTIFY, before=6, line=1.1)
    w.write(paragraph, f"{part['label']} ", size=BODY, bold=True)
    w.write(paragraph, part["hint"], size=BODY, italic=True)
    if part["value"]:
        _filled(document, "", part["value"])
        return
    for _row in part["rows"]:
        _dotted_line(document)


def _extra(document, entry):
    if entry["label"]:
        paragraph = w.shape(document.add_paragraph(), before=6, line=1.1)
        w.write(paragraph, f"{entry['label']}:", size=BODY, bold=True)
        if hint := entry.get("hint"):
            w.write(paragraph, f" ({hint})", size=BODY, italic=True)
    if entry.get("value"):
        _filled(document, "", entry["value"])
    for box in entry.get("boxes", []):
        w.write(w.shape(document.add_paragraph(), before=3), f"{EMPTY_BOX} {box}", size=BODY)
    for _row in entry.get("rows", []):
        _dotted_line(document)


def _end(document, form, code):
    w.shape(document.add_paragraph(), line=0.5)
    table = w.grid(document, END_WIDTHS)
    w.keep_together(table.rows[0])
    left, right = table.rows[0].cells
    if code:
        picture = left.paragraphs[0].add_run().add_picture(io.BytesIO(code), width=CODE_SIZE)
        picture._inline.docPr.set("descr", f"Mã QR mở biểu mẫu trực tuyến tại {form['online']}")
        w.write(left.add_paragraph(), f"Đăng ký trực tuyến: {form['online']}", size=11)
    day = form["date"]["date"] or f"ngày      tháng      năm {form['date']['year']}"
    w.write(
        w.shape(right.paragraphs[0], align=w.CENTRE),
        f"{form['place']}, {day}",
        size=BODY,
        italic=True,
    )
    _centred(right, form["signature"], bold=True)
    _centred(right, form["signature_hint"], italic=True, after=40)
    if form["name"]:
        _centred(right, form["name"], bold=True)


def _foot(document, form):
    for text in form["footnotes"]:
        w.write(w.shape(document.add_paragraph(), before=2), text, size=11)
    if form.get("version"):
        version = w.shape(document.add_paragraph(), align=WD_ALIGN_PARAGRAPH.RIGHT)
        w.write(version, f"Mẫu {form['version']}", size=11)
