"""Invitations: who gets one, when, and what it says."""

import datetime as dt

import pytest
from django.utils import timezone

from dialogue.actions import registrations as r
from dialogue.actions import sessions as s
from dialogue.deadlines import ZONE
from dialogue.documents import catalogue
from dialogue.documents.invitation_wording import as_body, head_of
from dialogue.models import Registration, Village
from dialogue.states import LateDecision, RefusalReason
from tests import factories as make

from .official import in_pdf, in_word, paper, parts, said, sentences
from .reading import opened, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commune", "render_once")]

PARTICIPANTS = [
    (
        "group",
        {
            "title": "Đại biểu xã",
            "members": "- Mời Thường trực Đảng ủy xã;\nCông an xã\n"
            "Trung tâm Dịch vụ tổng hợp xã (dự và đưa tin)\nBí thư chi bộ, trưởng thôn\n"
            "Mỗi thôn hai người do trưởng thôn mời\nCông an xã",
        },
    )
]


@pytest.fixture
def session():
    start = (timezone.now().astimezone(ZONE) + dt.timedelta(days=30)).replace(
        hour=8, minute=0, second=0, microsecond=0
    )
    return make.session(
        title="Hội nghị đối thoại đợt hai",
        start_at=start,
        end_at=start + dt.timedelta(hours=3),
        chair="Chủ tịch UBND xã",
        participants=PARTICIPANTS,
        agenda=[
            ("item", {"minutes": 15, "text": "Khai mạc"}),
            ("item", {"minutes": 60, "text": "Người dân phát biểu"}),
        ],
        recording_notice="Hội nghị được ghi âm, ghi hình.",
    )


def registered(session, **fields):
    sheet = make.accepted_sheet(**fields)
    Registration.objects.filter(pk=sheet.pk).update(session=session)
    return Registration.objects.get(pk=sheet.pk)


def invitation(session, part):
    return paper("invitation", session, part)


def to(session, sheet):
    return invitation(session, f"registration-{sheet.pk}")


def kinds(session):
    return [part.partition("-")[0] for part in parts("invitation", session)]


# Who is invited.


def test_persons_bodies_and_villages_are_invited_each_once(session):
    registered(session)
    make.VillageFactory(name="Thôn Phú Mỹ")
    Village.objects.create(name="Thôn cũ", active=False)
    assert kinds(session) == ["registration", "body", "body", "body", "village"]
    labels = list(parts("invitation", session).values())
    assert labels[1:] == [
        "Thường trực Đảng ủy xã",
        "Công an xã",
        "Trung tâm Dịch vụ tổng hợp xã",
        "Thôn Phú Mỹ",
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Thuế cơ sở 19 thành phố Hà Nội;", "Thuế cơ sở 19 thành phố Hà Nội"),
        ("+ Kính mời đại diện Mặt trận Tổ quốc", "Đại diện Mặt trận Tổ quốc"),
        ("Lãnh đạo Văn phòng HĐND và UBND xã", "Lãnh đạo Văn phòng HĐND và UBND xã"),
        ("Uỷ ban MTTQ Việt Nam xã", "Uỷ ban MTTQ Việt Nam xã"),
        ("Trưởng các phòng, ban", ""),
        ("Chủ tịch hoặc Phó Chủ tịch UBND xã, người chủ trì", ""),
        ("Người đã gửi Phiếu đăng ký", ""),
        ("Ông Nguyễn Văn Đức", ""),
    ],
)
def test_only_lines_that_read_like_a_body_are_invited_as_one(line, name):
    assert as_body(line) == name


@pytest.mark.parametrize(
    ("village", "head"),
    [
        ("Thôn Phú Mỹ", "Trưởng thôn Phú Mỹ"),
        ("Xóm Đông", "Trưởng xóm Đông"),
        ("Tổ dân phố số 3", "Tổ trưởng tổ dân phố số 3"),
        ("Phú Mỹ", "Trưởng thôn Phú Mỹ"),
    ],
)
def test_the_head_of_a_village_is_called_by_the_office(village, head):
    assert head_of(village) == head


def test_only_accepted_sheets_are_invited(session):
    session.participants = []
    waiting = make.sheet()
    Registration.objects.filter(pk=waiting.pk).update(session=session)
    assert not any(part.startswith("registration") for part in parts("invitation", session))


def test_a_late_sheet_is_invited_once_the_leader_lets_it_in(session):
    sheet = registered(session)
    closed = timezone.now() - dt.timedelta(days=1)
    type(session).objects.filter(pk=session.pk).update(closes_at=closed)
    assert "registration" not in kinds(session)
    sheet = r.decide_late(
        sheet, user=make.leader(), reason="Cho dự", decision=LateDecision.THIS_SESSION
    )
    assert "registration" in kinds(session)
    r.decide_late(sheet, user=make.leader(), reason="Trả lời thư", decision=LateDecision.IN_WRITING)
    assert "registration" not in kinds(session)


def test_restricted_set_aside_refused_and_withdrawn_sheets_are_never_invited(session):
    registered(session)
    before = parts("invitation", session)
    clerk = make.office()
    hidden = [
        r.restrict(registered(session), user=clerk, reason="Nhạy cảm"),
        r.withdraw(registered(session), user=clerk, reason="Xin rút"),
        make.sheet(suspicion="liên kết"),
        r.refuse(make.sheet(), user=clerk, reason="Ngoài", refusal_reason=RefusalReason.OFF_TOPIC),
    ]
    Registration.objects.filter(pk__in=[h.pk for h in hidden]).update(session=session)
    assert parts("invitation", session) == before
    for sheet in hidden:
        with pytest.raises(LookupError):
            to(session, sheet)


def test_another_sessions_sheet_isnt_invited_to_this_one(session):
    with pytest.raises(LookupError):
        to(session, registered(make.session()))


@pytest.mark.parametrize(
    "part", ["registration-x", "registration-0", "village-9", "body-", "x", ""]
)
def test_there_is_no_invitation_for_a_part_made_up(session, part):
    with pytest.raises(LookupError):
        catalogue.find("invitation", session, part)


# When.


@pytest.mark.parametrize("verb", [s.postpone, s.cancel, s.go_in_writing])
def test_nobody_is_invited_to_what_wont_take_place_as_set(session, verb):
    sheet = registered(session)
    verb(session, user=make.leader(), reason="Mưa bão")
    assert parts("invitation", session) == {}
    with pytest.raises(LookupError):
        to(session, sheet)


def test_nobody_is_invited_to_a_session_that_was_held():
    assert parts("invitation", make.held_session(participants=PARTICIPANTS)) == {}


def test_day_hour_and_weekday_are_written_out(session):
    start = session.start_at.astimezone(ZONE)
    text = said(to(session, registered(session)))
    assert "Thời gian: từ 8 giờ 00 đến 11 giờ 00," in text
    assert f"ngày {start.day:02d} tháng" in text


def test_a_month_alone_leaves_day_and_hour_to_fill_in():
    month = (timezone.now().astimezone(ZONE) + dt.timedelta(days=40)).date().replace(day=1)
    session = make.session(expected_month=month)
    text = said(to(session, registered(session)))
    assert f"…… giờ ……, ngày …… tháng {month.month:02d} năm" in text or (
        f"…… giờ ……, ngày …… tháng {month.month} năm" in text
    )
    assert "dự kiến" in text


def test_a_programme_without_hours_is_numbered():
    month = (timezone.now().astimezone(ZONE) + dt.timedelta(days=40)).date().replace(day=1)
    agenda = [("item", {"minutes": 15, "text": "Khai mạc"}), ("item", {"text": "Kết luận"})]
    session = make.session(expected_month=month, agenda=agenda)
    assert "STT Nội dung 1 Khai mạc 2 Kết luận" in said(to(session, registered(session)))


# What it says.


def test_an_invitation_has_the_decrees_shape(session):
    text = said(to(session, registered(session)))
    for expected in (
        "Giấy mời",
        "/GM-UBND",
        "UBND xã Phú Xuyên trân trọng kính mời: Ông (bà) Đỗ Thị Ánh Nguyệt, Số 12",
        "Tới dự: Hội nghị đối thoại đợt hai",
        "Chủ trì: Chủ tịch UBND xã",
        "Địa điểm: Hội trường tầng 2",
        "Chương trình: gửi kèm theo",
        "8 giờ 15 Người dân phát biểu",
        "Lưu: VT, VP.",
    ):
        assert expected in text


def test_the_recording_is_announced_to_everyone_invited(session):
    registered(session)
    make.VillageFactory()
    for part in parts("invitation", session):
        assert "được ghi âm, ghi hình" in said(invitation(session, part))


def test_nothing_is_said_of_recording_where_nothing_is_recorded(session):
    session.recording_notice = ""
    session.save()
    assert "ghi âm" not in said(to(session, registered(session)))


def test_an_organisation_is_asked_to_send_somebody(session):
    sheet = registered(session, applicant_kind="organisation", organisation_name="Công ty Hòa Bình")
    assert "kính mời: Đại diện Công ty Hòa Bình, Số 12" in said(to(session, sheet))


def test_a_child_comes_with_the_representative(session):
    sheet = registered(session, guardian_name="Đỗ Văn Hùng")
    assert "kính mời: Ông (bà) Đỗ Văn Hùng, người đại diện của em" in said(to(session, sheet))


def test_a_village_is_asked_for_two_delegates(session):
    village = make.VillageFactory(name="Thôn Phú Mỹ")
    made = invitation(session, f"village-{village.pk}")
    assert made.addressees() == ["Trưởng thôn Phú Mỹ"]
    assert "02 đại biểu của thôn Phú Mỹ" in said(made)
    blanks = [p["label"] for p in made.body() if p["kind"] == "fact" and not p["text"]]
    assert blanks == ["Đại biểu thứ 1", "Đại biểu thứ 2"]


def test_a_chair_not_yet_named_is_a_line_to_fill_in():
    session = make.session()
    made = to(session, registered(session))
    assert [p["label"] for p in made.body() if p["kind"] == "fact" and not p["text"]] == ["Chủ trì"]
    assert "None" not in said(made)
    assert "kèm theo" not in said(made)


def test_title_and_file_name_tell_the_sheet_and_not_the_person(session):
    sheet = registered(session, email="nguyet@example.vn")
    made = to(session, sheet)
    outside = " ".join([made.title(), made.file_name, *parts("invitation", session).values()])
    assert sheet.code in outside
    for secret in ("Nguyệt", "912", "nguyet"):
        assert secret not in outside


def test_the_programme_stands_on_a_page_of_its_own(session):
    pages = opened(to(session, registered(session)).pdf()).pages
    assert len(pages) == 2
    first, second = (words(page.extract_text()) for page in pages)
    assert "Nguyễn Văn Đức" in first
    assert "Người dân phát biểu" not in first
    assert "Người dân phát biểu" in second


def test_word_says_what_the_pdf_says(session):
    village = make.VillageFactory(name="Thôn Phú Mỹ")
    registered(session)
    for part in [*list(parts("invitation", session))[:2], f"village-{village.pk}"]:
        made = invitation(session, part)
        pdf, docx = in_pdf(made), in_word(made)
        for sentence in sentences(made):
            assert sentence in docx
            assert sentence in pdf


# However many.


def test_fifty_guests_need_no_more_queries_than_one(session, django_assert_max_num_queries):
    for _number in range(20):
        registered(session)
    for _number in range(10):
        make.VillageFactory()
    fresh = type(session).objects.get(pk=session.pk)
    with django_assert_max_num_queries(2):
        assert len(parts_of(fresh)) == 33
    sheet = Registration.objects.filter(session=session).first()
    with django_assert_max_num_queries(6):
        catalogue.find("invitation", fresh, f"registration-{sheet.pk}").data()


def parts_of(session):
    return catalogue.papers()["invitation"].parts(session)
