"""Any cache may keep the public pages; none may show yesterday's, and none a person's own."""

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse
from django.urls import reverse

from home.caching import AskAgainEachTime
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(commune):
    form = make.form_page()
    plan = make.plan()
    plan.save_revision().publish()
    found = [make.tree(), form, plan, make.session(), make.answer_index(), make.answer()]
    return {type(page).__name__: page for page in found}


PUBLIC = [
    "DialogueIndexPage",
    "PlanPage",
    "SessionPage",
    "AnswerIndexPage",
    "AnswerPage",
    "RegistrationPage",
]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_is_asked_about_again_and_answered_briefly_while_it_stays_the_same(
    client, pages, name
):
    address = pages[name].url
    first = client.get(address)
    assert first.status_code == 200
    assert first["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert "Content-Security-Policy" in again


def test_an_edit_shows_at_the_next_request(client, pages):
    answer = pages["AnswerPage"]
    first = client.get(answer.url)
    answer.answer_text = "<p>Nay làm trong hai ngày.</p>"
    answer.save_revision().publish()
    again = client.get(answer.url, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert "Nay làm trong hai ngày." in again.text


def test_what_is_withdrawn_is_gone_at_the_next_request(client, pages):
    answer = pages["AnswerPage"]
    first = client.get(answer.url)
    answer.unpublish()
    gone = client.get(answer.url, headers={"if-none-match": first["ETag"]})
    assert gone.status_code == 404
    assert gone["Cache-Control"] == "no-cache"


def test_a_page_for_some_is_kept_by_no_cache(client, pages):
    from wagtail.models import PageViewRestriction

    page = pages["SessionPage"]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    for reader in (None, make.office()):
        if reader:
            client.force_login(reader)
        answer = client.get(page.url)
        assert "no-store" in answer["Cache-Control"]
        assert "ETag" not in answer


def test_a_member_of_staff_gets_the_same_public_page_as_everybody(client, pages):
    address = pages["AnswerPage"].url
    everybody = client.get(address)
    client.force_login(make.leader())
    assert client.get(address)["ETag"] == everybody["ETag"]


def test_what_is_personal_stays_out_of_caches(client, pages):
    for address in (reverse("dialogue:tracking"), reverse("dialogue:receipt")):
        assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("accessed", [True, False])
def test_whatever_looked_at_the_session_is_for_one_person(rf, accessed):
    request = rf.get("/")
    request.session = SessionBase()
    request.session.accessed = accessed
    answer = AskAgainEachTime(lambda request: HttpResponse("Nguyễn Thị Hường"))(request)
    assert ("no-store" in answer["Cache-Control"]) is accessed
    assert ("ETag" in answer) is not accessed


def test_whatever_sets_a_cookie_is_for_one_person(rf):
    answer = HttpResponse("Nguyễn Thị Hường")
    answer.set_cookie("rieng", "1")
    answer = AskAgainEachTime(lambda request: answer)(rf.get("/"))
    assert "no-store" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert "ETag" not in answer
