"""The log of restricted and refused sheets: read by few, changed by nobody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import registrations as r
from dialogue.models import AuditEntry
from dialogue.models.audit import AuditAction
from dialogue.states import Role
from tests import factories as make
from tests.desk.visiting import visit_as

pytestmark = pytest.mark.django_db

LIST = "dialogue_desk:audit"


def entries(client, **query):
    return list(client.get(reverse(LIST), query).context["object_list"])


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICE, Role.OFFICER, Role.LEADER])
def test_others_find_no_log(role):
    assert visit_as(role).get(reverse(LIST)).status_code == 404


def test_a_refusal_and_a_restriction_are_there_newest_first():
    r.refuse(make.sheet(), user=make.office(), reason="Trùng", refusal_reason="spam")
    r.restrict(make.sheet(), user=make.office(), reason="Tố cáo")
    found = entries(visit_as(Role.ADMINISTRATOR))
    assert [e.action for e in found] == [AuditAction.RESTRICT, AuditAction.REFUSE]


def test_the_log_is_filtered_by_action_person_and_number():
    clerk = make.office()
    sheet = make.sheet()
    r.refuse(sheet, user=clerk, reason="Trùng", refusal_reason="spam")
    r.restrict(make.sheet(), user=make.leader(), reason="Tố cáo")
    client = visit_as(Role.ADMINISTRATOR)
    assert [e.subject for e in entries(client, action="refuse")] == [sheet.code]
    assert [e.subject for e in entries(client, user=clerk.pk)] == [sheet.code]
    assert [e.subject for e in entries(client, q=sheet.code)] == [sheet.code]
    assert entries(client, until="2020-01-01") == []


def test_what_was_written_about_a_sheet_is_for_the_persons_named_only():
    r.restrict(make.sheet(), user=make.office(), reason="Tố cáo ông Bùi Văn Hoành")
    url = reverse(LIST)
    assert "Bùi Văn Hoành" not in visit_as(Role.ADMINISTRATOR).get(url).content.decode()
    named = visit_as(Role.LEADER, Role.RESTRICTED_READER)
    assert "Bùi Văn Hoành" in named.get(url).content.decode()


def test_the_log_says_in_words_what_it_holds_exports_among_it():
    page = visit_as(Role.ADMINISTRATOR).get(reverse(LIST)).content.decode()
    assert "Nhật ký phiếu hạn chế, phiếu từ chối" in page
    assert "ai đã kết xuất hoặc xóa dữ liệu cá nhân" in page
    assert "Kết xuất dữ liệu cá nhân" in page, "and the filter offers it"


def test_nothing_changes_the_log():
    clerk = make.office()
    entry = AuditEntry.objects.create(
        action=AuditAction.REFUSE, user=clerk, at=timezone.now(), subject="0001/2026", reason="Họp"
    )
    client = visit_as(Role.ADMINISTRATOR)
    assert client.post(reverse(LIST), {"delete": entry.pk}).status_code == 405
    assert client.delete(reverse(LIST)).status_code == 405
    assert entries(client) == [entry]


def test_the_list_takes_no_more_queries_with_a_thousand_lines(django_assert_max_num_queries):
    clerk = make.office()
    AuditEntry.objects.bulk_create(
        AuditEntry(action="refuse", user=clerk, at=timezone.now(), subject=f"{n:04d}/2026")
        for n in range(1000)
    )
    client = visit_as(Role.ADMINISTRATOR)
    with django_assert_max_num_queries(25):
        client.get(reverse(LIST))
