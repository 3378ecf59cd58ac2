"""The attendance list that everybody signs on arriving."""

import datetime as dt
import itertools

import pytest

from dialogue.actions import registrations as r
from dialogue.states import LateDecision, SessionState
from tests import factories as make

from .measuring import Measured
from .official import in_pdf, in_word, paper, parts, said
from .reading import opened, words
from .session_world import People, accepted, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commune", "render_once")]


@pytest.fixture
def session():
    groups = [
        ("group", {"title": "Đại biểu xã", "members": "Thường trực Đảng ủy\nCông an xã"}),
        ("group", {"title": "Đại biểu thôn", "members": "Mỗi thôn hai người do trưởng thôn mời"}),
    ]
    return make.session(title="Hội nghị đợt một", participants=groups)


@pytest.fixture
def people():
    return People(make.DepartmentFactory())


def attendance(session):
    return paper("attendance_list", session)


def rows(made):
    """Return the rows of all tables below their headings, as lists of texts."""
    tables = [piece["table"] for piece in made.data()["body"] if piece["kind"] == "table"]
    return [[words(cell["text"]) for cell in row] for table in tables for row in table["rows"]]


def test_bodies_villages_and_registered_people_come_in_turn_with_room_for_more(session, people):
    make.VillageFactory(name="Thôn Mỹ Lâm")
    make.VillageFactory(name="Thôn An Cảnh")
    make.VillageFactory(name="Thôn đã sáp nhập", active=False)
    accepted(session, people, full_name="Nguyễn Văn Đức")
    shown = rows(attendance(session))
    assert shown[:7] == [
        ["1", "", "Thường trực Đảng ủy", ""],
        ["2", "", "Công an xã", ""],
        ["3", "", "Thôn An Cảnh", ""],
        ["4", "", "Thôn An Cảnh", ""],
        ["5", "", "Thôn Mỹ Lâm", ""],
        ["6", "", "Thôn Mỹ Lâm", ""],
        ["7", "Nguyễn Văn Đức", "Thôn Thao Chính", ""],
    ]
    assert shown[7:] == [[str(number), "", "", ""] for number in range(8, 20)]


def test_registered_people_stand_by_their_given_name(session, people):
    for name in ("Trần Bình Yên", "Đỗ Thị Ánh", "Lê Văn Đức", "Phạm Thị Dung", "Bùi Anh"):
        accepted(session, people, full_name=name, phone="")
    names = [row[1] for row in rows(attendance(session)) if row[1]]
    assert names == ["Bùi Anh", "Đỗ Thị Ánh", "Phạm Thị Dung", "Lê Văn Đức", "Trần Bình Yên"]


def test_no_phone_house_or_code_lies_open_on_the_table(session, people):
    sheet = accepted(session, people, email="nguyet@example.vn")
    made = attendance(session)
    for text in (in_pdf(made), in_word(made)):
        assert "Đỗ Thị Ánh Nguyệt" in text
        for secret in ("0912", "345 678", "Số 12", "nguyet@", sheet.code):
            assert secret not in text


def test_who_sent_several_sheets_signs_once_and_an_organisation_sends_its_person(session, people):
    for _number in range(2):
        accepted(session, people)
    accepted(
        session,
        people,
        full_name="Đinh Công Tráng",
        applicant_kind="organisation",
        organisation_name="Hợp tác xã Giẽ Thượng",
    )
    named = [row[1:3] for row in rows(attendance(session)) if row[1]]
    assert named == [
        ["Đỗ Thị Ánh Nguyệt", "Thôn Thao Chính"],
        ["Đinh Công Tráng", "Hợp tác xã Giẽ Thượng"],
    ]


def test_only_who_was_accepted_for_the_session_is_expected(session, people):
    received(session, full_name="Người Chờ Xét")
    refused = received(session, full_name="Người Bị Từ Chối")
    r.refuse(refused, user=people.clerk, reason="Ngoài phạm vi", refusal_reason="off_topic")
    gone = accepted(session, people, full_name="Người Đã Rút")
    r.withdraw(gone, user=people.clerk, reason="Theo đề nghị")
    late = (
        session.closes_at.replace(day=session.closes_at.day)
        + (session.start_at - session.closes_at) / 2
    )
    letter = make.sheet(full_name="Người Nhận Thư", session=session, now=late, received_at=late)
    letter = r.accept(letter, user=people.clerk)
    r.decide_late(letter, user=people.chief, decision=LateDecision.IN_WRITING, reason="Muộn")
    assert not [row for row in rows(attendance(session)) if row[1]]


def test_a_restricted_sheet_changes_no_letter_of_it(session, people):
    accepted(session, people)
    before = attendance(session).html
    secret = accepted(session, people, full_name="Hoàng Kim Tiết Lộ")
    r.restrict(secret, user=people.chief, reason="Dấu hiệu tố cáo")
    assert attendance(session).html == before


def test_an_empty_session_gives_blank_rows(people):
    session = make.session(title="Chưa có gì", expected_month=dt.date(2027, 2, 1))
    made = attendance(session)
    assert len(rows(made)) == made.SPARE_ROWS
    text = in_pdf(made)
    assert "Thời gian: tháng 02 năm 2027 (dự kiến)" in text
    assert "None" not in text


def test_the_heading_row_repeats_and_no_row_is_split(session, people):
    for number in range(30):
        make.VillageFactory(name=f"Thôn có tên rất dài để chữ phải xuống dòng trong ô số {number}")
    pdf = attendance(session).pdf()
    pages = opened(pdf).pages
    assert len(pages) > 2
    assert all("Họ và tên" in words(page.extract_text()) for page in pages[:-1])
    sheet = Measured(pdf)
    for number in range(30):
        passage, _end = sheet.find(f"dài để chữ phải xuống dòng trong ô số {number}")
        assert len({letter.page for letter in passage.letters}) == 1


def test_rows_are_high_enough_to_sign_in(session):
    sheet = Measured(attendance(session).pdf())
    _title, rest = sheet.find("ĐẠI BIỂU KHÁC")
    lines = [sheet.find(number, after=rest)[0].first_base for number in ("10", "11", "12")]
    assert all(below - above >= 8.9 for above, below in itertools.pairwise(lines))


def test_the_word_file_says_what_the_pdf_says(session, people):
    accepted(session, people)
    made = attendance(session)
    assert in_word(made).split() == in_pdf(made).replace(" 2 STT", " STT").split()


def test_the_number_of_people_takes_no_more_queries(session, people, django_assert_max_num_queries):
    for number in range(12):
        accepted(session, people, full_name=f"Nguyễn Văn Số{number}")
    made = attendance(session)
    with django_assert_max_num_queries(4):
        assert "Nguyễn Văn Số11" in said(made)


def test_nobody_signs_for_a_session_that_was_cancelled(session):
    type(session).objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)
    assert parts("attendance_list", session) == {}
