"""The session page: the right words for every state, the deadline, the agenda, how to take part."""

import datetime as dt

import pytest
import time_machine

from dialogue.actions import sessions as verbs
from dialogue.public.sessions import agenda_rows, standing
from tests import factories as make

from .reading import at, read, words

pytestmark = pytest.mark.django_db

START = at("2026-12-16")  # a Wednesday; registration closes on Friday, 4 December, at 17:00


@pytest.fixture
def now():
    with time_machine.travel(at("2026-11-22", 9), tick=False) as traveller:
        yield traveller


@pytest.fixture
def form(commune):
    return make.form_page()


def test_an_open_session_says_when_where_and_how_many_days_are_left(client, now, form):
    text = words(read(client, make.session(start_at=START, chair="Chủ tịch UBND xã")))
    assert "Đang nhận đăng ký" in text
    assert "8 giờ 00 , thứ Tư, ngày 16/12/2026" in text
    assert "Hội trường tầng 2" in text
    assert "17 giờ 00, thứ Sáu, ngày 04/12/2026" in text
    assert "Còn 12 ngày để đăng ký" in text


def test_the_end_of_the_session_stands_beside_its_start(client, now, form):
    session = make.session(start_at=START, end_at=START + dt.timedelta(hours=3, minutes=30))
    assert "8 giờ 00 – 11 giờ 30 , thứ Tư, ngày 16/12/2026" in words(read(client, session))


def test_the_reader_can_see_how_the_deadline_was_computed(client, now, form):
    session = make.session(start_at=START)
    answer = read(client, session).content.decode()
    assert "<summary>Hạn đăng ký được tính thế nào?</summary>" in answer
    assert f"<p>H{session.closes_how[1:]}.</p>" in answer


def test_on_the_last_day_the_page_says_so(client, now, form):
    session = make.session(start_at=START)
    now.move_to(at("2026-12-04", 16))
    assert "Hôm nay là ngày cuối nhận đăng ký" in words(read(client, session))


def test_after_the_deadline_a_late_sheet_is_still_possible_and_explained(client, now, form):
    session = make.session(start_at=START)
    now.move_to(at("2026-12-05"))
    text = words(read(client, session))
    assert "Đã hết hạn đăng ký" in text
    assert "lãnh đạo sẽ quyết định" in text
    assert "Gửi phiếu muộn" in text
    assert "để đăng ký" not in text


def test_a_session_of_which_only_the_month_is_known_has_no_deadline(client, now, form):
    text = words(read(client, make.session(expected_month=dt.date(2026, 12, 1))))
    assert "Dự kiến tháng 12/2026" in text
    assert "Ngày cụ thể và hạn đăng ký sẽ được thông báo" in text
    assert "Hạn đăng ký được tính" not in text
    assert "Điền phiếu đăng ký" in text


def test_an_expected_month_that_has_passed_is_not_announced_any_more(client, now, form):
    session = make.session(expected_month=dt.date(2026, 10, 1))
    assert "chưa ấn định được ngày" in standing(session).sentence
    assert session.window == "closed"
    assert "Điền phiếu đăng ký" not in words(read(client, session))


def test_an_expected_month_takes_sheets_to_its_last_moment(now):
    session = make.session(expected_month=dt.date(2026, 12, 1))
    end = dt.datetime(2027, 1, 1, tzinfo=make.ZONE)
    for moment, open_then in ((end - dt.timedelta(seconds=1), True), (end, False)):
        now.move_to(moment)
        assert (session.window == "open") is open_then
        assert standing(session).takes_sheets is open_then


def test_during_the_session_nobody_is_sent_to_the_form(client, now, form):
    session = make.session(start_at=START)
    now.move_to(START + dt.timedelta(minutes=30))
    text = words(read(client, session))
    assert "Hội nghị diễn ra hôm nay" in text
    assert "Tải mẫu phiếu" not in text


def test_a_session_whose_time_passed_unrecorded_promises_its_outcome(now):
    session = make.session(start_at=START)
    now.move_to(START + dt.timedelta(days=2))
    made = standing(session)
    assert made.label == "Đã qua thời gian tổ chức"
    assert not made.takes_sheets


def test_a_held_session_tells_that_the_rest_is_answered_in_writing(client, commune):
    text = words(read(client, make.held_session()))
    assert "Đã tổ chức" in text
    assert "được trả lời bằng văn bản" in text
    assert "Hạn đăng ký" not in text


def test_a_concluded_session_says_so(client, commune):
    session = verbs.conclude(make.held_session(), user=make.office())
    assert "Đã kết thúc" in words(read(client, session))


@pytest.mark.parametrize(
    ("verb", "who", "label", "sentence"),
    [
        (verbs.postpone, make.office, "Tạm hoãn", "Thời gian mới sẽ được thông báo"),
        (verbs.cancel, make.leader, "Đã hủy", "Hội nghị đã hủy"),
        (verbs.go_in_writing, make.leader, "Trả lời bằng văn bản", "trả lời bằng văn bản"),
    ],
)
def test_a_session_that_is_not_held_gives_its_reason_and_strikes_its_time(
    client, now, form, verb, who, label, sentence
):
    session = make.session(start_at=START)
    verb(session, user=who(), reason="Mưa bão kéo dài trên địa bàn.")
    response = read(client, session)
    text = words(response)
    assert label in text
    assert sentence in text
    assert "Mưa bão kéo dài trên địa bàn." in text
    assert "<s><time" in response.content.decode()
    assert "Thời gian đã định" in text
    assert "Tải mẫu phiếu" not in text
    assert "để đăng ký" not in text


def test_a_moved_deadline_names_the_old_one_and_the_reason(client, now, form):
    session = make.session(start_at=START)
    verbs.move_deadline(
        session, user=make.office(), reason="Các thôn ở xa.", closes_at=at("2026-12-10", 17)
    )
    text = words(read(client, session))
    assert "17 giờ 00, thứ Năm, ngày 10/12/2026" in text
    assert "hạn cũ: 17 giờ 00, thứ Sáu, ngày 04/12/2026" in text
    assert "Các thôn ở xa." in text
    assert "được tính thế nào" not in text


def test_the_agenda_runs_by_the_clock_until_an_item_of_unknown_length(now):
    agenda = [
        ("item", {"minutes": 15, "text": "Khai mạc"}),
        ("item", {"minutes": 90, "text": "Đối thoại"}),
        ("item", {"minutes": None, "text": "Kết luận"}),
        ("item", {"minutes": 5, "text": "Bế mạc"}),
    ]
    rows = agenda_rows(make.session(start_at=START, agenda=agenda))
    assert [row.starts_at for row in rows] == [
        START,
        START + dt.timedelta(minutes=15),
        START + dt.timedelta(minutes=105),
        None,
    ]


def test_an_agenda_without_a_start_has_lengths_but_no_times(client, now, form):
    agenda = [("item", {"minutes": 15, "text": "Khai mạc"})]
    session = make.session(expected_month=dt.date(2026, 12, 1), agenda=agenda)
    text = words(read(client, session))
    assert "Khai mạc (15 phút)" in text
    assert "08:00" not in text


def test_every_way_to_take_part_is_named_with_its_contact(client, now, form):
    text = words(read(client, make.session(start_at=START)))
    for way in ("Trên mạng", "Bản giấy", "Thư điện tử", "Điện thoại", "Tại hội nghị"):
        assert way in text
    assert "024 3379 1827" in text
    assert "ubnd@example.vn" in text


def test_participants_recording_notice_and_published_answers_are_shown(client, commune):
    session = make.held_session(
        participants=[("group", {"title": "Đại biểu thôn", "members": "Trưởng thôn\nBí thư"})],
        recording_notice="Hội nghị được ghi hình.",
    )
    shown = make.answer(session=session)
    hidden = make.answer(session=session, title="Chưa công bố", live=False)
    text = words(read(client, session))
    assert "Đại biểu thôn" in text
    assert "Bí thư" in text
    assert "Hội nghị được ghi hình." in text
    assert shown.title in text
    assert hidden.title not in text


def test_without_a_form_page_nobody_is_sent_to_it(client, now, commune):
    text = words(read(client, make.session(start_at=START)))
    assert "Điền phiếu đăng ký" not in text
    assert "024 3379 1827" in text


def test_a_meeting_that_will_not_take_place_shows_no_agenda_and_no_participants(client, now, form):
    session = make.session(
        start_at=START,
        agenda=[("item", {"minutes": 15, "text": "Khai mạc"})],
        participants=[("group", {"title": "Đại biểu thôn", "members": "Trưởng thôn"})],
    )
    assert "Khai mạc" in words(read(client, session))
    session = verbs.go_in_writing(session, user=make.leader(), reason="Mưa bão kéo dài.")
    text = words(read(client, session))
    assert "Khai mạc" not in text
    assert "Đại biểu thôn" not in text


def test_the_agenda_of_a_postponed_session_has_no_times(now):
    agenda = [("item", {"minutes": 15, "text": "Khai mạc"})]
    session = make.session(start_at=START, agenda=agenda)
    session = verbs.postpone(session, user=make.office(), reason="Trùng lịch.")
    assert [row.starts_at for row in agenda_rows(session)] == [None]


def test_on_paper_the_form_has_its_full_address(client, now, form, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://xa.example.vn"
    content = read(client, make.session(start_at=START)).content.decode()
    assert (
        f'<span class="print-only take-part__address">https://xa.example.vn/phieu/{form.pk}/</span>'
        in content
    )
