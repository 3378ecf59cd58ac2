"""Perhaps already answered: near answers beside the form, with scripts and without."""

import datetime as dt

import pytest
from django.urls import reverse

from dialogue.intake import token
from dialogue.models import AnswerPage, Registration, throttle
from dialogue.public import near
from tests import factories as make
from tests.intake.support import a_token, filled, nothing_registered, open_session, token_in
from tests.public.reading import many_answers, words

pytestmark = pytest.mark.django_db

ADDRESS = reverse("dialogue:near")
BIRTH = "Đăng ký khai sinh cho con cần giấy tờ gì?"
LAND = "Cấp giấy chứng nhận quyền sử dụng đất lần đầu"
PENSION = "Trợ cấp hưu trí xã hội cho người từ 75 tuổi"


@pytest.fixture
def answers(commune):
    return [make.answer(title=title, question_text=title) for title in (BIRTH, LAND, PENSION)]


def titles(text):
    return [answer.title for answer in near.near_answers(text)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Tôi muốn đăng ký khai sinh cho con, cần giấy tờ gì ạ?", BIRTH),
        ("toi muon lam dang ky khai sinh cho chau", BIRTH),
        ("Nhà tôi chưa có giấy chứng nhận quyền sử dụng đất", LAND),
        ("mẹ tôi 76 tuổi được trợ cấp hưu trí không", PENSION),
    ],
)
def test_the_answer_about_the_same_matter_is_found_however_it_is_typed(answers, typed, found):
    assert titles(typed)[0] == found


@pytest.mark.parametrize(
    "typed",
    ["", "khai sinh", "Đường làng hỏng quá, không ai sửa.", "tôi muốn hỏi là có được không"],
)
def test_nothing_is_offered_where_nothing_is_near(answers, typed):
    assert titles(typed) == []


def test_at_most_three_are_offered(commune):
    for number in range(5):
        make.answer(title=f"Khai sinh quá hạn cho trẻ em, câu {number}")
    for number in range(6):
        make.answer(title=f"Chuyện khác {number}", question_text="Hỏi.", answer_text="<p>Có.</p>")
    assert len(titles("khai sinh quá hạn cho trẻ em")) == 3


def test_an_answer_that_is_not_open_to_all_is_never_offered(answers):
    AnswerPage.objects.filter(title=BIRTH).update(live=False)
    assert BIRTH not in titles("Tôi muốn đăng ký khai sinh cho con, cần giấy tờ gì ạ?")


def test_asking_takes_two_queries_however_many_answers_there_are(
    commune, django_assert_max_num_queries
):
    many_answers(300)
    with django_assert_max_num_queries(2):
        near.near_answers("Thời hạn cấp bản sao trích lục khai sinh mất bao lâu? " * 40)


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 100_000,
        "a b " * 30_000,
        "\x00 \ud800".encode("utf-8", "replace").decode(),
        "%' OR 1=1 --",
        "<script>alert(1)</script>",
    ],
)
def test_odd_text_finds_nothing_and_breaks_nothing(client, answers, typed):
    response = client.post(ADDRESS, {"text": typed})
    assert response.status_code == 200
    assert "<script" not in response.content.decode()


def test_the_script_gets_a_piece_of_html_that_no_cache_keeps(client, answers):
    response = client.post(ADDRESS, {"text": "đăng ký khai sinh cho con cần giấy tờ gì"})
    text = response.content.decode()
    assert BIRTH in text
    assert "<html" not in text
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    assert client.get(ADDRESS).status_code == 405


def test_who_asks_without_end_is_told_to_wait_while_another_still_gets_an_answer(client, answers):
    now = near.timezone.now()
    for _unused in range(near.MOST_FROM_ADDRESS):
        throttle.hit("near.address", "127.0.0.1", dt.timedelta(minutes=1), now)
    assert client.post(ADDRESS, {"text": BIRTH}).status_code == 429
    assert client.post(ADDRESS, {"text": BIRTH}, REMOTE_ADDR="203.0.113.7").status_code == 200


def test_without_scripts_a_button_shows_near_answers_and_keeps_what_was_typed(client, answers):
    open_session()
    page = make.form_page()
    shown = client.get(page.get_url())
    step = reverse("dialogue:near_step", args=[page.pk])
    assert f'formaction="{step}#' in shown.content.decode()

    typed = filled(full_name="Đỗ Thị Ánh Nguyệt", part_1="Đăng ký khai sinh cho con cần gì?")
    sending = a_token()
    response = client.post(step, typed | {"token": sending})

    text = response.content.decode()
    assert response.status_code == 200
    assert BIRTH in text
    assert 'value="Đỗ Thị Ánh Nguyệt"' in text
    assert "Đăng ký khai sinh cho con cần gì?" in text
    assert 'class="error-summary"' not in text
    nothing_registered()
    assert token.read(token_in(response)).key == token.read(sending).key
    assert token.read(token_in(client.post(step, typed | {"token": ""})))


def test_the_step_says_so_when_nothing_is_near(client, answers):
    open_session()
    page = make.form_page()
    step = reverse("dialogue:near_step", args=[page.pk])
    response = client.post(step, filled(part_1="Đường làng hỏng quá, chưa ai sửa."))
    assert "Chưa có câu trả lời nào gần với nội dung này." in words(response)
    assert not Registration.objects.exists()


def test_the_step_opened_by_its_address_leads_to_the_form(client, answers):
    page = make.form_page()
    response = client.get(reverse("dialogue:near_step", args=[page.pk]))
    assert response.url == page.get_url()
