"""What isn't published, or not for everybody, is nowhere: page, list, search, filter, old URL."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from dialogue.models import AnswerPage, SessionPage
from dialogue.models.pages.base import open_to_all
from tests import factories as make

from .reading import home_page, read, words

pytestmark = pytest.mark.django_db

SECRET = "Chuyện bí mật của thôn Đoài"


@pytest.fixture
def site(commune):
    return home_page()


def hidden_everywhere(client, session, topic):
    """Assert that no public page knows the secret title."""
    pages = [home_page(), make.tree(), make.answer_index(), session, topic]
    for page in pages:
        for query in ("", "?q=bi+mat", "?q=bí+mật"):
            assert SECRET not in read(client, page, query).content.decode()


@pytest.fixture
def beside(site):
    """A published answer on the same topic, from the same session, that may be read."""
    return make.answer(session=make.held_session(), title="Công khai")


def secret(beside, **fields):
    return make.answer(title=SECRET, session=beside.session, topic=beside.topic, **fields)


def test_a_draft_answer_is_nowhere(client, beside):
    made = secret(beside, live=False)
    assert read(client, made).status_code == 404
    hidden_everywhere(client, beside.session, beside)


def test_an_answer_taken_off_the_site_is_nowhere(client, beside):
    made = secret(beside)
    made.unpublish()
    assert read(client, made).status_code == 404
    hidden_everywhere(client, beside.session, beside)


def test_the_old_address_of_an_answer_taken_off_does_not_tell_the_new_one(
    client, beside, django_capture_on_commit_callbacks
):
    made = secret(beside)
    old = made.get_url()
    made.slug = "dia-chi-moi"
    with django_capture_on_commit_callbacks(execute=True):
        made.save_revision().publish()
    assert client.get(old).status_code == 301
    AnswerPage.objects.get(pk=made.pk).unpublish()
    assert client.get(old).status_code == 404
    assert not Redirect.objects.exists()


def test_an_unpublished_text_in_a_later_draft_is_not_served(client, beside):
    made = secret(beside)
    made.title = "Bản đã sửa chưa duyệt"
    made.save_revision()
    assert "Bản đã sửa chưa duyệt" not in read(client, made).content.decode()


@pytest.mark.parametrize("kind", ["password", "login"])
def test_an_answer_for_some_only_is_listed_nowhere_and_asks_who_reads(client, beside, kind):
    made = secret(beside)
    PageViewRestriction.objects.create(page=made, restriction_type=kind, password="mat-khau")
    hidden_everywhere(client, beside.session, beside)
    response = read(client, made)
    assert "Trong ngày làm việc" not in response.content.decode()
    assert response.status_code == (200 if kind == "password" else 302)


def test_answers_below_a_closed_list_are_closed_too(client, beside):
    made = secret(beside)
    PageViewRestriction.objects.create(
        page=make.answer_index(), restriction_type="password", password="mat-khau"
    )
    assert not open_to_all(AnswerPage.objects.all()).exists()
    assert SECRET not in read(client, home_page()).content.decode()
    assert "Trong ngày làm việc" not in read(client, made).content.decode()
    assert make.answer_index().get_url() not in read(client, home_page()).content.decode()


def test_a_restriction_on_one_page_closes_no_other(client, beside):
    made = secret(beside)
    PageViewRestriction.objects.create(page=made, restriction_type="login")
    assert list(open_to_all(AnswerPage.objects.all())) == [beside]
    assert read(client, beside).status_code == 200


def test_a_session_taken_off_the_site_is_named_by_no_answer_and_no_filter(client, beside):
    SessionPage.objects.get(pk=beside.session.pk).unpublish()
    for page in (beside, make.answer_index()):
        assert beside.session.title not in read(client, page).content.decode()
    response = read(client, make.answer_index(), f"?hoi-nghi={beside.session.pk}")
    assert "Đã bỏ qua bộ lọc" in words(response)
