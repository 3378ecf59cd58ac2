"""The summary report of a session: figures worked out by hand, and only figures."""

import datetime as dt

import pytest
from django.utils import timezone

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.deadlines import ZONE
from dialogue.documents.session_figures import Count, Handling, figures
from dialogue.models import Question
from dialogue.states import Visibility
from tests import factories as make

from .official import in_pdf, in_word, paper, parts, said
from .session_world import NAME, People, accepted, asked, held, received
from .test_question_book import after

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commune", "render_once")]


@pytest.fixture
def session():
    return make.session(title="Hội nghị đối thoại đợt một năm 2026")


@pytest.fixture
def unit():
    return make.DepartmentFactory(name="Phòng Kinh tế")


@pytest.fixture
def people(unit):
    return People(unit)


@pytest.fixture
def busy(session, people, unit):
    """
    A held session: 9 sheets (6 accepted, 1 waiting, 1 refused, 1 withdrawn) and 7 questions.

    By post 2, at the counter 1, the others by the web form; from Mỹ Lâm 3.
    """
    village = make.VillageFactory(name="Thôn Mỹ Lâm")
    land, fees = make.TopicFactory(name="Đất đai"), make.TopicFactory(name="Lệ phí")
    police = make.DepartmentFactory(name="Công an xã")

    def matter(text, **options):
        return asked(session, people, text, **options)

    told = matter("Một?", topic=land, department=unit, reply="Có.", village=village)
    owed = matter("Hai?", topic=land, department=unit, channel="post", village=village)
    sent = matter("Ba?", topic=fees, department=police, reply="Thư.", channel="post")
    q.give(sent, user=people.clerk, way="letter")
    passed = matter("Bốn?", topic=fees)
    q.refer(passed, user=people.clerk, reason="Thuộc nơi khác", other_body="Công an thành phố")
    above = matter("Năm?", topic=land)
    q.escalate(above, user=people.chief, reason="Vượt thẩm quyền", other_body="Sở Nội vụ")
    six = accepted(session, people, village=village)
    matter("Sáu?", sheet=six, department=police)
    matter("Bảy?", sheet=six, topic=land, department=unit, reply="Mới duyệt.")
    received(session, channel="counter")
    refused = received(session)
    r.refuse(refused, user=people.clerk, reason="Ngoài phạm vi", refusal_reason="off_topic")
    gone = received(session)
    r.withdraw(gone, user=people.clerk, reason="Theo đề nghị")
    session = held(session, people)
    q.give(told, user=people.clerk, way="at_session")
    q.owe_in_writing(owed, user=people.chief)
    return session


def report(session):
    return paper("session_report", session)


def test_sheets_are_counted_by_what_became_of_them_by_channel_and_village(busy):
    f = figures(busy)
    assert (f.sheets, f.accepted, f.waiting, f.refused, f.withdrawn) == (9, 6, 1, 1, 1)
    assert f.by_channel == (Count("web", 6), Count("counter", 1), Count("post", 2))
    assert f.by_village == (Count("Thôn Mỹ Lâm", 3), Count("", 6))
    assert f.by_refusal == (Count("off_topic", 1),)


def test_questions_are_counted_by_department_topic_and_outcome(busy):
    f = figures(busy)
    whole = Handling(questions=7, at_session=1, in_writing=1, referred=1, escalated=1, in_hand=3)
    assert f.handling == whole
    assert dict(f.by_department) == {
        "Công an xã": Handling(questions=2, in_writing=1, in_hand=1),
        "Phòng Kinh tế": Handling(questions=3, at_session=1, in_hand=2),
        "": Handling(questions=2, referred=1, escalated=1),
    }
    assert f.by_topic == (Count("Đất đai", 4), Count("Lệ phí", 2), Count("", 1))
    assert f.owed == 1


def test_drafts_are_in_time_late_still_running_or_overdue(busy, people):
    f = figures(busy)
    # Một, Ba and Bảy were handed in at once; Hai and Sáu are with their departments.
    assert (f.in_time, f.late, f.running, f.overdue) == (3, 0, 2, 0)
    day = timezone.now().astimezone(ZONE).date()
    Question.objects.filter(text="Một?").update(due_on=day - dt.timedelta(days=1))
    Question.objects.filter(text="Sáu?").update(due_on=day - dt.timedelta(days=1))
    f = figures(busy)
    assert (f.in_time, f.late, f.running, f.overdue) == (2, 1, 1, 1)
    assert f.handling.overdue == 1


def test_a_draft_handed_in_on_the_last_day_is_in_time_and_the_day_after_late(session, people, unit):
    question = asked(session, people, "Hỏi?", department=unit)
    evening = dt.datetime.combine(question.due_on, dt.time(23, 50), ZONE)
    q.submit(question, user=people.officer, reply="Đây.", now=evening)
    assert (figures(session).in_time, figures(session).late) == (1, 0)
    other = asked(session, people, "Nữa?", department=unit)
    morning = dt.datetime.combine(other.due_on, dt.time(0, 10), ZONE) + dt.timedelta(days=1)
    q.submit(other, user=people.officer, reply="Đây.", now=morning)
    assert (figures(session).in_time, figures(session).late) == (1, 1)


def test_what_was_sent_back_counts_by_when_it_came_again(session, people, unit):
    question = asked(session, people, "Hỏi?", department=unit)
    question = q.submit(question, user=people.officer, reply="Sơ sài.")
    question = q.send_back(question, user=people.chief, reason="Viết rõ hơn")
    late = dt.datetime.combine(question.due_on, dt.time(9), ZONE) + dt.timedelta(days=2)
    q.submit(question, user=people.officer, reply="Rõ hơn.", now=late)
    assert (figures(session).in_time, figures(session).late) == (0, 1)


def test_all_sessions_together_are_the_sum_of_each(busy, people, unit):
    other = make.session(title="Đợt hai")
    asked(other, people, "Tám?", department=unit)
    assert figures(other).handling.questions == 1
    assert figures().handling.questions == 8
    assert figures().sheets == 10


def test_the_report_says_the_figures_in_words_tables_and_a_chart(busy):
    text = in_pdf(report(busy))
    after(
        text,
        "Số: /BC-UBND",
        "BÁO CÁO",
        "Kết quả tổ chức hội nghị đối thoại đợt một năm 2026",
        "I. CÔNG TÁC TỔ CHỨC",
        "II. KẾT QUẢ TIẾP NHẬN",
        "09 phiếu, trong đó 06 phiếu được chấp nhận; 01 phiếu đang xem xét; 01 phiếu",
        "Dịch vụ bưu chính 2",
        "Thôn Mỹ Lâm 3",
        "Nơi khác 6",
        "Không thuộc phạm vi thủ tục hành chính 1",
        "III. KẾT QUẢ TRẢ LỜI",
        "07 nội dung, trong đó 01 nội dung đã trả lời tại hội nghị",
        "Phòng Kinh tế 3 1 0 0 0 2",
        "Tổng số 7 1 1 1 1 3",
        "Biểu đồ: số nội dung kiến nghị theo lĩnh vực",
        "Đất đai 4",
        "03 dự thảo trả lời gửi đúng hạn; 02 nội dung còn trong hạn.",
        "sau hội nghị: 01.",
        "báo cáo, kiến nghị cấp trên: 01.",
        "IV. NỘI DUNG CẦN TIẾP TỤC GIẢI QUYẾT",
        "- Phòng Kinh tế: 02 nội dung.",
        "V. ĐỀ XUẤT, KIẾN NGHỊ",
        "Trên đây là báo cáo",
        "./.",
        "Nơi nhận:",
    )
    assert "None" not in text


def test_published_answers_are_counted(session, people):
    make.answer(session=session)
    make.answer(session=session, live=False)
    make.answer()
    assert figures(session).answers == 1
    assert "trên trang thông tin điện tử: 01." in said(report_with_questions(session, people))


def report_with_questions(session, people):
    asked(session, people, "Hỏi?", department=people.department)
    return report(session)


def test_nobody_is_named(busy):
    made = report(busy)
    for text in (in_pdf(made), in_word(made)):
        for secret in (NAME, "Nguyệt", "0912", "/2026", "Thao Chính", "Hỏi", "Mới duyệt"):
            assert secret not in text.replace("năm 2026", "")
    assert made.may_be_published and not made.is_personal


def test_restricted_and_suspicious_sheets_change_no_figure(busy, people, unit):
    before, html = figures(busy), report(busy).html
    late = busy.closes_at - dt.timedelta(days=2)
    sheet = make.sheet(session=busy, now=late, received_at=late, full_name="Hoàng Kim Tiết Lộ")
    secret = r.accept(sheet, user=people.clerk)
    asked(busy, people, "Tố cáo?", sheet=secret, department=unit, reply="Mật.")
    r.restrict(secret, user=people.chief, reason="Dấu hiệu tố cáo")
    denied = make.sheet(session=busy, now=late, received_at=late)
    r.refuse(denied, user=people.clerk, reason="Hướng dẫn", refusal_reason="denunciation")
    aside = make.sheet(session=busy, now=late, received_at=late, suspicion="Có liên kết quảng cáo")
    assert aside.visibility == Visibility.QUARANTINED
    assert figures(busy) == before
    assert report(busy).html == html


def test_a_session_with_nothing_yet_gives_sentences_and_lines_to_write_on():
    session = make.session(title="Chưa có gì", expected_month=dt.date(2027, 2, 1))
    text = in_pdf(report(session))
    assert "chưa có phiếu đăng ký nào được tiếp nhận" in text
    assert "chưa có nội dung kiến nghị nào" in text
    assert "None" not in text


def test_the_plan_that_the_session_carries_out_is_cited(commune):
    from dialogue.models import SessionPage

    plan = make.plan(live=False)
    session = plan.add_child(
        instance=SessionPage(title="Đợt một", place="Hội trường", start_at=timezone.now())
    )
    type(plan).objects.filter(pk=plan.pk).update(live=True)
    assert "Thực hiện Kế hoạch số 05/KH-UBND ngày 05 tháng 3 năm 2026" in said(report(session))


def test_the_word_file_says_what_the_pdf_says(busy):
    made = report(busy)
    kept = in_word(made).replace("█", "")
    for line in ("Phòng Kinh tế 3 1 0 0 0 2", "Đất đai 4", "Nơi nhận: - Thường trực Đảng ủy"):
        assert line in " ".join(kept.split())
    assert set(kept.split()) >= {word for word in in_pdf(made).split() if not word.isdecimal()}


def test_counting_takes_few_queries_whatever_the_number(busy, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        figures(busy)
    made = report(busy)
    with django_assert_max_num_queries(9):
        assert made.html


def test_a_cancelled_session_has_no_report_but_one_replaced_by_letters_has(session):
    type(session).objects.filter(pk=session.pk).update(state="cancelled")
    assert parts("session_report", session) == {}
    type(session).objects.filter(pk=session.pk).update(state="in_writing")
    assert "thay thế bằng trả lời bằng văn bản" in said(report(session))
