"""The desk as each member of staff reaches it: every address of ours, and forms sent empty."""

import re

DESK = "/quan-tri/doi-thoai/"
NAMESPACES = (
    "dialogue_desk",
    "dialogue_departments",
    "dialogue_topics",
    "dialogue_villages",
    "dialogue_words",
    "dialogue_calendar",
)
# What Wagtail's viewsets of the office's lists share with ours: the start of their addresses.
OURS = re.compile(r"^/quan-tri/(doi-thoai|dialogue_\w+)/")
# Links that give a file instead of a page, or the rows of a list alone.
PART = re.compile(r"/tep/|/da-ky/|/ket-qua/|/results/|\.(pdf|docx|csv|txt)$")
FORM = "form.desk-form"
EMPTIED = """form => form.querySelectorAll("input, textarea, select").forEach((field) => {
  if (field.type === "radio" || field.type === "checkbox") field.checked = false;
  else if (field.type !== "hidden") field.value = "";
})"""


def starting_points():
    """Return the addresses of ours that need no record."""
    from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

    def patterns(resolver, namespace=""):
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                yield namespace, entry.name
            else:
                yield from patterns(entry, entry.namespace or namespace)

    found = ["/quan-tri/"]
    for namespace, name in patterns(get_resolver()):
        if namespace not in NAMESPACES:
            continue
        try:
            found.append(reverse(f"{namespace}:{name}"))
        except NoReverseMatch:
            continue  # It needs a record; a link leads there.
    return [address for address in found if not PART.search(address)]


def sign_in(page, username):
    from dialogue.demo.people import PASSWORD

    page.goto("/quan-tri/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile("/quan-tri/$"))


def crawl(visitor, username):
    """Open what one member of staff reaches, one page of each kind; then send its forms empty."""
    page = visitor.page
    sign_in(page, username)
    waiting, seen, forms = starting_points(), set(), []
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "", path)
        if kind in seen:
            continue
        seen.add(kind)
        response = page.goto(path)
        if response.status != 200 or not page.url.endswith(path):
            continue  # Not for this role: tests of access say which.
        visitor.seen[f"{username} {path}"] = response.text()
        if page.locator(FORM).count():
            forms.append(path)
        links = page.locator("main a[href]").evaluate_all(
            "links => links.map((link) => link.getAttribute('href').split(/[?#]/)[0])"
        )
        waiting += [link for link in links if OURS.search(link) and not PART.search(link)]
    for path in forms:
        send_empty(visitor, f"{username} {path}, để trống", path)


def send_empty(visitor, name, path):
    """Send a form with nothing in it; a verb that needs nothing is done, in a passing commune."""
    page = visitor.page
    if page.goto(path).status != 200 or not page.locator(FORM).count():
        return
    page.locator(FORM).first.evaluate(EMPTIED)
    with page.expect_navigation() as arrival:
        page.locator(FORM).first.evaluate("form => form.submit()")
    if arrival.value.request.method == "POST":
        visitor.seen[name] = arrival.value.text()
