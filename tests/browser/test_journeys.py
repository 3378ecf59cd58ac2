"""
What people come for, as a new user does it on a 360 px screen without scripts; landmarks and
headings in order on every public page. With the keyboard alone: ``test_keyboard``. As a screen
reader tells it: ``test_read_aloud``.
"""

import io
import itertools
import re

import pytest
from pypdf import PdfReader

from dialogue.models import Registration
from tests import factories as make
from tests.browser.axe import overflow
from tests.browser.test_axe import addresses, front  # noqa: F401  (fixtures)
from tests.browser.test_citizen import MATTER, NAME, answered, fill_in, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

without_scripts = pytest.mark.parametrize("scripts", [False], indirect=True)
OUTLINE = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((heading) => heading.checkVisibility()).map((heading) => +heading.tagName[1])"""
LANDMARKS = """() => [...document.querySelectorAll("header, main, footer")]
  .filter((part) => !part.closest("article, section") && part.parentElement === document.body)
  .map((part) => part.tagName)"""


@without_scripts
def test_on_a_small_phone_without_scripts_one_registers_prints_the_form_and_follows(front, people):  # noqa: F811
    page = people(width=360)
    page.goto("/")
    page.locator("main").get_by_role("link", name=re.compile("đăng ký", re.I)).first.click()
    page.goto(front.form.url)
    fill_in(page)
    send(page)
    while not page.url.endswith("/bien-nhan/"):
        assert page.input_value("[name=part_1]") == MATTER
        send(page)
    sheet = Registration.objects.get()
    assert sheet.full_name == NAME
    assert overflow(page) == 0
    code = page.inner_text(".code").strip()
    assert PdfReader(io.BytesIO(page.pdf())).pages[0].extract_text().find(sheet.code) >= 0

    answered(front, sheet)
    page.goto("/")
    page.get_by_role("link", name=re.compile("tra cứu|theo dõi", re.I)).first.click()
    page.fill("[name=code]", code)
    page.fill("[name=digits]", "5678")
    page.locator("main button.button--primary").click()
    assert "Cần tờ khai và giấy chứng sinh." in page.inner_text("main")
    assert overflow(page) == 0


@without_scripts
def test_on_a_small_phone_without_scripts_the_blank_form_is_downloaded(front, people):  # noqa: F811
    make.plan(live=True)
    page = people(width=360)
    page.goto("/")
    link = page.locator("main a[href$='.pdf']:visible").first
    assert re.search("tải|phiếu", link.inner_text(), re.I)
    paper = page.request.get(link.get_attribute("href"))
    assert paper.headers["content-type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(paper.body())).pages) >= 1


@without_scripts
def test_without_diacritics_one_finds_the_answers_of_a_session(front, people):  # noqa: F811
    held = make.held_session(title="Hội nghị đối thoại về đất đai")
    make.answer(session=held, topic=front.topic, title="Thời hạn cấp giấy chứng nhận")
    page = people(width=360)
    page.goto(front.answers.url)
    page.fill("[name=q]", "thoi han cap giay chung nhan")
    page.press("[name=q]", "Enter")
    page.get_by_role("link", name="Thời hạn cấp giấy chứng nhận").click()
    assert "Trong ngày làm việc" in page.inner_text("main")
    page.get_by_role("link", name="Hội nghị đối thoại về đất đai").first.click()
    assert page.locator("h1").inner_text() == "Hội nghị đối thoại về đất đai"
    assert overflow(page) == 0


def test_without_diacritics_one_finds_a_session_from_the_front_page(front, people):  # noqa: F811
    make.held_session(title="Hội nghị về đất đai", place="Nhà văn hóa thôn Thao Chính")
    page = people(width=360)
    page.goto("/")
    page.locator("main").get_by_role("searchbox").fill("nha van hoa thao chinh")
    page.keyboard.press("Enter")
    found = page.get_by_role("link", name="Hội nghị về đất đai")
    found.wait_for()
    assert overflow(page) == 0
    found.click()
    assert page.locator("h1").inner_text() == "Hội nghị về đất đai"


@without_scripts
def test_landmarks_and_headings_read_as_a_story(addresses, people):  # noqa: F811
    page = people(width=360)
    faults = []
    for name, address in addresses.items():
        page.goto(address)
        levels, parts = headings(page)
        if parts != ["HEADER", "MAIN", "FOOTER"]:
            faults.append(f"{name}: {parts}")
        jumps = [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]
        if levels[:1] != [1] or levels.count(1) != 1 or jumps:
            faults.append(f"{name}: {levels}")
    assert not faults, "\n".join(faults)


def headings(page):
    # Playwright looks into the page even where the page's own scripts are off.
    return page.evaluate(OUTLINE), page.evaluate(LANDMARKS)
