"""Light enough for an old phone on a weak net: what the first view of a page costs, and paper."""

import gzip
import io
import re
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from tests.browser.test_axe import addresses, front  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT = 60_000, 10, 10_000
# Pages are measured as they came. These come from the tests' own server, which sends files as they
# lie there; the site's own sends them as WhiteNoise packed them once (tests/ops/test_server.py).
PACKED_ONCE = re.compile(r"/static/.*\.(css|js|svg)$")


def on_the_wire(request):
    """Return the bytes of the answer, headers included, as they went over the wire."""
    answer, sizes = request.response(), request.sizes()
    size = sizes["responseHeadersSize"] + sizes["responseBodySize"]
    path = urlsplit(request.url).path
    if answer.status == 200 and sizes["responseBodySize"] and PACKED_ONCE.search(path):
        return sizes["responseHeadersSize"] + len(gzip.compress(answer.body(), 9))
    if path == "/sw.js":
        # Chromium doesn't tell the size of the worker's own script.
        return size + len(gzip.compress(answer.body(), 6))
    return size


class Cost:
    """What one view of a page fetches, and what the worker fetches behind it."""

    def __init__(self, context):
        self.requests = []
        context.on("requestfinished", self.add)

    def add(self, request):
        self.requests.append(request)

    def read(self):
        self.view, self.behind = {}, {}
        for request in self.requests:
            part = self.behind if request.service_worker else self.view
            part[urlsplit(request.url).path] = on_the_wire(request)

    @property
    def total(self):
        return sum(self.view.values()) + sum(self.behind.values())

    @property
    def script(self):
        scripts = {**self.behind, **self.view}.items()
        return sum(size for path, size in scripts if path.endswith(".js"))

    @property
    def is_light(self):
        fits = self.total <= MOST_BYTES and len(self.view) <= MOST_REQUESTS
        return fits and self.script <= MOST_SCRIPT


def test_the_first_view_of_any_page_is_light(addresses, chromium, live_server):  # noqa: F811
    heavy = []
    for name, address in addresses.items():
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 800}
        )
        cost = Cost(context)
        page = context.new_page()
        page.goto(address)
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_load_state("networkidle")
        cost.read()
        context.close()
        assert address.split("?")[0] in cost.view
        assert {"/sw.js", "/ngoai-tuyen/"} <= set(cost.behind), "the worker is paid for as well"
        if not cost.is_light:
            heavy.append(f"{name}: {cost.total} bytes, {cost.script} of script, {cost.view}")
    assert not heavy, "\n".join(heavy)


@pytest.mark.parametrize("scripts", [False], indirect=True)
def test_an_open_session_is_a_poster_of_one_page(front, commune, people):  # noqa: F811
    session = front.session
    session.summary = "Lãnh đạo UBND xã trả lời trực tiếp các câu hỏi về thủ tục hành chính."
    session.how_to_take_part = "Gửi phiếu trên trang này, tại trụ sở hoặc qua bưu điện. " * 4
    session.recording_notice = "Hội nghị được ghi âm, ghi hình."
    session.agenda = [("item", {"minutes": 10, "text": f"Mục {number}"}) for number in range(12)]
    session.save()
    page = people(width=1280)
    page.goto(session.url)
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    text = paper.pages[0].extract_text()
    for needed in (session.title, "Hội trường tầng 2", "Hạn đăng ký", "024 3379 1827", "/phieu/"):
        assert needed in text.replace("\n", " "), needed


@pytest.mark.parametrize("scripts", [False], indirect=True)
def test_marks_on_large_letters_are_not_clipped(front, people):  # noqa: F811
    """Ế, Ữ and Ộ need room above and below: no title is higher than the box it stands in."""
    page = people(width=360)
    page.goto("/")
    clipped = page.evaluate(
        """() => {
          const title = document.querySelector("h1");
          title.textContent = "Ế Ữ Ộ Ẵ Ỗ ỆỰẬ";
          const around = title.closest(".hero").getBoundingClientRect();
          const range = document.createRange();
          range.selectNodeContents(title);
          const drawn = range.getBoundingClientRect();
          const line = parseFloat(getComputedStyle(title).lineHeight);
          const size = parseFloat(getComputedStyle(title).fontSize);
          return drawn.top < around.top || drawn.bottom > around.bottom || line < 1.28 * size;
        }"""
    )
    assert not clipped
