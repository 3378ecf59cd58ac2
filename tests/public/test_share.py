"""Passing an answer or a session on: by links and the address, without anybody's script."""

import datetime as dt
import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.utils import timezone

from dialogue.actions import sessions
from home.models import NoticeIndexPage, NoticePage
from tests import factories as make
from tests.public.reading import home_page

pytestmark = pytest.mark.django_db


def shown(client, page):
    return client.get(page.url).content.decode()


@pytest.fixture
def pages(commune):
    """An answer, a session and a notice that anybody may read."""
    notices = home_page().add_child(instance=NoticeIndexPage(title="Thông báo", live=True))
    notice = notices.add_child(instance=NoticePage(title="Mời đăng ký", live=True))
    return [
        make.answer(title="Khai sinh ở đâu?"),
        make.session(title="Hội nghị cuối năm"),
        notice,
    ]


def test_the_full_address_stands_on_the_page_to_be_copied(client, pages):
    for page in pages:
        address = settings.WAGTAILADMIN_BASE_URL + page.url
        assert f'<span class="share__url">{address}</span>' in shown(client, page)


def test_the_address_is_the_site_s_own_whatever_host_the_reader_came_by(client, pages):
    for page in pages:
        html = client.get(page.url, headers={"host": "localhost"}).content.decode()
        address = settings.WAGTAILADMIN_BASE_URL + page.url
        assert f'data-copy="{address}"' in html


def test_facebook_and_mail_are_plain_links_with_address_and_title(client, pages):
    for page in pages:
        html = shown(client, page)
        address = quote(settings.WAGTAILADMIN_BASE_URL + page.url, safe="")
        assert f'href="https://www.facebook.com/sharer/sharer.php?u={address}"' in html
        assert f'href="mailto:?subject={quote(page.title)}&amp;body={address}"' in html


def test_no_script_of_another_site_is_loaded_to_share(client, pages):
    for page in pages:
        sources = re.findall(r'<(?:script|img|iframe)[^>]*\ssrc="([^"]*)"', shown(client, page))
        assert sources
        assert all(source.startswith("/") for source in sources), sources


def test_what_only_a_script_can_do_is_hidden_until_it_runs(client, pages):
    for page in pages:
        html = shown(client, page)
        assert re.search(r"<li hidden><button[^>]* data-share>", html)
        assert re.search(r"<li hidden><button[^>]* data-copy=", html)


def test_a_session_is_offered_for_the_calendar_only_while_it_lies_ahead(client, commune):
    coming = make.session(title="Hội nghị sắp tới")
    over = make.session(title="Hội nghị đã hủy", start_at=timezone.now() + dt.timedelta(days=30))
    sessions.cancel(over, user=make.leader(), reason="Mưa bão.")
    assert "add-to-calendar" in shown(client, coming)
    assert "add-to-calendar" not in shown(client, over)
