"""The editor sees the address that a Vietnamese title will get, while typing it."""

import pytest
from django.urls import reverse
from playwright.sync_api import sync_playwright

from tests import factories as make


@pytest.mark.browser
def test_the_address_is_folded_while_the_title_is_typed(committed_ground, live_server):
    editor = make.staff("administrator", username="bientap", is_superuser=True)
    path = reverse("wagtailadmin_pages:add", args=["dialogue", "answerindexpage", make.tree().pk])
    # The browser runs a loop in this thread: no query may come after this.
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.goto(live_server.url + path)
        page.fill("[name=username]", editor.username)
        page.fill("[name=password]", make.PASSWORD)
        page.click("button[type=submit]")
        page.locator("#id_title").press_sequentially("Đối thoại đường phố")
        page.keyboard.press("Tab")
        page.wait_for_function(
            "document.querySelector('#id_slug').value === 'doi-thoai-duong-pho'", timeout=10_000
        )
        browser.close()
