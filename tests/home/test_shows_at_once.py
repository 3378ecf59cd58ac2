"""
What is published, moved, withdrawn or restricted shows at the very next request, everywhere: also
to a cache that asks whether what it has still holds.
"""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.actions import sessions as s
from dialogue.models.settings import Palette
from dialogue.states import QuestionState
from home.models import NoticeIndexPage, NoticePage
from tests import factories as make
from tests.public.reading import home_page

pytestmark = pytest.mark.django_db

FEEDS = {name: reverse(f"dialogue:{name}") for name in ("answers_feed", "sessions_feed")}
DATA = [reverse(f"dialogue:data_answers_{kind}") for kind in ("json", "csv")]
FIGURES = [
    reverse("dialogue:statistics"),
    *(reverse(f"dialogue:data_figures_{kind}") for kind in ("json", "csv")),
]
CALENDAR, OFFLINE, WORKER = reverse("dialogue:calendar"), reverse("offline"), reverse("worker")
SITEMAP, MANIFEST = reverse("sitemap"), reverse("manifest")


def picture(page):
    return reverse("dialogue:share_picture", args=[page.pk])


def calendar_of(session):
    return reverse("dialogue:session_calendar", args=[session.pk])


class Cache:
    """A cache in front of the site: keeps every answer and asks each time whether it holds."""

    def __init__(self, client):
        self.client, self.kept = client, {}

    def status(self, address):
        """Return what asking about the kept answer gives; a new one is kept instead."""
        kept = self.kept.get(address)
        headers = {"if-none-match": kept["ETag"]} if kept else {}
        answer = self.client.get(address, headers=headers)
        if answer.status_code == 200:
            assert answer["Cache-Control"] == "public, no-cache", address
            self.kept[address] = answer
        return answer.status_code

    def look_at(self, *addresses):
        for address in addresses:
            assert self.status(address) == 200, address
            assert self.status(address) == 304, address

    def told(self, *addresses):
        """Return the addresses that have a new answer for whoever has the former."""
        return {address for address in addresses if self.status(address) == 200}

    def holding(self, text, *addresses):
        """Return the addresses that are answered with ``text``, as a cache would answer."""
        found = set()
        for address in addresses:
            status = self.status(address)
            assert status in (200, 304), (status, address)
            if text in self.kept[address].content.decode():
                found.add(address)
        return found


@pytest.fixture
def cache(client, commune):
    return Cache(client)


@pytest.fixture
def site(commune):
    home = home_page(headline="Hỏi UBND xã về thủ tục")
    make.form_page()
    make.answer_index()
    return home


def published(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def where_answers_show(session):
    index = make.answer_index().url
    return ["/", index, f"{index}?q=giay+khai+sinh", session.url, FEEDS["answers_feed"], *DATA]


TITLE = "Cấp lại giấy khai sinh"


@pytest.fixture
def answer(site):
    return published(
        make.answer(title=TITLE, session=make.held_session(), live=False, first_published_at=None)
    )


def test_a_new_answer_shows_wherever_answers_stand(cache, site):
    session = make.held_session()
    everywhere = where_answers_show(session)
    cache.look_at(*everywhere, SITEMAP)
    draft = make.answer(title=TITLE, session=session, live=False)
    assert cache.told(*everywhere, SITEMAP) == set()
    assert cache.status(draft.url or "/khong-co/") == 404
    assert cache.status(picture(draft)) == 404
    answer = published(draft)
    assert cache.holding(TITLE, *everywhere) == set(everywhere)
    assert cache.holding(answer.url, SITEMAP)
    cache.look_at(answer.url, picture(answer))


def unpublished(page):
    page.unpublish()


def restricted(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def above_restricted(page):
    restricted(page.get_parent())


def moved_to_a_private_place(page):
    secret = make.tree().add_child(instance=type(make.answer_index())(title="Nội bộ", live=True))
    restricted(secret)
    page.move(secret, pos="last-child")


def deleted(page):
    type(page).objects.get(pk=page.pk).delete()


@pytest.mark.parametrize(
    "hide", [unpublished, restricted, above_restricted, moved_to_a_private_place, deleted]
)
def test_an_answer_taken_from_the_public_is_gone_everywhere(cache, answer, hide):
    everywhere = where_answers_show(answer.session)
    cache.look_at(*everywhere, SITEMAP, answer.url, picture(answer))
    assert cache.holding(TITLE, *everywhere) == set(everywhere)
    old = answer.url
    hide(answer)
    if hide is above_restricted:
        everywhere = [url for url in everywhere if not url.startswith(make.answer_index().url)]
    assert cache.holding(TITLE, *everywhere) == set()
    assert not cache.holding(old, SITEMAP)
    # A move leaves a way to the new place, which is behind a login.
    assert cache.status(old) in (301, 302, 404)
    assert TITLE not in cache.client.get(old, follow=True).text
    assert cache.status(picture(answer)) == 404


def test_an_edit_of_an_answer_shows_everywhere_and_its_picture_is_drawn_anew(cache, answer):
    everywhere = where_answers_show(answer.session)
    cache.look_at(*everywhere, answer.url, picture(answer))
    answer.title = "Cấp bản sao giấy khai sinh"
    published(answer)
    assert cache.holding(answer.title, *everywhere, answer.url) == {*everywhere, answer.url}
    assert cache.holding(TITLE, *everywhere, answer.url) == set()
    assert cache.told(picture(answer)) == {picture(answer)}


def where_sessions_show(session):
    plain = [make.tree().url, session.url, OFFLINE, FEEDS["sessions_feed"], CALENDAR]
    return ["/", *plain, calendar_of(session)]


@pytest.mark.parametrize(
    "verb",
    [
        lambda session, chief: s.cancel(session, user=chief, reason="Mưa bão lớn"),
        lambda session, chief: s.postpone(session, user=chief, reason="Mưa bão lớn"),
        lambda session, chief: s.go_in_writing(session, user=chief, reason="Mưa bão lớn"),
    ],
    ids=["cancelled", "postponed", "in writing"],
)
def test_a_session_that_will_not_meet_says_so_everywhere(cache, site, verb):
    session = published(make.session(title="Hội nghị cuối năm"))
    everywhere = where_sessions_show(session)
    form = make.form_page().url
    cache.look_at(*everywhere, form, WORKER)
    verb(session, make.leader())
    assert cache.told(*everywhere, form, WORKER) == {*everywhere, form, WORKER}
    assert not cache.holding(session.url, WORKER, OFFLINE)


@pytest.mark.parametrize("hide", [unpublished, restricted])
def test_a_session_taken_from_the_public_is_gone_everywhere(cache, site, hide):
    session = published(make.session(title="Hội nghị cuối năm"))
    everywhere = [a for a in where_sessions_show(session) if a != session.url]
    alone = calendar_of(session)
    everywhere.remove(alone)
    cache.look_at(*everywhere, SITEMAP, session.url, alone, picture(session), WORKER)
    hide(session)
    assert cache.holding(session.title, *everywhere) == set()
    assert not cache.holding(session.url, SITEMAP, WORKER)
    assert cache.status(session.url) in (302, 404)
    assert cache.status(alone) == 404
    assert cache.status(picture(session)) == 404


def test_a_moved_day_shows_everywhere(cache, site):
    session = published(make.session(title="Hội nghị cuối năm"))
    session = s.postpone(session, user=make.leader(), reason="Mưa bão lớn")
    everywhere = where_sessions_show(session)
    cache.look_at(*everywhere)
    later = session.start_at + dt.timedelta(days=7)
    s.reschedule(session, user=make.leader(), start_at=later, reason="Hết mưa bão")
    assert cache.told(*everywhere) == set(everywhere)


def test_the_communes_settings_show_everywhere(cache, site, commune, answer):
    session = make.session()
    with_hotline = ["/", answer.url, OFFLINE, make.form_page().url, session.url]
    with_name = [*with_hotline, *FEEDS.values(), CALENDAR, MANIFEST, DATA[0], FIGURES[0]]
    cache.look_at(*with_name, picture(answer))
    commune.hotline, commune.body_name = "02433999888", "UBND xã Phượng Dực"
    commune.save()
    assert cache.holding("024 3399 9888", *with_hotline) == set(with_hotline)
    assert cache.holding("UBND xã Phượng Dực", *with_name) == set(with_name)
    assert cache.told(picture(answer))
    commune.palette = Palette.LOTUS
    commune.save()
    assert cache.holding("#681c48", MANIFEST)
    assert cache.told(picture(answer))


def test_a_notice_shows_and_goes(cache, site):
    index = site.add_child(instance=NoticeIndexPage(title="Thông báo", live=True))
    everywhere = ["/", index.url, reverse("notices_feed")]
    cache.look_at(*everywhere)
    notice = NoticePage(title="Nghỉ tiếp dân ngày 02/9", date=timezone.localdate(), live=False)
    index.add_child(instance=notice)
    assert cache.told(*everywhere) == set()
    published(notice)
    assert cache.holding(notice.title, *everywhere) == set(everywhere)
    notice.unpublish()
    assert cache.holding(notice.title, *everywhere) == set()


def test_moderating_and_answering_show_in_the_figures(cache, site):
    cache.look_at(*FIGURES)
    sheet = make.sheet(session=make.session())
    assert cache.told(*FIGURES) == {*FIGURES[:2]}  # the table counts matters, and has none yet
    r.accept(sheet, user=make.office())
    question = make.question(QuestionState.APPROVED)
    assert cache.told(*FIGURES) == set(FIGURES)
    assert cache.told(*FIGURES) == set()
    q.give(question, user=make.office(), way="letter")
    assert cache.told(*FIGURES) == set(FIGURES)


def test_a_restricted_sheet_leaves_the_figures(cache, site):
    make.question()
    cache.look_at(*FIGURES)
    before = {address: cache.kept[address].content for address in FIGURES}
    secret = make.question(QuestionState.ASSIGNED)
    assert cache.told(*FIGURES) == set(FIGURES)
    r.restrict(secret.registration, user=make.office(), reason="Nghi tố cáo")
    assert cache.told(*FIGURES) == set(FIGURES)
    assert {address: cache.kept[address].content for address in FIGURES} == before
