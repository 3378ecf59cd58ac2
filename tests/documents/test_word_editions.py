"""The plan and the filled form as Word files hold what their PDFs hold."""

import io

import docx
import pytest
from django.urls import reverse

from dialogue.documents.engine import PaperError
from dialogue.documents.form_docx import FilledFormInWord, PlanInWord
from dialogue.documents.plan import PlanPaper
from dialogue.documents.receipt import FilledForm
from tests import factories as make
from tests.documents.reading import page_words, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commune")]


def typed(content):
    """Return the words of a .docx, in tables too."""
    document = docx.Document(io.BytesIO(content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return words(" ".join([*(p.text for p in document.paragraphs), *cells]))


@pytest.fixture
def plan():
    make.form_page()
    made = make.plan()
    made.save_revision().publish()
    made.refresh_from_db()
    return made


def test_the_plan_in_word_has_its_parts_and_the_form_behind_it(plan):
    text, printed = typed(PlanInWord(plan).content()), page_words(PlanPaper(plan).pdf())
    for part in (
        "Số: 05/KH-UBND",
        "KẾ HOẠCH",
        "Tổ chức hội nghị đối thoại năm 2026",
        "I. MỤC ĐÍCH",
        "1. Yêu cầu",
        "- Công khai, đúng hạn./.",
        "(Mẫu ban hành kèm theo Kế hoạch số 05/KH-UBND",
        "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI",
    ):
        assert part in text
        assert part in printed


def test_readers_get_the_plan_as_a_word_file_until_it_is_signed(client, plan):
    address = reverse("dialogue:plan_docx", args=[plan.pk])
    given = client.get(address)
    assert given.status_code == 200
    assert ".docx" in given["Content-Disposition"]
    assert given["Cache-Control"] == "public, no-cache"
    assert address in client.get(plan.url).text


def test_the_filled_form_in_word_holds_what_was_sent():
    sheet = make.sheet(part_1="Khai sinh cần gì?\nBao lâu thì xong?", part_2="")
    text = typed(FilledFormInWord(sheet).content())
    printed = page_words(FilledForm(sheet).pdf())
    for part in ("Đỗ Thị Ánh Nguyệt", "0912 345 678", "Khai sinh cần gì? Bao lâu", sheet.code):
        assert part in text
        assert part in printed


def test_a_text_without_end_is_refused_as_a_word_file_too():
    sheet = make.sheet(part_1="a" * 10)
    sheet.part_1 = "Dòng chữ\n" * 60_000
    with pytest.raises(PaperError):
        FilledFormInWord(sheet).content()


def test_a_word_without_a_space_is_printed_whole():
    sheet = make.sheet(part_1="ắ" * 5_000)
    printed = page_words(FilledForm(sheet).pdf())
    assert printed.count("ắ") == 5_000
