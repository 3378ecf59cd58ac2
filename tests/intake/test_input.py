"""What people type, and what nobody should: kept as typed, refused in words, never an error 500."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogue.intake.official_form import LONGEST_PART, OfficialForm
from dialogue.intake.web_form import WebForm
from dialogue.models import CommuneSettings, Registration
from dialogue.vietnamese import clean, clean_line
from tests import factories as make
from tests.intake.support import PART, address, filled, nothing_registered, open_session, send

pytestmark = pytest.mark.django_db


def refused(client, sentence, field=None, **fields):
    """Assert that the form comes back with ``sentence``, a link to the field, and all input."""
    with nothing_registered():
        answer = send(client, **fields)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    if field:
        assert f'href="#id_{field}"' in text
        assert f'id="id_{field}_error"' in text
    assert fields.get("part_2", "Chưa được nhận giấy hẹn.") in text
    return text


CASES = [
    ("full_name", {"full_name": " "}, "Ghi họ và tên."),
    ("phone", {"phone": ""}, "Ghi số điện thoại để"),
    ("phone", {"phone": "12345"}, "Số điện thoại chưa đúng."),
    ("phone", {"phone": "0912 345 67"}, "ví dụ 0912\N{NO-BREAK SPACE}345\N{NO-BREAK SPACE}678"),
    ("other_place", {"other_place": ""}, "Ghi tên thôn, tổ dân phố nơi ở."),
    ("commune", {"commune": ""}, "Ghi xã hoặc phường nơi ở."),
    ("email", {"email": "nguyet@"}, "Địa chỉ email chưa đúng."),
    (
        "organisation_name",
        {"applicant_kind": "organisation"},
        "Ghi tên tổ chức, doanh nghiệp.",
    ),
    ("applicant_kind", {"applicant_kind": ""}, "Chọn đăng ký với tư cách"),
    ("applicant_kind", {"organisation_name": "Hợp tác xã"}, "xin chọn “Tổ chức, doanh nghiệp”"),
    ("full_name", {"full_name": "Đ" * 121}, "Nội dung quá dài: 121 ký tự, tối đa 120"),
    (
        "part_1",
        {"part_1": "đ" * (LONGEST_PART + 1)},
        "Nội dung quá dài: 10.001 ký tự, tối đa 10.000",
    ),
    ("part_1", {"part_1": "Mất chữ \x00 rồi"}, "Có ký tự bị lỗi khi gửi."),
    ("session", {"session": "9\x00"}, "Hội nghị đã chọn không còn nhận đăng ký."),
]


@pytest.mark.parametrize(("field", "change", "sentence"), CASES)
def test_each_mistake_is_named_with_what_to_do_and_everything_typed_is_kept(
    client, commune, field, change, sentence
):
    text = refused(client, sentence, field, **({"part_2": "Chưa được nhận giấy hẹn."} | change))

    assert "autofocus" in text


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"part_1": "đ" * (LONGEST_PART + 1)}, "Phần 1: Nội dung quá dài"),
        ({"part_2": "đ" * (LONGEST_PART + 1)}, "Phần 2: Nội dung quá dài"),
        ({"full_name": "Đ" * 121}, "Họ và tên: Nội dung quá dài"),
        ({"house": "Số \ufffd"}, "Số nhà, đường, ngõ, xóm: Có ký tự bị lỗi"),
    ],
)
def test_the_list_of_mistakes_names_the_field_where_the_sentence_alone_doesnt(
    client, commune, change, named
):
    with nothing_registered():
        text = send(client, **change).content.decode()

    field = next(iter(change))
    assert f'<a href="#id_{field}">{named}' in text


def test_all_mistakes_are_shown_at_once(client, commune):
    with nothing_registered():
        text = send(client, full_name="", phone="", part_1="").content.decode()

    assert "Còn 3 chỗ cần sửa" in text
    for field in ("full_name", "phone", "part_1"):
        assert f'href="#id_{field}"' in text
        assert text.count('aria-invalid="true"') >= 3


def test_at_least_one_part_must_be_filled(client, commune):
    with nothing_registered():
        answer = send(client, part_1=" \n ", part_2="")
    assert "phần 1, phần 2 hoặc cả hai phần" in answer.content.decode()

    send(client, part_1="", part_2="Chưa được nhận giấy hẹn.")
    assert Registration.objects.get().parts == [(2, "Chưa được nhận giấy hẹn.")]


def test_with_villages_in_the_list_one_is_chosen_or_another_place_is_written(client, commune):
    village = make.VillageFactory(name="Thôn Đồng Vinh")
    with nothing_registered():
        neither = send(client, village="", other_place="")
        nowhere = send(client, village="other", other_place="")
        unknown = send(client, village="999999", other_place="")
    assert "Chọn thôn trong danh sách" in neither.content.decode()
    assert "Ghi tên thôn, tổ dân phố nơi ở." in nowhere.content.decode()
    assert "Chọn thôn trong danh sách" in unknown.content.decode()

    send(client, village=str(village.pk), other_place="")
    assert Registration.objects.get().place == "Thôn Đồng Vinh"
    send(client, village="other", other_place="Tổ dân phố số 3", part_1="Phiếu khác")
    assert Registration.objects.first().place == "Tổ dân phố số 3"


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("0912345678", "+84912345678", "0912 345 678"),
        ("0912.345.678", "+84912345678", "0912 345 678"),
        ("+84 912 345 678", "+84912345678", "0912 345 678"),
        ("02433791827", "+842433791827", "024 3379 1827"),
        ("０９１２３４５６７８", "+84912345678", "0912 345 678"),
    ],
)
def test_phones_are_stored_in_one_form_and_shown_as_people_know_them(
    client, commune, typed, stored, shown
):
    send(client, phone=typed)

    sheet = Registration.objects.get()
    assert (sheet.phone, sheet.phone_text) == (stored, shown)


def test_decomposed_letters_and_hidden_direction_marks_are_stored_clean(client, commune):
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "Đỗ Thị Ánh Nguyệt")
    send(client, full_name=f"  {decomposed}\u202e ", part_1="Dòng một\r\nDòng\u200b hai")

    sheet = Registration.objects.get()
    assert sheet.full_name == "Đỗ Thị Ánh Nguyệt"
    assert sheet.part_1 == "Dòng một\nDòng hai"


def test_markup_is_kept_as_text_and_shown_as_text(client, commune):
    probe = "<script>alert(1)</script>{{ 7|add:7 }}' OR 1=1 --"

    text = send(client, full_name=probe, phone="").content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "{{ 7|add:7 }}" in text

    send(client, full_name=probe)
    assert Registration.objects.get().full_name == probe


def test_a_thousand_and_one_fields_are_refused_with_a_sentence(client, commune):
    data = filled(open_session()) | {f"o{n}": "x" for n in range(1001)}

    with nothing_registered():
        answer = client.post(address(), data)

    assert answer.status_code == 400
    assert "quá lớn hoặc bị hỏng" in answer.content.decode()


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_huge_body_is_refused_with_a_sentence(client, commune, kind):
    data = filled(open_session(), part_1="đ" * 600_000)
    with nothing_registered():
        if kind.startswith("multipart"):
            answer = client.post(address(), data)
        else:
            from urllib.parse import urlencode

            answer = client.post(address(), urlencode(data), content_type=kind)

    assert answer.status_code == 400


def test_a_huge_file_that_nobody_asked_for_is_refused(client, commune):
    from io import BytesIO

    data = filled(open_session()) | {"file": BytesIO(b"x" * 2_000_000)}

    with nothing_registered():
        assert client.post(address(), data).status_code == 400


def test_broken_utf8_is_refused_with_a_sentence(client, commune):
    body = b"full_name=%ED%A0%80&part_1=%FF%FE&phone=0912345678"

    with nothing_registered():
        answer = client.post(
            address(make.form_page()), body, content_type="application/x-www-form-urlencoded"
        )

    open_session()
    again = client.post(address(), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 409  # no session is open
    assert again.status_code == 422
    assert "Có ký tự bị lỗi khi gửi." in again.content.decode()


def test_text_cut_at_no_length_by_the_browser(client, commune):
    open_session()

    assert "maxlength" not in client.get(make.form_page().url).content.decode()


TEXT = st.text(max_size=300)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(name=TEXT, part=TEXT, house=TEXT, email=TEXT, phone=TEXT, extra=TEXT)
def test_whatever_is_typed_is_registered_clean_or_comes_back_with_a_sentence(
    client, commune, monkeypatch, name, part, house, email, phone, extra
):
    monkeypatch.setattr("dialogue.intake.abuse.MOST_FROM_ADDRESS", 10**9)
    client.cookies.clear()
    Registration.objects.all()._raw_delete("default")
    typed = {"full_name": name, "part_1": part, "house": house, "part_2": PART + extra}
    # A browser can't send halves of characters.
    typed = {key: text.encode(errors="replace").decode() for key, text in typed.items()}

    answer = send(client, **typed)

    assert answer.status_code in {303, 409, 422}
    if answer.status_code == 303:
        sheet = Registration.objects.get()
        assert sheet.full_name == clean_line(typed["full_name"])
        assert sheet.house == clean_line(typed["house"])
        assert sheet.part_1 == clean(typed["part_1"]).strip()
        assert sheet.part_2 == clean(typed["part_2"]).strip()
    odd = {"email": email, "phone": phone, "village": extra, "session": name}
    odd = {key: text.encode(errors="replace").decode() for key, text in odd.items()}
    assert send(client, **odd).status_code in {303, 409, 422}


class CounterForm(OfficialForm):
    needed = frozenset({"full_name", "part"})


def test_a_way_in_that_asks_for_less_takes_a_sheet_without_phone_and_address(commune):
    form = CounterForm(
        {"applicant_kind": "person", "full_name": "Vũ Đức Ất", "part_2": PART},
        commune=CommuneSettings.load(),
    )

    assert form.is_valid(), form.errors
    sheet = form.to_sheet()
    assert (sheet.phone, sheet.session, sheet.village) == ("", None, None)


def test_the_trap_field_is_no_field_that_people_are_told_about(commune):
    form = WebForm({"website": "\x00"}, sessions=[], commune=commune)

    assert "website" not in form.errors
    assert form.trapped


def test_the_address_of_the_form_holds_nothing_that_was_typed(client, commune):
    assert send(client).headers["Location"] == reverse("dialogue:receipt")
