"""The question book for the chair, and its edition for the wall."""

import datetime as dt

import pytest

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.models import Question, Registration
from dialogue.states import LateDecision, SessionState
from tests import factories as make

from .measuring import Measured
from .official import in_pdf, in_word, paper, parts, said
from .reading import opened
from .session_world import NAME, People, accepted, asked, held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commune", "render_once")]


@pytest.fixture
def session():
    return make.session(title="Hội nghị đối thoại đợt hai năm 2026", chair="Chủ tịch UBND xã")


@pytest.fixture
def unit():
    return make.DepartmentFactory(name="Phòng Kinh tế")


@pytest.fixture
def people(unit):
    return People(unit)


def book(session):
    return paper("question_book", session)


def wall(session):
    return paper("projector_edition", session)


def after(text, *parts):
    """Assert that ``parts`` stand in ``text`` in this order."""
    place = -1
    for part in parts:
        found = text.find(part, place + 1)
        assert found > place, f"{part!r} không đứng sau chỗ trước"
        place = found


def test_the_chair_finds_each_question_with_sender_village_code_and_reply(session, people, unit):
    land = make.TopicFactory(name="Đất đai")
    question = asked(
        session, people, "Bao giờ có sổ đỏ?", topic=land, department=unit, reply="Trong 20 ngày."
    )
    text = in_pdf(book(session))
    after(
        text,
        "TỔNG HỢP NỘI DUNG KIẾN NGHỊ",
        "Hội nghị đối thoại đợt hai năm 2026",
        "Chủ trì: Chủ tịch UBND xã",
        "I. PHÒNG KINH TẾ",
        "Nội dung 1. Đất đai",
        f"Người gửi: {NAME}, Thôn Thao Chính, phiếu số {question.registration.code}",
        "Bao giờ có sổ đỏ?",
        "Nội dung trả lời (đã phê duyệt): Trong 20 ngày.",
        "Ghi chú của người chủ trì:",
    )
    assert "None" not in text
    assert "0912" not in text


def test_departments_come_in_alphabetical_order_and_unassigned_questions_last(
    session, people, unit
):
    first = make.DepartmentFactory(name="Công an xã")
    asked(session, people, "Chưa ai nhận?")
    asked(session, people, "Thuộc kinh tế?", department=unit)
    asked(session, people, "Thuộc công an?", department=first)
    after(
        said(book(session)),
        "I. Công an xã",
        "Thuộc công an?",
        "II. Phòng Kinh tế",
        "Thuộc kinh tế?",
        "III. Nội dung chưa phân công đơn vị trả lời",
        "Chưa ai nhận?",
        "Chưa phân công đơn vị trả lời.",
    )


def test_the_overview_counts_what_is_approved_waiting_and_without_draft(session, people, unit):
    asked(session, people, "Một?", department=unit, reply="Trả lời một.")
    draft = asked(session, people, "Hai?", department=unit)
    q.submit(draft, user=people.officer, reply="Dự thảo hai.")
    asked(session, people, "Ba?", department=unit)
    asked(session, people, "Bốn?")
    text = said(book(session))
    assert "I Phòng Kinh tế 3 1 1 1" in text
    assert "II Nội dung chưa phân công đơn vị trả lời 1 0 0 1" in text
    assert "Tổng số 4 1 1 2" in text
    assert "Dự thảo trả lời (chờ phê duyệt): Dự thảo hai." in text


def test_a_session_without_questions_still_gives_a_page_to_write_on(session):
    for made in (book(session), wall(session)):
        assert "chưa có nội dung kiến nghị nào" in in_pdf(made)
    assert "None" not in in_pdf(book(session))


def test_a_late_sheet_waits_marked_for_its_decision_and_is_not_shown_on_the_wall(
    session, people, unit
):
    late = session.closes_at + dt.timedelta(days=1)
    sheet = make.sheet(session=session, now=late, received_at=late)
    sheet = r.accept(sheet, user=people.clerk)
    asked(session, people, "Gửi muộn?", sheet=sheet, department=unit)
    assert "chờ lãnh đạo quyết định" in said(book(session))
    assert "Gửi muộn?" not in said(wall(session))
    r.decide_late(
        sheet, user=people.chief, decision=LateDecision.THIS_SESSION, reason="Còn thời gian"
    )
    assert "chờ lãnh đạo quyết định" not in said(book(session))
    assert "Gửi muộn?" in said(wall(session))


def test_what_a_leader_left_to_a_letter_is_not_put_at_the_session(session, people, unit):
    late = session.closes_at + dt.timedelta(days=1)
    sheet = r.accept(make.sheet(session=session, now=late, received_at=late), user=people.clerk)
    asked(session, people, "Gửi muộn?", sheet=sheet, department=unit)
    r.decide_late(sheet, user=people.chief, decision=LateDecision.IN_WRITING, reason="Không kịp")
    for made in (book(session), wall(session)):
        assert "Gửi muộn?" not in said(made)


def test_the_wall_shows_no_identity_and_no_draft(session, people, unit):
    asked(
        session,
        people,
        f"Tôi là {NAME}, thôn Thao Chính, số 0912.345.678, xin hỏi phí?",
        department=unit,
        reply="Đề nghị bà Nguyệt nộp 8.000 đồng.",
    )
    draft = asked(session, people, "Còn nháp?", department=unit)
    q.submit(draft, user=people.officer, reply="Chưa được duyệt.")
    made = wall(session)
    for text in (in_pdf(made), in_word(made)):
        for secret in (NAME, "Nguyệt", "Thao Chính", "0912", "345", "/2026", "Chưa được duyệt"):
            assert secret not in text.replace("năm 2026", "")
        assert "Tôi là […], thôn […], số […], xin hỏi phí?" in text
        assert "Đề nghị bà […] nộp 8.000 đồng." in text
        assert "Nội dung này được trả lời trực tiếp tại hội nghị." in text
    assert not made.is_personal


def test_numbers_on_the_wall_are_those_of_the_book(session, people, unit):
    asked(session, people, "Chưa ai nhận?")
    asked(session, people, "Thuộc kinh tế?", department=unit)
    after(said(wall(session)), "Nội dung 1. Phòng Kinh tế", "Thuộc kinh tế?", "Nội dung 2.")
    after(said(book(session)), "Nội dung 1.", "Thuộc kinh tế?", "Nội dung 2.", "Chưa ai nhận?")


def test_the_wall_has_slides_of_16_by_9_in_letters_of_30_pt_and_more(session, people, unit):
    asked(session, people, "Phí bao nhiêu?", department=unit, reply="8.000 đồng.")
    asked(session, people, "Hỏi dài. " * 300, department=unit, reply="Trả lời dài. " * 200)
    sheet = Measured(wall(session).pdf(), top=0)
    for width, height in sheet.sizes:
        assert width / height == pytest.approx(16 / 9, abs=0.01)
    assert min(letter.size for letter in sheet.inked) >= 28
    assert all(letter.x0 > 0 and letter.x1 < 338.6 for letter in sheet.inked)
    assert all(letter.base < 190.5 - 10 for letter in sheet.inked)


def test_a_short_answer_stands_below_its_question_and_a_long_one_on_the_next_slide(
    session, people, unit
):
    asked(session, people, "Phí bao nhiêu?", department=unit, reply="8.000 đồng.")
    pages = [page.extract_text() for page in opened(wall(session).pdf()).pages]
    assert len(pages) == 2
    assert "Phí bao nhiêu?" in pages[1] and "8.000 đồng." in pages[1]
    asked(session, people, "Dài không?", department=unit, reply="Rất dài. " * 80)
    pages = [page.extract_text() for page in opened(wall(session).pdf()).pages]
    assert "Dài không?" in pages[2] and "Rất dài" not in pages[2]
    assert "Rất dài" in pages[3]


def test_tags_emoji_and_pasted_bullets_print_as_text(session, people, unit):
    asked(
        session, people, "<b>Phí</b> & {{ x }} 😀", department=unit, reply="Gồm:\n• Tờ khai\n+ Ảnh"
    )
    made = book(session)
    for text in (in_pdf(made), in_word(made)):
        assert "<b>Phí</b> & {{ x }}" in text
        assert "- Tờ khai" in text and "+ Ảnh" in text


def test_the_word_file_says_what_the_pdf_says(session, people, unit):
    asked(
        session, people, "Bao giờ có sổ đỏ?", department=unit, reply="Trong 20 ngày.\nHoặc sớm hơn."
    )
    asked(session, people, "Chưa ai nhận?")
    for made in (book(session), wall(session)):
        # Without page numbers, which only the PDF shows.
        kept = [word for word in in_pdf(made).split() if not word.isdecimal()]
        assert [word for word in in_word(made).split() if not word.isdecimal()] == kept


def test_a_restricted_sheet_changes_neither_book_nor_wall(session, people, unit):
    asked(session, people, "Công khai?", department=unit)
    before = [made.html for made in (book(session), wall(session))]
    secret = accepted(session, people, full_name="Hoàng Kim Tiết Lộ")
    asked(session, people, "Tố cáo cán bộ?", sheet=secret, department=unit, reply="Mật.")
    r.restrict(secret, user=people.chief, reason="Dấu hiệu tố cáo")
    assert [made.html for made in (book(session), wall(session))] == before


def test_papers_of_a_meeting_are_not_offered_when_nobody_meets(session):
    type(session).objects.filter(pk=session.pk).update(state=SessionState.IN_WRITING)
    assert parts("question_book", session) == parts("projector_edition", session) == {}


def test_many_questions_take_no_more_queries_than_few(
    session, people, unit, django_assert_max_num_queries
):
    asked(session, people, "Một?", department=unit, reply="Trả lời.")
    _multiply(session, 40)
    for made in (book(session), wall(session)):
        with django_assert_max_num_queries(4):
            assert said(made).count("Một?") == 41


def _multiply(session, times):
    """Copy the one sheet and question of ``session``: only their number matters here."""
    sheet, question = Registration.objects.get(), Question.objects.get()
    for number in range(times):
        sheet.pk, sheet.number = None, 1000 + number
        sheet.key_hash = sheet.tracking_hash = f"{number:064d}"
        sheet.save()
        question.pk, question.registration = None, sheet
        question.save()


def test_after_the_session_the_book_tells_what_was_answered(session, people, unit):
    question = asked(session, people, "Hỏi?", department=unit, reply="Đã có.")
    held(session, people)
    q.give(question, user=people.clerk, way="at_session")
    assert "Đã trả lời: Đã có." in said(book(session))
