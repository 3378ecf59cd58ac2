"""Searching the site: sessions, plans, answers and notices, with or without diacritics."""

import datetime as dt
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.models import PageViewRestriction

from dialogue.actions import sessions as s
from dialogue.models import PlanPage, SessionPage
from home.models import NoticeIndexPage, NoticePage, StandardPage
from tests import factories as make
from tests.public.reading import at, home_page, words

pytestmark = pytest.mark.django_db

SEARCH = "/tim-kiem/"


@pytest.fixture
def front(commune):
    """A commune with a page of every kind."""
    home = home_page(headline="Hỏi UBND xã")
    form = make.form_page()
    session = make.session(
        title="Đợt hai",
        start_at=at("2099-12-17"),
        place="Nhà văn hóa thôn Thao Chính",
        agenda=[("item", {"minutes": 20, "text": "Giới thiệu dịch vụ công trực tuyến"})],
    )
    notices = home.add_child(instance=NoticeIndexPage(title="Thông báo", live=True))
    notice = notices.add_child(
        instance=NoticePage(title="Nghỉ lễ", body="<p>Bộ phận một cửa đóng cửa.</p>", live=True)
    )
    page = home.add_child(
        instance=StandardPage(title="Liên hệ", body="<p>Trụ sở ở Đường số Bảy.</p>", live=True)
    )
    return {"form": form, "session": session, "notice": notice, "page": page, "home": home}


def found(client, query, **more):
    """Return the titles of what a search shows, by the kind's name in the address."""
    shown = client.get(SEARCH, {"q": query, **more}).context
    if shown["results"] is not None:
        return [page.title for page in shown["results"]]
    return {group.kind.slug: [page.title for page in group.found] for group in shown["groups"]}


@pytest.mark.parametrize(
    "query",
    [
        "hội nghị đối thoại",
        "hoi nghi thang 12",
        "17/12/2099",
        "17 tháng 12",
        "THAO CHINH",
        "nha van hoa",
        "dich vu cong truc tuyen",
        "Đợt hai",
        "dot ha",
    ],
)
def test_a_session_is_found_by_day_place_and_matter_without_diacritics(client, front, query):
    assert found(client, query)["hoi-nghi"] == ["Đợt hai"]


def test_a_session_of_which_only_the_month_is_known_is_found_by_it(client, front):
    make.session(title="Đợt ba", expected_month=dt.date(2098, 3, 1))
    assert found(client, "thang 3 nam 2098")["hoi-nghi"] == ["Đợt ba"]
    assert found(client, "03/2098")["hoi-nghi"] == ["Đợt ba"]


def test_a_session_that_was_moved_is_found_by_its_new_day(client, front):
    clerk = make.office()
    session = s.postpone(front["session"], user=clerk, reason="Mưa bão")
    s.reschedule(session, user=clerk, reason="Sau bão", start_at=at("2099-12-24"))
    assert found(client, "24/12/2099") == {"hoi-nghi": ["Đợt hai"]}
    assert found(client, "17/12/2099") == {}


def test_a_plan_is_found_by_what_stands_in_it(client, front):
    plan = make.plan(
        live=True,
        title="Kế hoạch năm 2099",
        number="5",
        body=[("section", "Mục đích"), ("dash", "Nắm bắt tâm tư, nguyện vọng của Nhân dân.")],
    )
    assert found(client, "nguyen vong") == {"ke-hoach": [plan.title]}
    assert found(client, "05/KH-UBND")["ke-hoach"] == [plan.title]


def test_notices_and_standing_pages_are_found_by_their_text(client, front):
    assert found(client, "mot cua dong cua") == {"thong-bao": ["Nghỉ lễ"]}
    assert found(client, "duong so bay") == {"trang": ["Liên hệ"]}


def test_an_answer_is_found_among_the_rest(client, front):
    answer = make.answer(title="Trích lục khai sinh bao lâu có?")
    assert found(client, "trich luc")["cau-tra-loi"] == [answer.title]


def test_what_is_as_typed_stands_before_what_only_looks_like_it(client, front):
    make.answer(title="Hộp thư", answered_on=dt.date(2026, 2, 1))
    make.answer(title="Họp tổ", answered_on=dt.date(2026, 1, 1))
    assert found(client, "họp")["cau-tra-loi"] == ["Họp tổ", "Hộp thư"]
    assert found(client, "hộp")["cau-tra-loi"] == ["Hộp thư", "Họp tổ"]


def test_the_kind_with_the_very_words_stands_first(client, front):
    make.session(title="Đợt ba", summary="Số liệu và chế độ đỏ đen")
    answer = make.answer(title="Cấp sổ đỏ mất bao lâu?")
    shown = found(client, "so do")
    assert next(iter(shown)) == "cau-tra-loi"
    assert shown["cau-tra-loi"] == [answer.title]
    assert "Đợt ba" in shown["hoi-nghi"]


def test_a_kind_shows_its_nearest_few_and_leads_to_all_by_pages(client, front):
    for number in range(25):
        make.answer(title=f"Đăng ký kết hôn số {number}")
    shown = client.get(SEARCH, {"q": "ket hon"})
    (group,) = shown.context["groups"]
    assert len(group.found) == 3
    assert group.more.encode().replace(b"&", b"&amp;") in shown.content
    rest = client.get(group.more)
    assert (len(rest.context["results"]), rest.context["results"].paginator.count) == (20, 25)
    assert len(found(client, "ket hon", loai="cau-tra-loi", trang="2")) == 5


def test_a_kind_that_holds_nothing_shows_what_is_found_elsewhere_and_says_so(client, front):
    said = words(client.get(SEARCH, {"q": "mot cua", "loai": "hoi-nghi"}))
    assert "Không tìm thấy trong mục “Các hội nghị đối thoại”, nhưng có ở mục khác" in said
    assert found(client, "mot cua", loai="hoi-nghi") == found(client, "mot cua")
    nowhere = words(client.get(SEARCH, {"q": "zzz", "loai": "hoi-nghi"}))
    assert "Không tìm thấy trong mục" not in nowhere
    assert "Không tìm thấy" in nowhere


def test_drafts_and_restricted_pages_are_not_found(client, front):
    front["notice"].unpublish()
    PageViewRestriction.objects.create(page=front["page"], restriction_type="login")
    SessionPage.objects.filter(pk=front["session"].pk).update(live=False)
    for query in ("mot cua", "duong so bay", "dot hai"):
        assert found(client, query) == {}


@pytest.mark.parametrize(
    "query", ["", "   ", "zzz", "%", "_", "'\"--;", "<script>", "ơ" * 5000, "a " * 400]
)
@pytest.mark.parametrize("kind", ["", "hoi-nghi", "khong-co"])
def test_whatever_is_asked_gets_a_page(client, front, query, kind):
    for page in ("", "0", "-1", "9" * 20, "x"):
        response = client.get(SEARCH, {"q": query, "loai": kind, "trang": page})
        assert response.status_code == 200
        assert b"<script>" not in response.content


def test_who_finds_nothing_is_told_where_to_turn(client, front):
    said = words(client.get(SEARCH, {"q": "zzz"}))
    assert "Không tìm thấy" in said
    assert "đường dây nóng" in said


def test_the_empty_page_shows_no_result_and_no_fault(client, front):
    said = words(client.get(SEARCH))
    assert "Không tìm thấy" not in said


def test_a_search_is_nothing_for_search_engines_but_the_page_is(client, front):
    assert b"noindex" not in client.get(SEARCH).content
    assert b"noindex" in client.get(SEARCH, {"q": "hội nghị"}).content


def test_a_search_takes_as_many_queries_with_many_pages_as_with_few(
    client, front, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16) as few:
        client.get(SEARCH, {"q": "o"})
    for number in range(30):
        make.answer(title=f"Ở đâu {number}")
        make.session(title=f"Ở thôn {number}")
    with django_assert_max_num_queries(16) as many:
        client.get(SEARCH, {"q": "o"})
    assert len(many) <= len(few) + 1
    with django_assert_max_num_queries(12):
        client.get(SEARCH, {"q": "o", "loai": "cau-tra-loi"})


@pytest.mark.parametrize("address", ["/", "/khong-co/", SEARCH])
def test_the_search_is_at_hand_where_people_look_for_something(client, front, address):
    page = client.get(address).content.decode()
    assert 'action="/tim-kiem/"' in page
    assert 'href="/tim-kiem/"' in page


def test_pages_made_before_are_found_after_the_update_as_if_saved_anew(client, front):
    plan = make.plan(
        title="Kế hoạch", number="98a", issued_on=dt.date(2026, 1, 5), opening="Căn cứ tình hình"
    )
    plan.body = [("section", "Mục đích"), ("table", {"data": [["Thôn", "Số đại biểu"]]})]
    plan.save()
    make.session(title="Đợt ba", expected_month=dt.date(2098, 3, 1))
    kinds = [SessionPage, PlanPage, type(front["form"]), NoticePage, StandardPage]

    def columns():
        return [
            list(model.objects.order_by("pk").values("fold_text", "plain_text")) for model in kinds
        ]

    expected = columns()
    for model in kinds:
        model.objects.update(fold_text="", plain_text="")
    then = MigrationLoader(connection).project_state().apps
    import_module("dialogue.migrations.0009_find_pages").fold_anew(then, None)
    import_module("home.migrations.0004_find_pages").fold(then, None)
    assert columns() == expected
