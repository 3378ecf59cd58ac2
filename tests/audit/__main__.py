"""
What `make audit` runs: the real site with the demo commune, looked at by two outside tools.

    python -m tests.audit            both
    python -m tests.audit nu         only the HTML, by the Nu checker
    python -m tests.audit phone      only Lighthouse

Nothing leaves the machine: both tools run here and look at a server on the loopback.
"""

import os
import sys

from tests.audit import desk, nu, phone, states
from tests.audit.running import site

BROWSER = "/usr/bin/chromium"
STAFF = ("vanphong", "lanhdao", "chuyenvien", "bientap", "quantri")
CHECKS = ("nu", "phone")
# What Wagtail's own templates and editor write into pages around ours: not ours to mend.
WAGTAILS = (
    "w-flex w-items-center w-gap-2",  # a div in the button of a list's "more" menu
    "A table row was 1 columns wide",  # the table of keyboard shortcuts
    "The “width” attribute on the “col” element",  # the columns of a list
    "form-side__resize-grip-icon",  # a div in a label of the panels beside a form
    "w-side-panel-toggle__counter",  # a div in the button of such a panel
    "w-human-readable-date__date",  # microseconds in a time
)


def use_site():
    """Let this process read the database that the server serves."""
    import django

    sys.path.insert(0, str(states.SITE))
    # Playwright keeps an event loop in this thread; nothing else runs in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()


def collect(address):
    """Return ({public state: HTML}, {desk page: HTML})."""
    from playwright.sync_api import sync_playwright

    kinds = states.types()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])

        def visitor():
            context = browser.new_context(base_url=address, java_script_enabled=False)
            context.set_default_timeout(60_000)
            return states.Visitor(context.new_page())

        public, staff = visitor(), visitor()
        for name, path in states.by_address(kinds, states.add_states()).items():
            public.open(name, path)
        for username in STAFF:
            staff.page.context.clear_cookies()
            desk.crawl(staff, username)
        states.walk(public, kinds)
        browser.close()
    return public.seen | states.failures(), staff.seen


def check_html(address):
    """Print what the Nu checker finds, and return how many faults are ours."""
    public, staff = collect(address)
    found = nu.faults(public | staff)
    ours = 0
    for name, sentences in found.items():
        mine = [s for s in sentences if name in public or not any(w in s for w in WAGTAILS)]
        ours += len(mine)
        for sentence in mine:
            print(f"  {name}: {sentence}")
    others = sum(map(len, found.values())) - ours
    print(
        f"  {len(public)} trạng thái trang công khai, {len(staff)} trang bàn làm việc: {ours} lỗi"
        + (
            f" (và {others} lỗi trong khung của Wagtail, không phải của phần mềm này)"
            * bool(others)
        )
    )
    return ours


def check_phone(address):
    """Print Lighthouse's points for each page type, and return how many types fall below."""
    kinds = states.types()
    width = max(map(len, kinds))
    print(" " * (width + 2) + "  ".join(phone.CATEGORIES.values()))
    below = 0
    for name, path in kinds.items():
        points, reasons = phone.scores(address + path)
        cells = [str(points[key]).rjust(len(word)) for key, word in phone.CATEGORIES.items()]
        print(f"  {name.ljust(width)}{'  '.join(cells)}", flush=True)
        for reason in reasons:
            print(f"      {reason}")
        below += min(points.values()) < phone.LEAST
    return below


def main(wanted):
    if unknown := set(wanted) - set(CHECKS):
        raise SystemExit(f"no such check: {', '.join(unknown)}; there are {', '.join(CHECKS)}")
    lines, ok = [], True
    print("Đang chuẩn bị trang với xã mẫu …", flush=True)
    with site() as address:
        use_site()
        if "phone" in (wanted or CHECKS):
            print(f"\n== Lighthouse, điện thoại, ít nhất {phone.LEAST} điểm mỗi mục", flush=True)
            below = check_phone(address)
            lines.append((not below, f"Lighthouse: {below} loại trang dưới {phone.LEAST} điểm"))
        if "nu" in (wanted or CHECKS):
            print("\n== HTML đúng chuẩn (Nu)", flush=True)
            faults = check_html(address)
            lines.append((not faults, f"HTML: {faults} lỗi"))
    print("\n== Kết quả")
    for passed, sentence in lines:
        ok = ok and passed
        print(f"{'đạt' if passed else 'KHÔNG ĐẠT':>10}  {sentence}")
    return 0 if ok else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
