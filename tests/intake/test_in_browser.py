"""The form in a real Chromium: without JavaScript, and with drafts that survive a closed tab."""

import pytest
from django.urls import reverse
from playwright.sync_api import sync_playwright

from dialogue.models import Registration
from tests import factories as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PART = "Thủ tục cấp trích lục khai sinh cần giấy tờ gì?"


@pytest.fixture
def form_address(committed_ground, commune, live_server):
    make.VillageFactory(name="Thôn Đồng Vinh")
    make.session()
    return live_server.url + make.form_page().url


def browse(visit, **options):
    """Let ``visit(context)`` use a browser; the database is not for this thread meanwhile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        try:
            return visit(browser.new_context(service_workers="block", **options))
        finally:
            browser.close()


def fill_in(page):
    page.fill("[name=full_name]", "Đỗ Thị Ánh Nguyệt")
    page.fill("[name=phone]", "0912345678")
    page.select_option("[name=village]", label="Thôn Đồng Vinh")
    page.fill("[name=part_1]", PART)


def test_the_whole_way_works_without_javascript(form_address, live_server):
    def visit(context):
        page = context.new_page()
        page.goto(form_address)
        fill_in(page)
        page.fill("[name=phone]", "")
        page.click("form > p button.button--primary")
        focused = page.locator(".error-summary:focus").count()
        page.click(".error-summary a")
        page.fill("[name=phone]", "0912345678")
        page.click("form > p button.button--primary")
        code = page.inner_text(".code")
        page.goto(live_server.url + reverse("dialogue:tracking"))
        page.fill("[name=code]", code)
        page.fill("[name=digits]", "5678")
        page.click("button[type=submit]")
        return focused, page.inner_text("h1")

    focused, heading = browse(visit, java_script_enabled=False)

    assert focused == 1
    assert heading == f"Phiếu số {Registration.objects.get().code}"
    assert Registration.objects.get().part_1 == PART


def test_a_sheet_without_mistakes_is_looked_through_once_more_without_javascript(form_address):
    def visit(context):
        page = context.new_page()
        page.goto(form_address)
        fill_in(page)
        page.click("form > p button.button--primary")
        step = page.inner_text("[role=alert]:focus")
        typed = page.input_value("[name=part_1]"), page.input_value("[name=full_name]")
        page.click("[role=alert] button")
        return step, typed, page.inner_text(".code")

    step, typed, code = browse(visit, java_script_enabled=False)

    assert "Bước 2/2" in step and "chưa được gửi" in step
    assert typed == (PART, "Đỗ Thị Ánh Nguyệt")
    assert code and Registration.objects.get().part_1 == PART


def test_what_was_sent_is_not_put_back_for_the_next_person(form_address):
    def visit(context):
        page = context.new_page()
        page.goto(form_address)
        fill_in(page)
        page.click("form > p button.button--primary")
        page.wait_for_selector(".code")
        page.go_back()
        page.wait_for_function("() => !document.querySelector('[name=full_name]').value")
        return page.input_value("[name=part_1]")

    assert browse(visit) == ""


def test_what_was_typed_survives_a_closed_tab_and_is_deleted_after_sending(form_address):
    def visit(context):
        seen = {}
        page = context.new_page()
        page.goto(form_address)
        fill_in(page)
        page.close()

        page = context.new_page()
        page.goto(form_address)
        seen["again"] = page.input_value("[name=part_1]")
        seen["notice"] = page.is_visible("[data-draft-notice]")
        seen["kept"] = page.evaluate("JSON.stringify(localStorage)")
        page.wait_for_function("() => document.querySelector('[name=token]').value")
        seen["token"] = page.input_value("[name=token]")
        page.click("form > p button.button--primary")
        page.wait_for_selector(".code")
        seen["after"] = page.evaluate("localStorage.length")
        return seen

    seen = browse(visit)

    assert seen["again"] == PART
    assert seen["notice"]
    assert seen["token"] not in seen["kept"]
    assert "website" not in seen["kept"]
    assert seen["after"] == 0
    assert Registration.objects.count() == 1


def test_a_draft_can_be_deleted(form_address):
    def visit(context):
        page = context.new_page()
        page.goto(form_address)
        fill_in(page)
        page.reload()
        page.click("[data-draft-delete]")
        typed = page.input_value("[name=full_name]")
        page.reload()
        return typed, page.input_value("[name=full_name]"), page.evaluate("localStorage.length")

    assert browse(visit) == ("", "", 0)
