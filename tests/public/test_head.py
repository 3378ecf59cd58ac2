"""What the head of a page tells machines: address, looks of links, structured data, sitemap."""

import datetime as dt
import html
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse
from PIL import Image
from wagtail.models import PageViewRestriction

from dialogue.actions import sessions
from dialogue.models import AnswerPage, PlanPage
from dialogue.public import pictures, structured
from home.models import NoticeIndexPage, NoticePage
from tests import factories as make

from .reading import at, home_page, many_answers, publish, read

pytestmark = pytest.mark.django_db

PROBE = '</script><script>alert("1")</script>\u2028<!-- &'


def meta(response, name):
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)"', text(response))
    return html.unescape(found[1]) if found else None


def canonical(response):
    found = re.search(r'<link rel="canonical" href="([^"]*)"', text(response))
    return html.unescape(found[1]) if found else None


def text(response):
    return response.content.decode()


def things(response):
    """Return what the page's structured data tells, by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text(response), re.S)
    assert len(found) <= 1
    graph = json.loads(found[0])["@graph"] if found else []
    return {thing["@type"]: thing for thing in graph}


def every_page():
    home = home_page(headline="Hỏi Ủy ban về thủ tục")
    notices = home.add_child(instance=NoticeIndexPage(title="Thông báo", live=True))
    notice = notices.add_child(
        instance=NoticePage(title="Lịch tiếp dân", date=dt.date(2026, 11, 1), live=True)
    )
    pages = [home, make.tree(), make.form_page(), publish(make.plan()), make.session()]
    return [*pages, make.answer_index(), make.answer(), notices, notice]


def test_every_page_names_its_one_address_and_how_links_to_it_look(client, commune):
    for page in every_page():
        response = read(client, page, "?utm_source=thu")
        address = f"http://testserver{page.get_url()}"
        assert canonical(response) == address
        assert meta(response, "og:url") == address
        assert meta(response, "og:title") == page.shown_title
        assert meta(response, "og:site_name") == "UBND xã Phú Xuyên"
        assert meta(response, "og:image").startswith("http://testserver/anh-chia-se/")
        assert client.get(meta(response, "og:image")).status_code == 200
        assert reverse("dialogue:answers_feed") in text(response)


def test_the_second_page_of_a_list_has_an_address_and_a_filtered_list_has_none(client, commune):
    home_page()
    index = many_answers(45)
    address = f"http://testserver{index.get_url()}"
    assert canonical(read(client, index, "?trang=2")) == f"{address}?trang=2"
    assert canonical(read(client, index, "?trang=99")) == f"{address}?trang=3"
    for query in ("?q=khai+sinh", "?nam=2025", "?nam=2025&trang=2"):
        response = read(client, index, query)
        assert canonical(response) is None
        assert meta(response, "robots") == "noindex, follow"


def test_pages_for_one_reader_and_errors_tell_machines_nothing(client, commune):
    home_page()
    answers = [client.get(address) for address in ("/khong-co/", reverse("dialogue:receipt"))]
    answers.append(client.post(reverse("dialogue:tracking"), {"code": "", "digits": ""}))
    for response in answers:
        assert canonical(response) is None
        assert meta(response, "og:url") is None
        assert not things(response)


def test_a_page_for_some_only_tells_machines_nothing(client, commune):
    made = make.answer()
    PageViewRestriction.objects.create(page=made, restriction_type="login")
    client.force_login(make.office())
    response = read(client, made)
    assert response.status_code == 200
    assert meta(response, "og:image") is None
    assert not things(response)


def test_a_session_is_an_event_with_vietnamese_hours(client, commune):
    made = make.session(start_at=at("2027-03-12", 8), end_at=at("2027-03-12", 11))
    event = things(read(client, made))["Event"]
    assert event["startDate"] == "2027-03-12T08:00:00+07:00"
    assert event["endDate"] == "2027-03-12T11:00:00+07:00"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["address"]["addressCountry"] == "VN"
    assert event["organizer"]["name"] == "UBND xã Phú Xuyên"


@pytest.mark.parametrize(
    ("verb", "status"),
    [(sessions.postpone, "EventPostponed"), (sessions.cancel, "EventCancelled")],
)
def test_an_event_says_that_it_will_not_take_place(client, commune, verb, status):
    made = verb(make.session(), user=make.leader(), reason="Bão")
    assert things(read(client, made))["Event"]["eventStatus"] == f"https://schema.org/{status}"


def test_a_month_alone_is_no_event(client, commune):
    assert "Event" not in things(read(client, make.session(expected_month=dt.date(2027, 5, 1))))


def test_an_answer_is_a_question_with_its_answer(client, commune):
    made = make.answer(answer_text="<p>Trong <b>ngày</b>.</p><p>Không thu phí.</p>")
    told = things(read(client, made))["QAPage"]["mainEntity"]
    assert told["name"] == made.title
    assert told["acceptedAnswer"]["text"] == "Trong ngày.\nKhông thu phí."
    assert told["acceptedAnswer"]["author"]["name"] == made.department.name
    assert told["acceptedAnswer"]["dateCreated"] == "2026-06-26"


def test_the_front_page_tells_who_the_body_of_government_is(client, commune):
    home_page()
    told = things(client.get("/"))["GovernmentOrganization"]
    assert told["name"] == "UBND xã Phú Xuyên"
    assert told["telephone"] == "+842433791827"


def test_the_way_to_a_page_is_told_from_the_front_page_down(client, commune):
    home = home_page()
    made = make.answer()
    made.get_parent().get_parent().move(home, "last-child")
    made = AnswerPage.objects.get(pk=made.pk)
    steps = things(read(client, made))["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert steps[0] == {
        "@type": "ListItem",
        "position": 1,
        "name": "Trang chủ",
        "item": "http://testserver/",
    }
    assert steps[-1]["name"] == made.title


def test_what_people_typed_can_not_end_the_data_it_stands_in(client, commune):
    made = make.answer(title=PROBE.replace("\u2028", ""), question_text=PROBE)
    response = read(client, made)
    assert things(response)["QAPage"]["mainEntity"]["text"] == PROBE.replace("\u2028", "\n")
    scripts = re.findall(r"<script[^>]*>", text(response))
    assert "alert" not in "".join(scripts)
    assert text(response).count("<script>") == 0


def test_the_escaped_data_is_the_same_data():
    element = str(structured.script([{"x": PROBE}]))
    inner = element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inner
    assert json.loads(inner)["@graph"] == [{"x": PROBE}]


def picture(client, page):
    return client.get(reverse("dialogue:share_picture", args=[page.pk]))


def test_the_picture_of_a_link_has_the_size_that_networks_ask_for(client, commune):
    response = picture(client, make.answer(title="Ế Ộ Ữ: " + "đường liên thôn Đồng Vinh " * 9))
    assert response.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    assert len(response.content) < 100_000


def test_a_title_gets_another_picture_under_another_address(client, commune):
    home_page()
    made = make.answer()
    first, shown = picture(client, made), meta(read(client, made), "og:image")
    again = picture_again(client, made, first)
    assert (again.status_code, again.content) == (304, b"")
    made.title = "Tiêu đề khác"
    made.save()
    assert picture_again(client, made, first).status_code == 200
    assert meta(read(client, made), "og:image") != shown


def picture_again(client, page, before):
    address = reverse("dialogue:share_picture", args=[page.pk])
    return client.get(address, HTTP_IF_NONE_MATCH=before.headers["ETag"])


def test_a_picture_that_was_drawn_once_is_not_drawn_again(client, commune, monkeypatch):
    made = make.answer()
    first = picture(client, made).content
    monkeypatch.setattr(pictures, "draw", lambda *args: pytest.fail("drawn again"))
    assert picture(client, made).content == first


def test_there_is_no_picture_of_what_is_not_for_everybody(client, commune):
    draft, closed, gone = make.answer(live=False), make.answer(), make.answer()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert picture(client, gone).status_code == 200
    gone.unpublish()
    for page in (draft, closed, gone):
        assert picture(client, page).status_code == 404
    assert client.get(reverse("dialogue:share_picture", args=[999_999])).status_code == 404


@pytest.mark.parametrize("title", ["Ỗ" * 255, "a " * 120, "Đối thoại", "W" * 60 + " kết thúc"])
def test_a_title_of_any_length_stays_within_the_picture(title):
    font, lines = pictures.fitted(title[:200])
    room = pictures.TITLE_BOTTOM - pictures.TITLE_TOP
    assert len(lines) * font.size * pictures.LINE_HEIGHT <= room
    assert all(font.getlength(line) <= pictures.WIDTH - 2 * pictures.MARGIN for line in lines)


def listed(client):
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    return [entry.text for entry in ET.fromstring(response.content).iter(name)]


def test_the_sitemap_lists_what_anybody_may_read_and_nothing_else(client, commune):
    home = home_page()
    shown, draft, closed, gone = (make.answer(live=live) for live in (True, False, True, True))
    make.tree().move(home, "last-child")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    gone.refresh_from_db()
    gone.unpublish()
    addresses = listed(client)
    assert "http://testserver/" in addresses
    assert "http://testserver/thong-ke/" in addresses
    for page, is_listed in ((shown, True), (draft, False), (closed, False), (gone, False)):
        page.refresh_from_db()
        assert (f"http://testserver{page.get_url()}" in addresses) is is_listed
    assert not [address for address in addresses if "?" in address]


def test_every_listed_address_opens(client, commune):
    home = home_page()
    publish(make.plan())
    make.answer()
    make.tree().move(home, "last-child")
    assert PlanPage.objects.exists()
    for address in listed(client):
        assert client.get(address).status_code == 200, address


def test_the_sitemap_takes_few_queries(client, commune, django_assert_max_num_queries):
    home = home_page()
    many_answers(300)
    make.tree().move(home, "last-child")
    with django_assert_max_num_queries(3):
        assert len(listed(client)) > 300


def test_robots_are_told_what_is_for_people_only(client, commune):
    response = client.get("/robots.txt")
    lines = text(response).splitlines()
    for path in ("/quan-tri/", "/bien-nhan/"):
        assert f"Disallow: {path}" in lines
    assert "Disallow: /tra-cuu/" not in lines  # what a matter says is the answer to a POST
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    again = client.get("/robots.txt", HTTP_IF_NONE_MATCH=response.headers["ETag"])
    assert again.status_code == 304
