"""Without a connection: what stays readable, what is never kept, and a sheet that waits."""

import json
import re

import pytest

from dialogue.models import Registration
from tests import factories as make
from tests.browser.axe import overflow, violations
from tests.public.reading import home_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("scripts", [True], indirect=True),
]

NAME = "Đỗ Thị Ánh Nguyệt"
MATTER = "Làm lại giấy khai sinh cho con cần những giấy tờ gì?"
HELD = """async () => {
  const held = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const copy = await cache.match(request);
      held.push({
        name, path: new URL(request.url).pathname,
        told: copy.headers.get("Cache-Control") || "", text: await copy.text(),
      });
    }
  }
  return held;
}"""


@pytest.fixture
def site(committed_ground, request):
    """A website with a front page, an open session, a form and one published answer."""
    home_page(headline="Hỏi UBND xã về thủ tục")
    ground = request.getfixturevalue("dialogue")
    ground.answer = make.answer(title="Cấp lại giấy khai sinh", topic=ground.topic)
    return ground


@pytest.fixture
def phone(site, people):
    """A phone on which two pages of the site were opened, so that the browser keeps what it may."""
    page = people(service_workers="allow")
    page.goto("/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.goto(site.session.url)
    until_held(page, site.form.url)
    until_held(page, "/static/dialogue/share.js")  # the last of what is fetched
    return page


def held(page):
    return {one["path"]: one for one in page.evaluate(HELD)}


def until(page, condition, value):
    """Wait until ``condition``, a promise of the page made from ``value``, comes true."""
    script = f"""async (value) => {{
      const end = performance.now() + 20000;
      while (!(await {condition})) {{
        if (performance.now() > end) throw new Error("still not so: {condition}");
        await new Promise(requestAnimationFrame);
      }}
    }}"""
    page.evaluate(script, value)


def until_held(page, path):
    until(page, "caches.match(value)", path)


def until_gone(page, path):
    until(page, "caches.match(value).then(copy => !copy)", path)


def read_answer(page, answer):
    page.goto(answer.url)
    until_held(page, answer.url)


def fill_in(page):
    page.fill("[name=full_name]", NAME)
    page.fill("[name=phone]", "0912 345 678")
    page.fill("[name=house]", "Số 12, ngõ 3")
    page.select_option("[name=village]", label="Thôn Thao Chính")
    page.fill("[name=part_1]", MATTER)


def press_send(page):
    page.locator("#phieu > p").get_by_role("button", name="Gửi phiếu").click()


def test_what_was_read_the_form_and_the_session_open_without_a_connection(site, phone):
    read_answer(phone, site.answer)
    phone.context.set_offline(True)

    phone.goto(site.answer.url)
    assert phone.inner_text("h1") == site.answer.title
    note = phone.inner_text("main [role=status]")
    assert re.search(r"bản lưu trên máy này lúc \d+ giờ \d\d, ngày \d\d/\d\d/\d{4}", note)
    # Styled as always: the files of the page are kept with it.
    assert phone.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"

    phone.goto(site.session.url)
    assert site.session.title in phone.inner_text("h1")
    phone.goto(site.form.url)
    assert phone.is_visible("[name=full_name]")


def test_any_other_address_leads_to_the_page_with_contacts_session_and_saved_answers(site, phone):
    read_answer(phone, site.answer)
    phone.context.set_offline(True)

    phone.goto("/tra-cuu/")

    shown = phone.inner_text("main")
    assert phone.inner_text("h1") == "Đọc khi không có mạng"
    assert phone.locator("main a[href='tel:+842433791827']").is_visible()
    assert site.session.title in shown
    phone.get_by_role("link", name="Mở phiếu").wait_for()
    phone.get_by_role("link", name=site.answer.title).click()
    phone.wait_for_url("**" + site.answer.url)
    assert phone.inner_text("h1") == site.answer.title


def test_after_a_single_view_the_page_with_the_contacts_stands_in(site, people):
    page = people(service_workers="allow")
    page.goto("/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    assert site.form.url not in held(page), "the first view pays for no other page"
    page.context.set_offline(True)
    page.goto("/")
    assert page.inner_text("h1") == "Đọc khi không có mạng"
    assert page.locator("main a[href='tel:+842433791827']").is_visible()


def test_an_answer_read_first_of_all_is_kept_as_well(site, people):
    page = people(service_workers="allow")
    page.goto(site.answer.url)
    until_held(page, site.answer.url)


def test_of_many_answers_the_last_ones_read_are_kept(site, people, monkeypatch):
    monkeypatch.setattr("home.offline.MOST_ANSWERS", 2)
    page = people(service_workers="allow")
    page.goto("/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    answers = [make.answer(title=f"Câu trả lời {n}", topic=site.topic) for n in range(3)]
    for answer in answers:
        read_answer(page, answer)
    until_gone(page, answers[0].url)
    page.goto("/ngoai-tuyen/")
    page.locator("[data-saved] li").first.wait_for()
    assert page.locator("[data-saved] li").all_inner_texts() == ["Câu trả lời 2", "Câu trả lời 1"]


def test_a_withdrawn_answer_is_taken_off_the_device_at_the_next_visit(site, phone):
    read_answer(phone, site.answer)
    site.answer.unpublish()

    assert phone.goto(site.answer.url).status == 404
    until_gone(phone, site.answer.url)

    phone.context.set_offline(True)
    phone.goto(site.answer.url)
    assert phone.inner_text("h1") == "Đọc khi không có mạng"


def test_an_answer_that_became_private_is_taken_off_the_device(site, phone):
    from wagtail.models import PageViewRestriction

    read_answer(phone, site.answer)
    PageViewRestriction.objects.create(page=site.answer, restriction_type="login")
    phone.goto(site.answer.url)
    until_gone(phone, site.answer.url)


def test_an_answer_for_some_is_not_kept_for_those_who_may_read_it(site, phone):
    from wagtail.models import PageViewRestriction

    other = make.answer(title="Đăng ký tạm trú", topic=site.topic)
    PageViewRestriction.objects.create(page=site.answer, restriction_type="login")
    phone.goto("/quan-tri/")
    phone.fill("input[name=username]", site.clerk.username)
    phone.fill("input[name=password]", make.PASSWORD)
    phone.press("input[name=password]", "Enter")
    phone.wait_for_url(re.compile(r"/quan-tri/$"))
    phone.goto(site.answer.url)
    assert phone.inner_text("h1") == site.answer.title
    read_answer(phone, other)  # by then the former would be there
    assert site.answer.url not in held(phone)


def test_nothing_personal_and_nothing_of_the_desk_is_ever_kept(site, phone):
    phone.goto(site.form.url)
    fill_in(phone)
    press_send(phone)
    phone.wait_for_url("**/bien-nhan/")
    code = phone.inner_text(".code").strip()
    phone.goto("/tra-cuu/")
    phone.fill("[name=code]", code)
    phone.fill("[name=digits]", "5678")
    phone.get_by_role("button", name="Tra cứu").click()
    phone.wait_for_selector(".badge, .tracking__state")
    phone.goto("/quan-tri/")
    phone.fill("input[name=username]", site.clerk.username)
    phone.fill("input[name=password]", make.PASSWORD)
    phone.press("input[name=password]", "Enter")
    phone.wait_for_url(re.compile(r"/quan-tri/$"))
    read_answer(phone, site.answer)

    kept = held(phone)
    assert {site.form.url, site.session.url, "/ngoai-tuyen/", site.answer.url} <= set(kept)
    for path, one in kept.items():
        assert not re.search("no-store|private", one["told"]), path
        assert not path.startswith(("/quan-tri/", "/tra-cuu/", "/bien-nhan/", "/gui-phieu/")), path
        for secret in (NAME, MATTER, code, site.clerk.username):
            assert secret not in one["text"], path
    assert 'name="token" value=""' in kept[site.form.url]["text"]


def test_the_desk_is_never_answered_from_the_device(site, phone):
    phone.goto("/quan-tri/login/")
    phone.goto("/")
    phone.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        phone.goto("/quan-tri/login/")


def test_a_sheet_written_without_a_connection_is_sent_by_a_tap_when_it_is_back(site, phone):
    phone.context.set_offline(True)
    phone.goto(site.form.url)
    fill_in(phone)
    press_send(phone)

    phone.wait_for_selector("[data-unsent]:focus")
    told = phone.inner_text("[data-unsent]")
    assert "Phiếu chưa được gửi" in told and "chỉ được giữ trên máy này" in told
    assert "đã tiếp nhận" not in phone.inner_text("main")
    assert MATTER in json.dumps(phone.evaluate("({...localStorage})"), ensure_ascii=False)
    assert not phone.is_visible("text=Gửi ngay")

    phone.context.set_offline(False)
    now = phone.get_by_role("button", name="Gửi ngay")
    now.wait_for()
    assert Registration.objects.count() == 0, "nothing is sent by itself"
    now.dblclick()

    phone.wait_for_url("**/bien-nhan/")
    sheet = Registration.objects.get()
    assert (sheet.part_1, sheet.suspicion) == (MATTER, "")
    assert phone.evaluate("localStorage.length") == 0


def test_a_sheet_left_on_the_device_is_pointed_out_and_can_be_deleted(site, phone):
    phone.context.set_offline(True)
    phone.goto(site.form.url)
    fill_in(phone)
    press_send(phone)
    phone.wait_for_selector("[data-unsent]:focus")

    phone.goto("/ngoai-tuyen/")
    phone.get_by_role("link", name="Mở phiếu đang viết").click()
    phone.wait_for_selector("[data-draft-notice]:not([hidden])")
    assert phone.input_value("[name=part_1]") == MATTER

    phone.click("[data-draft-delete]")
    assert phone.evaluate("localStorage.length") == 0
    phone.goto("/ngoai-tuyen/")
    assert not phone.is_visible("text=Mở phiếu đang viết")


def test_a_sheet_never_sent_is_forgotten_on_any_page_once_its_time_is_over(site, phone):
    phone.goto(site.form.url)
    fill_in(phone)
    phone.evaluate("window.dispatchEvent(new Event('pagehide'))")
    kept = json.loads(phone.evaluate("Object.values({...localStorage})[0]"))
    days = (kept["until"] - phone.evaluate("Date.now()")) / 86_400_000
    assert 6.9 < days <= 7
    phone.goto("/")
    assert phone.evaluate("localStorage.length") == 1, "its time is not over"

    phone.evaluate(
        """() => {
          const [key] = Object.keys(localStorage);
          const draft = JSON.parse(localStorage.getItem(key));
          draft.until = Date.now() - 1;
          localStorage.setItem(key, JSON.stringify(draft));
          localStorage.setItem("dialogue-draft-999", "{");
          localStorage.setItem("of-another", "x");
        }"""
    )
    phone.goto("/thong-ke/")
    assert phone.evaluate("Object.keys({...localStorage})") == ["of-another"]


def test_on_a_shared_phone_one_button_deletes_what_was_read_and_written(site, phone):
    read_answer(phone, site.answer)
    phone.goto(site.form.url)
    fill_in(phone)
    phone.evaluate("window.dispatchEvent(new Event('pagehide'))")
    phone.goto("/ngoai-tuyen/")
    phone.locator("[data-saved] li").wait_for()
    assert phone.is_visible("text=Mở phiếu đang viết")

    phone.get_by_role("button", name="Xóa khỏi máy này").click()

    phone.wait_for_selector("[data-saved-none]:not([hidden])")
    assert phone.locator("[data-saved] li").count() == 0
    assert not phone.is_visible("text=Mở phiếu đang viết")
    assert phone.evaluate("localStorage.length") == 0
    assert site.answer.url not in held(phone)
    assert site.form.url in held(phone), "the blank form is nobody's"


def test_on_a_device_that_keeps_nothing_the_page_says_so(site, phone):
    phone.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    phone.context.set_offline(True)
    phone.goto(site.form.url)
    fill_in(phone)
    press_send(phone)

    phone.wait_for_selector("[data-unsent]:focus")
    told = phone.inner_text("[data-unsent]")
    assert "không cho lưu phiếu" in told and "giữ trên máy này, trong 7 ngày" not in told


def test_what_an_older_version_kept_is_removed_and_others_are_left_alone(site, people):
    page = people(service_workers="allow")
    page.goto("/robots.txt")
    page.evaluate("Promise.all(['dialogue-old', 'another'].map(name => caches.open(name)))")
    page.goto("/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    until(page, "caches.has(value).then(there => !there)", "dialogue-old")
    assert page.evaluate("caches.has('another')")


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
def test_the_page_without_a_connection_has_no_barrier(site, people, theme, width):
    page = people(width=width, service_workers="allow")
    page.emulate_media(color_scheme=theme)
    page.goto("/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    read_answer(page, site.answer)
    until_held(page, "/static/dialogue/share.js")
    page.context.set_offline(True)
    page.goto("/ngoai-tuyen/")
    page.locator("[data-saved] li").wait_for()
    assert not violations(page)
    assert not overflow(page)
    page.goto(site.form.url)
    fill_in(page)
    press_send(page)
    page.wait_for_selector("[data-unsent]:focus")
    assert not violations(page)
    assert not overflow(page)
