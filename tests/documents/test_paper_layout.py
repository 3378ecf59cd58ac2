"""The layout of Nghị định 30/2020, measured on the rendered PDF."""

import datetime as dt

import pytest

from dialogue.documents.plan import PlanPaper
from dialogue.documents.receipt import FilledForm
from tests import factories as make
from tests.documents.reading import fonts, opened, page_words, pieces, structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("render_once")]

LONG_BODY = [
    ("section", "Mục đích, yêu cầu"),
    ("heading", "Mục đích"),
    *[("dash", f"Nội dung thứ {n}: " + "bảo đảm công khai, đúng hạn. " * 12) for n in range(20)],
]


@pytest.fixture
def plan(commune):
    make.form_page()
    return make.plan(
        body=LONG_BODY,
        bases="Căn cứ Luật Tổ chức chính quyền địa phương;\nTheo đề nghị của Văn phòng",
        closing="Đề nghị các đơn vị triển khai thực hiện.",
    )


@pytest.fixture
def pdf(plan):
    return PlanPaper(plan).pdf()


def piece(pdf, page, text):
    found = [p for p in pieces(pdf, page) if p.text.startswith(text)]
    assert found, f"{text!r} is not on page {page}"
    return found[0]


def test_every_page_is_a4(pdf):
    for page in opened(pdf).pages:
        assert float(page.mediabox.width) == pytest.approx(595.28, abs=0.1)
        assert float(page.mediabox.height) == pytest.approx(841.89, abs=0.1)


def test_the_text_stays_inside_the_decrees_margins(pdf):
    for number in range(1, len(opened(pdf).pages) + 1):
        for run in pieces(pdf, number):
            assert run.x >= 29.9
            assert run.y <= 277.1
            assert run.y >= 20 or run.text == str(number)


def test_the_first_line_of_a_paragraph_is_indented_by_half_an_inch(pdf):
    assert piece(pdf, 1, "- Nội dung thứ 0").x == pytest.approx(30 + 12.7, abs=0.1)


@pytest.mark.parametrize(
    ("text", "size", "face"),
    [
        ("ỦY BAN NHÂN DÂN", 13, "Bold"),
        ("XÃ PHÚ XUYÊN", 13, "Bold"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, "Bold"),
        ("Độc lập - Tự do - Hạnh phúc", 14, "Bold"),
        ("Số: 05/KH-UBND", 13, "Serif"),
        ("Phú Xuyên, ngày 05 tháng 3 năm 2026", 14, "Italic"),
        ("KẾ HOẠCH", 14, "Bold"),
        ("Tổ chức hội nghị đối thoại năm 2026", 14, "Bold"),
        ("Căn cứ Luật Tổ chức", 14, "Italic"),
        ("I. MỤC ĐÍCH, YÊU CẦU", 14, "Bold"),
        ("1. Mục đích", 14, "Bold"),
        ("- Nội dung thứ 0", 14, "Serif"),
    ],
)
def test_each_component_has_its_size_and_face(pdf, text, size, face):
    found = piece(pdf, 1, text)
    assert found.size == size
    assert found.font.endswith(face)


def test_number_and_date_stand_in_one_row_below_issuer_and_motto(pdf):
    number, date = piece(pdf, 1, "Số: 05"), piece(pdf, 1, "Phú Xuyên, ngày")
    assert number.y == pytest.approx(date.y, abs=0.6)
    assert number.y > piece(pdf, 1, "XÃ PHÚ XUYÊN").y
    assert date.y > piece(pdf, 1, "Độc lập").y


def test_the_page_number_is_centred_above_the_text_and_hidden_on_the_first_page(pdf):
    assert not [p for p in pieces(pdf, 1) if p.y < 20]
    (number,) = [p for p in pieces(pdf, 2) if p.y < 20]
    assert (number.text, number.size) == ("2", 13)
    assert number.x == pytest.approx(30 + 165 / 2, abs=2)


def test_the_annex_begins_a_page_of_its_own_and_counts_its_pages_anew(pdf):
    last = len(opened(pdf).pages)
    assert last >= 3
    assert "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI" in page_words(pdf, last)
    assert "PHIẾU ĐĂNG KÝ" not in page_words(pdf, last - 1)
    assert not [p for p in pieces(pdf, last) if p.y < 20]


def test_the_signing_title_stands_level_with_the_recipients_and_after_some_text(pdf):
    page = len(opened(pdf).pages) - 1
    recipients, title = piece(pdf, page, "Nơi nhận:"), piece(pdf, page, "TM. ỦY BAN NHÂN DÂN")
    assert recipients.y == pytest.approx(title.y, abs=1.5)
    assert (recipients.size, recipients.font.endswith("Bold-Italic")) == (12, True)
    assert piece(pdf, page, "- Như trên;").size == 11
    assert [p for p in pieces(pdf, page) if p.text.endswith("thực hiện./.")]


def test_all_fonts_are_ours_and_embedded(pdf):
    found = fonts(pdf)
    assert len(found) == 4
    for name, embedded in found.items():
        assert "Dialogue-Serif" in name
        assert embedded


def test_the_pdf_is_tagged_with_title_language_and_a_described_code(pdf):
    reader = opened(pdf)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Kế hoạch số 05/KH-UBND: Tổ chức hội nghị đối thoại năm 2026"
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    tags = structure(pdf)
    assert [tag for tag, _node in tags if tag in {"/H1", "/H2", "/H3"}][:3] == ["/H1", "/H2", "/H3"]
    (code,) = [node for tag, node in tags if tag == "/Figure"]
    assert code["/Alt"].startswith("Mã QR mở biểu mẫu đăng ký trực tuyến")


def test_a_receipt_of_many_pages_numbers_them_from_the_second_on(commune):
    sheet = make.sheet(part_1="Thủ tục đất đai kéo dài, đề nghị giải thích rõ.\n" * 150)
    pdf = FilledForm(sheet).pdf()
    assert len(opened(pdf).pages) >= 3
    assert not [p for p in pieces(pdf, 1) if p.y < 20]
    assert [p.text for p in pieces(pdf, 3) if p.y < 20] == ["3"]


def test_dates_carry_zeros_as_the_decree_says(commune):
    make.form_page()
    february = make.plan(issued_on=dt.date(2026, 2, 3), number="98a")
    text = page_words(PlanPaper(february).pdf(), 1)
    assert "Số: 98a/KH-UBND" in text
    assert "Phú Xuyên, ngày 03 tháng 02 năm 2026" in text
