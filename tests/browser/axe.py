"""Running axe on an open page: https://github.com/dequelabs/axe-core."""

import itertools
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

# Colours that are on their way are no colours: moving to the other theme takes a moment.
STILL = """() => document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
  .forEach((one) => one.finish())"""
# Wagtail's own bar above a page of the desk, faded in by it.
NOT_OURS = [".messages"]
THEMES, WIDTHS = ("light", "dark"), (1280, 360)


def violations(page, within="html"):
    """
    Return what axe finds on ``page``, one line each: rule, what is wrong, where.

    :param within: the part of the page to look at, as a CSS selector
    """
    page.evaluate(SCRIPT)
    page.evaluate(STILL)
    found = page.evaluate(
        "([where, tags]) => axe.run(where, {runOnly: tags, resultTypes: ['violations']})",
        [{"include": [within], "exclude": NOT_OURS}, TAGS],
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


def look(page, found, name, within="html"):
    """
    Add to ``found`` what is wrong with the page as it stands, in both themes and widths.

    The page is left in the last of them: dark, on a phone.
    """
    for theme, width in itertools.product(THEMES, WIDTHS):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 800})
        where = f"{name} ({theme}, {width} px)"
        found += [f"{where}: {line}" for line in violations(page, within)]
        if wide := overflow(page, width):
            found.append(f"{where}: {wide} px wider than the window")
