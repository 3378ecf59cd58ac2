"""
No barrier that a tool can find, on any public page.

Both themes, a phone and a wide screen. Everything of one theme and width is one test: each of them
has to build the commune anew. What only a step leads to: ``test_axe_states``. The desk:
``test_axe_desk`` and ``test_axe_desk_states``.
"""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from django.utils import timezone
from wagtail.models import Page, get_page_models

from dialogue.actions import sessions as s
from dialogue.models import PlanPage, SessionPage
from home.models import NoticeIndexPage, NoticePage, StandardPage
from tests import factories as make
from tests.browser.axe import overflow, violations
from tests.desk.test_access import TABLE
from tests.public.reading import home_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIEWS = [("light", 360), ("light", 1280), ("dark", 360), ("dark", 1280)]
LONG = (
    "Hội nghị đối thoại giữa lãnh đạo Ủy ban nhân dân xã với người dân, tổ chức, doanh nghiệp " * 2
)
UNBROKEN = "nghiêngnghiêng" * 12


@pytest.fixture
def front(committed_ground, request):
    """The ground with a front page, notices and a standing page around it."""
    home = home_page(headline="Hỏi UBND xã về thủ tục")
    dialogue = request.getfixturevalue("dialogue")
    index = home.add_child(instance=NoticeIndexPage(title="Thông báo", live=True))
    index.add_child(
        instance=NoticePage(
            title=LONG.strip(),
            summary=UNBROKEN,
            body="<h2>Thời gian</h2><p>Sáng <a href='/'>thứ Hai</a>.</p>",
            live=True,
        )
    )
    home.add_child(instance=StandardPage(title="Hỗ trợ tiếp cận", body="<p>Có.</p>", live=True))
    return dialogue


@pytest.fixture
def addresses(front):
    """The public pages that are opened by their address, by what they show."""
    chief = front.chief
    plan = make.plan(live=True)
    plan.body = [
        *[("section", "Mục đích"), ("heading", "Yêu cầu"), ("dash", "Công khai.")] * 4,
        ("note", "Không tiếp nhận khiếu nại."),
    ]
    plan.save()
    soon = timezone.now() + dt.timedelta(days=3)
    late = make.session(title="Đợt gửi muộn", start_at=soon)
    cancelled = s.cancel(make.session(title="Đợt hủy"), user=chief, reason="Mưa bão.")
    postponed = s.postpone(make.session(title="Đợt hoãn"), user=chief, reason="Mưa bão.")
    expected = make.session(title="Đợt dự kiến", expected_month=dt.date(2099, 1, 1))
    held = make.held_session()
    answer = make.answer(session=held, topic=front.topic, title=LONG.strip())
    make.answer(session=held, topic=front.topic)
    shown = {
        "front page": "/",
        "dialogue": make.tree().url,
        "plan": PlanPage.objects.get().url,
        "open session": front.session.url,
        "late session": late.url,
        "cancelled session": cancelled.url,
        "postponed session": postponed.url,
        "expected session": expected.url,
        "held session": SessionPage.objects.get(pk=held.pk).url,
        "answers": front.answers.url,
        "answers, nothing found": front.answers.url + "?q=zzz",
        "answers, filtered": f"{front.answers.url}?q=thoi+han&linh-vuc={front.topic.pk}",
        "answer": answer.url,
        "notices": NoticeIndexPage.objects.get().url,
        "notice": NoticePage.objects.get().url,
        "standing page": StandardPage.objects.get().url,
        "form": front.form.url,
        "tracking": "/tra-cuu/",
        "search": "/tim-kiem/",
        "search, found": "/tim-kiem/?q=hoi+nghi",
        "search, nothing found": "/tim-kiem/?q=zzz",
        "figures": "/thong-ke/",
        "open data": "/du-lieu/",
        "without a connection": "/ngoai-tuyen/",
        "news by mail": "/nhan-tin/",
        "receipt gone": "/bien-nhan/",
        "not found": "/khong-co/",
    }
    return shown


def look(page, found, name):
    """Add to ``found`` what is wrong with the page as it stands now."""
    found += [f"{name}: {line}" for line in violations(page)]
    if wide := overflow(page):
        found.append(f"{name}: {wide} px wider than the window")


def look_at_steps(page, front, found):
    """Walk through the states that only a step leads to: errors, near answers, receipt, matter."""
    page.goto(front.form.url)
    page.get_by_role("button", name="Gửi phiếu").last.click()
    page.wait_for_selector(".error-summary")
    look(page, found, "form with errors")
    page.locator("[name=session]").first.check()
    page.fill("[name=full_name]", "Đỗ Thị Ánh Nguyệt")
    page.fill("[name=phone]", "0912 345 678")
    page.fill("[name=house]", UNBROKEN[:80])
    page.select_option("[name=village]", label="Thôn Thao Chính")
    page.fill("[name=part_1]", "Thời hạn cấp bản sao trích lục khai sinh là bao lâu?")
    page.locator("button[formaction*=tra-loi-gan]").evaluate("button => button.click()")
    page.wait_for_selector(".near__found")
    look(page, found, "form with near answers")
    page.get_by_role("button", name="Gửi phiếu").last.click()
    page.wait_for_load_state()
    assert page.url.endswith("/bien-nhan/"), page.inner_text(".error-summary")
    look(page, found, "receipt")
    code = page.inner_text(".code").strip()
    page.goto("/tra-cuu/")
    page.get_by_role("button", name="Tra cứu").click()
    page.wait_for_selector(".error-summary")
    look(page, found, "tracking with errors")
    page.fill("[name=code]", code)
    page.fill("[name=digits]", "0000")
    page.get_by_role("button", name="Tra cứu").click()
    page.wait_for_selector("[role=alert]")
    look(page, found, "tracking, wrong digits")
    page.fill("[name=code]", code)
    page.fill("[name=digits]", "5678")
    page.get_by_role("button", name="Tra cứu").click()
    page.wait_for_selector(".badge")
    look(page, found, "matter")


@pytest.mark.parametrize("scripts", [True], indirect=True)
@pytest.mark.parametrize(("theme", "width"), VIEWS)
def test_public_pages_have_no_barrier_in_any_state(front, addresses, people, theme, width):
    page = people(width=width)
    page.emulate_media(color_scheme=theme)
    found = []
    for name, address in addresses.items():
        page.goto(address)
        look(page, found, name)
    look_at_steps(page, front, found)
    assert not found, "\n".join(found)


# Addresses of ours that no reader stays at: files, feeds and pictures, and what a form is sent to.
NO_PAGES = {
    "register",
    "form_token",
    "register_pdf",
    "receipt_pdf",
    "calendar",
    "session_calendar",
    "answers_feed",
    "sessions_feed",
    "share_picture",
    "data_answers_json",
    "data_answers_csv",
    "data_figures_json",
    "data_figures_csv",
    "near",
    "near_step",
    "rate",
    "plan_docx",
    "plan_pdf",
    "form_pdf",
    "form_docx",
    "form_fillable",
    "signed_paper",
    "form_link",
    "form_link_marked",
}
# Pages behind a link with a secret of its own: looked at in ``test_axe_states``.
BEHIND_A_LINK = {"subscription_confirm", "subscription_end"}


def test_no_public_address_and_no_kind_of_page_is_left_out(addresses):
    paths = {urlsplit(address).path for address in addresses.values()}
    looked_at = {resolve(path).view_name.removeprefix("dialogue:") for path in paths}
    ours = {name.removeprefix("dialogue:") for name in TABLE if name.startswith("dialogue:")}
    assert ours - NO_PAGES - BEHIND_A_LINK <= looked_at
    shown = {page.specific_class for page in Page.objects.live() if page.url in paths}
    assert set(get_page_models()) - {Page} <= shown


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_the_checker_finds_small_targets_and_pale_words(front, people):
    page = people()
    page.goto("/")
    assert not violations(page)
    page.evaluate(
        """() => {
          const put = (part, style) => Object.assign(part.style, style);
          for (const word of ["một", "hai"]) {
            const button = document.createElement("button");
            button.textContent = word;
            put(button, {width: "12px", height: "12px", padding: 0, overflow: "hidden"});
            document.querySelector("h1").after(button);
          }
          put(document.querySelector(".brand__what"), {color: "#bbbbbb"});
        }"""
    )
    rules = {line.split(":")[0] for line in violations(page)}
    assert {"target-size", "color-contrast"} <= rules


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_letters_of_twice_the_size_fit_a_phone(addresses, people):
    page = people(width=360)
    found = []
    for name, address in addresses.items():
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if wide := overflow(page, 360):
            found.append(f"{name}: {wide} px wider than the window")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_the_form_while_no_session_takes_sheets_has_no_barrier(front, people):
    s.cancel(front.session, user=front.chief, reason="Mưa bão.")
    page = people(width=360)
    found = []
    for name, address in {"form closed": front.form.url, "front page, empty": "/"}.items():
        page.goto(address)
        look(page, found, name)
    assert not found, "\n".join(found)
