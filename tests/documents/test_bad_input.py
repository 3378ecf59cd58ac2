"""Whatever people typed or left out, the paper is printed, and reads as they wrote it."""

import datetime as dt
import io
import re
import unicodedata

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogue.documents import content as c
from dialogue.documents import engine, word
from dialogue.documents.official import OfficialPaper
from dialogue.documents.receipt import FilledForm
from dialogue.models import CommuneSettings
from dialogue.vietnamese import clean
from tests import factories as make
from tests.documents.measuring import Measured, squeezed
from tests.documents.reading import opened, page_words
from tests.documents.test_paper_structure import by_poppler, by_pypdf

SLOW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
INITIALS = ("", "b", "ch", "đ", "Đ", "gi", "kh", "ngh", "ph", "qu", "tr", "x", "fi", "ffl")
VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
# Both ways of placing the tone are in use, and neither is rewritten.
WHOLE = [
    "hòa",
    "hoà",
    "thủy",
    "thuỷ",
    "khoẻ",
    "khỏe",
    "quý",
    "quí",
    "nghiễng",
    "Đặng",
    "ượm",
    "ƯỢM",
]


@st.composite
def syllables(draw):
    vowel = unicodedata.normalize(
        "NFC", draw(st.sampled_from(VOWELS)) + draw(st.sampled_from(TONES))
    )
    return (
        draw(st.sampled_from(INITIALS)) + vowel + draw(st.sampled_from(["", "n", "ng", "ch", "i"]))
    )


words = st.one_of(
    syllables(),
    syllables().map(str.upper),
    st.sampled_from(
        [*WHOLE, "151/2025/NĐ-CP", "98a/KH-UBND", "05/01/2026", "VNeID", "15%", "12.500"]
    ),
)
passages = st.lists(words, min_size=1, max_size=120).map(" ".join)


class Sample(OfficialPaper):
    name, label, code, kind = "sample", "Thử", "BC", "BÁO CÁO"

    def __init__(self, *texts, commune=None, **words):
        self.texts, self.words, self.document = texts, words, None
        self.commune = commune or CommuneSettings(place_name="Phú Xuyên")
        self.today = dt.date(2026, 1, 5)

    subject = ""

    def abstract(self):
        return self.words.get("abstract", "")

    def addressees(self):
        return self.words.get("addressees", [])

    def body(self):
        return [c.paragraph(text) for text in self.texts]


@SLOW
@given(passages)
def test_two_readers_give_back_exactly_the_vietnamese_that_went_in(text):
    pdf = Sample(text).pdf()
    for read in (by_pypdf(pdf), by_poppler(pdf)):
        assert text in " ".join(unicodedata.normalize("NFC", read).split())


def test_letters_that_join_in_print_are_found_one_by_one():
    pdf = Sample("fi fl ffi office file LƯỠI ấ ậ ẵ ự ợ").pdf()
    for read in (by_pypdf(pdf), by_poppler(pdf)):
        assert "fi fl ffi office file LƯỠI ấ ậ ẵ ự ợ" in " ".join(read.split())
    assert not re.search("[ﬀ-ﬆ]", by_poppler(pdf))


def test_no_word_is_divided_at_the_end_of_a_line():
    pdf = Sample("nghiêng ngả thủ tục hành chính công khai minh bạch " * 40).pdf()
    lines = by_poppler(pdf).splitlines()
    assert len(lines) > 20
    assert not [line for line in lines if line.rstrip().endswith(("-", "\u00ad", "‐"))]


def test_a_name_of_two_hundred_letters_stays_inside_the_page():
    name = "Ngh" + "iễ" * 99
    paper = Sample("Nội dung.", addressees=[name], abstract=name, commune=CommuneSettings(
        signing_for=f"TM. {name}", signer=name, issuer_line_1=name, place_name="Phú Xuyên"
    ))  # fmt: skip
    sheet = Measured(paper.pdf())
    for sought in (name, name.upper()):
        sheet.find(sought)
    assert max(letter.x1 for letter in sheet.inked) <= 195.5
    assert min(letter.x0 for letter in sheet.inked) >= 29.5


def test_text_pasted_from_a_word_processor_reads_as_it_looked():
    pasted = (
        "\uf0b7\tThủ\u00adtục “đất\u00a0đai”\u2028"
        "\uf0a7 Hạn\u200b 5\u202fngày – rồi\ufeff…\r\n\uf0fc Xong"
    )
    text = page_words(Sample(pasted).pdf())
    for line in ("• Thủtục “đất đai”", "▪ Hạn 5 ngày – rồi…", "✓ Xong"):
        assert line in text
    assert "Thủtục" in page_words_of_docx(Sample(pasted))


def page_words_of_docx(paper):
    return "\n".join(p.text for p in Document(io.BytesIO(word.docx(paper))).paragraphs)


@pytest.mark.parametrize(
    "probe",
    [
        "<b>đậm</b><script>alert(1)</script>",
        "</p></main><style>*{display:none}</style>",
        "{{ settings.SECRET_KEY }} {% include 'x' %}",
        "<img src=file:///etc/passwd> url(paper:engine.py)",
        "&lt;&#x41;&amp; @page{size:A0}",
    ],
)
def test_html_css_and_template_signs_are_printed_as_they_were_typed(probe):
    paper = Sample(probe, abstract=probe, addressees=[probe])
    assert Measured(paper.pdf()).text.count(squeezed(probe)) == 3
    assert page_words_of_docx(paper).count(probe) == 3


@SLOW
@given(st.text(max_size=400))
def test_any_text_at_all_gives_a_paper_that_can_be_opened(text):
    paper = Sample(text, abstract=text[:80], addressees=[text[:60]])
    assert opened(paper.pdf()).pages
    assert page_words_of_docx(paper) is not None
    assert isinstance(paper.odd_characters(), list)


def test_directions_and_controls_neither_turn_nor_break_the_text():
    paper = Sample("Số \u202e123\u202c và\x00 \u2067abc\u2069\x1b[31m \ud800 hết")
    assert "Số 123 và abc[31m hết" in page_words(paper.pdf())
    assert "Số 123 và abc[31m  hết" in page_words_of_docx(paper)


def test_a_line_without_a_single_space_is_broken_and_printed_whole():
    sheet = Measured(Sample("ắ" * 10_000).pdf())
    assert sheet.text.count("ắ") == 10_000
    assert max(letter.x1 for letter in sheet.inked) <= 195.5


def test_what_is_longer_than_any_honest_document_is_refused_in_a_sentence():
    with pytest.raises(engine.PaperError, match=r"\w+ \w+"):
        Sample("a" * (engine.MOST_LETTERS + 1)).pdf()


BLANKS = (
    "phone",
    "house",
    "other_place",
    "commune",
    "province",
    "email",
    "part_2",
    "guardian_name",
)


@pytest.mark.django_db
@SLOW
@given(st.sets(st.sampled_from(BLANKS)))
def test_whatever_a_sheet_lacks_is_room_to_write_and_never_the_word_none(commune, lacking):
    fields = dict.fromkeys(lacking, "")
    pdf = FilledForm(make.sheet(**fields)).pdf()
    text = page_words(pdf)
    assert "None" not in text
    assert "Họ và tên" in text


def test_a_commune_that_gave_nothing_yet_still_gets_its_papers():
    text = page_words(Sample("", commune=CommuneSettings()).pdf())
    assert "None" not in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert clean(text) == text
