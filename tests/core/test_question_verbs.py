"""What the verbs of a question do besides changing its state."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from dialogue.actions import NotAllowed
from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.actions import sessions as s
from dialogue.deadlines import ZONE
from dialogue.states import Outcome, QuestionState, RegistrationState, Role
from tests import factories as make

from .test_registration_verbs import refused_and_unchanged

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 5, 10, tzinfo=ZONE)  # Thu; + 5 days = Tue 10/11


def both_roles():
    """A leader who also works in the office, as in a small commune."""
    return make.staff(Role.LEADER, Role.OFFICE)


def assigned(**fields):
    unit = make.DepartmentFactory()
    question = make.question(**fields)
    done = q.assign(question, user=make.leader(), department=unit, instruction="Trả lời rõ")
    return done, make.officer(unit)


def test_assigning_starts_the_clock_and_says_how_it_was_counted(commune):
    done = q.assign(
        make.question(), user=make.leader(), department=make.DepartmentFactory(), now=MORNING
    )
    assert done.due_on == dt.date(2026, 11, 10)
    assert done.due_how == "từ thứ Năm 05/11/2026, 5 ngày, không tính ngày đầu → thứ Ba 10/11/2026"
    assert done.assigned_at == MORNING


def test_the_limit_of_the_commune_counts(commune):
    commune.reply_days = 7
    commune.save()
    done = q.assign(
        make.question(), user=make.leader(), department=make.DepartmentFactory(), now=MORNING
    )
    assert done.due_on == dt.date(2026, 11, 12)


@pytest.mark.parametrize("department", [None, "closed"])
def test_only_a_department_in_use_gets_a_question(commune, department):
    unit = department and make.DepartmentFactory(active=False)
    refused_and_unchanged(q.assign, make.question(), user=make.leader(), department=unit)


def test_a_question_of_a_sheet_that_is_not_open_is_not_assigned(commune):
    question = make.question()
    other = make.question(registration=question.registration)
    r.withdraw(question.registration, user=make.office(), reason="Người gửi rút")
    for withdrawn in (question, other):
        refused_and_unchanged(
            q.reopen, withdrawn, NotAllowed, user=make.office(), reason="Vẫn muốn hỏi"
        )


def test_not_ours_gives_the_question_back_with_a_proposal_and_stops_the_clock(commune):
    question, expert = assigned()
    unit = make.DepartmentFactory()
    done = q.return_not_ours(question, user=expert, reason="Không thuộc", proposed_department=unit)
    assert (done.department, done.due_on, done.proposed_department) == (None, None, unit)


def test_nobody_approves_their_own_draft(commune):
    question, _expert = assigned()
    chief = both_roles()
    drafted = q.submit(question, user=chief, reply="Cần tờ khai.")
    refused_and_unchanged(q.approve, drafted, NotAllowed, user=chief)
    assert q.approve(drafted, user=make.leader()).state == QuestionState.APPROVED


def test_handing_in_what_a_leader_wrote_does_not_let_that_leader_approve_it(commune):
    question, expert = assigned()
    chief = both_roles()
    written = q.save_draft(question, user=chief, reply="Cần tờ khai.")
    drafted = q.submit(written, user=expert, reply="Cần tờ khai.")
    assert drafted.drafted_by == chief
    refused_and_unchanged(q.approve, drafted, NotAllowed, user=chief)


def test_a_comma_added_by_somebody_else_does_not_make_it_their_draft_alone(commune):
    question, expert = assigned()
    chief = both_roles()
    written = q.save_draft(question, user=chief, reply="Cần tờ khai.")
    drafted = q.submit(written, user=expert, reply="Cần tờ khai, bản chính.")
    assert drafted.drafted_by == expert
    refused_and_unchanged(q.approve, drafted, NotAllowed, user=chief)


def test_a_leader_who_drafted_for_a_former_department_may_approve_the_next_ones_reply(commune):
    question, expert = assigned()
    chief = both_roles()
    written = q.save_draft(question, user=chief, reply="Cần tờ khai.")
    back = q.return_not_ours(written, user=expert, reason="Không thuộc")
    unit = make.DepartmentFactory()
    again = q.assign(back, user=make.leader(), department=unit)
    drafted = q.submit(again, user=make.officer(unit), reply="Nộp tại bộ phận Một cửa.")
    assert q.approve(drafted, user=chief).approved_by == chief


def test_sending_back_keeps_the_date_and_the_draft(commune):
    question = make.question(QuestionState.DRAFTED)
    done = q.send_back(question, user=make.leader(), reason="Thiếu căn cứ")
    assert (done.due_on, done.reply) == (question.due_on, question.reply)


def test_a_reply_by_mail_needs_an_address_and_one_at_the_session_a_session_that_was_held(commune):
    question = make.question(QuestionState.APPROVED)
    clerk = make.office()
    refused_and_unchanged(q.give, question, user=clerk, way=Outcome.EMAIL)
    refused_and_unchanged(q.give, question, user=clerk, way=Outcome.AT_SESSION)
    refused_and_unchanged(q.give, question, user=clerk, way="pigeon")
    coming = make.question(QuestionState.APPROVED, session=make.session())
    refused_and_unchanged(q.give, coming, user=clerk, way=Outcome.AT_SESSION)


def test_a_reply_is_given_at_the_session_that_was_held(commune):
    question = make.question(QuestionState.APPROVED, session=make.held_session())
    done = q.give(question, user=make.office(), way=Outcome.AT_SESSION)
    assert done.outcome == Outcome.AT_SESSION


def test_another_answer_at_the_session_than_the_approved_one_is_not_the_approved_one(commune):
    question = make.question(QuestionState.APPROVED, session=make.held_session())
    clerk = make.office()
    done = q.answer_on_spot(question, user=clerk, reply="Chủ tịch trả lời: làm ngay trong ngày.")
    assert (done.approved_by, done.approved_at, done.drafted_by) == (None, None, clerk)
    assert done.outcome == Outcome.AT_SESSION


def test_the_superior_bodys_reply_is_not_passed_off_as_approved_here(commune):
    question = make.question(QuestionState.APPROVED)
    up = q.escalate(question, user=make.leader(), reason="Vượt thẩm quyền", other_body="Sở Nội vụ")
    clerk = make.office()
    done = q.record_superior_reply(up, user=clerk, reply="Sở trả lời.")
    assert (done.outcome, done.approved_by, done.drafted_by) == (Outcome.SUPERIOR, None, clerk)


def test_a_sheet_stays_open_until_the_superior_body_has_replied(commune):
    up = make.question(QuestionState.ESCALATED)
    assert up.registration.state == RegistrationState.ACCEPTED
    done = q.record_superior_reply(up, user=make.office(), reply="Sở trả lời.")
    assert done.registration.state == RegistrationState.CLOSED


def test_owing_in_writing_starts_a_new_clock_with_its_own_limit(commune):
    commune.written_reply_days = 10
    commune.save()
    question = make.question(QuestionState.DRAFTED, session=make.held_session())
    done = q.owe_in_writing(question, user=make.leader(), now=MORNING)
    # Thu 05/11 + 10 = Sun 15/11, so Mon 16/11.
    assert (done.owed_in_writing, done.due_on) == (True, dt.date(2026, 11, 16))
    back = q.return_not_ours(done, user=make.office(), reason="Giao lại")
    again = q.assign(back, user=make.leader(), department=make.DepartmentFactory(), now=MORNING)
    assert again.due_on == dt.date(2026, 11, 16)


@pytest.mark.parametrize("department", [None, "closed"])
def test_what_is_owed_in_writing_needs_a_department_in_use(commune, department):
    unit = department and make.DepartmentFactory(active=False)
    refused_and_unchanged(q.owe_in_writing, make.question(), user=make.leader(), department=unit)


def test_a_referral_says_where_to_go_and_ends_the_question(commune):
    done = q.refer(
        make.question(),
        user=make.office(),
        reason="Thuộc thẩm quyền công an",
        other_body="  Công an\nxã ",
        other_body_address="Thôn Thao Chính",
    )
    assert (done.other_body, done.outcome) == ("Công an xã", Outcome.REFERRED)
    assert done.message == "Thuộc thẩm quyền công an"


def test_reopening_keeps_the_former_reply_as_a_draft_and_nothing_of_its_approval(commune):
    question = make.question(QuestionState.ANSWERED)
    clerk = make.office()
    r.reopen(question.registration, user=clerk, reason="Trả lời chưa đủ")
    done = q.reopen(question, user=clerk, reason="Trả lời chưa đủ")
    assert done.state == QuestionState.NEW
    assert done.reply == question.reply
    assert (done.outcome, done.given_at, done.department, done.due_on) == ("", None, None, None)
    assert (done.approved_by, done.approved_at, done.assigned_at) == (None, None, None)


def test_reopening_a_referral_forgets_where_it_was_sent(commune):
    question = make.question(QuestionState.REFERRED)
    clerk = make.office()
    r.reopen(question.registration, user=clerk, reason="Chuyển nhầm")
    done = q.reopen(question, user=clerk, reason="Chuyển nhầm")
    assert (done.other_body, done.message) == ("", "")


def test_the_due_date_is_moved_to_a_day_from_today_on(commune):
    question, _expert = assigned()
    past = {"due_on": dt.date(2020, 1, 1), "reason": "Cần thêm thời gian"}
    refused_and_unchanged(q.extend, question, user=make.leader(), **past)
    done = q.extend(
        question, user=make.leader(), due_on=dt.date(2099, 1, 5), reason="Cần thêm thời gian"
    )
    assert done.due_moved
    assert done.due_how == "lãnh đạo điều chỉnh hạn: Cần thêm thời gian"


def test_an_empty_reply_is_not_submitted(commune):
    question, expert = assigned()
    for blank in ("", "  \n", "\u200b", None):
        refused_and_unchanged(q.submit, question, user=expert, reply=blank)


def test_a_session_replaced_by_letters_owes_one_to_everyone_accepted(commune):
    session = make.session()
    new = make.question(session=session)
    running, _expert = assigned(session=session)
    q_final = make.question(QuestionState.REFERRED, session=session)
    elsewhere = make.question(session=make.session())
    chief = make.leader()
    later = running.assigned_at + dt.timedelta(days=3)
    s.go_in_writing(session, user=chief, reason="Mưa lũ", now=later)
    for question in (new, running, q_final, elsewhere):
        question.refresh_from_db()
    assert [x.owed_in_writing for x in (new, running, q_final, elsewhere)] == [
        True,
        True,
        False,
        False,
    ]
    assert running.assigned_at == later
    row = new.history.get(version=new.version)
    assert (row.verb, row.history_user, row.history_change_reason) == (
        "go_in_writing",
        chief,
        "Mưa lũ",
    )


def test_wording_a_question_empty_is_refused(commune):
    refused_and_unchanged(
        q.classify, make.question(), ValidationError, user=make.office(), topic=None, text="  "
    )
