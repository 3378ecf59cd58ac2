"""Running axe on an open page: https://github.com/dequelabs/axe-core."""

from importlib.resources import files

SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
# WCAG 2.2 AA, and what axe calls best practice: one main landmark, headings in order.
TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
]


def violations(page, within="html"):
    """
    Return what axe finds on ``page``, one line each: rule, what is wrong, where.

    :param within: the part of the page to look at, as a CSS selector
    """
    page.evaluate(SCRIPT)
    found = page.evaluate(
        "([within, tags]) => axe.run(within, {runOnly: tags, resultTypes: ['violations']})",
        [within, TAGS],
    )
    return [
        f"{rule['id']}: {rule['help']} – {node['target']} {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def overflow(page, window=None):
    """
    Return by how many pixels the page is wider than the window (0: nothing to scroll).

    :param window: its width in pixels; a phone's window widens with what it holds, so say it there
    """
    width = page.evaluate("document.documentElement.scrollWidth")
    return max(width - (window or page.viewport_size["width"]), 0)
