"""Vietnamese text: both normal forms, folding, searching, sorting, slugs, phones, dates."""

import ast
import datetime as dt
import inspect
import re
import unicodedata

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from dialogue import vietnamese as vi
from dialogue.models import Registration
from tests import factories as make

NAME = "Đỗ Thị Ánh Nguyệt"


def nfd(text):
    return unicodedata.normalize("NFD", text)


def test_text_pasted_from_a_mac_equals_text_typed_on_windows():
    assert nfd(NAME) != NAME
    assert vi.clean(nfd(NAME)) == NAME
    assert vi.fold(nfd(NAME)) == vi.fold(NAME)
    assert vi.sort_key(nfd(NAME)) == vi.sort_key(NAME)
    assert vi.slugify(nfd(NAME)) == vi.slugify(NAME)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đối thoại", "doi thoai"),
        ("đường Đê Đông Trù", "duong de dong tru"),
        ("ƯỚC NGUYỆN", "uoc nguyen"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("Quỹ thuỷ lợi, thủy nông", "quy thuy loi, thuy nong"),
        ("12/KH-UBND", "12/kh-ubnd"),
        ("", ""),
    ],
)
def test_folding_drops_every_diacritic_and_the_bar_of_d(text, folded):
    assert vi.fold(text) == folded


def test_the_place_of_a_tone_is_never_rewritten_only_compared_by_the_fold():
    assert vi.clean("hoà giải") == "hoà giải"
    assert vi.clean("hòa giải") == "hòa giải"
    assert vi.clean("hoà") != vi.clean("hòa")
    assert vi.search_fold("hoà") == vi.search_fold("hòa")


def test_cleaning_keeps_what_was_typed_and_drops_what_cannot_be_seen():
    assert vi.clean("Đất\tđai\n  thửa số 5") == "Đất\tđai\n  thửa số 5"
    hidden = "\x00\x08\x1f\x7f\x9f\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202e"
    hidden += "\u2060\u2066\u2069\u206f\ufeff\ufff9\ufffe\uffff\ud800\udfff\U000e0041"
    for char in hidden:
        assert vi.clean(f"Nguyễn{char} Văn") == "Nguyễn Văn", f"U+{ord(char):04X}"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_becomes_the_same(end):
    assert vi.clean(f"một{end}hai") == "một\nhai"
    assert vi.clean_line(f" một {end} hai ") == "một hai"


@given(st.text())
def test_cleaning_twice_changes_nothing_more_and_can_always_be_stored(text):
    once = vi.clean(text)
    assert vi.clean(once) == once
    assert "\x00" not in once
    once.encode("utf-8")


@given(st.text())
def test_folded_words_hold_only_single_spaces_between_words(text):
    folded = vi.search_fold(text)
    assert folded == " ".join(folded.split())


def test_search_words_drop_signs_and_keep_diacritics():
    assert vi.search_words("Đất đai: 12/KH-UBND?") == "đất đai 12 kh ubnd"
    assert vi.search_fold("Đất đai: 12/KH-UBND?") == "dat dai 12 kh ubnd"
    assert vi.has_diacritics("đat") and vi.has_diacritics("Ánh")
    assert not vi.has_diacritics("Dat dai 12")


@pytest.fixture
def sheets(commune):
    """Sheets about hòa (old tone), hoà (new tone), hoa and đất; the plain one is the newest."""
    texts = ["Thủ tục hòa giải", "Thủ tục hoà giải", "Thủ tục trồng hoa", "Cấp đất", "Cấp dat"]
    return [make.sheet(part_1=text) for text in texts]


def found(query):
    return [sheet.part_1 for sheet in Registration.objects.search_folded(query)]


def test_who_types_without_diacritics_finds_every_spelling(sheets):
    assert set(found("hoa")) == {"Thủ tục hòa giải", "Thủ tục hoà giải", "Thủ tục trồng hoa"}
    assert set(found("CAP DAT")) == {"Cấp đất", "Cấp dat"}


def test_who_types_with_diacritics_finds_the_exact_spelling_first_and_the_others_too(sheets):
    assert found("hòa")[0] == "Thủ tục hòa giải"
    assert found("hoà")[0] == "Thủ tục hoà giải"
    assert len(found("hòa")) == 3
    assert found("đất") == ["Cấp đất", "Cấp dat"]
    assert found(nfd("đất"))[0] == "Cấp đất"


def test_equally_near_matches_keep_the_usual_order_newest_first(sheets):
    assert found("thủ tục") == ["Thủ tục trồng hoa", "Thủ tục hoà giải", "Thủ tục hòa giải"]


def test_every_word_must_occur_and_the_last_may_be_only_begun(sheets):
    assert found("hoa xyz") == []
    assert found("tuc hoa gi") == ["Thủ tục hoà giải", "Thủ tục hòa giải"]
    assert found("tu hoa") == []


def test_signs_that_mean_something_to_a_database_mean_nothing_in_a_search(sheets):
    assert found("h%a") == []
    assert found("hoa%' OR '1'='1") == []


def test_a_search_finds_the_phone_as_people_write_it_and_the_number_of_the_sheet(commune):
    sheet = make.sheet(phone="+84912345678")
    for query in ("0912345678", "0912 345 678", "0912345", sheet.code, f"{sheet.number}/"):
        assert list(Registration.objects.search_folded(query)) == [sheet], query


def test_a_search_of_100_000_letters_is_answered(sheets):
    assert found("a" * 100_000) == []
    assert found("đ " * 50_000) == []


def from_backwards(items, key):
    """Sort ``items`` that stand in the opposite order: equal keys would show."""
    items = items[::-1]
    items.sort(key=key)
    return items


ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")


def test_words_sort_by_the_vietnamese_alphabet():
    assert from_backwards(ALPHABET, vi.sort_key) == ALPHABET


def test_equal_letters_sort_by_tone_and_longer_words_come_after():
    words = ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "măng", "mâm"]
    assert from_backwards(words, vi.sort_key) == words


def test_names_of_departments_sort_word_by_word_with_numbers_first():
    names = ["Thôn 1", "Thôn 2", "Thôn An", "Thôn Ăm", "Thôn Đồng", "Thôn Êm", "Thôn Ưng"]
    assert from_backwards(names, vi.sort_key) == names


def test_sort_keys_are_digits_so_that_every_database_sorts_them_alike():
    for text in ("Phòng Kinh tế", "Đội 1 – tổ_2", "Привет", "日本", "fjwz"):
        assert re.fullmatch(r"\d+", vi.sort_key(text)), text


def test_people_sort_by_given_name_then_by_the_rest():
    people = ["Trần Văn An", "Đỗ Thị Ánh", "Lê Bình", "Nguyễn Văn Đức", "Trần Văn Đức", "Phạm Yến"]
    assert from_backwards(people, vi.name_sort_key) == people
    assert vi.name_sort_key("") == "" == vi.name_sort_key("   ")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đối thoại với nhân dân", "doi-thoai-voi-nhan-dan"),
        ("Kế hoạch số 05/KH-UBND năm 2026", "ke-hoach-so-05kh-ubnd-nam-2026"),
        ("  Ưu tiên — người có công  ", "uu-tien-nguoi-co-cong"),
        ("???", ""),
    ],
)
def test_slugs_keep_every_letter(text, slug):
    assert vi.slugify(text) == slug


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "(+84) 912 345 678",
        "+84912345678",
        "84912345678",
        "  0912345678\u200b ",
    ],
)
def test_a_mobile_number_is_stored_alike_however_it_is_typed(typed):
    assert vi.phone_e164(typed) == "+84912345678"


def test_a_landline_is_accepted_and_numbers_are_shown_as_people_know_them():
    assert vi.phone_e164("02433791827") == "+842433791827"
    assert vi.phone_national("+842433791827").replace(" ", "") == "02433791827"
    assert vi.phone_national("+84912345678") == "0912 345 678"
    assert vi.phone_national("+16502530000").startswith("+1 ")
    assert vi.phone_national("không rõ") == "không rõ"


@pytest.mark.parametrize(
    "typed", ["", "abc", "12345", "091234567", "09123456789012", "113", "0" * 100_000, "++84", "٠"]
)
def test_what_is_no_phone_number_is_refused(typed):
    with pytest.raises(ValueError, match="phone"):
        vi.phone_e164(typed)


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ((2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        ((2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        ((2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        ((2026, 9, 30), "ngày 30 tháng 9 năm 2026"),
        ((2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
        ((2028, 2, 29), "ngày 29 tháng 02 năm 2028"),
    ],
)
def test_official_dates_have_zeros_before_small_days_and_the_first_two_months_only(date, written):
    assert vi.official_date(dt.date(*date)) == written


def test_dates_are_those_of_vietnam():
    late = dt.datetime(2026, 11, 12, 17, 30, tzinfo=dt.UTC)
    assert vi.official_date(late) == "ngày 13 tháng 11 năm 2026"
    assert vi.long_date(late) == "thứ Sáu, ngày 13/11/2026"
    assert vi.long_datetime(late) == "0 giờ 30, thứ Sáu, ngày 13/11/2026"
    assert vi.local(dt.date(2026, 11, 12)) == dt.date(2026, 11, 12)
    assert vi.local(late) == timezone.localtime(late)


MALICE = {
    "một chữ": "a" * 100_000,
    "khoảng trắng": " " * 100_000,
    "dấu chồng lên nhau": "a" + "\u0315\u0300" * 50_000,
    "dấu trái thứ tự": "ạ" + "\u0323\u0301\u031b" * 33_000,
    "ký tự vô hình": "\u200b\u202e" * 50_000,
    "xuống dòng": "\r\n" * 50_000,
    "gạch dưới và dấu": "_-" * 50_000,
    "chữ đ": "đĐ" * 50_000,
}


@pytest.mark.parametrize("text", MALICE.values(), ids=MALICE.keys())
def test_100_000_letters_of_malice_pass_through_everything(text):
    """A run of unordered marks would take the normal form alone several seconds, a regular
    expression with nested repeats longer than anybody waits."""
    for function in (vi.clean, vi.clean_line, vi.fold, vi.search_fold, vi.search_words):
        assert len(function(text)) <= len(text)
    assert isinstance(vi.sort_key(text), str)
    assert isinstance(vi.slugify(text), str)


def test_no_letter_carries_more_marks_than_any_script_needs():
    piled = "a" + "\u0315\u0300" * 50_000
    assert len(vi.clean(piled)) <= 1 + vi.MOST_MARKS
    assert vi.clean("a\u0302\u0323") == "ậ"


def patterns():
    """Return every pattern that the module compiles."""
    tree = ast.parse(inspect.getsource(vi))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [c for c in calls if getattr(c.func, "attr", "") == "compile"]
    assert len(named) >= 3
    return [value for value in vars(vi).values() if isinstance(value, re.Pattern)]


def test_no_pattern_repeats_a_repetition():
    """The shape that lets a regular expression run for ever: a group repeated that itself
    repeats. One class, one repeat at most, is linear in the text."""
    from re import _constants as kind
    from re import _parser

    def repeats(parsed, inside=False):
        for code, value in parsed:
            if code in (kind.MAX_REPEAT, kind.MIN_REPEAT):
                assert not inside, "a repeat inside a repeat"
                repeats(value[2], True)
            elif code == kind.SUBPATTERN:
                repeats(value[3], inside)
            elif code == kind.BRANCH:
                for branch in value[1]:
                    repeats(branch, inside)

    for pattern in patterns():
        repeats(_parser.parse(pattern.pattern))


@pytest.mark.parametrize(
    "typed", ["0912abc678", "0912345678;0987654321", "0912345678 ext 5", "o912345678"]
)
def test_letters_and_second_numbers_are_no_phone(typed):
    with pytest.raises(ValueError, match="phone"):
        vi.phone_e164(typed)
