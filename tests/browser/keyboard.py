"""Walking a page by the keyboard alone, and what is seen of the stop it stands at."""

import re

MOST_STOPS = 120
# The focused part: whether a ring of at least 2 px is drawn around it, in a colour that stands out
# (3:1, WCAG 1.4.11) from what lies behind; whether it is in the window; and whether something lies
# over it (WCAG 2.4.11).
STOP = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const parts = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = () => {
    for (let part = here.parentElement; part; part = part.parentElement) {
      const colour = getComputedStyle(part).backgroundColor;
      if (parts(colour)[3] === undefined || parts(colour)[3] === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  const [dim, bright] = [light(style.outlineColor), light(behind())].sort((a, b) => a - b);
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const uncovered = [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) => [x, y]))
    .map(([x, y]) => document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y))
    .filter((over) => over && (here.contains(over) || over.contains(here)
      || [...(here.labels || [])].some((label) => label.contains(over))));
  return {
    what: here.outerHTML.slice(0, 100),
    name: (here.textContent || here.getAttribute("aria-label") || here.name || "").trim(),
    field: here.name || "",
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    contrast: (bright + 0.05) / (dim + 0.05),
    shown: right > left && bottom > top,
    uncovered: uncovered.length > 0,
  };
}"""


def fault(stop):
    """Return what hides the focus at a stop, or an empty text."""
    if not stop["shown"]:
        return "out of the window"
    if not stop["uncovered"]:
        return "covered by something else"
    if not stop["ringed"]:
        return "without a ring"
    return "" if stop["contrast"] >= 3 else f"ring of {stop['contrast']:.1f}:1 only"


def stops(page, key="Tab"):
    """Return each stop of ``key`` from the top (or the end) until it leaves or comes round."""
    passed = []
    for _unused in range(MOST_STOPS):
        page.keyboard.press(key)
        here = page.evaluate(STOP)
        if here is None or (passed and here["what"] == passed[0]["what"]):
            return passed
        passed.append(here)
    raise AssertionError(f"the key never leaves: {[stop['what'] for stop in passed[-3:]]}")


def tab_to(page, wanted):
    """
    Press Tab, unless the focus is there already, until the stop is ``wanted``: the name of a field,
    or words that it says.

    :raises AssertionError: when the keyboard doesn't get there
    """
    for _unused in range(MOST_STOPS):
        here = page.evaluate(STOP)
        if here and (here["field"] == wanted or re.search(wanted, here["name"])):
            return here
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard doesn't get to {wanted!r}")


def type_into(page, **typed):
    """Go from field to field in the order given and type."""
    for field, text in typed.items():
        tab_to(page, field)
        page.keyboard.type(text)


def follow(page, words):
    """Go to what says ``words`` and press Enter; return the address it led to."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page.url
