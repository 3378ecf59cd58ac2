"""What the verbs of a sheet do besides changing its state."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dialogue.actions import NotAllowed
from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.actions import sessions as s
from dialogue.models import AuditEntry
from dialogue.states import (
    LateDecision,
    Outcome,
    QuestionState,
    RefusalReason,
    RegistrationState,
    Role,
    Visibility,
)
from tests import factories as make

from .world import snapshot

pytestmark = pytest.mark.django_db


def named():
    return make.staff(Role.OFFICE, Role.LEADER, Role.RESTRICTED_READER)


def refused_and_unchanged(verb, record, error=ValidationError, **data):
    before = snapshot()
    with pytest.raises(error):
        verb(record, **data)
    assert snapshot() == before


def test_refusing_tells_why_keeps_the_number_and_leaves_an_audit_row(commune):
    clerk, sheet = make.office(), make.sheet()
    done = r.refuse(
        sheet, user=clerk, reason="Không thuộc phạm vi.", refusal_reason=RefusalReason.OFF_TOPIC
    )
    assert (done.message, done.number) == ("Không thuộc phạm vi.", sheet.number)
    assert done.visibility == Visibility.NORMAL
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.user, entry.subject) == ("refuse", clerk, sheet.code)
    assert make.sheet().number == sheet.number + 1


def test_a_sheet_that_waits_for_information_can_be_refused_too(commune):
    clerk = make.office()
    waiting = r.ask_more(make.sheet(), user=clerk, reason="Thiếu địa chỉ")
    done = r.refuse(
        waiting, user=clerk, reason="Không liên hệ được", refusal_reason="unidentifiable"
    )
    assert done.state == RegistrationState.REFUSED


def test_refusing_a_denunciation_restricts_the_sheet_at_once(commune):
    done = r.refuse(
        make.sheet(), user=make.office(), reason="Tố cáo", refusal_reason="denunciation"
    )
    assert done.visibility == Visibility.RESTRICTED
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {"refuse", "restrict"}
    assert "Ánh Nguyệt" not in str(done)


def test_a_refused_denunciation_stays_restricted_until_it_is_reopened(commune):
    person = named()
    sheet = r.refuse(make.sheet(), user=person, reason="Tố cáo", refusal_reason="denunciation")
    refused_and_unchanged(r.unrestrict, sheet, user=person, reason="Cho cả văn phòng xem")
    reopened = r.reopen(sheet, user=person, reason="Đọc lại: không phải tố cáo")
    assert reopened.is_restricted
    opened = r.unrestrict(reopened, user=person, reason="Không phải tố cáo")
    assert opened.visibility == Visibility.NORMAL
    assert AuditEntry.objects.filter(action="unrestrict", user=person).count() == 1


def test_only_named_persons_reopen_a_restricted_sheet(commune):
    sheet = r.refuse(make.sheet(), user=make.office(), reason="x", refusal_reason="denunciation")
    refused_and_unchanged(r.reopen, sheet, NotAllowed, user=make.leader(), reason="Xem lại")


@pytest.mark.parametrize("junk", ["", "unknown", None])
def test_an_unknown_reason_of_refusal_is_refused(commune, junk):
    refused_and_unchanged(
        r.refuse, make.sheet(), user=make.office(), reason="Lý do", refusal_reason=junk
    )


def test_a_duplicate_points_to_another_sheet_that_is_in_hand(commune):
    clerk = make.office()
    first, second = make.sheet(), make.sheet()
    again = {"user": clerk, "reason": "Đã gửi", "refusal_reason": "already_registered"}
    refused_and_unchanged(r.refuse, second, **again)
    refused_and_unchanged(r.refuse, second, duplicate_of=second, **again)
    done = r.refuse(second, duplicate_of=first, **again)
    assert done.duplicate_of == first
    # Else each would point at the other, and neither be answered.
    refused_and_unchanged(r.refuse, first, duplicate_of=done, **again)


def test_reopening_a_refused_sheet_forgets_the_refusal_but_not_its_history(commune):
    clerk, first = make.office(), make.sheet()
    sheet = r.refuse(
        make.sheet(),
        user=clerk,
        reason="Trùng",
        refusal_reason="already_registered",
        duplicate_of=first,
    )
    done = r.reopen(sheet, user=clerk, reason="Nội dung khác")
    assert done.state == RegistrationState.RECEIVED
    assert (done.refusal_reason, done.duplicate_of, done.message) == ("", None, "")
    assert done.closed_at is None
    verbs = list(done.history.order_by("version").values_list("verb", flat=True))
    assert verbs == ["receive", "refuse", "reopen"]


def test_a_sheet_set_aside_as_suspicious_must_be_released_before_it_is_accepted(commune):
    clerk, sheet = make.office(), make.sheet(suspicion="nhiều liên kết")
    refused_and_unchanged(r.accept, sheet, user=clerk)
    released = r.release(sheet, user=clerk)
    assert r.accept(released, user=clerk).state == RegistrationState.ACCEPTED


def test_questions_are_numbered_on_and_the_sheet_stays_as_it_came(commune):
    clerk, sheet = make.office(), make.accepted_sheet(part_2="Chờ lâu.")
    r.split(sheet, user=clerk, questions=[{"text": "Một", "part": 1}, {"text": "Hai", "part": 2}])
    done = r.split(
        sheet, user=clerk, questions=[{"text": " ", "part": 1}, {"text": "Ba", "part": 1}]
    )
    assert [(x.ordinal, x.text) for x in done.questions.all()] == [
        (1, "Một"),
        (2, "Hai"),
        (3, "Ba"),
    ]
    assert done.part_1 == sheet.part_1
    assert done.questions.first().history.get().history_user == clerk


@pytest.mark.parametrize(
    "questions",
    [[], [{"text": "", "part": 1}], [{"text": "Ba", "part": 3}], [{"text": "Ba"}], [{"part": 1}]],
)
def test_splitting_into_nothing_or_into_a_part_that_does_not_exist_is_refused(commune, questions):
    refused_and_unchanged(r.split, make.accepted_sheet(), user=make.office(), questions=questions)


def test_what_the_sender_adds_is_kept_beside_the_sheet(commune):
    clerk, sheet = make.office(), make.sheet()
    for text in ("Số nhà 12", "Điện thoại của con trai"):
        sheet = r.ask_more(sheet, user=clerk, reason="Thiếu thông tin")
        sheet = r.complete(sheet, user=clerk, supplement=text)
    assert sheet.supplement == "Số nhà 12\n\nĐiện thoại của con trai"
    assert sheet.state == RegistrationState.RECEIVED


def test_a_sheet_closes_only_when_it_has_questions_and_all_are_final(commune):
    clerk = make.office()
    refused_and_unchanged(r.close, make.accepted_sheet(), user=clerk)
    question = make.question()
    refused_and_unchanged(r.close, question.registration, user=clerk)


def test_the_last_final_question_closes_the_sheet_and_says_so(commune):
    question = make.question(QuestionState.APPROVED)
    clerk = make.office()
    done = q.give(question, user=clerk, way=Outcome.LETTER)
    # The question in hand knows the sheet as it now is.
    assert done.registration.state == RegistrationState.CLOSED
    row = done.registration.history.get(version=done.registration.version)
    assert (row.verb, row.history_user) == ("close", clerk)
    assert row.history_change_reason == "Mọi nội dung kiến nghị đã xử lý xong."


def test_a_sheet_whose_questions_were_all_dropped_stays_open_to_be_split_again(commune):
    done = q.drop(make.question(), user=make.office(), reason="Tách nhầm")
    assert done.registration.state == RegistrationState.ACCEPTED


def test_withdrawing_ends_the_open_questions_and_leaves_the_answered_ones(commune):
    answered = make.question(QuestionState.APPROVED)
    sheet = answered.registration
    open_one = make.question(QuestionState.ASSIGNED, registration=sheet)
    q.give(answered, user=make.office(), way="letter")
    clerk = make.office()
    r.withdraw(sheet, user=clerk, reason="Người gửi rút")
    answered.refresh_from_db()
    open_one.refresh_from_db()
    assert (answered.state, answered.outcome) == (QuestionState.ANSWERED, Outcome.LETTER)
    assert (open_one.state, open_one.outcome) == (QuestionState.WITHDRAWN, Outcome.WITHDRAWN)
    row = open_one.history.get(version=open_one.version)
    assert (row.verb, row.history_user) == ("withdraw", clerk)
    assert row.history_change_reason == "Người gửi rút"


def late_sheet():
    session = make.session(start_at=timezone.now() + dt.timedelta(days=5))
    assert session.closes_at < timezone.now()
    return make.sheet(session=session)


def test_a_late_sheet_goes_to_the_next_session_by_a_leaders_decision(commune):
    following = make.session(start_at=timezone.now() + dt.timedelta(days=90))
    done = r.decide_late(
        late_sheet(),
        user=make.leader(),
        reason="Hết chỗ",
        decision=LateDecision.NEXT_SESSION,
        session=following,
    )
    assert (done.session, done.late_decision) == (following, LateDecision.NEXT_SESSION)


def test_a_decision_on_a_late_sheet_needs_a_late_sheet_a_choice_and_a_session_to_come(commune):
    chief, sheet = make.leader(), late_sheet()
    over = make.session(start_at=timezone.now() - dt.timedelta(days=1))
    data = {"user": chief, "reason": "Hết chỗ"}
    refused_and_unchanged(r.decide_late, sheet, decision="unknown", **data)
    refused_and_unchanged(r.decide_late, sheet, decision="next_session", **data)
    refused_and_unchanged(r.decide_late, sheet, decision="next_session", session=over, **data)
    refused_and_unchanged(r.decide_late, make.sheet(), decision="this_session", **data)


def test_restricting_waits_until_a_published_answer_is_taken_down(commune):
    question = make.question(QuestionState.ANSWERED)
    page = make.answer()
    q.prepare_answer(question, user=make.office(), answer_page=page)
    data = {"user": make.office(), "reason": "Có dấu hiệu tố cáo"}
    refused_and_unchanged(r.restrict, question.registration, **data)
    page.unpublish()
    assert r.restrict(question.registration, **data).is_restricted


def test_an_answer_of_a_restricted_sheet_can_not_be_published_any_more(commune):
    question = make.question(QuestionState.ANSWERED)
    page = make.answer(live=False)
    q.prepare_answer(question, user=make.office(), answer_page=page)
    r.restrict(question.registration, user=make.office(), reason="Có dấu hiệu tố cáo")
    with pytest.raises(ValidationError) as refused:
        page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    assert "hạn chế" not in str(refused.value)


def test_a_restricted_sheet_gets_no_answer_page_even_from_named_persons(commune):
    question = make.question(QuestionState.ANSWERED)
    r.restrict(question.registration, user=make.office(), reason="Có dấu hiệu tố cáo")
    refused_and_unchanged(
        q.prepare_answer, question, NotAllowed, user=named(), answer_page=make.answer(live=False)
    )


def test_sheets_for_a_session_replaced_by_letters_are_owed_a_letter(commune):
    session = make.session()
    sheet = make.accepted_sheet(session=session)
    s.go_in_writing(session, user=make.leader(), reason="Mưa lũ")
    r.split(sheet, user=make.office(), questions=[{"text": "Một", "part": 1}])
    assert sheet.questions.get().owed_in_writing


def test_audit_rows_can_be_neither_changed_nor_deleted(commune):
    r.restrict(make.sheet(), user=make.office(), reason="Có dấu hiệu tố cáo")
    entry = AuditEntry.objects.get()
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(reason=""),
        lambda: AuditEntry.objects.bulk_update([entry], ["reason"]),
        lambda: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"reason": ""}),
    ):
        with pytest.raises(TypeError):
            attempt()
    assert AuditEntry.objects.get().reason == "Có dấu hiệu tố cáo"


def test_a_later_save_of_the_same_record_does_not_repeat_verb_person_and_reason(commune):
    done = r.ask_more(make.sheet(), user=make.office(), reason="Thiếu địa chỉ")
    done.save()
    newest = done.history.order_by("-history_id").first()
    assert (newest.verb, newest.history_user, newest.history_change_reason) == ("", None, None)
