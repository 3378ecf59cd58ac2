"""
Take the README's pictures anew from a running demo (`make run`).

    python -m tests.tools.pictures [http://127.0.0.1:8000]
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
SIZE = {"width": 1280, "height": 860}
# As `make run` prints it.
USERNAME, PASSWORD = "vanphong", "doi-thoai-2026"


def take(site):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_context(viewport=SIZE, locale="vi-VN").new_page()
        page.goto(f"{site}/")
        page.screenshot(path=FOLDER / "trang-chu.png")
        page.goto(f"{site}/quan-tri/login/")
        page.fill("input[name=username]", USERNAME)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(f"{site}/quan-tri/")
        page.goto(f"{site}/quan-tri/doi-thoai/phieu/")
        page.screenshot(path=FOLDER / "ban-lam-viec.png")
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
