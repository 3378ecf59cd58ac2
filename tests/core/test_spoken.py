"""What the loudspeaker reads: no digits, said as people say it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.deadlines import ZONE
from dialogue.spoken import (
    date_words,
    moment_words,
    number_words,
    phone_words,
    seconds,
    spoken,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (1_000_000, "một triệu"),
        (1_000_001, "một triệu không trăm linh một"),
        (3_250_000, "ba triệu hai trăm năm mươi nghìn"),
    ],
)
def test_numbers_are_said_as_people_say_them(number, words):
    assert number_words(number) == words


def test_a_number_beyond_a_thousand_billions_is_refused():
    with pytest.raises(ValueError, match="range"):
        number_words(10**12)


def test_a_day_up_to_the_tenth_is_said_with_mung():
    assert date_words(dt.date(2026, 4, 5)) == (
        "ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu"
    )


def test_a_moment_is_said_in_the_time_of_vietnam():
    utc = dt.datetime(2026, 11, 13, 1, 30, tzinfo=dt.UTC)
    assert moment_words(utc).startswith("tám giờ ba mươi phút, thứ Sáu, ngày mười ba tháng")
    assert moment_words(utc) == moment_words(utc.astimezone(ZONE))


def test_a_phone_is_said_digit_by_digit_with_pauses():
    assert phone_words("024 3379 1827") == "không hai bốn, ba ba bảy chín, một tám hai bảy"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Hội trường tầng 2 UBND xã", "Hội trường tầng hai Ủy ban nhân dân xã"),
        ("sáng 8:00–11:30", "sáng tám giờ đến mười một giờ ba mươi phút"),
        ("từ 7h30 đến 11h", "từ bảy giờ ba mươi phút đến mười một giờ"),
        (
            "ngày 13/11/2026",
            "ngày mười ba tháng mười một năm hai nghìn không trăm hai mươi sáu",
        ),
        ("Tháng 6/2026", "Tháng sáu năm hai nghìn không trăm hai mươi sáu"),
        ("mức 1.500.000 đồng", "mức một triệu năm trăm nghìn đồng"),
        ("gọi 0912 345 678", "gọi không chín một hai, ba bốn năm, sáu bảy tám"),
        ("số 45/99/2026", "số bốn mươi lăm chín mươi chín hai nghìn không trăm hai mươi sáu"),
    ],
)
def test_a_text_is_said_without_digits_and_abbreviations(typed, said):
    assert spoken(typed) == said


@given(st.text(alphabet=st.sampled_from("0123456789 ./:h thángnày-,"), max_size=80))
def test_no_digit_is_left_whatever_was_typed(text):
    assert not any(char.isdigit() for char in spoken(text))


def test_the_time_of_reading_grows_with_the_text():
    assert seconds("một hai ba bốn " * 40) == 60
