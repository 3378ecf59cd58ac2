"""Who did what, when, why and what changed: for the office all of it, for officers their part."""

import pytest

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.desk.timeline import timeline_of
from dialogue.states import Role
from tests import factories as make
from tests.desk.records import body, enter

pytestmark = pytest.mark.django_db


def test_it_tells_the_whole_story_of_a_sheet_newest_first(commune):
    clerk, chief = make.office(), make.leader()
    unit = make.DepartmentFactory(name="Phòng Kinh tế")
    sheet = r.refuse(make.sheet(), user=clerk, refusal_reason="off_topic", reason="Ngoài phạm vi")
    sheet = r.reopen(sheet, user=chief, reason="Xem lại theo đề nghị")
    sheet = r.accept(sheet, user=clerk)
    r.split(sheet, user=clerk, questions=[{"text": "Khai sinh?", "part": 1}])
    question = q.assign(sheet.questions.get(), user=chief, department=unit, instruction="Gấp")
    q.extend(question, user=chief, due_on=question.due_on.replace(year=2030), reason="Việc khó")

    entries = timeline_of(clerk, sheet)
    labels = [entry.label for entry in entries]
    assert labels == [
        "Gia hạn", "Phân công đơn vị", "Tách nội dung kiến nghị", "Tạo nội dung kiến nghị",
        "Chấp nhận", "Mở lại", "Từ chối", "Đã tiếp nhận",
    ]  # fmt: skip
    reasons = [entry.reason for entry in entries if entry.reason]
    assert reasons == ["Việc khó", "Xem lại theo đề nghị", "Ngoài phạm vi"]
    assigned = entries[1]
    assert assigned.code == question.code
    changed = {change.label: (change.before, change.after) for change in assigned.changes}
    assert changed["Phòng, ban, đơn vị"] == ("", "Phòng Kinh tế")
    refused = entries[-2]
    first = refused.changes[0]
    assert (first.label, first.before, first.after) == (
        "Trạng thái", "Đã tiếp nhận", "Đã từ chối",
    )  # fmt: skip
    assert refused.who.startswith("Nguyễn Thị Hường")
    assert entries[-1].who == "Người gửi (trực tuyến)"


def test_hashes_and_keys_are_never_shown(client, commune):
    clerk = make.office()
    sheet = make.sheet()
    before = sheet.tracking_hash
    r.reissue_code(sheet, user=clerk, reason="Đã đối chiếu")
    sheet.refresh_from_db()
    page = body(enter(client, clerk).get(sheet.get_absolute_url()))

    assert "Đã đối chiếu" in page
    assert before not in page and sheet.tracking_hash not in page


def test_an_officer_reads_no_reason_that_may_quote_a_contact(client, commune):
    unit = make.DepartmentFactory()
    sheet = make.sheet()
    sheet = r.ask_more(sheet, user=make.office(), reason="Đã gọi số 0912 345 678 hỏi thêm")
    sheet = r.complete(sheet, user=make.office(), supplement="Thửa đất ở xứ Đồng Chùa")
    sheet = r.accept(sheet, user=make.office())
    mine = make.question("assigned", department=unit, registration=sheet)
    other = make.question("assigned", registration=sheet)
    expert = make.officer(unit)

    entries = timeline_of(expert, sheet)
    assert not any("0912" in entry.reason for entry in entries)
    assert {entry.code for entry in entries} == {"", mine.code}
    assert other.code not in body(enter(client, expert).get(sheet.get_absolute_url()))


def test_a_restricted_sheet_named_as_a_duplicate_is_a_number_only(client, commune):
    reader = make.staff(Role.OFFICE, Role.RESTRICTED_READER)
    secret = make.sheet(full_name="Hoàng Kim Yến")
    sheet = make.sheet()
    r.refuse(
        sheet, user=reader, refusal_reason="already_registered", reason="Trùng", duplicate_of=secret
    )
    r.restrict(secret, user=reader, reason="Nghi tố cáo")
    page = body(enter(client, make.office()).get(sheet.get_absolute_url()))

    assert "Hoàng Kim Yến" not in page


def test_a_long_history_costs_no_more_queries(commune, django_assert_max_num_queries):
    clerk, chief, unit = make.office(), make.leader(), make.DepartmentFactory()
    question = make.question()
    with django_assert_max_num_queries(8) as short:
        timeline_of(clerk, question.registration)
    for _ in range(6):
        question = q.assign(question, user=chief, department=unit)
        question = q.return_not_ours(question, user=clerk, reason="Trả lại")
    clerk = type(clerk).objects.get(pk=clerk.pk)
    with django_assert_max_num_queries(8) as long:
        assert len(timeline_of(clerk, question.registration)) >= 15

    assert len(long) <= len(short) + 2
