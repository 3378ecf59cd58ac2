"""
Nothing is lost by who needs large letters: 400 % zoom (WCAG 1.4.10: a window of 320 × 256 CSS
pixels), wider spacing of text (1.4.12), and less motion, on every public page.
"""

import pytest

from tests.browser.axe import overflow
from tests.browser.test_axe import addresses, front  # noqa: F401  (fixtures)
from tests.browser.test_axe_states import follow
from tests.browser.test_citizen import fill_in, send

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("scripts", [True], indirect=True),
]

# 1280 × 1024 at 400 %.
ZOOMED = {"width": 320, "height": 256}
# The values of WCAG 1.4.12, which a reader's own style sheet may set.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * {
      line-height: 1.5 !important;
      letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important;
    }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
# Words that are cut off by a box around them, or lie over other words.
LOST = """() => {
  const unseen = ".visually-hidden, .hp, .skip-link, option, script, [aria-hidden=true]";
  const words = (node) => node.data.trim().slice(0, 50);
  const hides = (style) => /hidden|clip/.test(style.overflowX + style.overflowY);
  const inside = (small, large) => small.left >= large.left - 2 && small.right <= large.right + 2
    && small.top >= large.top - 3 && small.bottom <= large.bottom + 3;
  const lines = [], lost = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({visibilityProperty: true})) continue;
    if (parent.closest(unseen) || parent.getBoundingClientRect().width <= 1) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
    for (let above = parent; above && above !== document.body; above = above.parentElement) {
      if (!hides(getComputedStyle(above))) continue;
      const limit = above.getBoundingClientRect();
      if (boxes.some((box) => !inside(box, limit))) lost.push(`cut off: ${words(node)}`);
    }
    boxes.forEach((box) => lines.push({box, node}));
  }
  lines.forEach((one, place) => lines.slice(place + 1).forEach((other) => {
    if (one.node === other.node) return;
    const [a, b] = [one.box, other.box];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 2 && down > Math.min(a.height, b.height) * 0.4)
      lost.push(`over each other: ${words(one.node)} / ${words(other.node)}`);
  }));
  return [...new Set(lost)];
}"""
MOVING = """() => [...document.querySelectorAll("*")]
  .flatMap((part) => [null, "::before", "::after"]
    .map((pseudo) => [part, getComputedStyle(part, pseudo)]))
  .filter(([, style]) => style.animationName !== "none"
    || (style.transitionDuration.split(", ").some((one) => parseFloat(one) > 0)
        && style.transitionProperty !== "none")
    || style.scrollBehavior === "smooth")
  .map(([part]) => part.outerHTML.slice(0, 80))"""


def steps(page, front):  # noqa: F811
    """Yield the names of states that only a step leads to, each while it stands."""
    page.goto(front.form.url)
    page.locator("#phieu > p button").last.evaluate("button => button.click()")
    page.wait_for_selector(".error-summary")
    yield "form with errors"
    page.locator("[name=session]").first.check()
    fill_in(page)
    send(page)
    page.wait_for_url("**/bien-nhan/")
    yield "receipt"
    follow(page, page.inner_text(".code").strip())
    page.wait_for_selector(".badge")
    yield "matter"


def everywhere(page, addresses, front):  # noqa: F811
    """Open one public page and state after another, and yield what it shows."""
    for name, address in addresses.items():
        page.goto(address)
        yield name
    yield from steps(page, front)


def test_at_four_hundred_percent_nothing_is_cut_off_or_scrolls_sideways(front, addresses, people):  # noqa: F811
    page, found = people(width=ZOOMED["width"]), []
    page.set_viewport_size(ZOOMED)
    for name in everywhere(page, addresses, front):
        if wide := overflow(page, ZOOMED["width"]):
            found.append(f"{name}: {wide} px wider than the window")
        found += [f"{name}: {line}" for line in page.evaluate(LOST)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [320, 1280])
def test_text_set_wider_is_neither_cut_off_nor_over_other_text(front, addresses, people, width):  # noqa: F811
    page, found = people(width=width), []
    for name in everywhere(page, addresses, front):
        page.evaluate(SPACED)
        if wide := overflow(page, width):
            found.append(f"{name}: {wide} px wider than the window")
        found += [f"{name}: {line}" for line in page.evaluate(LOST)]
    assert not found, "\n".join(found)


def test_who_asked_for_less_motion_gets_none(front, addresses, people):  # noqa: F811
    page, found = people(), []
    page.emulate_media(reduced_motion="reduce")
    for name in everywhere(page, addresses, front):
        found += [f"{name}: {line}" for line in page.evaluate(MOVING)]
    assert not found, "\n".join(found)


def test_the_search_for_lost_words_finds_them(front, people):  # noqa: F811
    page = people()
    page.goto("/")
    assert page.evaluate(LOST) == []
    page.evaluate(
        """() => {
          const put = (what, style) => Object.assign(document.querySelector(what).style, style);
          put("h1", {height: "1rem", overflow: "hidden"});
          put(".brand__what", {position: "relative", top: "-1.5rem"});
        }"""
    )
    lost = page.evaluate(LOST)
    assert any(line.startswith("cut off") for line in lost)
    page.evaluate("document.querySelector('h1').style.overflow = 'visible'")
    assert any(line.startswith("over each other") for line in page.evaluate(LOST))
