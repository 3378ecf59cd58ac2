"""Reading pages stay light: few queries whatever the amount, no cookie, no session, no Vary."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document

from dialogue.models import PlanAttachment, SessionPage
from home.models import NoticeIndexPage, NoticePage, StandardPage
from tests import factories as make

from .reading import home_page, many_answers, publish, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(commune):
    """A site in which every kind of page has something to show."""
    home = home_page()
    make.form_page()
    notices = home.add_child(instance=NoticeIndexPage(title="Thông báo", live=True))
    for number in range(5):
        notice = NoticePage(title=f"Tin {number}", date=dt.date(2026, 11, 1 + number), live=True)
        notices.add_child(instance=notice)
    home.add_child(instance=StandardPage(title="Bảo vệ dữ liệu cá nhân", live=True))
    plan = publish(make.plan())
    document = Document.objects.create(title="Mẫu", file=ContentFile(b"%PDF-1.4", "mau.pdf"))
    for number in range(4):
        PlanAttachment.objects.create(page=plan, title=f"Phụ lục {number}", document=document)
    for number in range(4):
        plan.add_child(
            instance=SessionPage(
                title=f"Kỳ {number}",
                place="Nhà văn hóa",
                expected_month=dt.date(2026, 12, 1),
                live=True,
            )
        )
    held = make.held_session()
    for _unused in range(6):
        make.answer(session=held, topic=make.TopicFactory())
    # Kept by the process for good, so no visit pays for it.
    ContentType.objects.clear_cache()
    know_the_page_types()
    return {"home": home, "plan": plan, "session": held, "notices": notices, "notice": notice}


def know_the_page_types():
    for content_type in ContentType.objects.all():
        ContentType.objects.get_for_id(content_type.pk)


def answer_of(site):
    topic = make.TopicFactory()
    for _unused in range(8):
        made = make.answer(session=site["session"], topic=topic)
    return made


@pytest.mark.parametrize("name", ["plan", "session"])
def test_plan_and_session_take_at_most_8_queries(client, site, django_assert_max_num_queries, name):
    with django_assert_max_num_queries(8):
        assert read(client, site[name]).status_code == 200


def test_an_answer_takes_at_most_8_queries(client, site, django_assert_max_num_queries):
    made = answer_of(site)
    with django_assert_max_num_queries(8):
        assert read(client, made).status_code == 200


def test_the_home_page_takes_at_most_12_queries(client, site, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def test_a_missing_page_takes_at_most_4_queries(client, site, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert client.get("/khong/co/trang-nay/").status_code == 404


@pytest.mark.parametrize("amount", [20, 2000])
@pytest.mark.parametrize("query", ["", "?q=khai+sinh", "?q=khai+sinh&nam=2025&trang=2"])
def test_the_list_of_answers_takes_at_most_10_queries_whatever_the_amount(
    client, commune, django_assert_max_num_queries, amount, query
):
    home_page()
    index = many_answers(amount)
    know_the_page_types()
    with django_assert_max_num_queries(10):
        response = read(client, index, query)
    assert response.status_code == 200
    assert "câu trả lời" in response.content.decode()


def reading_addresses(site):
    made = answer_of(site)
    pages = [site["home"], make.tree(), site["plan"], site["session"], make.answer_index(), made]
    pages += [site["notices"], site["notice"], StandardPage.objects.get()]
    return [page.get_url() for page in pages] + ["/khong-co-trang-nay/"]


def test_reading_leaves_no_cookie_opens_no_session_and_varies_on_none(client, site):
    for address in reading_addresses(site):
        response = client.get(address)
        assert not response.cookies, address
        assert "cookie" not in response.headers.get("Vary", "").lower(), address
        assert "csrfmiddlewaretoken" not in response.content.decode(), address
    assert not Session.objects.exists()


def test_a_staff_member_who_is_logged_in_reads_the_very_same_page(client, site):
    before = {address: client.get(address).content for address in reading_addresses(site)}
    client.force_login(make.office())
    for address, content in before.items():
        response = client.get(address)
        assert response.content == content, address
        assert "cookie" not in response.headers.get("Vary", "").lower(), address


def test_no_page_holds_an_inline_style_or_script_or_a_foreign_host(client, site):
    for address in reading_addresses(site):
        content = client.get(address).content.decode()
        assert "style=" not in content, address
        scripts = re.findall(r"<script[^>]*>", content)
        assert all(re.search(r' src="/|type="application/ld\+json"', tag) for tag in scripts), (
            address
        )
        assert "onclick" not in content, address
        assert 'src="http' not in content, address


def test_the_stylesheets_of_any_one_page_stay_under_45_kilobytes(client, site):
    from django.contrib.staticfiles import finders

    special = [
        make.form_page().get_url(),
        *map(reverse, ("dialogue:statistics", "dialogue:tracking")),
    ]
    for address in [*reading_addresses(site), *special]:
        content = client.get(address).content.decode()
        sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', content)
        assert len(sheets) >= 2, address
        assert sum(Path(finders.find(sheet)).stat().st_size for sheet in sheets) < 45_000, address


def test_the_stylesheets_together_stay_under_40_kilobytes():
    from django.contrib.staticfiles import finders

    sheets = [finders.find("home/site.css"), finders.find("dialogue/dialogue.css")]
    assert sum(Path(sheet).stat().st_size for sheet in sheets) < 40_000
