"""No word of what was read is lost: it is in a field, in a block, or among what was taken off."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogue.plan_import.lines import pasted
from dialogue.plan_import.recognise import recognise
from dialogue.plan_import.word import read_word
from dialogue.vietnamese import clean
from tests.plan_import.writing import (
    PLAN,
    YEAR,
    saved,
    word,
    word_plan,
    words,
    words_kept,
    words_read,
)

SYLLABLES = words(
    "xã thôn hồ sơ đất đai khai sinh giấy tờ ông bà trưởng phòng văn được trả lời đúng hạn UBND "
    "HĐND Đảng ủy nghị quyết 2026 05 gặp hỏi đáp (nếu có) nơi nhận số căn cứ thực hiện kế hoạch"
)
MARKS = [
    "", "I. ", "II/ ", "III- ", "IV. ", "1. ", "2) ", "3/ ", "1.1. ", "a) ", "b. ", "đ) ", "e) ",
    "- ", "– ", "+ ", "* ", "• ", "Điều 2. ", "Phần I. ", "(1) ", "***", "A. ",
]  # fmt: skip
ENDS = ["", ".", ";", ":", ",", "./.", "…"]
FIXED = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN",
    "Số: 05/KH-UBND", "Số:   /KH-UBND", "Hồng Vân, ngày 31 tháng 02 năm 2026", "KẾ HOẠCH",
    "KẾ HOẠCH Gặp gỡ bà con", "BÁO CÁO", "Căn cứ Luật Đất đai;", "Nơi nhận:", "- Lưu: VT.",
    "Nơi nhận: Như trên;", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)",
    "Đặng Quốc Khánh", "PHỤ LỤC", "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI", "Họ và tên:", "./.", "-----",
    "Thôn\tNgày\tAi", "Cơ Giáo\t5/5\tVăn phòng", "cụ thể như sau:", "Các phó chủ tịch; | (để b/c)",
]  # fmt: skip

phrases = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=25).map(" ".join)
made = st.builds(
    lambda mark, text, capital, end: mark + (text.upper() if capital else text) + end,
    st.sampled_from(MARKS), phrases, st.booleans(), st.sampled_from(ENDS),
)  # fmt: skip
anything = st.text(
    st.characters(codec="utf-8", exclude_characters="\r*|_", exclude_categories=["Cc", "Cs", "Co"])
    | st.sampled_from("ạảãăâđêôơư.-+)(/:; "),
    max_size=60,
)
lines = st.lists(st.one_of(made, st.sampled_from(FIXED), anything), max_size=40)
usual = settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])


# What may begin a line that page or paper writes itself, in capitals.
OWN = ("SỐ", "XÃ ", "UBND", "HĐND", "NƠI", "KẾ")


def assert_kept(source, texts):
    """Assert that reading ``texts`` gave all their words, and recognising lost none of them."""
    read, kept = words_read(source), words_kept(recognise(source, YEAR))
    assert read == Counter(word for text in texts for word in words(clean(text)))
    assert kept == read


@usual
@given(lines)
def test_no_word_of_any_pasted_lines_is_lost_or_doubled(texts):
    assert_kept(pasted("\n".join(texts)), texts)


@settings(usual, max_examples=40)
@given(st.lists(st.one_of(made, st.sampled_from(FIXED)), max_size=25))
def test_no_word_of_any_word_file_is_lost_or_doubled(texts):
    assert_kept(read_word(saved(word(*texts))), texts)


@usual
@given(st.lists(made, min_size=1, max_size=25))
def test_no_word_of_a_plan_with_any_body_is_lost(texts):
    head, _rest = PLAN.split("I. MỤC TIÊU", 1)
    tail = PLAN.split("Văn phòng./.", 1)[1]
    text = head + "\n".join(texts) + tail
    assert_kept(pasted(text), [text])


@usual
@given(lines, st.sampled_from(["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "PHỤ LỤC"]))
def test_no_word_of_any_end_is_lost(texts, first):
    text = "\n".join([PLAN.split("Nơi nhận:\n", 1)[0], first, *texts])
    assert_kept(pasted(text), [text])


def test_no_word_of_the_plan_itself_is_lost():
    assert_kept(pasted(PLAN), [PLAN])
    source = read_word(saved(word_plan()))
    assert words_kept(recognise(source, YEAR)) == words_read(source)


@usual
@given(lines)
def test_what_is_left_out_or_taken_off_is_only_what_page_and_paper_write_themselves(texts):
    """No phrase of free words may slip into the list of what isn't copied, outside a form."""
    result = recognise(pasted("\n".join(texts)), YEAR)
    if any(annex.fields for annex in result.annexes):
        return
    known = {" ".join(line.split()) for line in FIXED} | {"KẾ HOẠCH", "Nơi nhận:", "NƠI NHẬN"}
    free = [
        text
        for text in result.left_out
        if text not in known
        and not text.upper().startswith(("SỐ", "XÃ ", "UBND", "HĐND", "NƠI", "KẾ"))
    ]
    assert not [text for text in free if "ngày" not in text]
    assert all(len(mark) <= 20 for mark in result.marks)
