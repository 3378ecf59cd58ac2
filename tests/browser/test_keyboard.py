"""
With the keyboard alone: every stop is seen, and everything that people come for is reached and
done – following a matter, finding and reading an answer, the form on paper, news by mail, a rating.
"""

import io

import pytest
from pypdf import PdfReader

from dialogue.models import RatingTally, Registration, Subscription
from dialogue.states import QuestionState
from tests import factories as make
from tests.browser import keyboard
from tests.browser.test_axe import addresses, front  # noqa: F401  (fixtures)
from tests.browser.test_citizen import MATTER, NAME, answered
from tests.browser.test_zoom import ZOOMED, steps

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("scripts", [True], indirect=True),
]

WINDOWS = {"phone": {"width": 360, "height": 800}, "wide": {"width": 1280, "height": 800}}
WINDOWS["at 400 %"] = ZOOMED


def walk(page, name, key="Tab"):
    """Return what hides the focus on the page that is open, one line each."""
    passed = keyboard.stops(page, key)
    assert len(passed) >= 2, name
    return [f"{name}: {why}: {stop['what']}" for stop in passed if (why := keyboard.fault(stop))]


@pytest.mark.parametrize(
    ("window", "theme"),
    [("phone", "light"), ("phone", "dark"), ("wide", "light"), ("at 400 %", "light")],
)
def test_every_stop_of_the_keyboard_is_seen_and_none_is_a_trap(
    front,  # noqa: F811
    addresses,  # noqa: F811
    people,
    theme,
    window,
):
    page, faults = people(), []
    page.set_viewport_size(WINDOWS[window])
    page.emulate_media(color_scheme=theme)
    for name, address in addresses.items():
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link", name
        page.goto(address)
        faults += walk(page, name)
        if window == "at 400 %":
            # Backwards, what was passed scrolls in from above.
            faults += walk(page, f"{name}, backwards", "Shift+Tab")
    for name in steps(page, front):
        faults += walk(page, name)
    assert not faults, "\n".join(faults)


def test_the_first_stop_leads_past_the_navigation(front, people):  # noqa: F811
    page = people()
    page.goto(front.form.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.localName === 'main'")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_one_registers_and_is_led_to_what_is_missing(front, people):  # noqa: F811
    page = people()
    page.goto("/")
    keyboard.follow(page, "^Đăng ký")
    assert page.url.endswith(front.form.url)
    # Without a name: the focus goes to the summary, whose first link leads to the field.
    keyboard.type_into(page, phone="0912 345 678", house="Số 12")
    keyboard.tab_to(page, "village")
    page.keyboard.press("ArrowDown")
    keyboard.type_into(page, part_1=MATTER)
    keyboard.follow(page, "^Gửi phiếu$")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    keyboard.tab_to(page, r"^[^\n]*họ và tên[^\n]*$")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.name === 'full_name'")
    page.keyboard.type(NAME)
    keyboard.follow(page, "^Gửi phiếu$")
    assert page.url.endswith("/bien-nhan/")
    sheet = Registration.objects.get()
    assert (sheet.full_name, sheet.part_1) == (NAME, MATTER)


def test_one_follows_the_matter_reads_the_reply_and_rates_it(front, people):  # noqa: F811
    sheet = make.sheet()
    answered(front, sheet)
    page = people()
    page.goto("/")
    keyboard.follow(page, "(?i)tra cứu|theo dõi")
    keyboard.type_into(page, code=sheet.tracking_code, digits="5678")
    page.keyboard.press("Enter")
    page.wait_for_selector(".badge")
    assert "Cần tờ khai và giấy chứng sinh." in page.inner_text("main")
    keyboard.follow(page, "^Đã được trả lời rõ$")
    assert page.locator("main [role=status]").count()
    assert RatingTally.objects.get().count == 1


def test_one_finds_an_answer_without_diacritics_and_reads_it(front, people):  # noqa: F811
    make.answer(topic=front.topic, title="Thời hạn cấp giấy chứng nhận")
    page = people()
    page.goto(front.answers.url)
    keyboard.type_into(page, q="thoi han cap giay chung nhan")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keyboard.follow(page, "^Thời hạn cấp giấy chứng nhận$")
    assert page.inner_text("h1") == "Thời hạn cấp giấy chứng nhận"
    assert "Trong ngày làm việc" in page.inner_text("main")
    printed = PdfReader(io.BytesIO(page.pdf())).pages[0].extract_text()
    assert "Trong ngày làm việc" in printed and "Tra cứu" not in printed


def test_one_opens_the_filters_and_narrows_the_answers(front, people):  # noqa: F811
    make.answer(topic=front.topic, title="Thời hạn cấp giấy chứng nhận")
    make.answer(title="Chi trả tiền đền bù")
    page = people()
    page.goto(front.answers.url)
    keyboard.tab_to(page, "^Thu hẹp|^Lọc")
    page.keyboard.press("Enter")
    keyboard.tab_to(page, "linh-vuc")
    while page.evaluate("document.activeElement.value") != str(front.topic.pk):
        page.keyboard.press("ArrowDown")
    keyboard.follow(page, "^Lọc$")
    assert page.locator(".answer-item").count() == 1


def test_one_downloads_the_blank_form(front, people):  # noqa: F811
    page = people()
    page.goto(front.session.url)
    keyboard.tab_to(page, r"(?i)tải.*(mẫu|phiếu)")
    address = page.evaluate("document.activeElement.href")
    paper = page.request.get(address)
    assert paper.headers["content-type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(paper.body())).pages) >= 1


def test_one_asks_for_news_by_mail(front, people):  # noqa: F811
    page = people()
    page.goto(front.answers.url)
    keyboard.follow(page, "^Nhận .*qua thư điện tử$")
    keyboard.type_into(page, email="nguyet@example.vn")
    keyboard.tab_to(page, "sessions")
    if not page.is_checked("[name=sessions]"):
        page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("main [role=status]").count()
    assert Subscription.objects.get().email == "nguyet@example.vn"


def test_one_works_on_a_question_at_the_desk(front, at_the_desk):  # noqa: F811
    question = make.question(QuestionState.ASSIGNED, department=front.department)
    page = at_the_desk(front.expert)
    page.goto("/quan-tri/doi-thoai/noi-dung/")
    keyboard.follow(page, f"^{question.code}")
    keyboard.type_into(page, reply="Cần tờ khai và giấy chứng sinh.")
    keyboard.follow(page, "^Trình phê duyệt$")
    question.refresh_from_db()
    assert question.state == QuestionState.DRAFTED
