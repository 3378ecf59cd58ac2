"""What is the same for everybody goes compressed; what is one person's never does."""

import gzip

import pytest
from django.urls import reverse

from tests import factories as make
from tests.public.reading import home_page

pytestmark = pytest.mark.django_db
ASKS = {"accept-encoding": "gzip, deflate"}


@pytest.fixture
def site(commune):
    home_page(headline="Hỏi UBND xã về thủ tục")
    make.form_page()
    make.session()
    return make.answer()


TEXTS = [
    "/",
    "/doi-thoai-voi-nhan-dan/",
    "/thong-ke/",
    "/du-lieu/",
    "/du-lieu/v1/cau-tra-loi.json",
    "/du-lieu/v1/cau-tra-loi.csv",
    "/nguon-tin/hoi-nghi.atom",
    "/lich/hoi-nghi.ics",
    "/sitemap.xml",
    "/sw.js",
    "/manifest.webmanifest",
    "/ngoai-tuyen/",
]


@pytest.mark.parametrize("address", TEXTS)
def test_a_public_text_is_packed_for_whoever_reads_that(client, site, address):
    plain = client.get(address)
    packed = client.get(address, headers=ASKS)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
    for answer in (plain, packed):
        assert answer["Vary"] == "Accept-Encoding"
        assert answer["ETag"].startswith('W/"'), "packed or not is one page, and two answers"
    assert packed["ETag"] == plain["ETag"]


@pytest.mark.parametrize("address", TEXTS)
def test_who_has_it_is_told_so_whichever_way_it_came(client, site, address):
    first = client.get(address, headers=ASKS)
    for way in ({}, ASKS):
        again = client.get(address, headers={"if-none-match": first["ETag"]} | way)
        assert (again.status_code, again.content) == (304, b"")
        for name in ("ETag", "Vary", "Cache-Control"):
            assert again[name] == first[name], name
        assert "Content-Encoding" not in again


@pytest.mark.parametrize("address", TEXTS)
@pytest.mark.parametrize("way", [{}, ASKS], ids=["plain", "packed"])
def test_asked_for_its_head_alone_it_says_the_same(client, site, address, way):
    whole, head = client.get(address, headers=way), client.head(address, headers=way)
    assert head.content == b""
    told = {name: value for name, value in whole.headers.items() if name != "Content-Length"}
    assert {n: v for n, v in head.headers.items() if n != "Content-Length"} == told
    assert head.get("Content-Length") == whole.get("Content-Length")


def test_a_short_text_goes_as_it_is(client, site):
    answer = client.get("/robots.txt", headers=ASKS)
    assert len(answer.content) < 200
    assert "Content-Encoding" not in answer


def test_pictures_and_papers_are_packed_already(client, site):
    form = make.form_page()
    for address in (
        reverse("dialogue:share_picture", args=[site.pk]),
        reverse("dialogue:form_docx", args=[form.pk]),
    ):
        answer = client.get(address, headers=ASKS)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer
        assert answer["ETag"].startswith('"')
        assert "Vary" not in answer


def test_nothing_with_a_token_a_code_or_a_name_is_packed(client, site):
    form = make.form_page()
    sheet = make.sheet(session=make.session())
    asked = [
        client.get(reverse("dialogue:form_token", args=[form.pk]), headers=ASKS),
        client.post(form.url, {"token": "", "part_1": "Đất"}, headers=ASKS),
        client.get(reverse("dialogue:tracking"), headers=ASKS),
        client.post(
            reverse("dialogue:tracking"),
            {"code": sheet.tracking_code, "digits": "5678"},
            headers=ASKS,
        ),
        client.get(reverse("dialogue:receipt"), headers=ASKS),
        client.post(reverse("dialogue:subscribe"), {"email": "a@example.vn"}, headers=ASKS),
        client.get("/quan-tri/login/", headers=ASKS),
    ]
    client.force_login(make.office())
    asked += [
        client.get("/quan-tri/", headers=ASKS),
        client.get(f"/quan-tri/doi-thoai/phieu/{sheet.pk}/", headers=ASKS),
    ]
    for answer in asked:
        assert len(answer.content) > 100
        assert "Content-Encoding" not in answer, answer.request["PATH_INFO"]
        assert "no-store" in answer["Cache-Control"], answer.request["PATH_INFO"]


def test_a_page_behind_a_password_is_not_packed(client, site):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=site, restriction_type="password", password="bi mat")
    asked = client.get(site.url, headers=ASKS)
    assert "csrfmiddlewaretoken" in asked.text
    assert "Content-Encoding" not in asked
