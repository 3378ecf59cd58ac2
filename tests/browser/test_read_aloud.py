"""
The pages as a screen reader tells them: from the tree that the browser gives to it, not from tags.
Landmarks and headings in an order that makes a story; errors said, and the reader led to them.
"""

import re

import pytest

from tests import factories as make
from tests.browser.test_axe import front  # noqa: F401  (fixture)
from tests.browser.test_citizen import MATTER, fill_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
with_scripts = pytest.mark.parametrize("scripts", [True], indirect=True)

TELLING = r"^\s*- '?(banner|navigation|main|contentinfo|search|region|heading|alert|status)\b(.*)"
FRAME_BEFORE = ["banner", 'navigation "Danh mục chính"']
FRAME_AFTER = ["contentinfo"]
STORIES = {
    "front page": [
        'heading "Hỏi UBND xã về thủ tục" 1',
        'region "Hội nghị sắp tới"',
        'heading "Hội nghị sắp tới" 2',
        'heading "Ông/bà muốn làm gì?" 2',
        'region "Câu trả lời mới"',
        'heading "Câu trả lời mới" 2',
        'region "Thông báo"',
        'heading "Thông báo" 2',
    ],
    "session": [
        'heading "Hội nghị đối thoại cuối năm" 1',
        'region "Thời gian, địa điểm, hạn đăng ký"',
        'region "Cách tham gia"',
        'heading "Cách tham gia" 2',
    ],
    "form": [
        'heading "Đăng ký tham gia đối thoại" 1',
        'heading "Khiếu nại, tố cáo không giải quyết tại đây" 2',
        'heading "Hội nghị đối thoại cuối năm" 2',
        "status",
        'heading "Bảo vệ dữ liệu cá nhân" 2',
    ],
    "answer": [
        'heading "Thời hạn cấp bản sao" 1',
        'region "Nội dung hỏi, kiến nghị"',
        'heading "Nội dung hỏi, kiến nghị" 2',
        'region "Trả lời"',
        'heading "Trả lời" 2',
    ],
}


def told(page):
    """Return landmarks, headings and live parts as they are read out, one after the other."""
    found = []
    for line in page.locator("body").aria_snapshot().splitlines():
        if match := re.match(TELLING, line):
            named = re.sub(r"'?:.*$", "", match[2])
            found.append(match[1] + re.sub(r"\s*\[level=(\d)\]", r" \1", named))
    return found


def missing(story, found):
    """Return the first part of ``story`` that doesn't come in its place, or None."""
    rest = iter(found)
    return next((part for part in story if part not in rest), None)


@with_scripts
def test_each_kind_of_page_tells_its_story_in_order(front, people):  # noqa: F811
    answer = make.answer(topic=front.topic, title="Thời hạn cấp bản sao")
    addresses = {
        "front page": "/",
        "session": front.session.url,
        "form": front.form.url,
        "answer": answer.url,
    }
    page = people()
    for name, story in STORIES.items():
        page.goto(addresses[name])
        found = told(page)
        assert missing([*FRAME_BEFORE, "main", *story, *FRAME_AFTER], found) is None, found
        assert [part for part in found if part == "main"] == ["main"], name


@with_scripts
def test_groups_and_fields_of_the_form_are_told_with_what_they_ask(front, people):  # noqa: F811
    page = people()
    page.goto(front.form.url)
    tree = page.locator("main").aria_snapshot()
    asked = [
        'group "Người đăng ký"',
        'textbox "Họ và tên (bắt buộc)"',
        'textbox "Điện thoại liên hệ (bắt buộc)"',
        'group "Địa chỉ (ghi rõ số nhà, thôn, xã, tỉnh)"',
        'combobox "Thôn, tổ dân phố (bắt buộc một trong hai)"',
        'group "Sự đồng ý (không bắt buộc)"',
        'button "Gửi phiếu"',
    ]
    places = [tree.index(part) for part in asked]
    assert places == sorted(places)
    nameless = re.findall(r"- (?:textbox|combobox|checkbox|radio|button|link)(?:$|:)", tree, re.M)
    assert not nameless, tree


FORMS = {
    "registration": ("full_name", "Họ và tên (bắt buộc)"),
    "tracking": ("code", "Mã tra cứu"),
    "news": ("email", "Địa chỉ thư điện tử"),
}


@with_scripts
@pytest.mark.parametrize("form", FORMS)
def test_errors_are_said_and_the_reader_is_led_to_them(front, people, form):  # noqa: F811
    name, label = FORMS[form]
    addresses = {"registration": front.form.url, "tracking": "/tra-cuu/", "news": "/nhan-tin/"}
    page = people()
    page.goto(addresses[form])
    with page.expect_navigation():
        page.locator("main form[method=post] .button--primary").last.click()
    summary = page.get_by_role("alert")
    assert summary.count() == 1
    assert summary.evaluate("part => part === document.activeElement"), "the focus is there"
    said = summary.aria_snapshot()
    assert "heading" in said and "link" in said
    field = page.locator(f"main [name={name}]")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.evaluate(
        """field => field.getAttribute("aria-describedby").split(" ")
          .map((id) => document.getElementById(id).textContent.trim()).join(" ")"""
    )
    first = summary.get_by_role("link").first
    assert first.inner_text() in described
    first.click()
    page.wait_for_function("name => document.activeElement.name === name", arg=name)
    assert page.get_by_role("textbox", name=label).first.get_attribute("name") == name


@with_scripts
def test_what_changes_on_the_page_is_said_without_moving_the_reader(front, people):  # noqa: F811
    make.answer(topic=front.topic, title="Làm lại giấy khai sinh", question_text=MATTER)
    page = people()
    page.goto(front.form.url)
    fill_in(page)
    page.locator("[name=part_1]").blur()
    page.wait_for_selector(".near__found")
    live = page.locator(".near__found").locator("xpath=ancestor-or-self::*[@role='status']")
    assert live.count() == 1
    assert page.evaluate("!document.activeElement.closest('.near__found')")


@with_scripts
def test_outcomes_are_said_as_a_status_or_an_alert(front, people):  # noqa: F811
    page = people()
    page.goto("/tra-cuu/")
    page.fill("[name=code]", "AAAA-BBBB-CCCC")
    page.fill("[name=digits]", "1111")
    with page.expect_navigation():
        page.locator("main .button--primary").click()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.goto("/nhan-tin/")
    page.fill("[name=email]", "nguyet@example.vn")
    page.check("[name=sessions]")
    with page.expect_navigation():
        page.locator("main .button--primary").click()
    assert "nguyet@example.vn" in page.get_by_role("status").inner_text()


@with_scripts
def test_at_the_desk_errors_are_said_where_they_stand(front, at_the_desk):  # noqa: F811
    page = at_the_desk(front.clerk)
    page.goto("/quan-tri/doi-thoai/phieu/nhap/")
    page.locator(".desk-buttons button").first.click()
    page.wait_for_selector("main [role=alert]:focus")
    sheet = make.sheet(session=front.session)
    page.goto(f"/quan-tri/doi-thoai/phieu/{sheet.pk}/ask_more/")
    page.fill("[name=reason]", "")
    with page.expect_navigation():
        page.locator(".desk-buttons button").first.click()
    field = page.locator("[name=reason]")
    assert field.evaluate("part => part === document.activeElement")
    described = field.evaluate(
        """field => (field.getAttribute("aria-describedby") || "").split(" ")
          .map((id) => document.getElementById(id)?.textContent.trim() || "").join(" ")"""
    )
    assert described.strip(), "the error is read out with the field"
