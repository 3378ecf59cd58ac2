"""Following one's matter: states, dates and replies for who knows code and digits, nothing else."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.actions import sessions as s
from dialogue.models import Registration, ThrottleCounter
from dialogue.public import tracking
from dialogue.states import QuestionState, RefusalReason, Role, Visibility
from dialogue.vietnamese import long_datetime
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = reverse("dialogue:tracking")
UNKNOWN = "ABCD-EFGH-JKLM"
CALL = "tel:+842433791827"


@pytest.fixture
def sheet(commune):
    return make.sheet(session=make.session(title="Hội nghị đối thoại tháng 12"))


def ask(client, code, digits="5678", **extra):
    return client.post(ADDRESS, {"code": code, "digits": digits}, **extra)


def text_of(answer):
    return answer.content.decode()


def test_code_and_digits_show_the_state_and_the_dates(client, sheet):
    answer = ask(client, sheet.tracking_code)

    assert answer.status_code == 200
    assert sheet.code in text_of(answer)
    assert "Đã nhận phiếu, Văn phòng đang xem xét" in text_of(answer)
    assert "Hội nghị đối thoại tháng 12" in text_of(answer)


@pytest.mark.parametrize(
    "typing",
    [str.lower, lambda c: c.replace("-", ""), lambda c: f"  {c.replace('-', ' ')} ".lower()],
)
def test_the_code_may_be_typed_as_people_type_it(client, sheet, typing):
    assert ask(client, typing(sheet.tracking_code)).status_code == 200


@pytest.mark.parametrize("number", ["0912345678", "0912.345.678", "+84 912 345 678"])
def test_whoever_writes_the_whole_number_gets_in_too(client, sheet, number):
    assert sheet.code in text_of(ask(client, sheet.tracking_code, number))
    assert sheet.code not in text_of(ask(client, sheet.tracking_code, number[:-1] + "9"))


def test_nothing_else_about_the_person_is_shown(client, sheet):
    text = text_of(ask(client, sheet.tracking_code))

    for personal in (
        sheet.full_name,
        "912345678",
        "0912 345 678",
        sheet.house,
        sheet.other_place,
        sheet.part_1,
        sheet.tracking_code,
    ):
        assert personal not in text


def test_an_unknown_code_and_wrong_digits_get_the_same_answer_by_the_same_queries(client, sheet):
    def measure(code, digits, address):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = ask(client, code, digits, REMOTE_ADDR=address)
        shape = [q["sql"].split("WHERE")[0] for q in queries]
        return answer, shape

    wrong, wrong_queries = measure(sheet.tracking_code, "0000", "203.0.113.1")
    unknown, unknown_queries = measure(UNKNOWN, "0000", "203.0.113.2")

    assert wrong.status_code == unknown.status_code == 404
    assert text_of(wrong).replace(sheet.tracking_code, UNKNOWN) == text_of(unknown)
    assert len(wrong_queries) == len(unknown_queries)
    headers = [
        {k: v for k, v in a.headers.items() if k != "Content-Length"} for a in (wrong, unknown)
    ]
    assert headers[0] == headers[1]


def test_a_sheet_without_a_phone_cant_be_followed_and_the_page_says_where_to_ask(client, commune):
    sheet = make.sheet(phone="", channel="counter", user=make.office())

    for digits in ("", "xxxx", "none", "0000", "yyyy"):
        assert ask(client, sheet.tracking_code, digits).status_code in {404, 422}
    assert "không ghi số điện thoại thì không tra cứu qua mạng được" in text_of(client.get(ADDRESS))


@pytest.mark.parametrize("digits", ["", "567", "56789", "５６７８", "56 8", "a" * 50, "\x00"])
def test_digits_that_are_no_four_digits_are_refused_with_a_sentence(client, sheet, digits):
    answer = ask(client, sheet.tracking_code, digits)

    assert answer.status_code == 422
    assert 'href="#id_digits"' in text_of(answer)
    assert not ThrottleCounter.objects.exists()


@pytest.mark.parametrize("code", ["", "x" * 100_000, "\x00", "🙂" * 10, "' OR 1=1 --"])
def test_odd_codes_are_answered_and_never_a_fault(client, commune, code):
    assert ask(client, code).status_code in {404, 422}


def test_the_page_and_its_answers_are_kept_by_no_cache_and_set_no_cookie(client, sheet):
    for answer in (client.get(ADDRESS), ask(client, UNKNOWN), ask(client, sheet.tracking_code)):
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies


def test_a_code_in_the_address_is_not_looked_at(client, sheet):
    answer = client.get(ADDRESS, {"code": sheet.tracking_code, "digits": "5678"})

    assert sheet.code not in text_of(answer)
    assert sheet.tracking_code not in text_of(answer)


def test_tracking_works_without_cookies_and_with_strict_csrf_checks(sheet):
    from django.test import Client

    assert ask(Client(enforce_csrf_checks=True), sheet.tracking_code).status_code == 200


def test_the_digits_of_a_code_cant_be_tried_out_from_many_addresses(client, sheet):
    for attempt in range(tracking.MOST_FOR_CODE):
        address = f"203.0.113.{attempt}"
        assert ask(client, sheet.tracking_code, "0000", REMOTE_ADDR=address).status_code == 404

    locked = ask(client, sheet.tracking_code, "5678", REMOTE_ADDR="203.0.113.200")

    assert locked.status_code == 429
    assert sheet.code not in text_of(locked)
    assert CALL in text_of(locked).split("<form")[0]
    other = make.sheet(full_name="Vũ Đức Ất", phone="+84987654321")
    assert ask(client, other.tracking_code, "4321").status_code == 200


def test_a_locked_code_that_doesnt_exist_looks_like_one_that_does(client, sheet):
    answers = []
    for code in (sheet.tracking_code, UNKNOWN):
        for _unused in range(tracking.MOST_FOR_CODE):
            ask(client, code, "0000")
        answer = ask(client, code, "0000")
        answers.append((answer.status_code, text_of(answer).replace(sheet.tracking_code, UNKNOWN)))

    assert answers[0] == answers[1]


def test_a_locked_code_opens_again_after_the_hour(client, sheet):
    for _unused in range(tracking.MOST_FOR_CODE + 1):
        ask(client, sheet.tracking_code, "0000")
    ThrottleCounter.objects.update(started_at=timezone.now() - tracking.CODE_WINDOW)

    assert ask(client, sheet.tracking_code).status_code == 200


def test_looking_often_with_the_right_digits_locks_nobody_out(client, sheet):
    statuses = {ask(client, sheet.tracking_code).status_code for _unused in range(12)}

    assert statuses == {200}


def test_right_digits_between_wrong_ones_give_no_more_attempts(client, sheet):
    statuses = []
    for _unused in range(tracking.MOST_FOR_CODE + 1):
        statuses.append(ask(client, sheet.tracking_code, "0000").status_code)
        ask(client, sheet.tracking_code, "5678")

    assert statuses == [404] * tracking.MOST_FOR_CODE + [429]


@pytest.mark.parametrize("limit", ["MOST_FROM_ADDRESS", "MOST_FROM_ALL"])
def test_while_somebody_guesses_others_behind_the_same_address_get_in(
    client, sheet, monkeypatch, limit
):
    monkeypatch.setattr(tracking, limit, 3)
    codes = [f"AAAA-AAAA-AAA{letter}" for letter in "ABCDE"]
    guesses = [ask(client, code).status_code for code in codes]

    assert guesses == [404, 404, 404, 429, 429]
    assert CALL in text_of(ask(client, "AAAA-AAAA-AAAF")).split("<form")[0]
    assert ask(client, sheet.tracking_code).status_code == 200


def walk_to(state, **options):
    """Return a question in ``state`` whose sheet's code is known."""
    registration = make.accepted_sheet(**options)
    code = r.reissue_code(registration, user=make.office(), reason="Thử").new_code
    return make.question(state, registration=registration), code


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (QuestionState.NEW, "Đang chờ phân công đơn vị trả lời"),
        (QuestionState.ASSIGNED, "Đơn vị đang chuẩn bị trả lời"),
        (QuestionState.DRAFTED, "Dự thảo trả lời đang chờ duyệt"),
        (QuestionState.APPROVED, "Trả lời đã được duyệt"),
    ],
)
def test_a_reply_is_not_shown_before_it_is_given(client, commune, state, words):
    question, code = walk_to(state)

    text = text_of(ask(client, code))

    assert words in text
    assert question.code in text
    assert "giấy chứng sinh" not in text
    assert question.text not in text


def test_the_due_date_is_shown_while_the_department_prepares_the_reply(client, commune):
    question, code = walk_to(QuestionState.ASSIGNED)

    assert f"{question.due_on:%d/%m/%Y}" in text_of(ask(client, code))


def test_the_reply_is_shown_once_given(client, commune):
    question, code = walk_to(QuestionState.ANSWERED)

    text = text_of(ask(client, code))

    assert question.reply in text
    assert "Đã giải quyết xong mọi nội dung của phiếu" in text


def test_a_reply_taken_up_again_is_no_longer_shown(client, commune):
    question, code = walk_to(QuestionState.ANSWERED)
    r.reopen(question.registration, user=make.office(), reason="Trả lời thiếu")
    question.refresh_from_db()
    q.reopen(question, user=make.office(), reason="Trả lời thiếu")

    assert question.reply not in text_of(ask(client, code))


def test_a_referred_matter_names_the_competent_body_and_its_address(client, commune):
    registration = make.accepted_sheet()
    code = r.reissue_code(registration, user=make.office(), reason="Thử").new_code
    question = make.question(registration=registration)
    q.refer(
        question,
        user=make.office(),
        reason="Ông/bà liên hệ Công an xã.",
        other_body="Công an xã",
        other_body_address="Thôn Đồng Vinh",
    )

    text = text_of(ask(client, code))

    for said in ("Công an xã", "Thôn Đồng Vinh", "Ông/bà liên hệ Công an xã."):
        assert said in text


def test_a_refused_sheet_shows_why_and_where_to_go(client, sheet):
    reason = "Nội dung khiếu nại: xin nộp đơn tại nơi tiếp công dân."
    r.refuse(sheet, user=make.office(), reason=reason, refusal_reason=RefusalReason.COMPLAINT)

    text = text_of(ask(client, sheet.tracking_code))

    assert "Không tiếp nhận để đối thoại" in text
    assert reason in text


def test_a_late_sheet_says_so_only_while_a_leader_decides_or_has_decided(client, commune):
    session = make.session(start_at=timezone.now() + timezone.timedelta(days=5))
    waits, refused = (make.sheet(session=session, full_name=name) for name in ("Vũ Ất", "Vũ Bính"))
    r.refuse(refused, user=make.office(), reason="Không rõ", refusal_reason=RefusalReason.OFF_TOPIC)
    assert "Lãnh đạo UBND xã sẽ quyết định" in text_of(ask(client, waits.tracking_code))
    assert "Phiếu đến muộn" not in text_of(ask(client, refused.tracking_code))

    s.cancel(session, user=make.staff(Role.OFFICE, Role.LEADER), reason="Mưa lớn")

    assert "Lãnh đạo UBND xã sẽ quyết định" not in text_of(ask(client, waits.tracking_code))


def test_missing_information_is_asked_for(client, sheet):
    r.ask_more(sheet, user=make.office(), reason="Xin ghi rõ tên thủ tục.")

    assert "Xin ghi rõ tên thủ tục." in text_of(ask(client, sheet.tracking_code))


def test_a_restricted_sheet_says_no_more_than_that_it_was_received(client, sheet):
    reason = "Đơn tố cáo được chuyển người có thẩm quyền."
    r.refuse(sheet, user=make.office(), reason=reason, refusal_reason=RefusalReason.DENUNCIATION)
    assert Registration.objects.get(pk=sheet.pk).visibility == Visibility.RESTRICTED

    text = text_of(ask(client, sheet.tracking_code))

    assert "Đã nhận phiếu. UBND xã trả lời trực tiếp người gửi." in text
    for kept_back in (
        reason,
        "tố cáo được chuyển",
        "Hội nghị đối thoại tháng 12",
        "Không tiếp nhận",
    ):
        assert kept_back not in text


def test_a_sheet_set_aside_looks_like_any_other(client, commune):
    usual = make.sheet(full_name="Vũ Đức Ất")
    aside = make.sheet(suspicion="Ô ẩn bị điền.")

    texts = [text_of(ask(client, s.tracking_code)).replace(s.code, "số") for s in (usual, aside)]

    assert texts[0] == texts[1]


def test_a_matter_split_by_mistake_is_not_shown(client, commune):
    question, code = walk_to(QuestionState.WITHDRAWN)

    assert question.code not in text_of(ask(client, code))


def test_a_database_dump_opens_no_tracking_page(client, sheet):
    for stored in (sheet.tracking_hash, sheet.key_hash, sheet.content_mac):
        assert ask(client, stored[:40]).status_code != 200


def test_following_takes_few_queries(client, commune, django_assert_max_num_queries):
    registration = make.accepted_sheet()
    code = r.reissue_code(registration, user=make.office(), reason="Thử").new_code
    for _unused in range(4):
        make.question(QuestionState.ANSWERED, registration=make.accepted_sheet())
        make.question(QuestionState.NEW, registration=registration)

    with django_assert_max_num_queries(12):
        ask(client, code)


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (s.postpone, "Hội nghị tạm hoãn. Thời gian mới sẽ được thông báo"),
        (s.cancel, "Phiếu của ông/bà vẫn được giữ và tiếp tục được giải quyết"),
        (s.go_in_writing, "trả lời bằng văn bản"),
    ],
)
def test_a_session_that_was_called_off_does_not_read_as_if_it_took_place(
    client, sheet, verb, words
):
    boss = make.staff(Role.OFFICE, Role.LEADER)
    verb(sheet.session, user=boss, reason="Mưa lớn, ngập đường")
    text = text_of(ask(client, sheet.tracking_code))
    assert words in text
    assert "Lý do: Mưa lớn, ngập đường" in text
    assert long_datetime(sheet.session.start_at) not in text
    assert sheet.session.place not in text


def test_missing_information_can_be_told_at_once_by_phone_or_mail(client, sheet, commune):
    def card():
        text = text_of(ask(client, sheet.tracking_code))
        return text.split("tracking__state")[1].split('<dl class="facts">')[0]

    ways = (f'href="{commune.hotline_tel}"', f'href="mailto:{commune.email}"')
    assert not any(way in card() for way in ways)

    r.ask_more(sheet, user=make.office(), reason="Xin ghi rõ tên thủ tục.")

    assert all(way in card() for way in ways)
    assert "Xin ghi rõ tên thủ tục." in card()


@pytest.mark.parametrize(
    ("end", "label"),
    [
        (lambda sheet: r.withdraw(sheet, user=make.office(), reason="Xin rút"), "Ngày rút"),
        (
            lambda sheet: r.refuse(
                sheet,
                user=make.office(),
                reason="Không thuộc nội dung đối thoại.",
                refusal_reason=RefusalReason.OFF_TOPIC,
            ),
            "Ngày thông báo",
        ),
    ],
)
def test_a_sheet_that_wont_be_answered_says_so_and_names_no_session(client, sheet, end, label):
    end(sheet)

    text = text_of(ask(client, sheet.tracking_code))

    assert f"<dt>{label}</dt>" in text
    assert "Giải quyết xong" not in text
    assert sheet.session.title not in text


def test_a_closed_sheet_keeps_its_session_and_says_when_it_was_dealt_with(client, commune):
    session = make.session(title="Hội nghị đối thoại tháng 12")
    _question, code = walk_to(QuestionState.ANSWERED, session=session)

    text = text_of(ask(client, code))

    assert "<dt>Giải quyết xong ngày</dt>" in text
    assert session.title in text


def test_a_sheet_all_of_which_another_body_handles_is_not_called_answered(client, commune):
    _question, code = walk_to(QuestionState.REFERRED)

    text = text_of(ask(client, code))

    assert "Đã kết thúc: nội dung thuộc thẩm quyền cơ quan khác" in text
    assert "<dt>Ngày kết thúc</dt>" in text
    assert "<dt>Đã hướng dẫn, chuyển đến cơ quan có thẩm quyền</dt>" in text
    assert "iải quyết xong" not in text


def test_a_sheet_of_which_one_matter_was_answered_counts_as_dealt_with(client, commune):
    registration = make.accepted_sheet()
    code = r.reissue_code(registration, user=make.office(), reason="Thử").new_code
    question = make.question(registration=registration)
    make.question(QuestionState.ANSWERED, registration=registration)
    q.refer(question, user=make.office(), reason="Nơi khác", other_body="Công an xã")

    assert "Đã giải quyết xong mọi nội dung của phiếu" in text_of(ask(client, code))


def test_a_due_date_that_has_passed_is_called_overdue(client, commune):
    question, code = walk_to(QuestionState.ASSIGNED)
    assert "đã quá hạn" not in text_of(ask(client, code))

    with time_machine.travel(timezone.now() + timezone.timedelta(days=60)):
        text = text_of(ask(client, code))

    assert f"{question.due_on:%d/%m/%Y} (đã quá hạn)" in text


def test_a_matter_of_which_nothing_is_known_yet_has_no_empty_list(client, commune):
    question, code = walk_to(QuestionState.NEW)

    matter = text_of(ask(client, code)).split(f"Nội dung {question.code}")[1].split("</section>")[0]

    assert "<dl" not in matter


def test_on_paper_a_result_ends_with_whom_to_ask(client, sheet, commune):
    asked, result = client.get(ADDRESS), ask(client, sheet.tracking_code)

    assert "Hỏi về phiếu này:" not in text_of(asked)
    assert "Hỏi về phiếu này:" in text_of(result)
    line = text_of(result).split("Hỏi về phiếu này:")[1].split("</p>")[0]
    assert commune.hotline_national in line
