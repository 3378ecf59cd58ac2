"""The form as people fill it in: fields that editors add, and programs that write into PDFs."""

import ctypes
import functools
import io

import pypdf
import pypdfium2 as pdfium
from pypdf.generic import NameObject

from dialogue.models.pages.registration import RegistrationFormField
from dialogue.vietnamese import ALPHABET, TONES

# Every letter of Vietnamese, in both cases, as typed on Windows (one sign) or macOS (several).
LETTERS = "".join(
    letter + tone for letter in ALPHABET + ALPHABET.upper() for tone in ("", *sorted(TONES))
)


def add_field(page, label, kind="singleline", choices="", **more):
    """Add an editor's field to a form."""
    return RegistrationFormField.objects.create(
        page=page, label=label, field_type=kind, choices=choices, required=False, **more
    )


def add_one_of_each(page):
    """Add an editor's field of every kind."""
    add_field(page, "Ghi chú", "multiline")
    add_field(page, "Cần phiên dịch", "checkbox")
    add_field(page, "Buổi phù hợp", "checkboxes", "Sáng\nChiều\nTối")
    add_field(page, "Thứ trong tuần", "multiselect", "Thứ Hai\nThứ Ba")
    add_field(page, "Biết tin qua", "dropdown", "Loa truyền thanh\nTrang thông tin")
    add_field(page, "Nộp hồ sơ chưa", "radio", "Rồi\nChưa")
    add_field(page, "Ngày nộp hồ sơ", "date")
    add_field(page, "Số người đi cùng", "number")
    add_field(page, "Mã kỳ", "hidden")


def terminal_fields(pdf):
    """Return the fields without fields below them, by full name."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found = {}

    def walk(field, prefix=""):
        field = field.get_object()
        name = f"{prefix}{field['/T']}"
        kids = [kid.get_object() for kid in field.get("/Kids", [])]
        parts = [kid for kid in kids if "/T" in kid]
        if not parts:
            assert name not in found, f"two fields are called {name}"
            found[name] = field
        for part in parts:
            walk(part, f"{name}.")

    for field in reader.trailer["/Root"]["/AcroForm"]["/Fields"]:
        walk(field)
    return found


def with_pypdf(pdf, values, *, incremental=False):
    """
    Return the form filled by pypdf.

    :param values: texts by name; of buttons the state, such as "/on"
    :param incremental: append the changes, as Acrobat does, instead of writing the file anew
    """
    if incremental:
        writer = pypdf.PdfWriter(io.BytesIO(pdf), incremental=True)
    else:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=True)
    return written(writer)


def written(writer):
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _wide(text):
    buffer = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
    return ctypes.cast(buffer, ctypes.POINTER(pdfium.raw.FPDF_WCHAR))


def _widgets(document, page):
    """Yield (name, widget) of a page."""
    raw, env = pdfium.raw, document.formenv.raw
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        widget = raw.FPDFPage_GetAnnot(page.raw, number)
        size = raw.FPDFAnnot_GetFormFieldName(env, widget, None, 0)
        name = ctypes.create_string_buffer(size)
        pointer = ctypes.cast(name, ctypes.POINTER(raw.FPDF_WCHAR))
        raw.FPDFAnnot_GetFormFieldName(env, widget, pointer, size)
        yield name.raw.decode("utf-16-le").rstrip("\0"), widget
        raw.FPDFPage_CloseAnnot(widget)


def with_pdfium(pdf, values, *, flat=False):
    """
    Return the form typed into by PDFium, which is what Chrome and Edge open a PDF with.

    :param values: texts by name; of a list the number of the choice; of buttons True to press
    :param flat: draw the fields into the pages, as for printing
    """
    raw = pdfium.raw
    document = pdfium.PdfDocument(pdf)
    document.init_forms()
    env = document.formenv.raw
    for page in document:
        for name, widget in _widgets(document, page):
            value = values.get(name)
            if value is None:
                continue
            assert raw.FORM_SetFocusedAnnot(env, widget), name
            if value is True:
                raw.FORM_OnChar(env, page.raw, ord(" "), 0)
            elif isinstance(value, int):
                raw.FORM_SetIndexSelected(env, page.raw, value, True)
            else:
                raw.FORM_SelectAllText(env, page.raw)
                raw.FORM_ReplaceSelection(env, page.raw, _wide(value))
        raw.FORM_ForceToKillFocus(env)
        if flat:
            raw.FPDFPage_Flatten(page.raw, raw.FLAT_PRINT)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


@functools.cache
def small_form():
    """Return a PDF of one page with our fields, in a few hundred bytes and without fonts."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    fields = pypdf.generic.ArrayObject()
    for name in ("full_name", "phone", "part_1", "part_2"):
        field = pypdf.generic.DictionaryObject(
            {
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): pypdf.generic.TextStringObject(name),
                NameObject("/V"): pypdf.generic.TextStringObject(f"Giá trị của {name}"),
            }
        )
        fields.append(writer._add_object(field))
    form = pypdf.generic.DictionaryObject({NameObject("/Fields"): fields})
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    return written(writer)
