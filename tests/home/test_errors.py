"""Pages for what went wrong: Vietnamese, helpful, and there even when the database isn't."""

import html
import logging
import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.handlers.base import BaseHandler
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from home import errors
from tests import factories as make
from tests.public.reading import home_page, words


@pytest.fixture
def site(commune):
    return home_page()


def fail_with(monkeypatch, error):
    """Make serving any page fail with ``error``."""

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr("wagtail.views.serve", fail)


@pytest.mark.django_db
def test_a_missing_page_offers_the_ways_on(client, site):
    answers = make.answer_index()
    response = client.get("/khong-co/")
    assert response.status_code == 404
    assert "Không tìm thấy trang" in words(response)
    assert "024 3379 1827" in words(response)
    assert f'href="{answers.get_url()}"' in response.content.decode()


@pytest.mark.django_db
def test_an_address_that_was_moved_leads_to_pages_with_its_words(client, site):
    answer = make.answer(title="Cấp lại giấy khai sinh")
    page = client.get("/hoi-dap/cap-lai-giay-khai-sinh-2/")
    assert page.status_code == 404
    way = re.search(r'href="([^"]+)">Tìm trang giống địa chỉ này', page.text)[1]
    assert answer.title in client.get(html.unescape(way)).text
    assert "cap lai" not in words(page), "what was typed is not said by the office"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/khong/", "/2026/", "/x-1-2/", '/"><script>-1/'])
def test_an_address_without_words_leads_to_no_search(client, site, address):
    page = client.get(address)
    assert page.status_code == 404
    assert "Tìm trang giống địa chỉ này" not in page.text
    assert "<script>-" not in page.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (PermissionDenied("nội tình"), 403, "Ông/bà không mở được trang này"),
        (SuspiciousOperation("nội tình"), 400, "Không đọc được yêu cầu"),
        (RuntimeError("mật khẩu trong vết lỗi"), 500, "Hệ thống gặp sự cố"),
        (OperationalError("no such table: registration"), 503, "Trang đang bận"),
        (DatabaseError("file is not a database"), 503, "Trang đang bận"),
        (IntegrityError("duplicate key (phone)=(0912)"), 500, "Hệ thống gặp sự cố"),
    ],
)
def test_each_failure_has_its_page_and_tells_nothing_inside(
    monkeypatch, site, error, status, title
):
    fail_with(monkeypatch, error)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == status
    text = words(response)
    assert title in text
    assert str(error) not in response.content.decode()
    assert "Về trang chủ" in text


@pytest.mark.django_db
def test_a_database_that_is_down_gets_a_page_that_asks_nothing_of_it(monkeypatch, site):
    def down(*args, **kwargs):
        raise OperationalError("could not connect to server")

    with connection.execute_wrapper(down):
        response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 503
    assert "Vui lòng thử lại" in words(response)
    assert response.headers["Retry-After"] == "60"


@pytest.mark.parametrize("make_page", [errors.server_error, errors.unavailable, errors.bad_request])
def test_bare_pages_need_no_database(rf, make_page):
    """No mark for the database: touching it would fail this test."""
    response = make_page(rf.get("/"))
    assert "Về trang chủ" in words(response)


@pytest.mark.parametrize("make_page", [errors.server_error, errors.unavailable])
def test_a_page_that_cannot_know_it_does_not_say_that_nothing_was_recorded(rf, make_page):
    text = words(make_page(rf.get("/")))
    assert "Vui lòng thử lại sau vài phút." in text
    assert "ghi nhận" not in text


@pytest.mark.django_db
def test_an_expired_form_token_is_explained_in_vietnamese(site):
    browser = Client(enforce_csrf_checks=True)
    browser.get("/quan-tri/login/")
    response = browser.post("/quan-tri/login/", {"username": "a"})
    assert response.status_code == 403
    assert "Biểu mẫu đã hết hạn" in words(response)


@pytest.mark.django_db
def test_the_address_of_a_missing_page_is_inert(client, site):
    response = client.get("/khong-co/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "alert(1)" not in response.content.decode()


def down(*args, **kwargs):
    raise OperationalError("could not connect to server")


@pytest.fixture
def nothing_seen(monkeypatch):
    """A process that has shown no page yet."""
    monkeypatch.setattr(errors._Memory, "contact", None)


@pytest.mark.django_db
def test_a_page_shown_without_the_database_has_the_hotline_that_was_shown_last(
    client, site, commune, nothing_seen
):
    with connection.execute_wrapper(down):
        assert "tel:" not in client.get("/").text
    client.get("/")
    commune.hotline = "02433999888"
    commune.save()
    client.get("/thong-ke/")
    with connection.execute_wrapper(down):
        page = client.get("/")
    assert page.status_code == 503
    assert 'href="tel:+842433999888"' in page.text
    assert "UBND xã Phú Xuyên</title>" in page.text


@pytest.mark.django_db
def test_a_sheet_that_could_not_be_stored_comes_back_with_the_hotline_shown_last(
    client, site, nothing_seen
):
    sheet = {"part_1": "Cấp lại giấy khai sinh ở đâu?"}
    address = reverse("dialogue:register", args=[make.form_page().pk])
    client.get("/")
    with connection.execute_wrapper(down):
        page = client.post(address, sheet)
    assert page.status_code == 503
    assert sheet["part_1"] in page.text
    assert 'href="tel:+842433791827"' in page.text


@pytest.mark.django_db
def test_an_outage_that_a_middleware_meets_is_told_as_one(monkeypatch, site):
    """Wagtail looks for a redirect after the view, where no view can be blamed."""
    monkeypatch.setattr("wagtail.contrib.redirects.middleware.get_redirect", down)
    response = Client(raise_request_exception=False).get("/khong-co/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"


@pytest.mark.django_db
def test_who_keeps_no_cookies_is_told_that_the_form_needs_one(site):
    browser = Client(enforce_csrf_checks=True)
    browser.get("/quan-tri/login/")
    browser.cookies.clear()
    response = browser.post("/quan-tri/login/", {"username": "a", "csrfmiddlewaretoken": "x" * 64})
    assert response.status_code == 403
    assert "Trình duyệt không lưu cookie" in words(response)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/robots.txt", "/khong-co/", "/anh-chia-se/{}.png"])
def test_no_content_is_handed_to_the_server_where_only_the_head_was_asked_for(
    rf, site, settings, address
):
    handler = BaseHandler()
    handler.load_middleware()
    address = address.format(site.pk)
    settings.ALLOWED_HOSTS = ["testserver"]
    whole, head = (handler.get_response(ask(address)) for ask in (rf.get, rf.head))
    assert head.status_code == whole.status_code
    assert (head.content, head["Content-Length"]) == (b"", str(len(whole.content)))


def test_the_log_keeps_no_key_of_a_mail_s_address():
    from dialogue import subscriptions
    from dialogue.models import Subscription
    from home.logs import OneLine

    kept = Subscription(pk=12, email="nguyet@example.vn")
    key = subscriptions.token(kept, subscriptions.END)
    record = logging.LogRecord(
        "django.request", 40, __file__, 1, "Gone: %s", (f"/nhan-tin/thoi/{key}/",), None
    )
    OneLine().filter(record)
    assert record.getMessage() == "Gone: /nhan-tin/thoi/…/"
