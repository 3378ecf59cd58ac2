"""What a browser is given to keep, and what a phone needs to install the site."""

import datetime as dt
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from dialogue.models.settings import Palette
from dialogue.vietnamese import long_datetime
from home import offline
from tests import factories as make
from tests.public.reading import home_page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(commune):
    home_page(headline="Hỏi UBND xã về thủ tục")
    make.answer_index()
    return make.form_page()


def kept(client):
    answer = client.get(reverse("worker"))
    assert answer.status_code == 200
    return json.loads(re.match(r"const KEPT = (.*);\n", answer.text)[1])


def test_whatever_the_kept_pages_are_shown_with_is_kept_too(client, site):
    session, answer = make.session(), make.answer()
    told = kept(client)
    assert session.get_url() in told["pages"]

    for address in [*told["pages"], *told["answers"], told["offline"], answer.get_url()]:
        text = client.get(address).content.decode()
        needed = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', text)
        assert needed
        assert set(needed) <= set(told["files"]), address


def test_the_manifest_names_the_commune_and_has_its_colours(client, site, commune):
    commune.palette = Palette.RIVER
    commune.save()
    answer = client.get(reverse("manifest"))
    told = answer.json()

    assert answer.headers["Content-Type"].startswith("application/manifest+json")
    assert told["name"] == "Đối thoại với nhân dân – UBND xã Phú Xuyên"
    assert told["short_name"] == "xã Phú Xuyên"
    assert (told["lang"], told["start_url"], told["scope"]) == ("vi", "/", "/")
    assert told["theme_color"] == "#0e436b"
    assert told["display"] == "standalone"
    for way in told["shortcuts"]:
        assert client.get(way["url"]).status_code == 200


def test_the_icons_are_as_large_as_the_manifest_says(client, site):
    icons = client.get(reverse("manifest")).json()["icons"]

    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        path = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(path) as picture:
            assert (picture.format, icon["type"]) == ("PNG", "image/png")
            assert "{}x{}".format(*picture.size) == icon["sizes"]


def test_every_page_names_the_manifest_and_the_worker(client, site):
    for address in ("/", site.url, reverse("offline"), "/khong-co/"):
        text = client.get(address).content.decode()
        assert f'<link rel="manifest" href="{reverse("manifest")}">' in text
        assert f'data-worker="{reverse("worker")}"' in text


def test_the_worker_is_asked_for_anew_each_time_and_may_serve_the_whole_site(client, site):
    answer = client.get(reverse("worker"))

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer.headers["Cache-Control"]
    again = client.get(reverse("worker"), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_only_what_anybody_may_read_is_kept_and_the_desk_is_left_alone(client, site):
    session = make.session()
    told = kept(client)

    assert told["pages"] == [site.url, session.url]
    assert told["answers"] == [make.answer_index().url]
    assert told["never"] == ["/quan-tri/"]
    for address in [told["offline"], *told["pages"]]:
        answer = client.get(address)
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "public, no-cache"


def test_a_session_for_some_is_not_kept(client, site):
    from wagtail.models import PageViewRestriction

    session = make.session()
    PageViewRestriction.objects.create(page=session, restriction_type="login")

    assert kept(client)["pages"] == [site.url]


def test_every_kept_file_is_there(client, site):
    for name in offline.FILES:
        assert finders.find(name), name


def test_the_version_changes_with_what_is_kept(client, site, monkeypatch):
    first = kept(client)["version"]
    assert kept(client)["version"] == first
    make.session()
    second = kept(client)["version"]
    assert second != first
    monkeypatch.setattr(offline, "FILES", offline.FILES[:-1])
    assert kept(client)["version"] not in (first, second)


def test_without_scripts_the_page_has_the_contacts_the_session_and_the_form(client, site):
    session = make.session()
    text = client.get(reverse("offline")).text

    assert 'href="tel:+842433791827"' in text
    assert session.title in text
    assert f'href="{site.url}"' in text
    assert "Còn" not in re.sub(r"<[^>]+>", "", text), "days left would be wrong in a kept page"
    assert "Hạn đăng ký" in text


def test_a_deadline_that_has_passed_does_not_read_as_open(client, site):
    session = make.session(start_at=timezone.now() + dt.timedelta(days=3))
    assert session.standing.key == "late"
    text = words(client.get(reverse("offline")))

    assert f"Đã hết hạn đăng ký lúc {long_datetime(session.closes_at)}" in text
    assert "Hạn đăng ký" not in text


def test_a_site_without_form_session_or_answers_has_the_page_too(client, commune):
    home_page(headline="Hỏi UBND xã về thủ tục")

    assert client.get(reverse("offline")).status_code == 200
    assert kept(client)["pages"] == []


def test_the_worker_takes_few_queries(client, site, django_assert_max_num_queries):
    make.session()
    client.get(reverse("worker"))
    with django_assert_max_num_queries(6):
        client.get(reverse("worker"))


def test_scripts_workers_and_manifests_come_from_the_site_alone(client, site):
    policy = client.get("/").headers["Content-Security-Policy"]

    for directive in ("script-src", "worker-src", "manifest-src"):
        assert f"{directive} 'self'" in policy.split(";")[0] or f" {directive} 'self'" in policy
