"""Characters that the serif lacks: borrowed, boxed, and told to the editor."""

import pytest
from django.utils import translation

from dialogue.documents import glyphs
from dialogue.documents.plan import PlanPaper
from tests import factories as make
from tests.documents.reading import fonts, page_words

EVERYDAY = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    "0123456789 .,;:!?()[]{}/-–—“”‘’…%&@+=°²³½§•₫€\u00a0\n\t"
)


def test_vietnamese_text_needs_nothing_but_the_serif():
    text = EVERYDAY + EVERYDAY.upper()
    assert glyphs.fallback(text) == glyphs.unprintable(text) == []
    assert glyphs.printable(text) == text
    assert glyphs.warnings(text) == []


def test_each_character_is_told_once_and_in_order():
    text = "Họp 😀☎😀 \U00013000 中 \ue000"
    assert glyphs.fallback(text) == ["😀", "☎"]
    assert glyphs.unprintable(text) == ["\U00013000", "中", "\ue000"]


def test_the_editor_reads_which_characters_will_not_look_as_they_should():
    with translation.override("vi"):
        missing, borrowed = glyphs.warnings(
            "Họp 😀 中 \ue000" + "".join(map(chr, range(0x4E00, 0x4E20)))
        )
    assert "không in được" in missing
    assert "中 (U+4E2D), U+E000, " in missing
    assert missing.count("U+") == 10
    assert borrowed.endswith("😀 (U+1F600).")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("\uf0b7 Đúng hạn", "• Đúng hạn"), ("\uf0fc xong", "✓ xong"), ("❤\ufe0f", "❤")],
)
def test_private_signs_of_word_processors_become_common_ones(typed, meant):
    assert glyphs.pasted(typed) == meant


@pytest.fixture
def paper(commune):
    return PlanPaper(
        make.plan(abstract="Đối thoại 😀 ☎ 中", opening="Họp 👍🏽 ❤\ufe0f lúc 8 giờ \uf0b7.")
    )


@pytest.mark.django_db
def test_emoji_are_drawn_by_a_shipped_font_and_unknown_signs_by_a_box(paper):
    pdf = paper.pdf()
    text = page_words(pdf, 1).replace("\ufe0e", "")
    assert "Đối thoại 😀 ☎ □" in text
    assert "Họp 👍🏽 ❤ lúc 8 giờ •" in text
    families = {name.split("+")[1].removesuffix("-Bold") for name in fonts(pdf)}
    assert {"Dialogue-Emoji", "Dialogue-Signs"} <= families
    assert all(family.startswith("Dialogue-") for family in families)
    assert all(fonts(pdf).values())
    assert len(paper.odd_characters()) == 2


@pytest.mark.django_db
def test_a_paper_in_plain_vietnamese_carries_only_the_serif(commune):
    paper = PlanPaper(make.plan())
    assert paper.odd_characters() == []
    assert {name.split("+")[1][:14] for name in fonts(paper.pdf())} == {"Dialogue-Serif"}
