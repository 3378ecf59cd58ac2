"""What still lies before a sheet: told on the receipt and to whoever follows the sheet."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import registrations as r
from dialogue.actions import sessions as s
from dialogue.deadlines import ZONE
from dialogue.intake.next_steps import awaits_decision, next_steps
from dialogue.models import CommuneSettings, Question, Registration, SessionPage
from dialogue.states import (
    Channel,
    LateDecision,
    QuestionState,
    RefusalReason,
    RegistrationState,
    Role,
    SessionState,
    Visibility,
)
from dialogue.vietnamese import long_datetime
from tests import factories as make

pytestmark = pytest.mark.django_db

READING = "Văn phòng xem xét phiếu"
PREPARING = "Các phòng, ban, đơn vị chuẩn bị trả lời"
COMPLETING = "Đơn vị hoàn thiện nội dung trả lời, lãnh đạo duyệt"
APPROVING = "Lãnh đạo duyệt nội dung trả lời"
AT_SESSION = "Trả lời tại hội nghị đối thoại"
DECIDING = "Lãnh đạo quyết định hình thức trả lời"
SUPERIOR = "UBND xã trả lời ông/bà khi có ý kiến của cấp trên"
THE_REST = "nội dung còn lại của phiếu"


def steps(sheet, now=None):
    return next_steps(Registration.objects.get(pk=sheet.pk), CommuneSettings.load(), now)


def titles(sheet):
    return [step.title for step in steps(sheet)]


def last(sheet):
    return steps(sheet)[-1]


def late_sheet():
    return make.sheet(session=make.session(start_at=timezone.now() + dt.timedelta(days=5)))


def test_a_new_sheet_is_read_then_replied_to_at_the_session(commune):
    sheet = make.sheet(session=make.session())

    assert titles(sheet) == [READING, PREPARING, AT_SESSION]
    assert last(sheet).when == long_datetime(sheet.session.start_at)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (QuestionState.NEW, [PREPARING, AT_SESSION]),
        (QuestionState.ASSIGNED, [COMPLETING, AT_SESSION]),
        (QuestionState.DRAFTED, [APPROVING, AT_SESSION]),
        (QuestionState.APPROVED, [AT_SESSION]),
        (QuestionState.ESCALATED, [SUPERIOR]),
        (QuestionState.WITHDRAWN, [PREPARING, AT_SESSION]),
        (QuestionState.ANSWERED, []),
    ],
)
def test_an_accepted_sheet_has_before_it_what_its_matters_still_need(commune, state, expected):
    sheet = make.accepted_sheet(session=make.session())
    make.question(state, registration=sheet)

    assert titles(sheet) == expected


def test_one_matter_that_waits_is_enough_for_the_sheet_to_wait(commune):
    sheet = make.accepted_sheet(session=make.session())
    make.question(QuestionState.APPROVED, registration=sheet)
    make.question(QuestionState.ASSIGNED, registration=sheet)

    assert titles(sheet) == [COMPLETING, AT_SESSION]


def test_beside_a_matter_in_hand_the_one_reported_upward_has_a_step_of_its_own(commune):
    sheet = make.accepted_sheet(session=make.session())
    make.question(QuestionState.ESCALATED, registration=sheet)
    make.question(QuestionState.ASSIGNED, registration=sheet)

    assert titles(sheet) == [COMPLETING, AT_SESSION, SUPERIOR]
    assert last(sheet).text.startswith("Đây là nội dung đã báo cáo cấp trên.")


def test_a_matter_that_nobody_has_yet_comes_before_those_that_are_drafted(commune):
    sheet = make.accepted_sheet(session=make.session())
    make.question(QuestionState.DRAFTED, registration=sheet)
    make.question(QuestionState.NEW, registration=sheet)

    assert titles(sheet) == [PREPARING, AT_SESSION]


@pytest.mark.parametrize("done", [QuestionState.ANSWERED, QuestionState.REFERRED])
@pytest.mark.parametrize(
    "open_state", [QuestionState.NEW, QuestionState.ASSIGNED, QuestionState.APPROVED]
)
def test_once_a_matter_is_dealt_with_the_steps_are_about_the_rest(commune, done, open_state):
    sheet = make.accepted_sheet(session=make.session())
    make.question(open_state, registration=sheet)
    assert THE_REST not in steps(sheet)[0].text

    make.question(done, registration=sheet)

    assert THE_REST in steps(sheet)[0].text


def test_the_day_by_which_the_office_has_read_the_sheet_is_named_until_it_is_over(commune):
    received = timezone.datetime(2026, 11, 23, 9, tzinfo=ZONE)
    start = timezone.datetime(2026, 12, 22, 8, tzinfo=ZONE)
    sheet = make.sheet(session=make.session(start_at=start), now=received)

    # Tuesday the 24th is a public holiday from 2026.
    last_day = timezone.datetime(2026, 12, 1, 23, tzinfo=ZONE)
    assert steps(sheet, received)[0].when == "chậm nhất thứ Ba, ngày 01/12/2026"
    assert steps(sheet, last_day)[0].when == "chậm nhất thứ Ba, ngày 01/12/2026"
    assert steps(sheet, last_day + dt.timedelta(hours=2))[0].when == ""


def test_no_day_after_the_session_is_named_for_reading_the_sheet(commune):
    received = timezone.datetime(2026, 11, 23, 9, tzinfo=ZONE)
    start = timezone.datetime(2026, 11, 27, 8, tzinfo=ZONE)
    sheet = make.sheet(session=make.session(start_at=start), now=received)

    assert steps(sheet, received)[0].when == ""


def test_a_sheet_that_waits_for_its_sender_or_has_ended_promises_nothing(commune):
    waits, refused = make.sheet(), make.sheet(phone="0987654321")
    r.ask_more(waits, user=make.office(), reason="Xin ghi rõ tên thủ tục.")
    r.refuse(refused, user=make.office(), reason="Không rõ", refusal_reason=RefusalReason.OFF_TOPIC)

    assert titles(waits) == titles(refused) == []
    assert Registration.objects.get(pk=waits.pk).state == RegistrationState.NEEDS_INFO


def test_a_late_sheet_waits_for_the_leader_and_then_follows_the_decision(commune):
    sheet = late_sheet()
    assert titles(sheet) == [READING, DECIDING, PREPARING, "Ông/bà nhận trả lời"]

    r.decide_late(sheet, user=make.leader(), reason="Trả lời sau", decision=LateDecision.IN_WRITING)

    assert titles(sheet) == [READING, PREPARING, "Ông/bà nhận trả lời bằng văn bản"]
    assert last(sheet).text.startswith("Theo quyết định của lãnh đạo")
    assert last(sheet).when == ""


def test_a_late_sheet_taken_into_this_session_is_promised_its_day(commune):
    sheet = late_sheet()
    r.decide_late(sheet, user=make.leader(), reason="Còn kịp", decision=LateDecision.THIS_SESSION)

    assert last(sheet).title == AT_SESSION


def test_after_the_session_the_rest_is_promised_in_writing_and_no_past_day(commune):
    sheet = make.accepted_sheet(session=make.held_session())
    make.question(QuestionState.ASSIGNED, registration=sheet)

    assert last(sheet).text.startswith("Hội nghị đã diễn ra")
    assert last(sheet).when == ""


@pytest.mark.parametrize("later", [dt.timedelta(hours=1), dt.timedelta(days=3)])
def test_a_session_that_has_begun_is_promised_no_more_though_nobody_marked_it_held(commune, later):
    sheet = make.sheet(session=make.session())

    promise = steps(sheet, sheet.session.start_at + later)[-1]

    assert (promise.title, promise.when) == ("Ông/bà nhận trả lời bằng văn bản", "")


def test_a_month_that_has_passed_is_not_named(commune):
    sheet = make.sheet(session=make.session(expected_month=dt.date(2099, 11, 1)))

    before, after = (dt.datetime(2099, month, 15, 9, tzinfo=ZONE) for month in (10, 12))
    assert "11/2099" in steps(sheet, before)[-1].when
    assert steps(sheet, after)[-1].when == ""


def test_what_is_owed_in_writing_is_not_promised_at_the_session(commune):
    sheet = make.accepted_sheet(session=make.session())
    owed = make.question(QuestionState.ASSIGNED, registration=sheet)
    Question.objects.filter(pk=owed.pk).update(owed_in_writing=True)
    assert last(sheet).title == "Ông/bà nhận trả lời bằng văn bản"

    make.question(QuestionState.ASSIGNED, registration=sheet)

    assert last(sheet).title == AT_SESSION


def test_a_restricted_sheet_tells_nothing_of_how_it_goes_on(commune):
    sheet = make.sheet(session=make.session())
    Registration.objects.filter(pk=sheet.pk).update(visibility=Visibility.RESTRICTED)

    assert steps(sheet) == []


@pytest.mark.parametrize(
    ("verb", "promise"),
    [
        (s.postpone, "Ông/bà nhận trả lời tại hội nghị, khi có ngày mới"),
        (s.cancel, "Văn phòng báo cho ông/bà cách nhận trả lời"),
        (s.go_in_writing, "Ông/bà nhận trả lời bằng văn bản"),
    ],
)
def test_no_leader_decides_on_a_late_sheet_of_a_session_that_does_not_meet(commune, verb, promise):
    sheet = late_sheet()
    verb(sheet.session, user=make.staff(Role.OFFICE, Role.LEADER), reason="Mưa lớn")

    assert titles(sheet) == [READING, PREPARING, promise]
    assert not awaits_decision(Registration.objects.get(pk=sheet.pk))


def test_no_leader_decides_on_a_late_sheet_once_the_session_was_held(commune):
    sheet = late_sheet()
    SessionPage.objects.filter(pk=sheet.session_id).update(state=SessionState.HELD)

    assert DECIDING not in titles(sheet)
    assert last(sheet).text.startswith("Hội nghị đã diễn ra")


def test_a_sheet_handed_in_at_the_session_waits_for_no_decision(commune):
    sheet = late_sheet()
    Registration.objects.filter(pk=sheet.pk).update(channel=Channel.SESSION)

    assert DECIDING not in titles(sheet)
    assert not Registration.objects.undecided().exists()


def test_the_day_of_a_session_that_was_put_off_limits_no_date(commune):
    sheet = make.sheet(session=make.session(start_at=timezone.now() + dt.timedelta(days=3)))
    assert steps(sheet)[0].when == ""
    s.postpone(sheet.session, user=make.office(), reason="Mưa lớn")

    assert steps(sheet)[0].when.startswith("chậm nhất")


def test_the_tracking_page_tells_what_happens_next_and_nothing_when_all_is_done(client, commune):
    waiting, done = make.accepted_sheet(), make.accepted_sheet(phone="0987654321")
    make.question(QuestionState.ASSIGNED, registration=waiting)
    make.question(QuestionState.ANSWERED, registration=done)
    texts = []
    for sheet, digits in ((waiting, "5678"), (done, "4321")):
        code = r.reissue_code(sheet, user=make.office(), reason="Thử").new_code
        page = client.post(reverse("dialogue:tracking"), {"code": code, "digits": digits})
        texts.append(page.content.decode())

    assert "Các bước tiếp theo" in texts[0]
    assert COMPLETING in texts[0]
    assert "Các bước tiếp theo" not in texts[1]
