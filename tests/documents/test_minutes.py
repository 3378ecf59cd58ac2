"""The minutes of a session: what the decree's sample asks, and nobody's name."""

import datetime as dt

import pytest
from django.utils import timezone

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.deadlines import ZONE
from dialogue.models import Consent, SessionPage
from dialogue.vietnamese import official_date
from tests import factories as make

from .measuring import Measured
from .official import in_pdf, in_word, paper, parts, said
from .session_world import NAME, People, accepted, asked, held
from .test_question_book import after

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commune", "render_once")]

ANYBODY = "Công dân tại xã Phú Xuyên kiến nghị"


@pytest.fixture
def session():
    return make.session(
        title="Hội nghị đối thoại đợt một năm 2026",
        chair="Phó Chủ tịch UBND xã",
        agenda=[("item", {"minutes": 10, "text": "Khai mạc"})],
        participants=[("group", {"title": "Đại biểu xã", "members": "Công an xã\nThuế cơ sở"})],
    )


@pytest.fixture
def unit():
    return make.DepartmentFactory(name="Phòng Kinh tế")


@pytest.fixture
def people(unit):
    return People(unit)


def minutes(session):
    return paper("minutes", session)


def test_the_parts_stand_in_the_order_of_the_sample(session, people, unit):
    question = asked(session, people, "Bao giờ có sổ đỏ?", department=unit, reply="Trong 20 ngày.")
    session = held(session, people)
    q.give(question, user=people.clerk, way="at_session")
    text = in_pdf(minutes(session))
    after(
        text,
        "ỦY BAN NHÂN DÂN XÃ PHÚ XUYÊN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: /BB-UBND",
        "BIÊN BẢN",
        "Hội nghị đối thoại đợt một năm 2026",
        "Thời gian bắt đầu:",
        "Địa điểm: Hội trường tầng 2",
        "Thành phần tham dự:",
        "- Đại biểu xã: Công an xã; Thuế cơ sở",
        "Chủ tọa: Phó Chủ tịch UBND xã",
        "Thư ký:",
        "I. DIỄN BIẾN HỘI NGHỊ",
        "Khai mạc",
        "II. NỘI DUNG KIẾN NGHỊ VÀ TRẢ LỜI",
        "1. Nội dung được trả lời tại hội nghị",
        f"Nội dung 1. {ANYBODY}",
        "Bao giờ có sổ đỏ?",
        "Phòng Kinh tế trả lời:",
        "Trong 20 ngày.",
        "III. KẾT LUẬN CỦA CHỦ TỌA",
        "Hội nghị kết thúc vào",
        "./.",
        "THƯ KÝ",
        "CHỦ TỌA",
        "Nơi nhận:",
        "- Lưu: VT, VP.",
    )
    assert "None" not in text


def test_no_place_and_date_stand_in_the_head(session):
    head = in_pdf(minutes(session)).split("BIÊN BẢN")[0]
    assert "Phú Xuyên, ngày" not in head


def test_the_secretary_signs_on_the_left_the_chair_on_the_right_at_one_height(session):
    sheet = Measured(minutes(session).pdf())
    secretary, _end = sheet.find("THƯ KÝ")
    chair, _end = sheet.find("CHỦ TỌA", after=sheet.text.find("THƯKÝ"))
    assert secretary.first_base == pytest.approx(chair.first_base, abs=0.5)
    assert max(secretary.centres) < 112 < min(chair.centres)
    recipients, _end = sheet.find("Nơi nhận:")
    assert (recipients.page, recipients.first_base) > (chair.page, chair.first_base)


def test_each_question_stands_under_what_became_of_it(session, people, unit):
    def matter(text, **options):
        return asked(session, people, text, **options)

    before = timezone.now() - dt.timedelta(hours=2)
    told = matter("Đã trả lời?", department=unit, reply="Có.")
    owed = matter("Hẹn trả lời?", department=unit)
    sent = matter("Thư trước?", department=unit, reply="Đã gửi thư.")
    q.give(sent, user=people.clerk, way="letter", now=before)
    passed = matter("Nơi khác?")
    q.refer(passed, user=people.clerk, reason="Thuộc nơi khác", other_body="Công an thành phố")
    above = matter("Cấp trên?")
    q.escalate(above, user=people.chief, reason="Vượt thẩm quyền", other_body="Sở Nội vụ")
    matter("Còn lại?", department=unit)
    on_spot = matter("Phát sinh?", channel="session", department=unit)
    session = held(session, people)
    q.give(told, user=people.clerk, way="at_session")
    owed = q.owe_in_writing(owed, user=people.chief)
    q.answer_on_spot(on_spot, user=people.clerk, reply="Trả lời ngay.")
    after(
        said(minutes(session)),
        "1. Nội dung được trả lời tại hội nghị",
        "Đã trả lời?",
        "2. Nội dung khác được nêu tại hội nghị",
        "Còn lại?",
        "3. Nội dung phát sinh tại hội nghị",
        "Phát sinh?",
        "Trả lời ngay.",
        "4. Nội dung trả lời bằng văn bản sau hội nghị",
        "Hẹn trả lời?",
        f"Thời hạn: {official_date(owed.due_on)}.",
        "5. Nội dung thuộc thẩm quyền của cơ quan khác và của cấp trên",
        "Công an thành phố",
        "Sở Nội vụ",
        "6. Nội dung đã trả lời bằng văn bản trước hội nghị",
        "Thư trước?",
        f"Đã trả lời bằng văn bản {official_date(before)}.",
    )
    assert "Đã gửi thư." not in said(minutes(session))


def test_a_letter_sent_after_the_session_was_owed_there(session, people, unit):
    question = asked(session, people, "Hẹn trả lời?", department=unit, reply="Xong.")
    session = held(session, people)
    given = q.give(question, user=people.clerk, way="letter")
    text = said(minutes(session))
    assert "Nội dung trả lời bằng văn bản sau hội nghị" in text
    assert f"đã trả lời {official_date(given.given_at)}." in text


def test_an_approved_reply_that_nobody_gave_is_not_told_as_given(session, people, unit):
    asked(session, people, "Còn lại?", department=unit, reply="Mới duyệt thôi.")
    text = said(minutes(held(session, people)))
    assert "Còn lại?" in text
    assert "Mới duyệt thôi." not in text


def test_nobody_is_named_even_with_consent_to_a_published_answer(session, people, unit):
    question = asked(
        session,
        people,
        f"Tôi là {NAME} ở thôn Thao Chính, máy 0912345678, hỏi phí?",
        department=unit,
        reply="Bà Nguyệt nộp 8.000 đồng.",
        consents=frozenset({Consent.Purpose.PUBLISH_NAME}),
    )
    session = held(session, people)
    q.give(question, user=people.clerk, way="at_session")
    made = minutes(session)
    for text in (in_pdf(made), in_word(made)):
        for secret in (NAME, "Nguyệt", "Thao Chính", "0912", question.registration.code):
            assert secret not in text
        assert "Bà […] nộp 8.000 đồng." in text
    assert made.may_be_published and not made.is_personal


def test_an_organisation_is_not_named_either(session, people, unit):
    asked(
        session,
        people,
        "Hỏi?",
        department=unit,
        full_name="Đinh Công Tráng",
        applicant_kind="organisation",
        organisation_name="Hợp tác xã Giẽ Thượng",
    )
    text = said(minutes(session))
    assert "Tổ chức, doanh nghiệp tại xã Phú Xuyên kiến nghị" in text
    assert "Giẽ Thượng" not in text and "Tráng" not in text


def test_the_closing_sentence_has_the_end_or_room_for_it(session):
    start = dt.datetime(2026, 6, 26, 8, 0, tzinfo=ZONE)
    SessionPage.objects.filter(pk=session.pk).update(start_at=start)
    text = said(minutes(session))
    assert "Thời gian bắt đầu: 08 giờ 00, ngày 26 tháng 6 năm 2026" in text
    assert "Hội nghị kết thúc vào ……… giờ ………, ngày 26 tháng 6 năm 2026./." in text
    SessionPage.objects.filter(pk=session.pk).update(end_at=start + dt.timedelta(hours=3))
    assert "Hội nghị kết thúc vào 11 giờ 00, ngày 26 tháng 6 năm 2026./." in said(minutes(session))


def test_before_anything_is_known_the_minutes_are_lines_to_write_on():
    session = make.session(title="Chưa có gì", expected_month=dt.date(2027, 2, 1))
    text = in_pdf(minutes(session))
    after(text, "Thời gian bắt đầu:", "Chủ tọa:", "Thư ký:", "NỘI DUNG KIẾN NGHỊ", "KẾT LUẬN")
    assert "None" not in text and "02" not in text


def test_a_restricted_sheet_changes_no_letter_of_it(session, people, unit):
    asked(session, people, "Công khai?", department=unit)
    before = minutes(session).html
    secret = accepted(session, people, full_name="Hoàng Kim Tiết Lộ")
    asked(session, people, "Tố cáo cán bộ?", sheet=secret, department=unit)
    r.restrict(secret, user=people.chief, reason="Dấu hiệu tố cáo")
    assert minutes(session).html == before


def test_the_word_file_says_what_the_pdf_says(session, people, unit):
    asked(session, people, "Hỏi?\n- gạch đầu dòng", department=unit)
    made = minutes(session)
    kept = [word for word in in_pdf(made).split() if not word.isdecimal()]
    assert [word for word in in_word(made).split() if not word.isdecimal()] == kept


def test_many_questions_take_no_more_queries_than_few(
    session, people, unit, django_assert_max_num_queries
):
    sheet = accepted(session, people)
    for number in range(12):
        asked(session, people, f"Hỏi {number}?", sheet=sheet, department=unit)
    made = minutes(session)
    with django_assert_max_num_queries(4):
        assert "Hỏi 11?" in said(made)


def test_a_cancelled_session_has_no_minutes(session):
    SessionPage.objects.filter(pk=session.pk).update(state="cancelled")
    assert parts("minutes", session) == {}
