"""The loudspeaker: what is read out about plan and sessions, and the log of the readings."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import sessions
from dialogue.deadlines import ZONE
from dialogue.documents import word
from dialogue.documents.broadcast import EDITIONS, BroadcastText, text_of
from dialogue.models import Broadcast
from dialogue.spoken import seconds
from dialogue.states import Role
from tests import factories as make
from tests.desk.visiting import visit_as
from tests.documents.reading import page_words

pytestmark = pytest.mark.django_db
SHORT, LONG = EDITIONS["ngan"], EDITIONS["dai"]
NOW = dt.datetime(2026, 10, 20, 9, 0, tzinfo=ZONE)


@pytest.fixture
def coming(commune):
    commune.reception_address = "Phòng Tiếp công dân, tầng 1"
    commune.save()
    return make.session(
        title="Hội nghị đối thoại 6 tháng cuối năm",
        start_at=dt.datetime(2026, 11, 27, 8, 0, tzinfo=ZONE),
        how_to_take_part="Đến trước 15 phút để nhận chỗ.",
    )


def told(page, edition):
    with time_machine.travel(NOW, tick=False):
        return text_of(page, edition)


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_the_text_says_when_where_until_when_and_how_without_a_digit(coming, edition):
    text = " ".join(told(coming, edition))
    assert not re.search(r"\d", text)
    for said in (
        "tám giờ, thứ Sáu, ngày hai mươi bảy tháng mười một",
        "tại Hội trường tầng hai",
        "Hạn đăng ký là",
        "đường dây nóng số không hai bốn, ba ba bảy chín, một tám hai bảy",
    ):
        assert said in text
    assert "UBND" not in text


def test_the_short_text_takes_about_a_minute_and_the_long_one_up_to_three(coming):
    short, long = (seconds(" ".join(told(coming, edition))) for edition in (SHORT, LONG))
    assert 45 <= short <= SHORT.limit
    assert short < long <= LONG.limit
    assert "khiếu nại, tố cáo" in " ".join(told(coming, LONG))


def test_the_long_text_says_the_main_thing_again_at_its_end(coming):
    text = told(coming, LONG)
    assert text[-2].startswith("Xin nhắc lại: Hội nghị đối thoại sáu tháng cuối năm")


def test_a_month_that_is_only_expected_is_said_so(commune):
    text = " ".join(told(make.session(expected_month=dt.date(2026, 12, 1)), SHORT))
    assert "dự kiến trong tháng mười hai năm hai nghìn" in text
    assert "Hạn đăng ký" not in text


def test_a_cancelled_session_is_called_off_with_the_reason_and_nobody_is_asked_to_come(coming):
    off = sessions.cancel(coming, user=make.leader(), reason="Bão số 9 đổ bộ")
    text = " ".join(told(off, LONG))
    assert "không tổ chức nữa" in text
    assert "Bão số chín" in text
    assert "đăng ký bằng" not in text


def test_a_session_that_took_place_is_told_as_past(commune):
    text = " ".join(text_of(make.held_session(), LONG))
    assert "đã được tổ chức" in text
    assert "đăng ký" not in text


def test_the_plans_text_names_the_sessions_still_to_come(commune):
    plan = make.plan()
    make.form_page()
    plan.save_revision().publish()
    coming = make.session(start_at=dt.datetime(2026, 11, 27, 8, 0, tzinfo=ZONE))
    coming.move(plan, pos="last-child")
    text = " ".join(told(plan, SHORT))
    assert "kế hoạch năm hai nghìn không trăm hai mươi sáu" in text
    assert "ngày hai mươi bảy tháng mười một" in text


def test_pdf_and_word_file_hold_the_same_text(coming, tmp_path):
    import docx

    paper = BroadcastText(coming, LONG)
    (tmp_path / "bai.docx").write_bytes(word.docx(paper))
    typed = "\n".join(p.text for p in docx.Document(str(tmp_path / "bai.docx")).paragraphs)
    printed = page_words(paper.pdf())
    for line in paper.paragraphs:
        assert line.rstrip(".") in typed
        assert line.rstrip(".") in printed


def address(page):
    return reverse("dialogue_desk:broadcast", args=[page.pk])


def note(client, page, **fields):
    at = (timezone.now() - dt.timedelta(hours=1)).astimezone(ZONE)
    fields = {
        "edition": "ngan",
        "aired_at": f"{at:%d/%m/%Y %H:%M}",
        "reader": "Bà Đỗ Thị Ánh",
        "place": "Toàn xã",
    } | fields
    return client.post(address(page), fields)


def test_a_reading_is_noted_with_the_text_as_it_was_read(client, coming):
    client.force_login(make.staff(Role.EDITOR))
    assert note(client, coming).status_code == 302
    kept = Broadcast.objects.get()
    former = kept.text
    assert "Hội trường tầng hai" in former
    coming.place = "Nhà văn hóa thôn"
    coming.save()
    kept.refresh_from_db()
    assert kept.text == former
    assert "Bà Đỗ Thị Ánh" in client.get(reverse("dialogue_desk:broadcasts")).text


def test_a_double_click_notes_one_reading(client, coming):
    client.force_login(make.office())
    at = f"{(timezone.now() - dt.timedelta(days=1)).astimezone(ZONE):%d/%m/%Y %H:%M}"
    for _click in range(2):
        assert note(client, coming, aired_at=at).status_code == 302
    assert Broadcast.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"aired_at": "31/12/2099 08:00"},
        {"aired_at": "01/01/2019 08:00"},
        {"aired_at": ""},
        {"aired_at": "hôm qua"},
        {"edition": "rất dài"},
        {"reader": "Đ" * 500},
    ],
    ids=str,
)
def test_a_reading_that_can_not_be_true_is_refused_and_keeps_what_was_typed(client, coming, wrong):
    client.force_login(make.office())
    answer = note(client, coming, **{"place": "Thôn Thao Chính"} | wrong)
    assert answer.status_code == 200
    assert "Thôn Thao Chính" in answer.text
    assert not Broadcast.objects.exists()


def test_an_officer_finds_no_such_address_and_notes_nothing(client, coming):
    client.force_login(make.officer(make.DepartmentFactory()))
    assert note(client, coming).status_code == 404
    assert not Broadcast.objects.exists()


def test_the_log_outlives_the_page(client, coming):
    client.force_login(make.office())
    note(client, coming)
    title = coming.title
    coming.delete()
    assert Broadcast.objects.get().page_id is None
    assert title in client.get(reverse("dialogue_desk:broadcasts")).text


def test_the_log_costs_the_same_however_long_it_is(client, coming, django_assert_max_num_queries):
    office = make.office()
    client.force_login(office)
    for number in range(30):
        Broadcast.objects.create(
            page=coming,
            page_title=coming.title,
            edition="dai",
            text="Kính thưa bà con",
            aired_at=NOW - dt.timedelta(days=number),
            noted_by=office,
        )
    with django_assert_max_num_queries(20):
        assert client.get(reverse("dialogue_desk:broadcasts")).status_code == 200


def test_each_text_is_headed_by_its_length_in_one_breath(coming):
    page = visit_as(Role.EDITOR).get(reverse("dialogue_desk:broadcast", args=[coming.pk]))
    heads = re.findall(r"<h3 id=\"text-[^>]*>(.*?)</h3>", page.content.decode())
    plain = [re.sub("<[^>]*>", "", head) for head in heads]
    assert plain[0].startswith("Bản khoảng 1 phút (đọc khoảng ")
    assert plain[0].endswith(" giây)")
