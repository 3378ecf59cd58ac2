"""Atom feeds: what is public and new, under names that stay."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from wagtail.models import PageViewRestriction

from dialogue.actions import sessions
from dialogue.models import AnswerPage
from home.models import NoticeIndexPage, NoticePage
from tests import factories as make

from .reading import home_page

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ANSWERS, SESSIONS = reverse("dialogue:answers_feed"), reverse("dialogue:sessions_feed")
NOTICES = reverse("notices_feed")


def entries(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content).findall(f"{ATOM}entry")


def text(entry, name):
    return entry.find(f"{ATOM}{name}").text


def notice(**fields):
    home = home_page()
    index = NoticeIndexPage.objects.first() or home.add_child(
        instance=NoticeIndexPage(title="Thông báo", live=True)
    )
    fields = {"title": "Lịch tiếp công dân", "date": dt.date(2026, 11, 3), "live": True} | fields
    return index.add_child(instance=NoticePage(**fields))


MAKERS = {ANSWERS: make.answer, SESSIONS: make.session, NOTICES: notice}


def test_an_answer_is_told_with_question_text_and_topic(client, commune):
    topic = make.TopicFactory(name="Hộ tịch")
    made = make.answer(
        title="Trích lục khai sinh <b>&", answer_text="<p>Trong <b>ngày</b>.</p>", topic=topic
    )
    entry = entries(client, ANSWERS)[0]
    assert text(entry, "title") == "Trích lục khai sinh <b>&"
    assert text(entry, "id") == f"urn:uuid:{made.translation_key}"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{made.get_url()}"
    assert "Làm lại bản sao" in text(entry, "summary")
    assert "<p>Trong <b>ngày</b>.</p>" in text(entry, "summary")
    assert entry.find(f"{ATOM}category").get("term") == "Hộ tịch"


def test_script_in_a_question_reaches_no_reader(client, commune):
    make.answer(question_text="<script>alert(1)</script>")
    assert "<script" not in text(entries(client, ANSWERS)[0], "summary")


def test_a_session_that_was_put_off_is_told_anew_under_the_same_name(client, commune):
    made = make.session()
    before = entries(client, SESSIONS)[0]
    sessions.postpone(made, user=make.leader(), reason="Bão số 9")
    after = entries(client, SESSIONS)[0]
    assert text(after, "id") == text(before, "id")
    assert parse_datetime(text(after, "updated")) > parse_datetime(text(before, "updated"))
    assert "Bão số 9" in text(after, "summary")


@pytest.mark.parametrize("address", MAKERS)
def test_a_page_keeps_its_name_and_tells_when_it_was_last_published(client, commune, address):
    home_page()
    made = MAKERS[address]()
    made.save_revision().publish()
    before = entries(client, address)[0]
    made.refresh_from_db()
    made.title, made.slug = "Tên mới", "ten-moi"
    made.save_revision().publish()
    after = entries(client, address)[0]
    assert text(after, "title") == "Tên mới"
    assert text(after, "id") == text(before, "id")
    assert parse_datetime(text(after, "updated")) > parse_datetime(text(before, "updated"))
    assert text(after, "published") == text(before, "published")


@pytest.mark.parametrize("address", MAKERS)
def test_only_what_anybody_may_read_is_told(client, commune, address):
    home_page()
    makers = MAKERS[address]
    shown, closed = makers(title="Công khai"), makers(title="Cho một số người")
    makers(title="Bản thảo", live=False)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert [text(entry, "title") for entry in entries(client, address)] == ["Công khai"]
    shown.unpublish()
    assert entries(client, address) == []


@pytest.mark.parametrize("address", MAKERS)
def test_a_feed_is_asked_anew_and_sent_only_if_it_changed(client, commune, address):
    home_page()
    empty = client.get(address)
    assert client.get(address, HTTP_IF_NONE_MATCH=empty.headers["ETag"]).status_code == 304
    MAKERS[address]()
    first = client.get(address, HTTP_IF_NONE_MATCH=empty.headers["ETag"])
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    again = client.get(address, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_an_old_date_does_not_hide_that_an_answer_was_taken_off(client, commune):
    make.answer().save_revision().publish()
    last = make.answer()
    last.save_revision().publish()
    seen = client.get(ANSWERS).headers["Last-Modified"]
    AnswerPage.objects.get(pk=last.pk).unpublish()
    assert client.get(ANSWERS, HTTP_IF_MODIFIED_SINCE=seen).status_code == 200


@pytest.mark.parametrize("address", MAKERS)
def test_a_feed_takes_few_queries_and_has_an_end(
    client, commune, django_assert_max_num_queries, address
):
    home_page()
    for number in range(33):
        MAKERS[address](title=f"Số {number}")
    with django_assert_max_num_queries(6):
        assert len(entries(client, address)) == 30
