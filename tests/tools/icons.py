"""
Draw the icons of the installed site anew from the mark (site/home/static/home/mark.svg).

    python -m tests.tools.icons
"""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parents[2] / "site" / "home" / "static" / "home"
# name: (side, share of the side that the mark takes, ground). A system may cut off all but the
# inner four fifths of a maskable icon.
ICONS = {
    "icon-180.png": (180, 0.82, "#0b5a4c"),
    "icon-192.png": (192, 1, "transparent"),
    "icon-512.png": (512, 1, "transparent"),
    "icon-maskable-512.png": (512, 0.82, "#0b5a4c"),
}


def draw(page, side, share, ground):
    mark = (FOLDER / "mark.svg").read_text().replace("<svg", f'<svg width="{side * share}"', 1)
    page.set_viewport_size({"width": side, "height": side})
    page.set_content(
        f'<body style="margin:0;height:100vh;display:grid;place-items:center;background:{ground}">'
        f"{mark}</body>"
    )
    picture = Image.open(io.BytesIO(page.screenshot(omit_background=True))).convert("RGBA")
    stored = io.BytesIO()
    picture.quantize(64, method=Image.Quantize.FASTOCTREE).save(stored, "PNG", optimize=True)
    return stored.getvalue()


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page()
        for name, how in ICONS.items():
            (FOLDER / name).write_bytes(draw(page, *how))
        browser.close()


if __name__ == "__main__":
    main()
