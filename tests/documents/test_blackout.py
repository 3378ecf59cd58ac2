"""What points to the sender is taken out of texts that everybody sees."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogue.documents.blackout import without_identity
from dialogue.models import Consent, Registration, Village

SENDER = {
    "full_name": "Đỗ Thị Ánh Nguyệt",
    "phone": "+84912345678",
    "email": "Nguyet.Do@example.vn",
    "house": "Số 12, ngõ 3",
    "other_place": "Thôn Thao Chính",
}


class Sender(Registration):
    """A sheet that is never stored."""

    class Meta:
        proxy = True
        app_label = "dialogue"

    may_be_named = False


def shown(text, **fields):
    return without_identity(text, Sender(**SENDER | fields))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tôi là Đỗ Thị Ánh Nguyệt, xin hỏi", "Tôi là […], xin hỏi"),
        ("do thi anh nguyet xin hỏi", "[…] xin hỏi"),
        ("ĐỖ THỊ  ÁNH-NGUYỆT", "[…]"),
        (
            "Đề nghị bà Nguyệt nộp lại; bà Ánh Nguyệt đã nộp",
            "Đề nghị bà […] nộp lại; bà […] đã nộp",
        ),
        ("Gọi 0912345678 hoặc 0912.345.678, +84 912 345 678", "Gọi […] hoặc […]"),
        ("Gọi 0243 379 1827", "Gọi […]"),
        ("thư nguyet.do@EXAMPLE.vn.", "thư […]."),
        ("số căn cước 001085012345", "số căn cước […]"),
        ("nhà số 12, ngõ 3 thôn Thao Chính", "nhà […] thôn […]"),
        ("đường Thao Chính lầy lội", "đường […] lầy lội"),
    ],
)
def test_name_phone_mail_house_and_village_give_way(text, left):
    assert shown(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Trăng nguyệt thực đẹp; nộp 1.500.000.000 đồng ngày 05/03/2026, Luật số 60/2014/QH13.",
        "Hồ sơ nộp từ 8 giờ 30 đến 11 giờ 30, phí 8.000 đồng một bản.",
        "Thôn tôi có 120 hộ chưa được cấp Giấy chứng nhận.",
    ],
)
def test_what_points_to_nobody_stays(text):
    assert shown(text) == text


def test_the_representative_of_a_minor_and_the_organisation_are_not_named_either():
    text = "Ông Nguyễn Văn Đức thay mặt Hợp tác xã Giẽ Thượng kiến nghị"
    left = shown(text, guardian_name="Nguyễn Văn Đức", organisation_name="Hợp tác xã Giẽ Thượng")
    assert left == "Ông […] thay mặt […] kiến nghị"


def test_a_village_from_the_list_is_taken_out_with_or_without_its_kind():
    village = Village(pk=1, name="Tổ dân phố Mỹ Lâm")
    assert shown("tổ dân phố Mỹ Lâm, khu Mỹ Lâm", village=village) == "tổ dân phố […], khu […]"


def test_a_phone_written_in_an_unheard_of_way_takes_all_numbers_along():
    left = shown("Gọi 09 (rồi) 12 34 (rồi) 56 78 nhé, hồ sơ số 5512.")
    assert not any(char.isdigit() for char in left)


@pytest.mark.django_db
def test_a_consent_to_be_named_counts_for_the_answer_not_here(django_user_model):
    from tests import factories as make

    sheet = make.sheet(consents=frozenset({Consent.Purpose.PUBLISH_NAME}))
    assert sheet.may_be_named
    assert without_identity("Tôi là Đỗ Thị Ánh Nguyệt", sheet) == "Tôi là […]"


LOOKS = st.sampled_from(
    [
        "Đỗ Thị Ánh Nguyệt",
        "đỗ thị ánh nguyệt",
        "Do Thi Anh Nguyet",
        "0912345678",
        "+84912345678",
        "(0912) 345-678",
        "nguyet.do@example.vn",
    ]
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(LOOKS, st.text(max_size=12)), max_size=8))
def test_nothing_that_identifies_the_sender_is_left_whatever_stands_around_it(parts):
    sender = Sender(**SENDER)
    assert sender.identifying_in(without_identity(" ".join(parts), sender)) == []
