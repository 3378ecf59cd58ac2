"""The list of sheets and one sheet: found, counted, shown to whom it may concern."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import registrations as r
from dialogue.deadlines import ZONE
from dialogue.models import AuditEntry, Registration
from dialogue.states import RefusalReason, Role
from tests import factories as make
from tests.desk.records import body, enter, many_sheets, rows

pytestmark = pytest.mark.django_db
LIST = reverse("dialogue_desk:registrations")
CANARY = "Hoàng Kim Yến Phượng"


@pytest.fixture
def clerk(client):
    return enter(client, make.office())


def test_the_list_shows_the_sheet_that_waits_longest_first(clerk, commune):
    first, second = make.sheet(full_name="Trần Văn Bình"), make.sheet(full_name="Lê Thị Cúc")
    done = r.accept(make.sheet(full_name="Phạm Văn Dũng"), user=make.office())

    assert rows(clerk.get(LIST)) == [first, second, done]


@pytest.mark.parametrize(
    "query",
    [
        "Đỗ Thị Ánh",
        "do thi anh",
        "0001/",
        "1",
        "1/{year}",
        "0912345678",
        "0912 345 678",
        "+84912345678",
    ],
)
def test_a_sheet_is_found_by_name_number_and_phone(clerk, commune, query):
    sheet = make.sheet(full_name="Đỗ Thị Ánh Nguyệt")
    make.sheet(full_name="Trần Văn Bình", phone="+84987654321", part_1="Xin hỏi về đất đai")
    query = query.replace("0001/", sheet.code).format(year=sheet.year)

    assert rows(clerk.get(LIST, {"q": query})) == [sheet]


def test_lists_are_sorted_by_given_name(clerk, commune):
    binh = make.sheet(full_name="Trần Văn Bình")
    an = make.sheet(full_name="Vũ Đức An")
    dung = make.sheet(full_name="Lê Thị Đủng")
    yen = make.sheet(full_name="Bùi Thị Yến")

    assert rows(clerk.get(LIST, {"ordering": "name_key"})) == [an, binh, dung, yen]


def test_filters_narrow_the_list_and_tabs_count_it(clerk, commune):
    unit = make.DepartmentFactory()
    question = make.question("assigned", department=unit)
    quarantined = make.sheet(suspicion="Điền quá nhanh")
    make.sheet(channel="post", user=make.office())
    refused = r.refuse(
        make.sheet(), user=make.office(), refusal_reason="off_topic", reason="Ngoài phạm vi"
    )

    assert rows(clerk.get(LIST, {"department": unit.pk})) == [question.registration]
    assert rows(clerk.get(LIST, {"visibility": "quarantined"})) == [quarantined]
    assert rows(clerk.get(LIST, {"refusal_reason": RefusalReason.OFF_TOPIC})) == [refused]
    assert len(rows(clerk.get(LIST, {"channel": "post"}))) == 1
    assert rows(clerk.get(LIST, {"overdue": "1"})) == []
    numbers = {url.split("?")[-1]: n for _l, url, n, _p in clerk.get(LIST).context["tabs"]}
    assert numbers[LIST] == 4
    assert numbers["state=received"] == 2
    assert numbers["visibility=quarantined"] == 1


def test_a_restricted_sheet_is_a_plain_404_and_changes_no_count_without_the_right(clerk, commune):
    make.sheet(full_name="Trần Văn Bình")
    before = clerk.get(LIST)
    secret = make.sheet(full_name=CANARY, part_1="Tôi tố cáo cán bộ A nhận hối lộ")
    r.restrict(secret, user=make.office(), reason="Nghi là tố cáo")
    after = clerk.get(LIST)

    assert [t[2] for t in after.context["tabs"]] == [t[2] for t in before.context["tabs"]]
    assert rows(after) == rows(before)
    assert rows(clerk.get(LIST, {"q": CANARY})) == []
    assert rows(clerk.get(LIST, {"visibility": "restricted"})) == rows(before)
    missing = clerk.get(reverse("dialogue_desk:registration", args=[secret.pk + 1000]))
    hidden = clerk.get(secret.get_absolute_url())
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert CANARY not in body(hidden) + body(after)
    assert not AuditEntry.objects.filter(action="read_restricted").exists()


def test_a_named_reader_sees_a_neutral_line_and_leaves_a_trace_when_opening_it(client, commune):
    reader = make.staff(Role.OFFICE, Role.RESTRICTED_READER)
    enter(client, reader)
    secret = make.sheet(full_name=CANARY, part_1="Tôi tố cáo cán bộ A")
    r.restrict(secret, user=make.office(), reason="Nghi là tố cáo")

    listed = client.get(LIST)
    assert rows(listed) == [secret]
    assert CANARY not in body(listed)
    assert not AuditEntry.objects.filter(action="read_restricted").exists()
    assert CANARY in body(client.get(secret.get_absolute_url()))
    trace = AuditEntry.objects.get(action="read_restricted")
    assert (trace.user, trace.subject) == (reader, secret.code)


def test_an_officer_sees_sheets_of_their_department_without_contacts(client, commune):
    unit = make.DepartmentFactory()
    question = make.question("assigned", department=unit, email="nguyet@example.vn")
    other = make.question("assigned")
    sheet = question.registration
    enter(client, make.officer(unit))

    listed, detail = client.get(LIST), client.get(sheet.get_absolute_url())
    assert rows(listed) == [sheet]
    assert client.get(other.registration.get_absolute_url()).status_code == 404
    for contact in ("345 678", "0912", "nguyet@example.vn", "Số 12", "Thôn Thao Chính"):
        assert contact not in body(listed) + body(detail)
    assert sheet.full_name in body(detail)
    # Digit by digit a phone that is hidden could be guessed.
    for guess in ("0912345678", "0912", "09", "84912", "345"):
        assert rows(client.get(LIST, {"q": guess})) == []
    assert rows(client.get(LIST, {"q": "khai sinh"})) == [sheet]
    assert "village" not in listed.context["filters"].filters


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR, Role.RESTRICTED_READER])
def test_other_roles_find_nothing_at_these_addresses(client, commune, role):
    sheet = make.sheet()
    enter(client, make.staff(role))

    for url in (LIST, sheet.get_absolute_url(), reverse("dialogue_desk:registration_add")):
        assert client.get(url).status_code == 404


def test_the_sheet_shows_everything_as_it_came_in(clerk, commune):
    session = make.session()
    sheet = make.sheet(
        session=session,
        email="nguyet@example.vn",
        organisation_name="Hợp tác xã Đồng Vinh",
        applicant_kind="organisation",
        part_2="Bộ phận một cửa hướng dẫn chậm",
        extra=[{"label": "Ông/bà cần hỗ trợ gì khi đến dự?", "value": "Xe lăn"}],
        consents=frozenset({"publish_name"}),
    )
    page = body(clerk.get(sheet.get_absolute_url()))

    for shown in (
        "0912 345 678", "nguyet@example.vn", "Hợp tác xã Đồng Vinh", "Số 12, Thôn Thao Chính",
        "Ông/bà cần hỗ trợ gì khi đến dự?", "Xe lăn", sheet.part_1, sheet.part_2, session.title,
        "Về thủ tục hành chính",
    ):  # fmt: skip
        assert shown in page


def test_suspected_complaints_are_only_hinted_at(clerk, commune):
    sheet = make.sheet(part_1="Tôi làm đơn tố cáo cán bộ vòi vĩnh tiền bồi dưỡng")
    response = clerk.get(sheet.get_absolute_url())

    assert response.context["hints"]["denunciation"] == ["tố cáo", "đơn tố cáo", "vòi vĩnh"]
    sheet.refresh_from_db()
    assert (sheet.state, sheet.visibility) == ("received", "normal")


def test_sheets_of_the_same_phone_or_text_are_pointed_out(clerk, commune):
    sheet = make.sheet()
    twin = make.sheet(full_name="Đỗ Ánh Nguyệt", part_1="Nội dung khác")
    copy = make.sheet(phone="+84987654321")
    make.sheet(phone="+84977777777", part_1="Không liên quan")

    found = clerk.get(sheet.get_absolute_url()).context["alike"]
    assert set(found) == {twin, copy}


def test_the_list_costs_the_same_for_a_few_and_for_a_thousand_sheets(
    clerk, commune, django_assert_max_num_queries
):
    session = make.session()
    sheets = [make.sheet(session=session, village=make.VillageFactory()) for _ in range(3)]
    with django_assert_max_num_queries(25) as few:
        clerk.get(LIST)
    many_sheets(sheets[0], 1000)
    with django_assert_max_num_queries(25) as many:
        response = clerk.get(LIST)

    assert response.context["tabs"][0][2] == 1003
    assert len(many) == len(few)


def test_one_sheet_costs_the_same_with_one_question_and_with_ten(
    clerk, commune, django_assert_max_num_queries
):
    one = make.question("drafted").registration
    with django_assert_max_num_queries(25) as few:
        clerk.get(one.get_absolute_url())
    ten = make.accepted_sheet()
    for _ in range(10):
        make.question("drafted", registration=ten)
    with django_assert_max_num_queries(25) as many:
        clerk.get(ten.get_absolute_url())

    assert len(many) <= len(few)


def test_nothing_can_be_deleted_neither_here_nor_in_the_stock_list_of_forms(client, commune):
    sheet = make.sheet()
    for user in (make.office(), make.staff(Role.ADMINISTRATOR), make.leader()):
        enter(client, user)
        assert client.delete(sheet.get_absolute_url()).status_code in (404, 405)
        stock = reverse("wagtailforms:delete_submissions", args=[sheet.page_id])
        client.post(f"{stock}?selected-submissions={sheet.pk}")
        listed = client.get(reverse("wagtailforms:list_submissions", args=[sheet.page_id]))
        assert sheet.full_name not in listed.content.decode()

    sheet.refresh_from_db()


def test_every_page_of_a_restricted_sheet_leaves_a_trace(client, commune):
    question = make.question()
    sheet = question.registration
    r.restrict(sheet, user=make.office(), reason="Nghi tố cáo")
    enter(client, make.staff(Role.OFFICE, Role.RESTRICTED_READER))
    for url in (sheet.get_absolute_url() + "split/", question.get_absolute_url()):
        client.get(url)

    subjects = AuditEntry.objects.filter(action="read_restricted").values_list("subject", flat=True)
    assert list(subjects) == [sheet.code, sheet.code]


@pytest.mark.parametrize("probe", ["<script>alert(1)</script>", "{{ 7|add:7 }}", "' OR 1=1 --"])
def test_what_people_type_is_only_ever_shown(clerk, commune, probe):
    sheet = make.sheet(full_name=probe, part_1=probe, extra=[{"label": probe, "value": probe}])
    r.ask_more(sheet, user=make.office(), reason=probe)

    for url in (LIST, sheet.get_absolute_url(), sheet.get_absolute_url() + "complete/"):
        page = clerk.get(url).content.decode()
        assert "<script>alert" not in page and ">14<" not in page
    assert rows(clerk.get(LIST, {"q": probe})) in ([], [sheet])


def test_a_late_sheet_is_said_to_wait_for_a_leader_unless_it_came_at_the_session(clerk, commune):
    late = make.sheet(session=make.session(start_at=timezone.now() + dt.timedelta(days=5)))
    waits = "Lãnh đạo quyết định cách xử lý"
    assert waits in body(clerk.get(late.get_absolute_url()))
    Registration.objects.filter(pk=late.pk).update(channel="session")

    page = body(clerk.get(late.get_absolute_url()))

    assert "Phiếu đến muộn." in page
    assert waits not in page


def test_a_sheet_sent_in_the_evening_says_when_it_came_and_from_when_it_counts(clerk, commune):
    with time_machine.travel(dt.datetime(2026, 11, 16, 20, 10, tzinfo=ZONE), tick=False):
        evening = make.sheet()
    page = body(clerk.get(evening.get_absolute_url()))
    assert (
        "Phiếu đến lúc 20 giờ 10, thứ Hai, ngày 16/11/2026: gửi ngoài giờ làm việc, tính là tiếp "
        "nhận vào ngày làm việc tiếp theo, thứ Ba 17/11/2026"
    ) in page.replace("\N{NO-BREAK SPACE}", " ")


def test_a_sheet_entered_at_the_counter_says_nothing_of_when_it_came_in(clerk, commune):
    with time_machine.travel(dt.datetime(2026, 11, 16, 20, 10, tzinfo=ZONE), tick=False):
        entered = make.sheet(channel="counter", user=make.office())
    assert "Phiếu đến lúc" not in body(clerk.get(entered.get_absolute_url()))


def test_a_sheet_sent_in_office_hours_says_its_time_once(clerk, commune):
    with time_machine.travel(dt.datetime(2026, 11, 16, 9, 10, tzinfo=ZONE), tick=False):
        sheet = make.sheet()
    assert "Phiếu đến lúc" not in body(clerk.get(sheet.get_absolute_url()))
