"""The words of the plan on paper."""

import unicodedata

import pytest

from dialogue.documents.plan import PlanPaper, table_data
from dialogue.outline import ended, listed
from tests import factories as make
from tests.documents.reading import opened, page_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def text_of(commune):
    make.form_page()

    def text(**fields):
        return page_words(PlanPaper(make.plan(**fields)).pdf())

    return text


def test_a_plan_reads_exactly_as_entered_with_its_parts_numbered(text_of):
    text = text_of(
        bases="Căn cứ Luật số 72/2025/QH15;\nTheo đề nghị của Chánh Văn phòng",
        opening="UBND xã xây dựng Kế hoạch, cụ thể như sau:",
        body=[
            ("section", "Mục đích, yêu cầu"),
            ("heading", "Mục đích"),
            ("point", "Tháo gỡ vướng mắc;"),
            ("point", "Phát huy dân chủ"),
            ("section", "Tổ chức thực hiện"),
            ("heading", "Văn phòng HĐND và UBND"),
            ("group", "Đại biểu xã:"),
            ("dash", "Đầu mối tiếp nhận"),
            ("plus", "Qua thư điện tử"),
            ("note", "Chú ý: không đối thoại khiếu nại, tố cáo."),
        ],
        closing="Đề nghị các đơn vị thực hiện.",
    )
    assert (
        "Căn cứ Luật số 72/2025/QH15; Theo đề nghị của Chánh Văn phòng. "
        "UBND xã xây dựng Kế hoạch, cụ thể như sau: "
        "I. MỤC ĐÍCH, YÊU CẦU 1. Mục đích a) Tháo gỡ vướng mắc; b) Phát huy dân chủ "
        "II. TỔ CHỨC THỰC HIỆN 1. Văn phòng HĐND và UBND Đại biểu xã: - Đầu mối tiếp nhận "
        "+ Qua thư điện tử Chú ý: không đối thoại khiếu nại, tố cáo. "
        "Đề nghị các đơn vị thực hiện./. Nơi nhận: - Như trên; - Lưu: VT. "
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Nguyễn Văn Đức"
    ) in text


def test_number_and_date_not_yet_given_leave_room_to_write(text_of):
    text = text_of(number="", issued_on=None)
    assert "Số: /KH-UBND" in text
    assert "Phú Xuyên, ngày tháng năm 2026 KẾ HOẠCH" in text
    assert "None" not in text


def test_without_a_closing_paragraph_the_last_words_of_the_body_close_the_document(text_of):
    assert "- Công khai, đúng hạn./. Nơi nhận" in text_of(closing="")


def test_a_table_closes_with_the_mark_below_it(text_of):
    table = {
        "data": [["Thời gian", "Nội dung"], ["Tháng 6", "Đối thoại kỳ 1"]],
        "first_row_is_table_header": True,
        "table_caption": "Các kỳ đối thoại",
    }
    text = text_of(body=[("section", "Thời gian"), ("table", table)], closing="")
    assert "Các kỳ đối thoại Thời gian Nội dung Tháng 6 Đối thoại kỳ 1 ./." in text


def test_merged_cells_are_printed_once():
    value = {
        "data": [["Kỳ", None, None], ["a", "b", "c"]],
        "mergeCells": [{"row": 0, "col": 0, "rowspan": 1, "colspan": 3}],
        "cell": [{"row": 1, "col": 1, "className": "htCenter htMiddle"}],
    }
    first, second = table_data(value)["rows"]
    assert [(c["text"], c["colspan"]) for c in first] == [("Kỳ", 3)]
    assert [c["align"] for c in second] == ["", "to-centre", ""]


def test_decomposed_letters_come_out_composed(text_of):
    text = text_of(signer=unicodedata.normalize("NFD", "Đỗ Thị Hường"))
    assert "Đỗ Thị Hường" in text


def test_html_and_css_in_a_plan_are_printed_literally(text_of):
    probe = "<b>đậm</b> <img src=x> </p><style>p{display:none}</style> {{ 7|add:7 }} &amp; url(x)"
    text = text_of(body=[("section", "Mục"), ("paragraph", probe), ("dash", "Hết.")])
    # A line may end inside the probe.
    assert probe.replace(" ", "") in text.replace(" ", "")


def test_control_and_direction_characters_neither_break_nor_reach_the_paper(text_of):
    text = text_of(
        abstract="Tổ\u202e chức\x07 đối thoại", signer="Đức\x1f",
        body=[("section", "Mục\x0b tiêu"), ("paragraph", "Rõ\x1f ràng \u2066đúng hạn\u2069.")],
    )  # fmt: skip
    assert "Tổ chức đối thoại" in text
    assert "I. MỤC TIÊU Rõ ràng đúng hạn./." in text


def test_a_name_that_goes_on_and_on_still_fits_the_page(text_of):
    text = text_of(signer="Công Tằng Tôn Nữ Thị " * 4)
    assert text.count("Công Tằng Tôn Nữ Thị") == 4


def test_signs_that_no_font_has_do_not_stop_the_document(text_of):
    text = text_of(closing="Họp 😀 lúc 8 giờ \U000e0041 \U00013000 \ue000 \u0378.")
    assert "I. MỤC ĐÍCH" in text
    assert "NGƯỜI ĐĂNG KÝ²" in text


def test_a_plan_without_a_web_form_beside_it_prints_its_annex_without_a_code(commune):
    paper = PlanPaper(make.plan())
    text = page_words(paper.pdf())
    assert "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI" in text
    assert "quét mã" not in text
    assert len(opened(paper.pdf()).pages) == 2


def test_the_annex_says_to_which_plan_it_belongs(text_of):
    assert (
        "(Mẫu ban hành kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 3 năm 2026 "
        "của UBND xã Phú Xuyên)"
    ) in text_of()


def test_lists_close_as_the_decree_writes_them():
    assert listed(["Như trên;", "Lưu: VT"], ".") == ["Như trên;", "Lưu: VT."]
    assert listed([], ".") == []
    assert ended("xem xét, quyết định./.", "./.") == "xem xét, quyết định./."


def test_equal_content_gives_equal_bytes(commune):
    plan = make.plan()
    assert PlanPaper(plan).pdf() == PlanPaper(plan).pdf()
