"""Two people on one record: the second is told what happened, and nothing is overwritten."""

import pytest

from dialogue.actions import Conflict, NotAllowed
from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.states import QuestionState
from tests import factories as make

from .world import snapshot

pytestmark = pytest.mark.django_db


def test_the_second_is_told_what_the_first_did(commune):
    sheet, first, second = make.sheet(), make.office(), make.office()
    r.ask_more(sheet, user=first, version=1, reason="Thiếu địa chỉ")
    before = snapshot()
    with pytest.raises(Conflict) as conflict:
        r.accept(sheet, user=second, version=1)
    told = conflict.value.meanwhile
    assert [(row.verb, row.history_user, row.history_change_reason) for row in told] == [
        ("ask_more", first, "Thiếu địa chỉ")
    ]
    assert snapshot() == before


def test_all_that_happened_is_told_newest_first(commune):
    question = make.question(QuestionState.DRAFTED)
    with pytest.raises(Conflict) as conflict:
        q.approve(question, user=make.leader(), version=1)
    assert [row.verb for row in conflict.value.meanwhile] == ["submit", "assign"]


def test_two_drafts_of_two_officers_do_not_overwrite_each_other(commune):
    unit = make.DepartmentFactory()
    question = make.question(QuestionState.ASSIGNED, department=unit)
    seen = question.version
    q.save_draft(question, user=make.officer(unit), version=seen, reply="Bản của người thứ nhất")
    with pytest.raises(Conflict):
        q.save_draft(question, user=make.officer(unit), version=seen, reply="Bản thứ hai")
    question.refresh_from_db()
    assert question.reply == "Bản của người thứ nhất"


def test_a_stale_record_in_hand_is_read_again_before_it_is_changed(commune):
    sheet, clerk = make.sheet(), make.office()
    stale = type(sheet).objects.get(pk=sheet.pk)
    r.ask_more(sheet, user=clerk, reason="Thiếu địa chỉ")
    done = r.complete(stale_as_seen(stale), user=clerk, supplement="Số nhà 12")
    assert done.message == "Thiếu địa chỉ"
    assert done.version == 3


def stale_as_seen(record):
    record.full_name = "Người khác"
    return record


def test_what_the_caller_changed_in_memory_never_reaches_the_database(commune):
    sheet = make.sheet()
    done = r.accept(stale_as_seen(sheet), user=make.office())
    done.refresh_from_db()
    assert done.full_name == "Đỗ Thị Ánh Nguyệt"


def test_who_may_not_act_is_not_told_either_what_happened(commune):
    sheet = make.sheet()
    r.restrict(sheet, user=make.office(), reason="Có dấu hiệu tố cáo")
    for user in (make.office(), make.staff("editor"), make.officer(make.DepartmentFactory())):
        with pytest.raises(NotAllowed):
            r.accept(sheet, user=user, version=1)


def test_acting_on_the_present_version_goes_through(commune):
    sheet = make.sheet()
    assert r.accept(sheet, user=make.office(), version=1).version == 2
