"""The form as people see it: the official labels, the notices, the session, the editor's fields."""

import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from dialogue.actions import sessions as s
from dialogue.deadlines import ZONE
from dialogue.intake import token
from dialogue.models import Registration
from dialogue.models.pages.registration import RegistrationFormField
from dialogue.states import Role
from tests import factories as make
from tests.intake.support import PART, address, filled, nothing_registered, send
from tests.public.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(commune):
    make.session(title="Hội nghị đối thoại tháng 12")
    return make.form_page()


def read(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


# Word for word as on the form that was issued with the plan.
LABELS = [
    "Họ và tên",
    "Điện thoại liên hệ",
    "Địa chỉ (ghi rõ số nhà, thôn, xã, tỉnh)",
    "Địa chỉ email (nếu có)",
    "Đăng ký tham gia Hội nghị đối thoại với Lãnh đạo UBND xã",
    "1. Về thủ tục hành chính (chất lượng nội dung, tổ chức công khai, sáng kiến...):",
    "2. Về giải quyết thủ tục hành chính (cơ sở vật chất; thái độ giao tiếp, hướng dẫn của công"
    " chức; có được nhận Giấy tiếp nhận và hẹn trả kết quả, Biên lai thu phí; kết quả giải quyết"
    " hồ sơ đúng hạn, sớm hạn, quá hạn;...):",
]


@pytest.mark.parametrize("label", LABELS)
def test_the_labels_are_those_of_the_official_form(client, page, label):
    assert re.search(rf"<(label|legend)[^>]*>{re.escape(label)}( <span|<)", read(client, page))


def test_an_organisation_is_told_to_name_its_representative_and_itself(client, page):
    assert (
        "Đối với tổ chức, doanh nghiệp: Viết tên người đại diện và tên tổ chức, doanh nghiệp"
        in read(client, page)
    )


def test_the_page_says_before_the_form_what_is_not_handled_here_and_where_to_take_it(
    client, page, commune
):
    commune.reception_address = "Phòng tiếp công dân, trụ sở UBND xã"
    commune.save()

    before = read(client, page).split("<form method")[0].split("<form")[0]

    assert "Khiếu nại, tố cáo" in before
    assert "Phòng tiếp công dân, trụ sở UBND xã" in before


def test_the_page_says_how_personal_data_is_handled(client, page, commune):
    text = read(client, page)

    for said in (commune.body_name, commune.address, "024 3379 1827", commune.email, "12 tháng"):
        assert said in text
    assert f"Phiên bản thông báo: {commune.privacy_version}" in text


def test_no_consent_is_ticked_beforehand(client, page):
    boxes = re.findall(r"<input[^>]*name=\"consent_[^>]*>", read(client, page))

    assert len(boxes) == 2
    assert not any("checked" in box for box in boxes)


def test_commune_and_province_are_filled_in_beforehand(client, page):
    text = read(client, page)

    assert 'name="commune" value="xã Phú Xuyên"' in text
    assert 'name="province" value="thành phố Hà Nội"' in text


def test_villages_in_use_are_offered_and_others_are_not(client, page):
    make.VillageFactory(name="Thôn Giẽ Hạ")
    make.VillageFactory(name="Thôn đã sáp nhập", active=False)

    text = read(client, page)

    assert "Thôn Giẽ Hạ" in text
    assert "Thôn đã sáp nhập" not in text


def test_the_deadline_is_shown_with_its_weekday_and_how_it_was_computed(client, commune):
    session = make.session(start_at=timezone.datetime(2099, 12, 22, 8, tzinfo=ZONE))

    text = words(client.get(make.form_page().url))

    assert "17 giờ 00, thứ Sáu, ngày 11/12/2099" in text
    assert "H" + session.closes_how[1:] in text


def test_a_late_session_says_before_the_form_what_late_means(client, commune):
    soon = timezone.now() + timezone.timedelta(days=2)
    make.session(start_at=soon)

    text = read(client, make.form_page())

    assert "Đã quá hạn đăng ký của hội nghị này" in text.split('name="full_name"')[0]
    assert 'name="part_1"' in text


def test_a_late_sheet_is_taken_and_its_receipt_says_that_it_is_late(client, commune):
    session = make.session(start_at=timezone.now() + timezone.timedelta(days=2))

    answer = client.post(address(), filled(session))

    assert Registration.objects.get().is_late
    receipt = client.get(answer.headers["Location"]).content.decode()
    assert "phiếu đến muộn" in receipt
    assert "không bị từ chối" in receipt


def test_without_a_session_the_form_gives_way_to_a_sentence_with_contacts(client, commune):
    text = read(client, make.form_page())

    assert "Hiện chưa nhận đăng ký" in text
    assert "024 3379 1827" in text
    assert 'name="full_name"' not in text


def test_of_several_sessions_one_must_be_chosen(client, commune):
    first = make.session(title="Hội nghị tháng 6")
    second = make.session(title="Hội nghị tháng 11")
    text = read(client, make.form_page())
    assert f'value="{first.pk}"' in text
    assert f'value="{second.pk}"' in text

    with nothing_registered():
        answer = client.post(address(), filled(None))
    assert "Chọn hội nghị đăng ký tham gia." in answer.content.decode()

    client.post(address(), filled(second))
    assert Registration.objects.get().session == second


def test_sessions_of_the_same_name_are_told_apart_by_their_day_or_month(client, commune):
    first = make.session(
        title="Hội nghị đối thoại", start_at=timezone.datetime(2099, 6, 26, 8, tzinfo=ZONE)
    )
    second = make.session(
        title="Hội nghị đối thoại", expected_month=timezone.datetime(2099, 12, 1).date()
    )

    text = read(client, make.form_page())

    assert label_of(text, first) == "Hội nghị đối thoại –\N{NO-BREAK SPACE}26/06/2099"
    assert label_of(text, second) == "Hội nghị đối thoại –\N{NO-BREAK SPACE}dự kiến tháng 12/2099"


def test_a_session_past_its_deadline_comes_last_and_says_so(client, commune):
    late = make.session(title="Hội nghị tháng 6", start_at=timezone.now() + timezone.timedelta(2))
    later = make.session(title="Hội nghị tháng 12")

    text = read(client, make.form_page())

    assert text.index(f'value="{later.pk}"') < text.index(f'value="{late.pk}"')
    cards = text.split('<details class="card offer"')[1:]
    assert [re.search("<summary>([^<]*)", card)[1] for card in cards] == [later.title, late.title]
    assert "đã quá hạn" not in label_of(text, later)
    assert label_of(text, late).endswith("(đã quá hạn đăng ký)")


def label_of(text, session):
    """Return the words beside the button by which a session is chosen."""
    button = re.search(rf'<input[^>]*value="{session.pk}"[^>]*id="([^"]+)"', text)[1]
    return re.search(rf'<label for="{button}">([^<]*)<', text)[1]


def test_without_a_session_nothing_asks_people_to_fill_in_a_form(client, commune):
    page = make.form_page(introduction="Điền phiếu dưới đây.")

    assert "Điền phiếu dưới đây." not in read(client, page).split("<main")[1]
    make.session()
    assert "Điền phiếu dưới đây." in read(client, page).split("<main")[1]


def test_what_was_typed_while_the_last_session_closed_stands_first(client, commune):
    session = make.session()
    page = make.form_page(introduction="Điền phiếu dưới đây.")
    s.cancel(session, user=make.staff(Role.OFFICE, Role.LEADER), reason="Mưa lớn")

    with nothing_registered():
        text = html.unescape(client.post(address(page), filled(session)).content.decode())

    order = [PART, "Hiện chưa nhận đăng ký", "Khiếu nại, tố cáo"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "<title>Chưa gửi" in text
    alert = text.split('role="alert"')[1].split("</div>")[0]
    assert "Nội dung ông/bà đã nhập chưa được gửi" in alert
    assert PART not in alert
    assert "autofocus" in alert
    assert "Điền phiếu dưới đây." not in text.split("<main")[1]


def test_the_form_page_is_the_same_for_everybody_so_any_cache_may_keep_it(client, page):
    first, second = client.get(page.url), client.get(page.url)

    assert not first.cookies
    assert first.content == second.content
    assert 'name="token" value=""' in first.text
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get(page.url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_every_visitor_gets_a_token_of_their_own_which_no_cache_keeps(client, page):
    asked = [client.get(reverse("dialogue:form_token", args=[page.pk])) for _unused in range(3)]

    assert len({token.read(answer.json()["token"]).key for answer in asked}) == 3
    for answer in asked:
        assert not answer.cookies
        assert "no-store" in answer.headers["Cache-Control"]
        assert "private" in answer.headers["Cache-Control"]


def test_who_may_not_open_the_form_gets_no_token(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    answer = client.get(reverse("dialogue:form_token", args=[page.pk]))

    assert answer.status_code == 302
    assert "no-store" in answer.headers["Cache-Control"]
    page.live = False
    page.save()
    assert client.get(reverse("dialogue:form_token", args=[page.pk])).status_code == 404


def test_a_filled_page_is_kept_by_no_cache(client, page):
    for answer in (send(client, page, phone=""), send(client, page, token="")):
        assert "no-store" in answer.headers["Cache-Control"]
        assert PART in answer.text


def test_the_form_page_takes_few_queries(client, page, django_assert_max_num_queries):
    make.VillageFactory.create_batch(40)
    client.get(page.url)

    with django_assert_max_num_queries(8):
        client.get(page.url)


def test_the_page_holds_no_inline_script_or_style(client, page):
    text = read(client, page)

    assert not re.search(r"<script(?![^>]*(\bsrc=|application/ld\+json))", text)
    assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", text)


def add_field(page, label, kind="singleline", **options):
    options = {"required": False, "choices": "", "sort_order": 0} | options
    page.form_fields.add(RegistrationFormField(label=label, field_type=kind, **options))
    page.save()


def test_the_list_of_mistakes_names_an_editors_question_that_has_no_answer(client, page):
    add_field(page, "Ông/bà tham dự trực tiếp?", "radio", choices="Có\nKhông", required=True)

    with nothing_registered():
        text = send(client, page).content.decode()

    assert ">Ông/bà tham dự trực tiếp: Xin trả lời mục này.</a>" in text


def test_an_editors_fields_are_asked_and_kept_with_their_labels(client, page):
    add_field(page, "Ông/bà tham dự trực tiếp?", "radio", choices="Có\nKhông", required=True)
    add_field(page, "Ngày sinh", "date", sort_order=1)
    add_field(page, "Cần hỗ trợ <đi lại>?", "checkbox", sort_order=2)
    text = client.get(page.url).content.decode()
    names = dict.fromkeys(re.findall(r'name="(extra-[^"]+)"', text))
    attend, born, help_needed = names
    assert "Cần hỗ trợ &lt;đi lại&gt;?" in text

    with nothing_registered():
        assert send(client, page).status_code == 422

    send(client, page, **{attend: "Không", born: "1970-02-05", help_needed: "on"})
    assert Registration.objects.get().extra_answers == [
        {"label": "Ông/bà tham dự trực tiếp?", "value": "Không"},
        {"label": "Ngày sinh", "value": "05/02/1970"},
        {"label": "Cần hỗ trợ <đi lại>?", "value": "có"},
    ]


def test_a_date_typed_by_hand_is_read_day_first(client, page):
    add_field(page, "Ngày sinh", "date")

    send(client, page, **{"extra-ngay_sinh": "05/01/2026"})

    assert Registration.objects.get().extra_answers[0]["value"] == "05/01/2026"


def test_an_answer_keeps_the_label_it_was_given_to_when_the_editor_changes_it(client, page):
    add_field(page, "Nghề nghiệp")
    send(client, page, **{"extra-nghe_nghiep": "Nông dân"})

    field = page.form_fields.get()
    field.label = "Công việc"
    field.save()

    assert Registration.objects.get().extra_answers == [
        {"label": "Nghề nghiệp", "value": "Nông dân"}
    ]


@pytest.mark.parametrize(
    "label", ["phone", "Part 1", "token", "session", "fields", "names", "token"]
)
def test_an_editors_field_never_takes_the_place_of_an_official_one(client, page, label):
    add_field(page, label)

    send(client, page, **{f"extra-{label.lower().replace(' ', '_')}": "Điều khác"})

    sheet = Registration.objects.get()
    assert (sheet.phone, sheet.part_1) == ("+84912345678", PART)
    assert sheet.extra_answers == [{"label": label, "value": "Điều khác"}]


def test_the_editor_can_preview_the_form_before_it_is_saved(rf, commune):
    from dialogue.models import RegistrationPage

    page = RegistrationPage(title="Phiếu mới")
    page.form_fields.add(
        RegistrationFormField(label="Nghề nghiệp", field_type="singleline", required=False)
    )

    context = page.get_preview_context(rf.get("/"), "")

    assert context["action"] == ""
    assert "extra-nghe_nghiep" in context["form"].fields


def marks(text):
    """Return what stands beside the labels of the form, by the field's name."""
    found = re.findall(r'for="id_(\w+)">[^<]*<span class="field__mark">([^<]*)</span>', text)
    return dict(found)


@pytest.mark.parametrize("with_villages", [True, False])
def test_of_two_fields_of_which_one_is_needed_both_say_so(client, page, with_villages):
    if with_villages:
        make.VillageFactory()
    text = client.get(page.url).content.decode()

    shown = marks(text)
    either = "(bắt buộc một trong hai)"
    assert (shown["part_1"], shown["part_2"]) == (either, either)
    assert shown.get("village") == (either if with_villages else None)
    assert shown["other_place"] == (either if with_villages else "(bắt buộc)")
    assert "house" not in shown
    assert "một trong hai ô ghi “bắt buộc một trong hai”" in text


def test_posting_to_the_pages_own_address_is_no_fault(client, page):
    assert client.post(page.url, filled(page.open_sessions[0])).status_code == 303
    assert Registration.objects.count() == 1


def test_the_form_works_where_cookies_and_the_csrf_check_are_strict(page):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)

    assert strict.post(address(page), filled(page.open_sessions[0])).status_code == 303
    assert strict.get(reverse("dialogue:receipt")).status_code == 200
