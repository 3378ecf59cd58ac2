"""Which page may stand where, and the addresses that pages get from Vietnamese titles."""

import unicodedata

import pytest

from dialogue import models as d
from home import models as h
from tests import factories as make

from .reading import home_page

pytestmark = pytest.mark.django_db

CHILDREN = {
    h.HomePage: {h.NoticeIndexPage, h.StandardPage, d.DialogueIndexPage},
    h.NoticeIndexPage: {h.NoticePage},
    h.NoticePage: set(),
    h.StandardPage: set(),
    d.DialogueIndexPage: {d.PlanPage, d.SessionPage, d.RegistrationPage, d.AnswerIndexPage},
    d.PlanPage: {d.SessionPage},
    d.SessionPage: set(),
    d.RegistrationPage: set(),
    d.AnswerIndexPage: {d.AnswerPage},
    d.AnswerPage: set(),
}


@pytest.mark.parametrize("parent", CHILDREN, ids=lambda model: model.__name__)
def test_a_page_may_be_made_only_where_it_belongs(parent):
    allowed = {child for child in CHILDREN if child in parent.allowed_subpage_models()}
    assert allowed == CHILDREN[parent]


def test_there_is_one_home_page_at_most():
    home_page()
    assert not h.HomePage.can_create_at(make.root_page())


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đối thoại với nhân dân", "doi-thoai-voi-nhan-dan"),
        ("Kế hoạch đối thoại năm 2026", "ke-hoach-doi-thoai-nam-2026"),
        (unicodedata.normalize("NFD", "Đường Đỗ Ước"), "duong-do-uoc"),
        ("  Thủ tục:  đất đai & nhà ở!  ", "thu-tuc-dat-dai-nha-o"),
        ("Ưu đãi, hỗ trợ", "uu-dai-ho-tro"),
    ],
)
@pytest.mark.parametrize("live", [True, False], ids=["published", "draft"])
@pytest.mark.parametrize("model", [d.AnswerIndexPage, h.StandardPage], ids=["add-on", "site"])
def test_the_address_keeps_every_letter_without_its_marks(title, slug, live, model):
    parent = make.tree() if model is d.AnswerIndexPage else home_page()
    assert parent.add_child(instance=model(title=title, live=live)).slug == slug


def test_an_address_that_lost_its_d_in_the_editor_is_mended():
    page = make.tree().add_child(
        instance=d.AnswerIndexPage(title="Đã trả lời", slug="a-tra-loi", live=True)
    )
    assert page.slug == "da-tra-loi"


def test_an_address_that_the_editor_chose_stays():
    page = make.tree().add_child(
        instance=d.AnswerIndexPage(title="Đã trả lời", slug="hoi-dap", live=True)
    )
    page.title = "Đã trả lời xong"
    page.save()
    assert page.slug == "hoi-dap"


def test_saving_again_leaves_the_address_alone():
    first = make.tree().add_child(instance=d.AnswerIndexPage(title="Đã trả lời", live=True))
    first.save()
    assert first.slug == "da-tra-loi"


def test_two_pages_of_one_title_get_two_addresses():
    titles = [d.AnswerIndexPage(title="Đáp", live=True) for _unused in range(2)]
    slugs = [make.tree().add_child(instance=page).slug for page in titles]
    assert slugs == ["dap", "dap-2"]


def test_titles_are_kept_in_normal_form_on_one_line():
    typed = unicodedata.normalize("NFD", "Đối\nthoại   \u200bnăm")
    page = make.tree().add_child(instance=d.AnswerIndexPage(title=typed, live=True))
    assert page.title == "Đối thoại năm"


def test_a_page_without_a_description_is_announced_by_how_its_text_begins(client, commune):
    page = make.answer(question_text="Làm lại bản sao trích lục khai sinh mất bao lâu? " * 9)
    said = client.get(page.url).content.decode()
    assert '<meta name="description" content="Làm lại bản sao trích lục khai sinh' in said
    assert len(page.description) <= 160

    page.search_description = "Thời hạn cấp bản sao trích lục"
    page.save()
    said = client.get(page.url).content.decode()
    assert '<meta name="description" content="Thời hạn cấp bản sao trích lục">' in said


def test_the_ways_in_are_offered_for_the_menu_from_the_start():
    offered = {d.AnswerIndexPage, d.DialogueIndexPage, d.RegistrationPage}
    assert all(page_type.show_in_menus_default for page_type in offered)
