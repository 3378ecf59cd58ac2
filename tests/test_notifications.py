"""Who is written to when, and what a mail never says."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dialogue.actions import NotAllowed
from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.actions import sessions as s
from dialogue.deadlines import ZONE
from dialogue.models import OutgoingMail
from dialogue.notifications import Kind, kinds
from dialogue.states import QuestionState, Role
from tests import factories as make

pytestmark = pytest.mark.django_db

EMAIL = "anhnguyet@example.vn"
SECRETS = ("Nguyệt", "0912345678", "912 345 678", "Số 12")


@pytest.fixture(autouse=True)
def _commune(commune):
    return commune


def mails(kind=None):
    found = OutgoingMail.objects.order_by("pk")
    return list(found.filter(kind=kind) if kind else found)


def the_mail(kind):
    (mail,) = mails(kind)
    return mail


def question_of(email=EMAIL, state=QuestionState.NEW, **fields):
    return make.question(state, registration=make.accepted_sheet(email=email), **fields)


# The receipt.


def test_who_gave_an_address_is_told_number_official_time_session_and_how_to_follow():
    session = make.session(
        title="Hội nghị đối thoại kỳ 2", start_at=dt.datetime(2026, 11, 27, 8, 0, tzinfo=ZONE)
    )
    sheet = make.sheet(
        email=EMAIL, session=session, now=dt.datetime(2026, 11, 8, 20, 0, tzinfo=ZONE)
    )
    mail = the_mail(Kind.RECEIVED)
    assert mail.to == EMAIL
    assert mail.registration == sheet
    assert mail.subject == f"Đã tiếp nhận phiếu đăng ký số {sheet.code}"
    for words in (
        "UBND xã Phú Xuyên đã tiếp nhận Phiếu đăng ký tham gia đối thoại của ông/bà.",
        f"Số phiếu: {sheet.code}",
        "Thời điểm tiếp nhận chính thức: 7 giờ 30, thứ Hai, ngày 09/11/2026",
        "Hội nghị: Hội nghị đối thoại kỳ 2",
        "Thời gian: 8 giờ 00, thứ Sáu, ngày 27/11/2026",
        "Địa điểm: Hội trường tầng 2",
        "Phiếu đến trong thời hạn đăng ký (trước 17 giờ 00, thứ Ba, ngày 17/11/2026).",
        "http://testserver/tra-cuu/",
        "Đường dây nóng: 024 3379 1827",
    ):
        assert words in mail.body


def test_the_tracking_code_is_never_mailed_and_the_mail_says_so():
    sheet = make.sheet(email=EMAIL)
    mail = the_mail(Kind.RECEIVED)
    letters = re.sub(r"[^A-Z0-9]", "", mail.body + mail.subject)
    assert sheet.tracking_code.replace("-", "") not in letters
    assert "mã tra cứu không gửi qua thư điện tử" in mail.body


def test_a_late_sheet_is_told_that_it_is_late_and_what_that_means():
    session = make.session(start_at=dt.datetime(2026, 11, 27, 8, 0, tzinfo=ZONE))
    make.sheet(email=EMAIL, session=session, now=dt.datetime(2026, 11, 20, 9, 0, tzinfo=ZONE))
    body = the_mail(Kind.RECEIVED).body
    assert "Phiếu đến sau hạn đăng ký (17 giờ 00, thứ Ba, ngày 17/11/2026)" in body
    assert "không bị từ chối" in body


def test_a_session_of_which_only_the_month_is_known_names_the_month():
    make.sheet(email=EMAIL, session=make.session(expected_month=dt.date(2026, 12, 1)))
    assert "Thời gian: tháng 12/2026 (dự kiến)" in the_mail(Kind.RECEIVED).body


def test_who_gave_no_address_gets_no_mail():
    make.sheet(email="")
    assert not mails()


def test_a_suspicious_sheet_causes_no_mail_until_staff_release_it():
    sheet = make.sheet(email=EMAIL, suspicion="nhiều phiếu trong một phút")
    assert not mails()
    clerk = make.office()
    r.release(sheet, user=clerk)
    assert the_mail(Kind.RECEIVED).to == EMAIL


def test_a_suspicious_sheet_refused_as_spam_causes_no_mail():
    sheet = make.sheet(email=EMAIL, suspicion="bẫy")
    r.refuse(sheet, user=make.office(), reason="Thư rác", refusal_reason="spam")
    assert not mails()


# What follows.


def test_more_information_is_asked_in_the_clerks_words():
    r.ask_more(make.sheet(email=EMAIL), user=make.office(), reason="Đề nghị ghi rõ số thửa đất.")
    mail = the_mail(Kind.MORE_INFO)
    assert "Đề nghị ghi rõ số thửa đất." in mail.body
    assert "ghi rõ số phiếu" in mail.body


def test_a_refusal_says_why_and_where_to_go():
    r.refuse(
        make.sheet(email=EMAIL),
        user=make.office(),
        reason="Đề nghị gửi đơn đến Ban Tiếp công dân xã.",
        refusal_reason="complaint",
    )
    mail = the_mail(Kind.REFUSED)
    assert "Lý do: Khiếu nại." in mail.body
    assert "Đề nghị gửi đơn đến Ban Tiếp công dân xã." in mail.body


def test_withdrawal_and_a_new_code_are_confirmed_without_the_code():
    clerk = make.office()
    sheet = r.reissue_code(make.sheet(email=EMAIL), user=clerk, reason="Đã kiểm tra giấy tờ")
    assert sheet.new_code
    assert sheet.new_code not in the_mail(Kind.NEW_CODE).body
    r.withdraw(sheet, user=clerk, reason="Người dân đề nghị")
    assert "đã được rút theo đề nghị của ông/bà" in the_mail(Kind.WITHDRAWN).body


def test_a_reply_given_by_email_carries_question_and_reply():
    question = question_of(state=QuestionState.APPROVED)
    q.give(question, user=make.office(), way="email")
    mail = the_mail(Kind.ANSWERED)
    assert mail.subject == f"Trả lời nội dung kiến nghị số {question.code}"
    assert "Thủ tục khai sinh cần giấy tờ gì?" in mail.body
    assert "Cần tờ khai và giấy chứng sinh." in mail.body


@pytest.mark.parametrize("way", ["letter"])
def test_a_reply_given_otherwise_is_not_mailed_too(way):
    q.give(question_of(state=QuestionState.APPROVED), user=make.office(), way=way)
    assert not mails(Kind.ANSWERED)


def test_a_referral_names_the_body_its_address_and_the_guidance():
    q.refer(
        question_of(),
        user=make.office(),
        reason="Đề nghị mang theo căn cước.",
        other_body="Công an xã",
        other_body_address="Tiểu khu Mỹ Lâm",
    )
    body = the_mail(Kind.REFERRED).body
    for words in ("Công an xã", "Tiểu khu Mỹ Lâm", "Đề nghị mang theo căn cước."):
        assert words in body


def test_what_goes_up_is_told_and_so_is_the_reply_from_above():
    chief = make.leader()
    question = q.escalate(
        question_of(), user=chief, reason="Vượt thẩm quyền.", other_body="Sở Nội vụ"
    )
    assert "đã báo cáo Sở Nội vụ" in the_mail(Kind.ESCALATED).body
    q.record_superior_reply(question, user=chief, reply="Đã bổ sung trong quý IV.")
    body = the_mail(Kind.ANSWERED).body
    assert "Đã bổ sung trong quý IV." in body
    assert "Sở Nội vụ" in body


# Sessions that change.

START = dt.datetime(2027, 3, 12, 8, 0, tzinfo=ZONE)


def kept_for(session, **fields):
    return make.sheet(email=EMAIL, session=session, **fields)


def session_to_come(**fields):
    return make.session(title="Hội nghị đối thoại kỳ 2", start_at=START, **fields)


def postponed(session, reason="Mưa lũ"):
    return s.postpone(session, user=make.office(), reason=reason)


def test_a_session_put_off_is_told_to_everyone_who_waits_for_it():
    session = session_to_come()
    one, two = kept_for(session), kept_for(session, part_1="Nội dung khác")
    make.sheet(email=EMAIL, session=make.session(), part_1="Cho hội nghị khác")
    postponed(session, "Mưa lớn, ngập đường liên thôn.")

    told = mails(Kind.SESSION_CHANGED)
    assert [mail.registration for mail in told] == [one, two]
    mail = told[0]
    assert (mail.to, mail.state) == (EMAIL, OutgoingMail.State.QUEUED)
    assert mail.subject == f"Thay đổi về hội nghị đối thoại, số phiếu {one.code}"
    for words in (
        "“Hội nghị đối thoại kỳ 2” tạm hoãn. Thời gian mới sẽ được thông báo.",
        "Lý do: Mưa lớn, ngập đường liên thôn.",
        f"Phiếu số {one.code} của ông/bà vẫn được giữ.",
        "http://testserver/tra-cuu/",
    ):
        assert words in mail.body
    assert "12/03/2027" not in mail.body
    for word in SECRETS:
        assert word not in mail.subject + mail.body


def test_the_new_date_and_the_place_are_told():
    session = session_to_come()
    kept_for(session)
    session = postponed(session)
    OutgoingMail.objects.all().delete()
    s.reschedule(
        session, user=make.office(), reason="Đã hết lũ", start_at=START + dt.timedelta(days=7)
    )
    body = the_mail(Kind.SESSION_CHANGED).body
    for words in (
        "đã có thời gian tổ chức mới",
        "Thời gian: 8 giờ 00, thứ Sáu, ngày 19/03/2027",
        "Địa điểm: Hội trường tầng 2",
        "Lý do: Đã hết lũ",
    ):
        assert words in body


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (s.cancel, "đã hủy, không tổ chức"),
        (s.go_in_writing, "được thay bằng trả lời bằng văn bản"),
    ],
)
def test_a_session_that_does_not_meet_is_told_with_what_becomes_of_the_sheet(verb, words):
    session = session_to_come()
    kept_for(session)
    verb(session, user=make.leader(), reason="Bất khả kháng")
    body = the_mail(Kind.SESSION_CHANGED).body
    assert words in body
    assert "Lý do: Bất khả kháng" in body
    assert "không cần gửi lại" in body
    assert "12/03/2027" not in body


def test_restricted_suspicious_and_finished_sheets_get_no_word_of_a_session():
    session, clerk = session_to_come(), make.office()
    r.restrict(kept_for(session), user=clerk, reason="Có dấu hiệu tố cáo")
    kept_for(session, part_1="Nội dung thứ hai", suspicion="bẫy")
    r.withdraw(kept_for(session, part_1="Nội dung thứ ba"), user=clerk, reason="Đề nghị rút")
    make.sheet(email="", session=session, part_1="Nội dung thứ tư")
    postponed(session)
    assert not mails(Kind.SESSION_CHANGED)


def test_who_may_not_change_a_session_causes_no_mail():
    session = session_to_come()
    kept_for(session)
    with pytest.raises(NotAllowed):
        s.cancel(session, user=make.office(), reason="Không được phép")
    assert not mails(Kind.SESSION_CHANGED)


def test_a_full_hall_is_written_to_by_as_few_queries_as_one_sender():
    def cost(number):
        session = make.session(start_at=START)
        for place in range(number):
            kept_for(session, part_1=f"Nội dung số {number}.{place}")
        clerk = make.office()
        with CaptureQueriesContext(connection) as queries:
            s.postpone(session, user=clerk, reason="Mưa lũ")
        return len(queries)

    few = cost(1)
    assert cost(12) == few
    assert len(mails(Kind.SESSION_CHANGED)) == 13


def test_an_address_that_can_not_be_one_never_stops_the_session_from_changing():
    session = session_to_come()
    sheet = kept_for(session)
    type(sheet).objects.update(email="không phải địa chỉ")
    assert postponed(session).state == "postponed"
    assert the_mail(Kind.SESSION_CHANGED).state == OutgoingMail.State.FAILED


def late_sheet():
    session = make.session(start_at=dt.datetime(2026, 11, 27, 8, 0, tzinfo=ZONE))
    return kept_for(session, now=dt.datetime(2026, 11, 20, 9, 0, tzinfo=ZONE))


def test_who_sent_late_is_told_that_it_is_answered_in_writing():
    r.decide_late(late_sheet(), user=make.leader(), reason="Nội bộ", decision="in_writing")
    mail = the_mail(Kind.LATE_DECIDED)
    assert "đến sau hạn đăng ký" in mail.body
    assert "trả lời bằng văn bản" in mail.body
    assert "Nội bộ" not in mail.body, "the reason is the leader's own"


def test_who_sent_late_is_told_the_next_session_with_its_time_and_place():
    r.decide_late(
        late_sheet(),
        user=make.leader(),
        reason="Không kịp chuẩn bị",
        decision="next_session",
        session=session_to_come(),
    )
    body = the_mail(Kind.LATE_DECIDED).body
    for words in ("Hội nghị đối thoại kỳ 2", "12/03/2027", "Địa điểm: Hội trường tầng 2"):
        assert words in body


def test_a_receipt_held_back_does_not_promise_a_session_that_was_put_off():
    session = session_to_come()
    sheet = kept_for(session, suspicion="bẫy")
    session = postponed(session)
    r.release(sheet, user=make.office())
    body = the_mail(Kind.RECEIVED).body
    assert f"Thời gian: {session.get_state_display()}" in body
    assert "12/03/2027" not in body
    assert "Địa điểm" not in body


# Restricted sheets.


def test_refusing_a_denunciation_mails_nothing_but_a_neutral_sentence():
    sheet = make.sheet(email=EMAIL, part_1="Tố cáo ông Trần Văn X nhận tiền")
    r.refuse(
        sheet,
        user=make.office(),
        reason="Đơn tố cáo gửi Thanh tra.",
        refusal_reason="denunciation",
    )
    last = mails()[-1]
    assert last.kind == Kind.CONTACT_OFFICE
    assert "liên hệ trực tiếp" in last.body
    for mail in mails():
        for word in ("Trần Văn X", "tố cáo", "Tố cáo", "Thanh tra"):
            assert word not in mail.subject + mail.body


def test_restricting_takes_the_words_out_of_mails_that_still_wait():
    clerk = make.office()
    sheet = make.sheet(email=EMAIL)
    r.ask_more(sheet, user=clerk, reason="Ghi rõ tên người bị phản ánh.")
    r.restrict(sheet, user=clerk, reason="Có dấu hiệu tố cáo")
    for mail in mails():
        assert mail.kind == Kind.CONTACT_OFFICE
        assert "người bị phản ánh" not in mail.body


def test_what_was_sent_before_the_restriction_stays_as_it_was_sent():
    clerk = make.office()
    sheet = make.sheet(email=EMAIL)
    OutgoingMail.objects.update(state=OutgoingMail.State.SENT)
    r.restrict(sheet, user=clerk, reason="Có dấu hiệu tố cáo")
    assert the_mail(Kind.RECEIVED).body


def test_of_a_restricted_question_only_named_persons_are_told():
    unit = make.DepartmentFactory()
    make.officer(unit)
    named = make.staff(Role.OFFICER, Role.RESTRICTED_READER, department=unit)
    chief = make.staff(Role.LEADER, Role.RESTRICTED_READER)
    question = question_of(email="")
    r.restrict(question.registration, user=chief, reason="Bảo mật")
    q.assign(question, user=chief, department=unit)
    assert [mail.to for mail in mails(Kind.ASSIGNED)] == [named.email]


# Staff.


def test_staff_get_a_number_a_date_and_a_link_and_no_word_of_the_matter():
    unit = make.DepartmentFactory()
    one, two = make.officer(unit), make.officer(unit)
    make.officer(unit, is_active=False)
    other = make.officer(unit)
    other.email = ""
    other.save()
    outsider = make.officer(make.DepartmentFactory())
    chief, second, clerk = make.leader(), make.leader(), make.office()
    question = question_of(email="")
    OutgoingMail.objects.all().delete()

    question = q.assign(
        question, user=chief, department=unit, instruction="Kiểm tra kỹ hồ sơ bà Nguyệt."
    )
    assert sorted(m.to for m in mails(Kind.ASSIGNED)) == sorted([one.email, two.email])
    mail = mails(Kind.ASSIGNED)[0]
    assert question.code in mail.body
    assert f"{question.due_on:%d/%m/%Y}" in mail.body
    assert f"http://testserver{question.get_absolute_url()}" in mail.body

    question = q.submit(question, user=one, reply="Cần tờ khai.")
    told = {m.to for m in mails(Kind.SUBMITTED)}
    assert {chief.email, second.email} <= told
    assert not told & {one.email, two.email, clerk.email}
    question = q.send_back(question, user=chief, reason="Bổ sung căn cứ pháp lý.")
    assert the_mail(Kind.SENT_BACK).to == one.email
    question = q.submit(question, user=one, reply="Cần tờ khai, theo Luật Hộ tịch.")
    q.approve(question, user=second)
    assert clerk.email in [m.to for m in mails(Kind.APPROVED)]

    for mail in mails():
        assert mail.to != outsider.email
        for word in ("Kiểm tra kỹ", "pháp lý", "tờ khai", "giấy tờ gì", *SECRETS):
            assert word not in mail.subject + mail.body


def test_nobody_is_mailed_about_what_they_did_themselves():
    unit = make.DepartmentFactory()
    both = make.staff(Role.LEADER, Role.OFFICER, department=unit)
    q.assign(question_of(email=""), user=both, department=unit)
    assert not mails(Kind.ASSIGNED)


# All of them.


def test_subjects_name_no_person_no_code_and_no_matter():
    question = question_of(state=QuestionState.APPROVED)
    q.give(question, user=make.office(), way="email")
    for mail in mails():
        for word in (*SECRETS, "khai sinh"):
            assert word not in mail.subject


def test_links_come_from_the_settings_and_not_from_a_forged_host(settings, client):
    settings.WAGTAILADMIN_BASE_URL = "https://doithoai.example.vn/"
    make.sheet(email=EMAIL)
    addresses = re.findall(r"https?://\S+", the_mail(Kind.RECEIVED).body)
    assert addresses == ["https://doithoai.example.vn/tra-cuu/"]


def test_what_people_typed_is_plain_text_in_a_mail():
    typed = "<b>Đất</b> & nhà {{ settings.SECRET_KEY }} {% now 'Y' %}"
    r.ask_more(make.sheet(email=EMAIL), user=make.office(), reason=typed)
    assert typed in the_mail(Kind.MORE_INFO).body


def test_every_occasion_has_its_words_in_vietnamese():
    for kind, label in kinds():
        assert kind
        assert not re.search(r"\b(the|asked|given|received|reply)\b", str(label), re.I)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_mail_is_vietnamese_from_greeting_to_closing(kind):
    from dialogue.notifications import _text

    question = make.question(QuestionState.ESCALATED, registration=make.accepted_sheet())
    text = _text(
        kind,
        {"registration": question.registration, "question": question, "due": "", "follow_url": "/"},
    )
    assert text.startswith("Kính gửi")
    assert not re.search(r"\b(the|your|sheet|question|please)\b", text, re.I)
    assert "\n\n\n" not in text
