"""A plan numbers itself: I. → 1. → a) → – → +."""

import re
from types import SimpleNamespace

import pytest

from dialogue.outline import Outline, roman


def outline(*lines):
    """Return the outline of (kind, text) pairs."""
    return Outline.from_stream(SimpleNamespace(block_type=k, value=v) for k, v in lines)


def marks(*kinds):
    return [item.mark for item in outline(*((kind, "Nội dung") for kind in kinds))]


def test_the_five_levels_have_their_marks_and_plain_text_has_none():
    kinds = ("section", "heading", "point", "dash", "plus", "paragraph", "group", "note", "table")
    assert marks(*kinds) == ["I.", "1.", "a)", "–", "+", "", "", "", ""]


def test_each_level_starts_again_under_the_one_above():
    kinds = ["section", "heading", "point", "point", "heading", "point"]
    kinds += ["section", "heading", "point"]
    assert marks(*kinds) == ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1.", "a)"]


def test_points_may_stand_straight_under_a_section_and_start_again_after_a_bold_line():
    kinds = ["section", "point", "point", "group", "point"]
    assert marks(*kinds) == ["I.", "a)", "b)", "", "a)"]


def test_dashes_between_points_do_not_disturb_the_count():
    assert marks("section", "point", "dash", "plus", "dash", "point") == [
        "I.",
        "a)",
        "–",
        "+",
        "–",
        "b)",
    ]


def test_points_count_with_the_vietnamese_alphabet():
    found = marks("section", *["point"] * 23)[1:]
    assert found == [f"{letter})" for letter in "abcdđeghiklmnopqrstuvxy"]


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "I"), (4, "IV"), (6, "VI"), (9, "IX"), (14, "XIV"), (19, "XIX"), (38, "XXXVIII")],
)
def test_sections_count_in_roman_numerals(number, text):
    assert roman(number) == text


def test_the_table_of_contents_lists_sections_with_their_headings():
    plan = outline(
        ("section", "Mục đích, yêu cầu"),
        ("heading", "Mục đích"),
        ("dash", "Công khai."),
        ("heading", "Yêu cầu"),
        ("section", "Nội dung đối thoại"),
    )
    contents = [(item.text, [sub.text for sub in below]) for item, below in plan.contents]
    assert contents == [
        ("Mục đích, yêu cầu", ["Mục đích", "Yêu cầu"]),
        ("Nội dung đối thoại", []),
    ]


def test_every_entry_of_the_contents_has_an_anchor_of_its_own_in_plain_letters():
    same = [("section", "Đối tượng"), ("heading", "Đối tượng"), ("heading", "Đối tượng")] * 3
    anchors = [item.anchor for item in outline(*same)]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)
    assert anchors[0] == "muc-1-doi-tuong"
    assert anchors[2] == "muc-1-2-doi-tuong"


def test_a_title_of_signs_only_still_has_an_anchor():
    assert outline(("section", "???")).items[0].anchor == "muc-1"


def test_only_a_long_plan_gets_a_table_of_contents():
    assert not outline(("section", "Mục đích"), ("dash", "Công khai.")).is_long
    assert outline(*[("section", "Phần")] * 3).is_long
    assert outline(("section", "Phần"), *[("dash", "Ý")] * 11).is_long


def test_headings_without_a_section_break_nothing():
    plan = outline(("heading", "Yêu cầu"), ("point", "Đúng hạn"))
    assert [item.mark for item in plan] == ["1.", "a)"]
    assert plan.contents == []
