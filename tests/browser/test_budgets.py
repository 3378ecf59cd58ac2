"""Light enough for an old phone on a weak net: what the first view of a page costs, and paper."""

import gzip
import io
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from tests.browser.test_axe import addresses, front  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT = 60_000, 10, 10_000
# Sent compressed by the static files' server; pages and fonts go as they are.
COMPRESSED = (".css", ".js", ".svg")


class Cost:
    """What one view of a page fetches."""

    def __init__(self, page):
        self.sizes = {}
        page.on("response", self.add)

    def add(self, response):
        path = urlsplit(response.url).path
        body = response.body()
        self.sizes[path] = len(gzip.compress(body, 9) if path.endswith(COMPRESSED) else body)

    @property
    def script(self):
        return sum(size for path, size in self.sizes.items() if path.endswith(".js"))


def test_the_first_view_of_any_page_is_light(addresses, chromium, live_server):  # noqa: F811
    heavy = []
    for name, address in addresses.items():
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 800}
        )
        page = context.new_page()
        cost = Cost(page)
        page.goto(address, wait_until="networkidle")
        context.close()
        total = sum(cost.sizes.values())
        if total > MOST_BYTES or len(cost.sizes) > MOST_REQUESTS or cost.script > MOST_SCRIPT:
            heavy.append(f"{name}: {total} bytes, {cost.script} of script, {sorted(cost.sizes)}")
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
