"""Numbers as offices type them, and what is said where the outline would count otherwise."""

import pytest

from dialogue.plan_import.marks import split_mark
from tests.plan_import.writing import blocks, body_of, from_text, reasons, reviews


def of(*lines):
    return from_text("\n".join(body_of(*lines)))


@pytest.mark.parametrize(
    ("line", "kind", "value", "rest"),
    [
        ("I. MỤC ĐÍCH", "roman", 1, "MỤC ĐÍCH"),
        ("II/ NỘI DUNG", "roman", 2, "NỘI DUNG"),
        ("III- TỔ CHỨC", "roman", 3, "TỔ CHỨC"),
        ("IV.TỔ CHỨC", "roman", 4, "TỔ CHỨC"),
        ("IX – KINH PHÍ", "roman", 9, "KINH PHÍ"),
        ("Mục II. NỘI DUNG", "roman", 2, "NỘI DUNG"),
        ("Phần I. QUY ĐỊNH CHUNG", "part", 1, "QUY ĐỊNH CHUNG"),
        ("Phần thứ nhất", "part", 1, ""),
        ("PHẦN II: NỘI DUNG", "part", 2, "NỘI DUNG"),
        ("Chương III", "part", 3, ""),
        ("A. MỤC ĐÍCH", "upper", 1, "MỤC ĐÍCH"),
        ("Điều 1. Mục đích", "article", 1, "Mục đích"),
        ("1. Mục đích", "decimal", 1, "Mục đích"),
        ("1.Mục đích", "decimal", 1, "Mục đích"),
        ("2/ Yêu cầu", "decimal", 2, "Yêu cầu"),
        ("3- Nội dung", "decimal", 3, "Nội dung"),
        ("4 - Nội dung", "decimal", 4, "Nội dung"),
        ("1) Mục đích", "paren", 1, "Mục đích"),
        ("(2) Mục đích", "paren", 2, "Mục đích"),
        ("1.1. Nội dung", "deep", 0, "Nội dung"),
        ("2.1.3 Nội dung", "deep", 0, "Nội dung"),
        ("a) nộp tại xã", "letter", 1, "nộp tại xã"),
        ("a. Nộp tại xã", "letter", 1, "Nộp tại xã"),
        ("đ) nộp tại xã", "letter", 5, "nộp tại xã"),
        ("e/ nộp tại xã", "letter", 6, "nộp tại xã"),
        ("- Nộp tại xã", "dash", 0, "Nộp tại xã"),
        ("– Nộp tại xã", "dash", 0, "Nộp tại xã"),
        ("−Nộp tại xã", "dash", 0, "Nộp tại xã"),
        ("• Nộp tại xã", "dash", 0, "Nộp tại xã"),
        ("+ Nộp tại xã", "plus", 0, "Nộp tại xã"),
        ("* Đại biểu:", "star", 0, "Đại biểu:"),
    ],
)
def test_a_mark_is_told_from_its_text(line, kind, value, rest):
    mark, text = split_mark(line)
    assert (mark.kind, mark.value, text) == (kind, value, rest)


@pytest.mark.parametrize(
    "line",
    [
        "V/v tổ chức gặp gỡ bà con",
        "Phần mềm: dùng để tiếp nhận hồ sơ",
        "Chương trình buổi gặp:",
        "Mục tiêu chung",
        "15/3/2026 là ngày gặp",
        "8:30 khai mạc",
        "3.000 tờ rơi cho các thôn",
        "13.02.2026 là hạn cuối",
        "Điều 12 Luật Đất đai quy định",
        "02 người mỗi thôn",
        "b/c lãnh đạo xã",
        "e-mail: xa@example.vn",
        "CHỦ TỊCH",
        "Đ/c Khánh chủ trì",
    ],
)
def test_what_only_looks_like_a_mark_is_text(line):
    assert split_mark(line) == (None, line)


@pytest.mark.parametrize(
    "style",
    [
        ("I. ", "1. ", "a) "),
        ("I/ ", "1/ ", "a. "),
        ("I- ", "1) ", "a) "),
        ("Phần I. ", "1- ", "a/ "),
    ],
)
def test_each_habit_of_numbering_gives_the_same_outline(style):
    first, second, third = style
    plan = of(
        f"{first}MỤC TIÊU", f"{second}Chung", f"{third}Nghe bà con.", "- Làm ngay.", "+ Tại xã."
    )
    assert plan.blocks == [
        ("section", "MỤC TIÊU"),
        ("heading", "Chung"),
        ("point", "Nghe bà con."),
        ("dash", "Làm ngay."),
        ("plus", "Tại xã."),
    ]


def test_a_plan_may_begin_at_one():
    plan = of("1. Mục tiêu", "a) Nghe bà con.", "b) Làm ngay.", "2. Cách làm", "a) Tại xã.")
    assert [kind for kind, _text in plan.blocks] == [
        "heading", "point", "point", "heading", "point",
    ]  # fmt: skip
    assert reviews(plan) == []


def test_articles_become_headings_and_their_numbers_points():
    plan = of(
        "Điều 1. Mục tiêu", "1. Nghe bà con.", "2. Làm ngay.", "Điều 2. Cách làm", "1. Tại xã."
    )
    assert [kind for kind, _text in plan.blocks] == [
        "heading", "point", "point", "heading", "point",
    ]  # fmt: skip
    assert plan.remarks[0].startswith("Cách đánh số của tệp đã được đưa về")


def test_a_level_too_deep_keeps_its_number_in_the_text():
    plan = of("Phần I. CHUNG", "I. MỤC TIÊU", "1. Chung", "a) Nghe bà con nói.", "b) Làm ngay.")
    assert plan.blocks == [
        ("section", "CHUNG"),
        ("heading", "MỤC TIÊU"),
        ("point", "Chung"),
        ("paragraph", "a) Nghe bà con nói."),
        ("paragraph", "b) Làm ngay."),
    ]


def test_numbers_of_two_parts_stay_in_the_text():
    plan = of(
        "I. MỤC TIÊU", "1. Chung", "1.1. Nghe bà con", "- Tại xã.", "1.2. Trả lời ngay tại chỗ."
    )
    assert ("group", "1.1. Nghe bà con") in plan.blocks
    assert ("paragraph", "1.2. Trả lời ngay tại chỗ.") in plan.blocks
    assert any("1.1" in remark for remark in plan.remarks)


def test_a_heading_on_the_line_after_its_number_belongs_to_it():
    plan = of("Phần I", "QUY ĐỊNH CHUNG", "1.", "Mục tiêu", "- Làm ngay.")
    assert plan.blocks == [
        ("section", "QUY ĐỊNH CHUNG"), ("heading", "Mục tiêu"), ("dash", "Làm ngay."),
    ]  # fmt: skip


def test_points_count_with_the_vietnamese_alphabet():
    plan = of("1. Mục tiêu", *(f"{letter}) Việc thứ {letter}." for letter in "abcdđeg"))
    assert len(blocks(plan, "point")) == 7
    assert reviews(plan) == []
    assert plan.remarks == []


def test_points_that_word_counted_with_e_after_d_are_said_once():
    plan = of("1. Mục tiêu", *(f"{letter}) Việc thứ {letter}." for letter in "abcdefg"))
    assert len(blocks(plan, "point")) == 7
    assert reviews(plan) == []
    assert len(plan.remarks) == 1


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([1, 2, 3], []),
        ([1, 2, 4, 5], ["4."]),
        ([1, 2, 2, 3], ["2."]),
        ([2, 3], ["2."]),
        ([1, 3, 2], ["3.", "2."]),
    ],
)
def test_a_number_that_jumps_or_repeats_is_marked_where_it_stands(numbers, told):
    plan = of("I. MỤC TIÊU", *(f"{number}. Việc {place}" for place, number in enumerate(numbers)))
    assert [kind for kind, _value in plan.blocks].count("heading") == len(numbers)
    assert len(reasons(plan)) == len(told)
    for sentence, written in zip(reasons(plan), told, strict=True):
        assert f"mang số “{written}”" in sentence


def test_headings_that_count_on_through_the_sections_are_marked_once_a_section():
    plan = of("I. MỤC TIÊU", "1. Một", "2. Hai", "II. CÁCH LÀM", "3. Ba", "4. Bốn")
    assert len(reviews(plan)) == 1
    place = [kind for kind, _value in plan.blocks].index("review")
    assert plan.blocks[place + 1] == ("heading", "Ba")


def test_a_heading_too_long_for_one_is_kept_whole_for_review():
    text = "Việc rất dài " * 60
    plan = of("I. MỤC TIÊU", f"1. {text.strip()}", "2. Ngắn")
    assert reviews(plan) == [text.strip()]
    assert ("heading", "Ngắn") in plan.blocks


def test_a_number_without_text_is_kept_for_review():
    plan = of("I. MỤC TIÊU", "1. Chung", "2.", "- Làm ngay.")
    assert plan.blocks[-2][0] == "review"
    assert plan.blocks[-1] == ("dash", "Làm ngay.")


def test_a_line_after_a_finished_sentence_or_a_heading_is_not_joined():
    plan = of("I. MỤC TIÊU", "1. Chung", "nghe bà con nói", "- Làm ngay.", "tại xã.")
    assert ("heading", "Chung") in plan.blocks
    assert plan.blocks[-1] == ("paragraph", "tại xã.")


def test_bold_lines_and_notes_are_recognised_without_stars():
    plan = of("1. Thành phần", "**Đại biểu xã**", "- Chủ tịch.", "Lưu ý: mang theo giấy mời.")
    assert plan.blocks[1:] == [
        ("group", "Đại biểu xã"), ("dash", "Chủ tịch."), ("note", "Lưu ý: mang theo giấy mời."),
    ]  # fmt: skip


def test_rows_between_tabs_are_a_table():
    plan = of("I. CHƯƠNG TRÌNH", "1. Buổi sáng", "Giờ\tViệc", "8 giờ\tKhai mạc", "9 giờ\tHỏi đáp")
    ((_kind, table),) = blocks(plan, "table")
    assert table["data"] == [["Giờ", "Việc"], ["8 giờ", "Khai mạc"], ["9 giờ", "Hỏi đáp"]]
    assert table["first_row_is_table_header"]
