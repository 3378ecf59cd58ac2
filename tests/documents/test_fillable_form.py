"""The form to fill in on a screen: its fields are the web form's, and every letter can be typed."""

import io
import subprocess
import unicodedata

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page import ValidationProfile, validate_pdf_bytes

from dialogue.documents.engine import HERE
from dialogue.documents.fillable import MARK_FIELD, FillableForm
from dialogue.documents.form_docx import BlankFormInWord
from dialogue.documents.form_fields import form_version
from dialogue.intake import pdf_child, pdf_form
from dialogue.models import RegistrationPage
from dialogue.vietnamese import clean
from tests import factories as make
from tests.documents.form_filling import (
    LETTERS,
    add_field,
    add_one_of_each,
    terminal_fields,
    with_pdfium,
    with_pypdf,
)
from tests.documents.reading import fonts, opened, page_words, structure

pytestmark = pytest.mark.django_db
NOT_IN_A_FILE = {"website", "extra-ma_ky"}  # the trap; what the page sends along unseen
EVERY_LETTER = unicodedata.normalize("NFC", LETTERS)
_made = {}


@pytest.fixture
def page(commune):
    make.session(title="Hội nghị đối thoại đợt một")
    make.VillageFactory(name="Thôn Thao Chính")
    made = make.form_page()
    add_one_of_each(made)
    return RegistrationPage.objects.get()


@pytest.fixture
def pdf(page):
    """The form; made once for equal pages."""
    paper = FillableForm(page)
    if paper.html not in _made:
        _made[paper.html] = paper.pdf()
    return _made[paper.html]


def web_form(page, **options):
    return page.get_form_class()(sessions=page.open_sessions, **options)


def read_back(page, pdf):
    """Return what comes into the web form, as ``pdf_form.Filled``."""
    return pdf_form.filled(web_form(page), pdf_child.read(pdf), form_version(page))


def test_each_field_of_the_web_form_is_in_the_file_once_and_none_besides(page, pdf):
    wanted = set()
    for name, field in web_form(page).fields.items():
        if name not in NOT_IN_A_FILE:
            parts = getattr(field, "choices", ()) if "multi" in type(field).__name__.lower() else ()
            wanted |= {f"{name}.{n}" for n in range(len(list(parts)))} or {name}
    assert set(terminal_fields(pdf)) == wanted | {MARK_FIELD}
    assert {"extra-buoi_phu_hop.0", "extra-ngay_nop_ho_so", "consent_publish"} <= wanted


def test_without_a_list_of_villages_the_place_is_typed(commune):
    names = set(terminal_fields(FillableForm(make.form_page()).pdf()))
    assert "village" not in names
    assert {"session", "other_place"} <= names


def test_the_hidden_mark_says_which_form_and_edition_it_is(page, pdf):
    mark = terminal_fields(pdf)[MARK_FIELD]
    assert mark["/V"] == f"{page.pk}-{form_version(page)}"
    assert mark["/F"] & 2 and mark["/Ff"] & 1
    assert f"Mẫu {form_version(page)}" in page_words(pdf)


def test_each_field_has_a_name_to_be_read_aloud_and_its_place_in_the_structure(page, pdf):
    fields = terminal_fields(pdf)
    del fields[MARK_FIELD]
    for name, field in fields.items():
        assert field["/TU"].strip(), name
    assert fields["part_1"]["/TU"].startswith("1. Về thủ tục hành chính")
    assert fields["extra-buoi_phu_hop.1"]["/TU"] == "Chiều"
    widgets = [kid for f in fields.values() for kid in f.get("/Kids", [f])]
    tags = [tag for tag, _node in structure(pdf)]
    assert tags.count("/Form") == len(widgets)
    assert all("/StructParent" in widget.get_object() for widget in widgets)
    assert all(one["/Tabs"] == "/S" for one in opened(pdf).pages)


def test_a_tool_finds_no_fault_with_it_as_accessible_pdf(pdf):
    report = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
    assert [f"{fault.rule_id}: {fault.message}" for fault in report.failures] == []


def test_no_field_cuts_what_is_pasted_into_it(pdf):
    assert not [name for name, field in terminal_fields(pdf).items() if "/MaxLen" in field]


def test_all_letters_of_the_font_are_in_the_file_not_only_those_on_the_page(pdf):
    assert all(fonts(pdf).values())
    form = opened(pdf).trailer["/Root"]["/AcroForm"]
    name = terminal_fields(pdf)["part_1"]["/DA"].split()[0]
    font = form["/DR"]["/Font"][name]
    embedded = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"].get_data()
    whole = TTFont(HERE / "fonts/LiberationSerif-Regular.ttf")
    there = TTFont(io.BytesIO(embedded))
    assert there["maxp"].numGlyphs == whole["maxp"].numGlyphs
    assert {ord(letter) for letter in EVERY_LETTER} <= set(there.getBestCmap())
    to_unicode = font["/ToUnicode"].get_data().decode().lower()
    for letter in EVERY_LETTER:
        assert f"<{ord(letter):04x}>" in to_unicode


@pytest.mark.parametrize("field", ["full_name", "part_1"])
def test_chrome_and_edge_draw_every_letter_with_the_font_in_the_file(pdf, field):
    lines = [EVERY_LETTER[at : at + 40] for at in range(0, len(EVERY_LETTER), 40)]
    for line in lines if field == "full_name" else ["\n".join(lines)]:
        printed = with_pdfium(pdf, {field: line}, flat=True)
        drawn = page_words(printed, 1).replace(" ", "")
        assert line.replace("\n", "") in drawn


def test_poppler_draws_what_another_program_typed(pdf, tmp_path):
    path = tmp_path / "phieu.pdf"
    for filled in (
        with_pypdf(pdf, {"part_1": "Ỵẽ ữỗ ặ (một)"}),
        with_pdfium(pdf, {"part_1": "Ỵẽ ữỗ ặ (một)"}),
    ):
        path.write_bytes(filled)
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
        assert "Ỵẽ ữỗ ặ (một)" in unicodedata.normalize("NFC", text.stdout)


def test_a_blank_form_read_back_holds_only_what_stood_in_it(page, pdf):
    session = page.open_sessions[0]
    found = read_back(page, pdf)
    assert found.values == {"session": str(session.pk), "applicant_kind": "person"} | {
        "commune": "xã Phú Xuyên",
        "province": "thành phố Hà Nội",
    }
    assert (found.left_over, found.other_version, found.session_gone) == ([], False, False)


FILLED = {
    "applicant_kind": "organisation",
    "full_name": "Đỗ Thị Ánh Nguyệt",
    "organisation_name": "Hợp tác xã Đồng Tâm",
    "phone": "0912 345 678",
    "email": "anhnguyet@example.vn",
    "part_1": "Dòng một (một)\nDòng hai \\ ba",
    "consent_publish": True,
    "extra-ghi_chu": "Đã hỏi ở bộ phận Một cửa",
    "extra-buoi_phu_hop": ["Sáng", "Tối"],
    "extra-thu_trong_tuan": ["Thứ Ba"],
    "extra-biet_tin_qua": "Trang thông tin",
    "extra-nop_ho_so_chua": "Chưa",
    "extra-can_phien_dich": True,
}


@pytest.mark.parametrize("incremental", [False, True])
def test_every_kind_of_field_comes_back_from_pypdf(page, pdf, incremental):
    found = read_back(
        page,
        with_pypdf(
            pdf,
            FILLED
            | {
                "applicant_kind": "/organisation",
                "village": "Thôn Thao Chính",
                "consent_publish": "/on",
                "extra-buoi_phu_hop.0": "/on",
                "extra-buoi_phu_hop.2": "/on",
                "extra-thu_trong_tuan.1": "/on",
                "extra-can_phien_dich": "/on",
                "extra-ngay_nop_ho_so": "05/03/2026",
            },
            incremental=incremental,
        ),
    )
    village = next(iter(web_form(page).villages))
    assert found.values | FILLED | {"village": village} == found.values
    assert f"{found.values['extra-ngay_nop_ho_so']:%d/%m/%Y}" == "05/03/2026"
    assert not found.left_over


def test_every_kind_of_field_comes_back_from_pdfium(page, pdf):
    typed = {name: value for name, value in FILLED.items() if isinstance(value, str)}
    found = read_back(
        page,
        with_pdfium(
            pdf,
            typed
            | {
                "applicant_kind": True,  # every button of the group is clicked, the last one stays
                "village": 1,
                "consent_publish": True,
                "extra-buoi_phu_hop.0": True,
                "extra-buoi_phu_hop.2": True,
                "extra-thu_trong_tuan.1": True,
                "extra-can_phien_dich": True,
                "extra-biet_tin_qua": 2,
                "extra-nop_ho_so_chua": 2,
            },
        ),
    )
    village = next(iter(web_form(page).villages))
    assert found.values | FILLED | {"village": village} == found.values
    assert "consent_contact" not in found.values


def test_a_tick_taken_back_is_no_consent(page, pdf):
    ticked = with_pdfium(pdf, {"consent_publish": True, "consent_contact": True})
    found = read_back(page, with_pdfium(ticked, {"consent_publish": True}))
    assert "consent_publish" not in found.values
    assert found.values["consent_contact"] is True


SIGNS = " .,;:()[]{}<>\\/%#\"'…–“”₫²½\n\t"
vietnamese = st.text(alphabet=sorted(set(LETTERS + SIGNS + "0123456789")), max_size=300)
decomposed = vietnamese.map(lambda text: unicodedata.normalize("NFD", text))
with_emoji = st.text(
    alphabet=st.one_of(st.sampled_from(sorted(set(LETTERS + SIGNS))), st.sampled_from("😀👍🏽🇻🇳𝔄")),
    max_size=200,
)
slow = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@slow
@given(one=st.one_of(vietnamese, decomposed, with_emoji), line=vietnamese)
def test_what_pypdf_wrote_comes_back_letter_by_letter(page, pdf, one, line):
    line = " ".join(line.split())
    found = read_back(page, with_pypdf(pdf, {"part_1": one, "full_name": line}))
    assert found.values.get("part_1", "") == clean(one).strip()
    assert found.values.get("full_name", "") == clean(line)


@slow
@given(one=st.one_of(vietnamese, decomposed), line=vietnamese)
def test_what_pdfium_wrote_comes_back_letter_by_letter(page, pdf, one, line):
    # A tab moves to the next field there.
    one, line = one.replace("\t", " "), " ".join(line.split())
    found = read_back(page, with_pdfium(pdf, {"part_1": one, "full_name": line}))
    assert found.values.get("part_1", "") == clean(one).strip()
    assert found.values.get("full_name", "") == clean(line)


def test_equal_pages_give_equal_files(page, pdf):
    assert FillableForm(RegistrationPage.objects.get()).pdf() == pdf


# The downloads.


@pytest.fixture
def _private_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        }
    }


@pytest.mark.parametrize(
    ("name", "kind", "file_name"),
    [
        ("form_fillable", "application/pdf", "phieu-dang-ky-tham-gia-doi-thoai-dien-tren-may.pdf"),
        (
            "form_docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "phieu-dang-ky-tham-gia-doi-thoai.docx",
        ),
    ],
)
@pytest.mark.usefixtures("_private_folder")
def test_it_is_downloaded_like_the_printed_form(page, client, name, kind, file_name):
    address = reverse(f"dialogue:{name}", args=[page.pk])
    first = client.get(address)
    assert (first.status_code, first["Content-Type"]) == (200, kind)
    assert f'filename="{file_name}"' in first["Content-Disposition"]
    assert "filename*=UTF-8''Phi%E1%BA%BFu" in first["Content-Disposition"]
    assert (first["Cache-Control"], first["X-Content-Type-Options"]) == (
        "public, no-cache",
        "nosniff",
    )
    assert not first.cookies
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    add_field(page, "Thêm một câu")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200
    page.unpublish()
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("_private_folder")
def test_each_open_session_has_its_form_and_no_other_number_makes_one(page, client):
    other = make.session(title="Hội nghị đối thoại đợt hai")
    address = reverse("dialogue:form_fillable", args=[page.pk])

    def chosen(query):
        return terminal_fields(client.get(f"{address}{query}").content)["session"]["/V"]

    assert chosen("") == ""
    assert chosen(f"?hoi-nghi={other.pk}") == str(other.pk)
    assert chosen("?hoi-nghi=999999") == ""
    folders = storages["private"].listdir("rendered")[0]
    assert sorted(folders) == [f"form-fillable-{page.pk}", f"form-fillable-{page.pk}-{other.pk}"]


@pytest.mark.usefixtures("_private_folder")
def test_they_ask_the_database_little(page, client, django_assert_max_num_queries):
    for number in range(5):
        make.session(title=f"Hội nghị {number}")
        make.VillageFactory()
    for name in ("form_pdf", "form_docx", "form_fillable"):
        address = reverse(f"dialogue:{name}", args=[page.pk])
        client.get(address)
        with django_assert_max_num_queries(8):
            client.get(address)


def test_the_word_edition_has_the_printed_forms_words_and_the_decrees_page(page):
    import docx

    document = docx.Document(io.BytesIO(BlankFormInWord(page).content()))
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    cells = [
        p
        for table in document.tables
        for row in table.rows
        for c in row.cells
        for p in c.paragraphs
    ]
    text = " ".join(p.text for p in [*document.paragraphs, *cells])
    for words in ("PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI", "Họ và tên ¹:", "☐ Chiều", "NGƯỜI ĐĂNG KÝ²"):
        assert words in text
    assert f"Mẫu {form_version(page)}" in text
    dotted = [p for p in document.paragraphs if p.paragraph_format.tab_stops]
    assert len(dotted) == 4 + 6 + 4 + 3 + 1 + 1
    assert len(document.inline_shapes) == 1
