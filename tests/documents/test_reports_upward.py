"""Reports to the superior body: every matter beyond authority, and nobody who raised it."""

import pytest

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.documents import catalogue
from dialogue.models import Registration
from dialogue.states import RefusalReason
from tests import factories as make

from .official import in_pdf, in_word, paper, parts, said, sentences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commune", "render_once")]


@pytest.fixture
def session():
    return make.session(title="Hội nghị đối thoại đợt hai")


def escalated(session, body="Sở Nội vụ", text="Đề nghị rút ngắn thủ tục.", **fields):
    """Return a question of ``session`` that was reported to ``body``."""
    sheet = make.accepted_sheet(**fields)
    Registration.objects.filter(pk=sheet.pk).update(session=session)
    sheet.refresh_from_db()
    clerk = make.office()
    r.split(sheet, user=clerk, questions=[{"text": text, "part": 1}])
    question = sheet.questions.order_by("-ordinal").first()
    return q.escalate(question, user=make.leader(), reason="Đề nghị sửa quy định.", other_body=body)


def reports(session):
    return [paper("upward_report", session, part) for part in parts("upward_report", session)]


def test_a_report_for_each_body_however_its_name_was_typed(session):
    escalated(session, "Sở Nội vụ")
    escalated(session, "SỞ NỘI VỤ")
    escalated(session, "Sở Nông nghiệp và Môi trường")
    assert list(parts("upward_report", session).values()) == [
        "Sở Nội vụ",
        "Sở Nông nghiệp và Môi trường",
    ]
    first, second = reports(session)
    assert "có 02 nội dung vượt thẩm quyền" in said(first)
    assert "có 01 nội dung vượt thẩm quyền" in said(second)


def test_a_report_holds_matter_and_opinion(session):
    question = escalated(session)
    (report,) = reports(session)
    text = said(report)
    for expected in (
        "BÁO CÁO",
        "/BC-UBND",
        "Kính gửi: Sở Nội vụ",
        "Hội nghị đối thoại đợt hai",
        question.text,
        "Đề nghị sửa quy định.",
        "kính đề nghị Sở Nội vụ xem xét",
    ):
        assert expected.casefold() in text.casefold()


def test_senders_stay_out_even_where_they_signed_their_text(session):
    escalated(
        session,
        text="Tôi là Đỗ Thị Ánh Nguyệt, số 0912 345 678, thư nguyet@example.vn, hỏi về hộ tịch.",
        email="nguyet@example.vn",
    )
    (report,) = reports(session)
    text = " ".join([said(report), in_word(report), report.title(), report.file_name])
    for secret in ("Nguyệt", "912", "345 678", "nguyet", "Số 12"):
        assert secret not in text
    assert "hỏi về hộ tịch" in text


def test_once_the_body_replied_there_is_nothing_left_to_report(session):
    question = escalated(session)
    q.record_superior_reply(question, user=make.office(), reply="Đồng ý.")
    assert parts("upward_report", session) == {}


def test_a_session_without_such_questions_has_no_report(session):
    assert parts("upward_report", session) == {}
    with pytest.raises(LookupError):
        catalogue.find("upward_report", session, "body-000000000000")


def test_restricted_set_aside_refused_and_withdrawn_sheets_change_nothing(session):
    escalated(session)
    (before,) = [report.html for report in reports(session)]
    secret = escalated(session, text="CHIM HOÀNG YẾN")
    r.restrict(secret.registration, user=make.office(), reason="Nhạy cảm")
    withdrawn = escalated(session, text="CHIM HOÀNG YẾN")
    r.withdraw(withdrawn.registration, user=make.office(), reason="Xin rút")
    aside = make.sheet(part_1="CHIM HOÀNG YẾN", suspicion="liên kết")
    refused = r.refuse(
        make.sheet(part_1="CHIM HOÀNG YẾN"),
        user=make.office(),
        reason="Không thuộc phạm vi",
        refusal_reason=RefusalReason.OFF_TOPIC,
    )
    Registration.objects.filter(pk__in=[aside.pk, refused.pk]).update(session=session)
    assert [report.html for report in reports(session)] == [before]


def test_a_sheet_without_session_has_a_report_of_its_own():
    question = escalated(None)
    (part,) = parts("sheet_upward_report", question.registration)
    text = said(paper("sheet_upward_report", question.registration, part))
    assert question.text in text
    assert "Nguyệt" not in text


def test_a_sheet_of_a_session_is_reported_with_it_and_not_twice(session):
    question = escalated(session)
    assert parts("sheet_upward_report", question.registration) == {}


def test_what_was_restricted_is_reported_alone(session):
    question = escalated(session)
    r.restrict(question.registration, user=make.office(), reason="Nhạy cảm")
    assert parts("upward_report", session) == {}
    assert list(parts("sheet_upward_report", question.registration).values()) == ["Sở Nội vụ"]


def test_word_says_what_the_pdf_says(session):
    escalated(session)
    escalated(session, text="Câu hỏi thứ hai:\nhai dòng.")
    (report,) = reports(session)
    pdf, docx = in_pdf(report), in_word(report)
    for sentence in sentences(report):
        assert sentence in docx
        assert sentence in pdf


def test_ten_questions_need_no_more_queries_than_one(session, django_assert_max_num_queries):
    for _number in range(10):
        escalated(session)
    with django_assert_max_num_queries(9):
        (report,) = reports(session)
        report.data()
