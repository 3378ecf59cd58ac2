"""Each part of a plan finds its field, from pasted text and from a Word file alike."""

import datetime as dt

import pytest

from tests.plan_import.writing import (
    PLAN,
    blocks,
    body_of,
    from_text,
    from_word,
    reasons,
    reviews,
    word,
    word_plan,
)  # fmt: skip

SECTIONS = ["MỤC TIÊU, YÊU CẦU", "NỘI DUNG", "TỔ CHỨC THỰC HIỆN"]
HEADINGS = ["Mục tiêu", "Yêu cầu", "Thời gian, địa điểm", "Thành phần", "Cách đăng ký", "Văn phòng"]


@pytest.fixture(params=["text", "word"])
def plan(request):
    return from_text(PLAN) if request.param == "text" else from_word(word_plan())


def test_a_blank_number_stays_blank_beside_its_symbol(plan):
    assert (plan.number, plan.symbol) == ("", "KH-UBND")
    assert plan.issued_on is None
    assert plan.year == 2026


def test_the_abstract_is_one_sentence_though_it_stood_on_two_lines(plan):
    assert plan.abstract == (
        "Gặp gỡ, đối thoại giữa lãnh đạo UBND xã với bà con, hợp tác xã về việc giải quyết hồ sơ "
        "năm 2026 tại xã Hồng Vân"
    )


def test_the_abstract_may_go_on_with_a_capital_letter():
    plan = from_text(
        "KẾ HOẠCH\nGặp gỡ, đối thoại giữa lãnh đạo\nUBND xã với bà con năm 2026\n__________\n"
        "Xã mời bà con đến dự.\nI. MỤC TIÊU"
    )
    assert plan.abstract == "Gặp gỡ, đối thoại giữa lãnh đạo UBND xã với bà con năm 2026"
    assert plan.opening == ["Xã mời bà con đến dự."]


def test_bases_that_run_on_into_the_opening_are_told_apart(plan):
    assert plan.bases == [
        "Thực hiện Quyết định số 1122/QĐ-UBND ngày 02/02/2026 của UBND xã Hồng Vân về cải cách "
        "hành chính",
        "Kế hoạch số 45a/KH-UBND ngày 10/02/2026 của UBND xã về kiểm soát thủ tục",
    ]
    assert plan.opening == ["UBND xã Hồng Vân tổ chức gặp gỡ bà con, cụ thể như sau:"]


def test_sections_and_headings_come_in_order_without_their_numbers(plan):
    assert [text for _kind, text in blocks(plan, "section")] == SECTIONS
    assert [text for _kind, text in blocks(plan, "heading")] == HEADINGS


def test_dashes_pluses_notes_and_bold_lines_are_told_apart(plan):
    assert ("dash", "Trưởng các đoàn thể.") in plan.blocks
    assert ("plus", "Số điện thoại: 02433000111") in plan.blocks
    assert ("note", "Chú ý: Buổi gặp không nhận đơn khiếu nại, tố cáo.") in plan.blocks
    assert ("group", "Đại biểu xã:") in plan.blocks
    assert ("paragraph", "Địa điểm: Nhà văn hóa xã.") in plan.blocks


def test_stars_of_emphasis_are_no_text(plan):
    assert ("dash", "Chủ tịch UBND xã (chủ trì);") in plan.blocks
    assert ("dash", "Nơi nhận phiếu: gửi trước 10 ngày đến:") in plan.blocks


def test_a_sentence_cut_by_the_edge_of_a_page_is_one_again(plan):
    assert (
        "dash",
        "Mọi câu hỏi gửi đúng hạn của bà con và của các hợp tác xã về việc giải quyết hồ sơ đều "
        "được trả lời rõ ràng.",
    ) in plan.blocks


def test_the_closing_paragraph_stands_apart_without_the_end_mark(plan):
    assert plan.closing == [
        "Các ban, ngành căn cứ kế hoạch này để thực hiện; có khó khăn thì báo về Văn phòng."
    ]
    assert plan.blocks[-1] == ("paragraph", "Chuẩn bị hội trường, nước uống và loa đài.")


def test_signature_and_recipients_are_recognised(plan):
    assert plan.signing_for == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert plan.signer == "Đặng Quốc Khánh"
    assert plan.recipients == ["Thường trực Đảng ủy", "Các Phó Chủ tịch (Để b/c)", "Lưu VT"]


def test_the_registration_form_is_reported_and_not_copied(plan):
    (annex,) = plan.annexes
    assert annex.title == "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI"
    assert annex.fields == 6
    assert not any("Điện thoại liên hệ" in str(value) for _kind, value in plan.blocks)


def test_nothing_is_left_to_review(plan):
    assert reviews(plan) == []
    assert plan.remarks == []


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 05/KH-UBND", "05", "KH-UBND"),
        ("Số 98a/KH-UBND", "98a", "KH-UBND"),
        ("Số: ……/KH-UBND", "", "KH-UBND"),
        ("Số:       /KH-HĐND&UBND", "", "KH-HĐND&UBND"),
    ],
)
def test_the_number_is_read_as_offices_write_it(line, number, symbol):
    plan = from_text(f"{line}\nKẾ HOẠCH\nGặp gỡ bà con\nI. MỤC TIÊU\n1. Chung")
    assert (plan.number, plan.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Hồng Vân, ngày 05 tháng 01 năm 2026", dt.date(2026, 1, 5)),
        ("Hồng Vân, ngày 15 tháng 3 năm 2026", dt.date(2026, 3, 15)),
        ("Hồng Vân, ngày 5/1/2026", dt.date(2026, 1, 5)),
        ("Hồng Vân, ngày … tháng … năm 2026", None),
        ("Hồng Vân, ngày     tháng 02 năm 2026", None),
    ],
)
def test_the_date_of_issue_is_read_or_stays_blank(line, day):
    plan = from_text(f"Số: 1/KH-UBND\n{line}\nKẾ HOẠCH\nGặp gỡ bà con\nI. MỤC TIÊU\n1. Chung")
    assert plan.issued_on == day
    assert plan.year == 2026
    assert reviews(plan) == []


def test_a_day_that_does_not_exist_is_to_be_reviewed():
    plan = from_text("Hồng Vân, ngày 31 tháng 02 năm 2026\nKẾ HOẠCH\nGặp gỡ\nI. MỤC TIÊU")
    assert plan.issued_on is None
    assert reviews(plan) == ["Hồng Vân, ngày 31 tháng 02 năm 2026"]


def test_bases_one_on_each_line_lose_their_closing_signs():
    plan = from_text(
        "KẾ HOẠCH\nGặp gỡ bà con năm 2027\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương;\n"
        "- Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;\n"
        "Theo đề nghị của Chánh Văn phòng.\n"
        "UBND xã ban hành Kế hoạch như sau:\nI. MỤC TIÊU\n1. Chung"
    )
    assert plan.bases == [
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
        "Theo đề nghị của Chánh Văn phòng",
    ]
    assert plan.opening == ["UBND xã ban hành Kế hoạch như sau:"]
    assert plan.year == 2027


def test_a_paragraph_that_only_begins_like_a_basis_stays_whole():
    sentence = "Thực hiện cải cách hành chính; UBND xã tổ chức gặp gỡ bà con như sau:"
    plan = from_text(f"KẾ HOẠCH\nGặp gỡ bà con\n{sentence}\nI. MỤC TIÊU")
    assert (plan.bases, plan.opening) == ([], [sentence])


def test_head_and_signature_in_two_columns_are_read_column_by_column():
    plan = from_text(
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "XÃ HỒNG VÂN\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-UBND\tHồng Vân, ngày 05 tháng 01 năm 2026\n\n"
        "KẾ HOẠCH\nGặp gỡ bà con\n\nI. MỤC TIÊU\n1. Chung\nLàm ngay./.\n\n"
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tCHỦ TỊCH\n- Lưu: VT.\tĐặng Quốc Khánh"
    )
    assert (plan.number, plan.issued_on) == ("12", dt.date(2026, 1, 5))
    assert plan.signing_for == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert plan.recipients == ["Như trên", "Lưu: VT"]
    assert plan.signer == "Đặng Quốc Khánh"
    assert reviews(plan) == []


def test_a_recipient_on_two_lines_is_one():
    plan = from_text(
        "\n".join(body_of("I. MỤC TIÊU", "1. Chung./."))
        + "\nNơi nhận:\n- Trưởng các thôn,\ntổ dân phố;\n- Lưu: VT."
    )
    assert plan.recipients == ["Trưởng các thôn, tổ dân phố", "Lưu: VT"]


def test_what_is_unknown_in_the_head_is_kept_at_the_start():
    plan = from_text("Bản gửi lần hai cho các thôn\nKẾ HOẠCH\nGặp gỡ bà con\nI. MỤC TIÊU\n1. Chung")
    assert reviews(plan) == ["Bản gửi lần hai cho các thôn"]
    assert plan.blocks[0][0] == "review"


def test_another_kind_of_document_is_named():
    plan = from_text("Số: 3/BC-UBND\nBÁO CÁO\nKết quả gặp gỡ năm 2026\nI. MỤC TIÊU\n1. Chung")
    assert reviews(plan)[0] == "BÁO CÁO"
    assert any("BÁO CÁO" in remark for remark in plan.remarks)


def test_another_annex_is_kept_at_the_end_for_review_and_its_tables_as_tables():
    plan = from_text(
        "\n".join(body_of("I. MỤC TIÊU", "1. Chung", "- Làm ngay./."))
        + "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nĐặng Quốc Khánh\nPHỤ LỤC\n"
        "(Kèm theo Kế hoạch số 05/KH-UBND)\nLịch gặp từng thôn\n"
        "Thôn\tNgày\nCơ Giáo\t05/5/2026\nHậu cần do Văn phòng lo"
    )
    (annex,) = plan.annexes
    assert (annex.title, annex.fields) == ("PHỤ LỤC – Lịch gặp từng thôn", None)
    kinds = [kind for kind, _value in plan.blocks][-3:]
    assert kinds == ["review", "table", "review"]
    assert reviews(plan)[-1] == "Hậu cần do Văn phòng lo"
    assert plan.blocks[-2][1]["data"][1] == ["Cơ Giáo", "05/5/2026"]


def test_a_form_of_another_kind_is_an_annex_like_any_other():
    plan = from_text(
        "\n".join(body_of("I. MỤC TIÊU", "1. Chung./."))
        + "\nPHIẾU ĐĂNG KÝ MUA GIỐNG LÚA\nTên giống:\nSố lượng:"
    )
    assert [annex.fields for annex in plan.annexes] == [None]
    assert "Tên giống:" in reviews(plan)[-1]


def test_what_follows_the_end_mark_and_is_no_signature_is_to_be_reviewed():
    plan = from_text("\n".join([*body_of("I. MỤC TIÊU", "1. Chung", "Làm ngay./."), "Bút phê"]))
    assert reviews(plan) == ["Bút phê"]
    assert "./." in reasons(plan)[0]


def test_a_plan_without_sections_keeps_its_paragraphs_and_its_end():
    plan = from_text(
        "KẾ HOẠCH\nGặp gỡ bà con năm 2026\nXã mời bà con đến dự.\nAi cũng được hỏi.\n"
        "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nĐặng Quốc Khánh"
    )
    assert plan.opening == ["Xã mời bà con đến dự."]
    assert plan.blocks == [("paragraph", "Ai cũng được hỏi.")]
    assert (plan.signer, plan.recipients) == ("Đặng Quốc Khánh", ["Lưu: VT"])


def test_only_the_body_may_be_pasted():
    plan = from_text("I. MỤC TIÊU\n1. Chung\n- Làm ngay.\nII. CÁCH LÀM\n1. Văn phòng")
    assert [kind for kind, _value in plan.blocks] == [
        "section", "heading", "dash", "section", "heading",
    ]  # fmt: skip
    assert reviews(plan) == []


def test_a_year_that_nobody_wrote_is_said():
    plan = from_text("KẾ HOẠCH\nGặp gỡ bà con\nI. MỤC TIÊU\n1. Chung")
    assert plan.year == 2026
    assert any("2026" in remark for remark in plan.remarks)


def test_letters_that_a_mac_took_apart_are_put_together():
    import unicodedata

    plan = from_text(unicodedata.normalize("NFD", PLAN))
    assert plan.signer == "Đặng Quốc Khánh"
    assert [text for _kind, text in blocks(plan, "section")] == SECTIONS


def test_hard_spaces_and_tabs_are_spaces():
    plan = from_word(
        word(*body_of("I.\u00a0MỤC\u00a0TIÊU", "1.\tChung", "-\tLàm\u00a0ngay hôm nay."))
    )
    assert plan.blocks == [
        ("section", "MỤC TIÊU"), ("heading", "Chung"), ("dash", "Làm ngay hôm nay."),
    ]  # fmt: skip
