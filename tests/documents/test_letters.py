"""Letters about a sheet: the reply, guidance, and a request for more information."""

import datetime as dt

import pytest
from django.utils import timezone

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.documents.prose import prose
from dialogue.models import Registration
from dialogue.states import QuestionState, RefusalReason, RegistrationState, Visibility
from tests import factories as make

from .official import in_pdf, in_word, paper, parts, said, sentences
from .reading import opened, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commune", "render_once")]
State = QuestionState


@pytest.fixture(autouse=True)
def _office(commune):
    commune.office_name = "Văn phòng HĐND và UBND xã"
    commune.reception_address = "Phòng Tiếp công dân, trụ sở UBND xã"
    commune.reception_hours = "sáng thứ Năm hằng tuần"
    commune.save()


def reply(sheet):
    return paper("reply_letter", sheet)


def answered(text, **fields):
    """Return the sheet of a question whose reply is ``text``."""
    question = make.question(State.ASSIGNED, **fields)
    question = q.submit(question, user=make.office(), reply=text)
    return q.approve(question, user=make.leader()).registration


def refused(reason, *, message="Đề nghị ông (bà) gửi đơn đến đúng nơi.", **fields):
    sheet = make.sheet(**fields)
    return r.refuse(sheet, user=make.office(), reason=message, refusal_reason=reason)


# Who is addressed.


def test_a_person_is_addressed_by_name_and_address():
    letter = reply(answered("Cần tờ khai."))
    assert letter.addressees() == [
        "Ông (bà) Đỗ Thị Ánh Nguyệt, Số 12, Thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội"
    ]
    assert "trả lời ông (bà) như sau" in said(letter)


def test_an_organisation_is_addressed_as_such():
    letter = reply(
        answered(
            "Cần tờ khai.",
            applicant_kind="organisation",
            organisation_name="Hợp tác xã Nông nghiệp Đại Nam",
        )
    )
    assert letter.addressees()[0].startswith("Hợp tác xã Nông nghiệp Đại Nam, Số 12")
    text = said(letter)
    assert "Quý đơn vị" in text
    assert "ông (bà)" not in text


def test_a_childs_letter_goes_to_the_representative():
    letter = reply(answered("Cần tờ khai.", guardian_name="Đỗ Văn Hùng"))
    assert letter.addressees()[0].startswith(
        "Ông (bà) Đỗ Văn Hùng, người đại diện của em Đỗ Thị Ánh Nguyệt, Số 12"
    )
    assert "của em Đỗ Thị Ánh Nguyệt, do ông (bà) đại diện" in said(letter)


def test_a_sender_without_address_is_addressed_by_name_alone():
    letter = reply(
        answered(
            "Cần tờ khai.", house="", other_place="", commune="", province="", email="a@example.vn"
        )
    )
    assert letter.addressees() == ["Ông (bà) Đỗ Thị Ánh Nguyệt"]


def test_no_title_or_file_name_or_subject_tells_who_the_sender_is():
    letters = [
        reply(answered("Cần tờ khai.", email="nguyet@example.vn")),
        paper("guidance_letter", refused(RefusalReason.DENUNCIATION, email="nguyet@example.vn")),
        paper(
            "information_request",
            r.ask_more(
                make.sheet(email="nguyet@example.vn"), user=make.office(), reason="Thiếu thôn."
            ),
        ),
    ]
    for letter in letters:
        outside = " ".join([letter.title(), letter.file_name, letter.abstract()])
        for secret in ("Nguyệt", "nguyet", "912", "tố cáo"):
            assert secret not in outside
        assert letter.record.code.replace("/", "-") in letter.file_name


# The reply.


def test_no_letter_before_a_reply_is_approved():
    assert parts("reply_letter", make.question(State.DRAFTED).registration) == {}
    assert list(parts("reply_letter", make.question(State.APPROVED).registration)) == [""]


def test_no_reply_letter_for_a_withdrawn_sheet():
    sheet = answered("Cần tờ khai.")
    r.withdraw(sheet, user=make.office(), reason="Người gửi xin rút")
    assert parts("reply_letter", sheet) == {}


def test_one_letter_replies_to_all_questions_in_their_order():
    sheet = answered("Trả lời thứ nhất.")
    second = make.question(State.APPROVED, registration=sheet)
    letter = reply(sheet)
    text = said(letter)
    assert "1. Nội dung kiến nghị" in text
    assert "2. Nội dung kiến nghị" in text
    assert text.index("Trả lời thứ nhất.") < text.index(second.reply)


def test_a_single_question_has_no_number():
    text = said(reply(answered("Cần tờ khai.")))
    assert "1. Nội dung kiến nghị" not in text


def test_questions_still_in_hand_are_counted_and_not_answered():
    sheet = answered("Trả lời thứ nhất.")
    make.question(State.ASSIGNED, registration=sheet)
    drafted = make.question(State.DRAFTED, registration=sheet)
    text = said(reply(sheet))
    assert "phiếu còn 02 nội dung đang được xem xét" in text
    assert drafted.reply not in text


def test_nothing_is_said_of_waiting_questions_when_none_waits():
    assert "đang được xem xét" not in said(reply(answered("Cần tờ khai.")))


def test_a_referred_question_says_which_body_is_competent():
    sheet = answered("Trả lời thứ nhất.")
    make.question(State.REFERRED, registration=sheet)
    text = said(reply(sheet))
    assert "thuộc thẩm quyền giải quyết của Công an xã" in text
    assert "Thuộc thẩm quyền nơi khác" in text


def test_a_question_reported_upward_says_so_and_its_reply_later_names_the_body():
    sheet = answered("Trả lời thứ nhất.")
    escalated = make.question(State.ESCALATED, registration=sheet)
    assert "đã báo cáo Sở Nội vụ xem xét" in said(reply(sheet))
    q.record_superior_reply(escalated, user=make.office(), reply="Sở đồng ý điều chỉnh.")
    text = said(reply(sheet))
    assert "Sở Nội vụ trả lời như sau: Sở đồng ý điều chỉnh." in text


def test_the_superior_bodys_reply_alone_is_an_occasion():
    escalated = make.question(State.ESCALATED)
    assert parts("reply_letter", escalated.registration) == {}
    q.record_superior_reply(escalated, user=make.office(), reply="Sở đồng ý.")
    assert list(parts("reply_letter", escalated.registration)) == [""]


def test_a_dropped_question_leaves_no_trace():
    sheet = answered("Trả lời thứ nhất.")
    before = reply(sheet).html
    make.question(State.WITHDRAWN, registration=sheet)
    assert reply(sheet).html == before


def test_a_reply_given_at_the_session_says_which():
    session = make.held_session(title="Hội nghị đối thoại tháng Sáu")
    question = make.question(State.APPROVED)
    Registration.objects.filter(pk=question.registration_id).update(session=session)
    q.give(question, user=make.office(), way="at_session")
    assert "đã được trả lời tại Hội nghị đối thoại tháng Sáu, ngày" in said(
        reply(question.registration)
    )


def test_the_letter_cites_the_published_plan_and_no_draft():
    plan = make.plan(live=False)
    session = plan.add_child(
        instance=make.SessionPage(
            title="Hội nghị", place="Hội trường", start_at=timezone.now() + dt.timedelta(days=30)
        )
    )
    sheet = answered("Cần tờ khai.")
    Registration.objects.filter(pk=sheet.pk).update(session=session)
    assert "Thực hiện" not in said(reply(sheet))
    type(plan).objects.filter(pk=plan.pk).update(live=True)
    assert "Thực hiện Kế hoạch số 05/KH-UBND ngày 05 tháng 3 năm 2026, UBND xã" in said(
        reply(sheet)
    )


def test_a_restricted_sheets_letter_doesnt_write_its_matter_out_again():
    sheet = answered("Đã chuyển người có trách nhiệm.")
    matter = sheet.questions.get().text
    assert matter in said(reply(sheet))
    sheet = r.restrict(sheet, user=make.office(), reason="Nhạy cảm")
    assert matter not in said(reply(sheet))


def test_markup_and_emoji_print_as_they_were_typed():
    letter = reply(answered("<b>Không</b> & 'đúng' 😀\n<script>alert(1)</script>"))
    assert "<b>Không</b> & 'đúng' 😀" in in_word(letter)
    assert "<b>Không</b> & 'đúng'" in in_pdf(letter)
    assert "<script>" not in letter.html


def test_a_reply_of_many_pages_ends_with_the_signature_and_not_alone():
    letter = reply(answered("\n".join(["Căn cứ quy định của pháp luật về đất đai. " * 12] * 40)))
    pages = opened(letter.pdf()).pages
    assert len(pages) >= 5
    last = words(pages[-1].extract_text())
    assert "Nguyễn Văn Đức" in last
    assert "Nếu cần trao đổi thêm" in last


@pytest.mark.parametrize("lines", range(18, 30))
def test_the_signature_never_stands_alone_on_a_page(lines):
    letter = reply(answered("\n".join(["Một dòng ngắn."] * lines)))
    last = words(opened(letter.pdf()).pages[-1].extract_text())
    assert "Nguyễn Văn Đức" in last
    assert "điện thoại: 024" in last


# Pasted text.


def test_bullets_and_numbers_keep_their_structure():
    pieces = prose("Hồ sơ gồm:\r\n- Tờ khai\r\n•\tGiấy chứng sinh\n  + Bản chính\n1. Nộp\n\na) Nơi")
    assert [(piece["kind"], piece["text"]) for piece in pieces] == [
        ("paragraph", "Hồ sơ gồm:"),
        ("dash", "Tờ khai"),
        ("dash", "Giấy chứng sinh"),
        ("plus", "Bản chính"),
        ("paragraph", "1. Nộp"),
        ("paragraph", "a) Nơi"),
    ]


@pytest.mark.parametrize("text", ["-5 độ", "+84 912", "o thông", "*lưu ý", "– "])
def test_signs_that_begin_no_list_stay(text):
    assert [piece["text"] for piece in prose(text)] == [text.strip()]


def test_word_bullets_of_symbol_fonts_become_dashes():
    assert [(p["kind"], p["text"]) for p in prose("\uf0b7\tTờ khai\no\tBản sao")] == [
        ("dash", "Tờ khai"),
        ("dash", "Bản sao"),
    ]


# Guidance.


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (RefusalReason.COMPLAINT, "theo Luật Khiếu nại nên không đưa ra Hội nghị"),
        (RefusalReason.OFF_TOPIC, "không thuộc phạm vi này nên không đưa ra Hội nghị"),
        (RefusalReason.DENUNCIATION, "được giữ bí mật theo quy định của pháp luật"),
    ],
)
def test_a_refused_sheet_gets_guidance_in_the_words_told(reason, sentence):
    text = said(paper("guidance_letter", refused(reason, message="Gửi đơn đến Thanh tra.")))
    assert sentence in text
    assert "Gửi đơn đến Thanh tra." in text


@pytest.mark.parametrize("reason", [RefusalReason.COMPLAINT, RefusalReason.DENUNCIATION])
def test_complaints_and_denunciations_learn_where_citizens_are_received(reason):
    text = said(paper("guidance_letter", refused(reason)))
    assert "Nơi tiếp công dân: Phòng Tiếp công dân, trụ sở UBND xã" in text
    assert "Thời gian tiếp: sáng thứ Năm hằng tuần" in text


def test_without_a_place_of_reception_the_published_notice_says_where_to_go(commune):
    commune.reception_address = ""
    commune.exclusion_notice = "<p>Khiếu nại: gửi <b>Chủ tịch UBND xã</b>.</p>"
    commune.save()
    text = said(paper("guidance_letter", refused(RefusalReason.COMPLAINT)))
    assert "Khiếu nại: gửi Chủ tịch UBND xã" in text
    assert "Nơi tiếp công dân" not in text


def test_without_anything_on_record_the_place_is_left_to_fill_in(commune):
    commune.reception_address = commune.reception_hours = ""
    commune.save()
    letter = paper("guidance_letter", refused(RefusalReason.COMPLAINT))
    blanks = [piece["label"] for piece in letter.body() if piece["kind"] == "fact"]
    assert blanks == ["Nơi tiếp công dân", "Thời gian tiếp"]
    assert "None" not in said(letter)


def test_a_denunciations_letter_is_silent_on_the_matter():
    sheet = refused(
        RefusalReason.DENUNCIATION,
        part_1="Tôi tố cáo ông trưởng thôn nhận hối lộ",
        message="Nội dung không thuộc phạm vi Hội nghị.",
    )
    assert sheet.visibility == Visibility.RESTRICTED
    letter = paper("guidance_letter", sheet)
    text = " ".join([said(letter), in_word(letter), letter.title(), letter.file_name])
    for word in ("hối lộ", "tố cáo", "Tố cáo", "trưởng thôn"):
        assert word not in text


@pytest.mark.parametrize("reason", [RefusalReason.UNIDENTIFIABLE, RefusalReason.SPAM])
def test_other_refusals_need_no_guidance(reason):
    assert parts("guidance_letter", refused(reason)) == {}


@pytest.mark.parametrize("act", ["received", "accepted", "withdrawn"])
def test_no_guidance_without_a_reason_for_it(act):
    sheet = make.sheet() if act == "received" else make.accepted_sheet()
    if act == "withdrawn":
        sheet = r.withdraw(sheet, user=make.office(), reason="Xin rút")
    assert parts("guidance_letter", sheet) == {}


def test_referred_questions_are_guided_each_to_its_body():
    sheet = make.question(State.REFERRED).registration
    sheet = (
        r.reopen(sheet, user=make.office(), reason="Còn nội dung") if not sheet.is_open else sheet
    )
    make.question(State.ASSIGNED, registration=sheet)
    second = make.question(State.NEW, registration=sheet)
    q.refer(
        second,
        user=make.office(),
        reason="Nộp hồ sơ tại chi nhánh.",
        other_body="Văn phòng Đăng ký đất đai",
        other_body_address="Số 1, đường Lê Lợi",
    )
    letter = paper("guidance_letter", sheet)
    text = said(letter)
    assert "Cơ quan có thẩm quyền: Công an xã" in text
    assert "Cơ quan có thẩm quyền: Văn phòng Đăng ký đất đai" in text
    assert "Địa chỉ: Số 1, đường Lê Lợi" in text
    assert "Nộp hồ sơ tại chi nhánh." in text
    assert "3. Nội dung kiến nghị" not in text
    blanks = [p["label"] for p in letter.body() if p["kind"] == "fact" and not p["text"]]
    assert blanks == ["Địa chỉ"]


# More information.


def asked(message="Đề nghị ghi rõ:\n- Thôn\n- Số hồ sơ", **fields):
    return r.ask_more(make.sheet(**fields), user=make.office(), reason=message)


def test_the_request_says_what_lacks_and_every_way_to_send_it():
    letter = paper("information_request", asked())
    text = said(letter)
    for expected in (
        "- Thôn - Số hồ sơ",
        "Điện thoại: 024 3379 1827",
        "Thư điện tử: ubnd@example.vn",
        "Văn phòng HĐND và UBND xã, thôn Thao Chính",
        f"số phiếu {letter.record.code}",
        "/tra-cuu/",
    ):
        assert expected in text


def test_the_request_holds_no_tracking_code():
    sheet = make.sheet()
    code = sheet.tracking_code
    r.ask_more(sheet, user=make.office(), reason="Thiếu thôn.")
    text = said(paper("information_request", sheet))
    assert code not in text
    assert code.replace("-", "") not in text.replace("-", "")


def test_the_day_is_the_sessions_deadline_while_it_lies_ahead_else_left_blank():
    sheet = asked()
    letter = paper("information_request", sheet)
    assert [p["text"] for p in letter.body() if p["kind"] == "fact"] == [""]
    session = make.session()
    Registration.objects.filter(pk=sheet.pk).update(session=session)
    assert "Thời hạn bổ sung: trước" in said(paper("information_request", sheet))
    past = make.held_session()
    Registration.objects.filter(pk=sheet.pk).update(session=past)
    letter = paper("information_request", sheet)
    assert [p["text"] for p in letter.body() if p["kind"] == "fact"] == [""]


def test_a_commune_that_filled_in_nothing_gets_gaps_and_no_none(commune):
    for name in ("body_name", "office_name", "address", "hotline", "email", "signer"):
        setattr(commune, name, "")
    commune.save()
    text = said(paper("information_request", asked()))
    assert "None" not in text
    assert "……" in text
    assert "Điện thoại" not in text


@pytest.mark.parametrize("state", [RegistrationState.RECEIVED, RegistrationState.ACCEPTED])
def test_no_request_unless_something_lacks(state):
    sheet = make.sheet() if state == RegistrationState.RECEIVED else make.accepted_sheet()
    assert sheet.state == state
    assert parts("information_request", sheet) == {}


# All of them.


def test_word_says_what_the_pdf_says():
    sheet = answered("Cần:\n- Tờ khai\n- Giấy chứng sinh")
    make.question(State.REFERRED, registration=sheet)
    letters = [
        reply(sheet),
        paper("guidance_letter", sheet),
        paper("guidance_letter", refused(RefusalReason.COMPLAINT)),
        paper("information_request", asked()),
    ]
    for letter in letters:
        pdf, docx = in_pdf(letter), in_word(letter)
        for sentence in sentences(letter):
            assert sentence in docx
            assert sentence in pdf


def test_a_letter_needs_the_same_queries_for_one_question_and_for_ten(
    django_assert_max_num_queries,
):
    sheet = answered("Trả lời thứ nhất.")
    for _number in range(9):
        make.question(State.APPROVED, registration=sheet)
    with django_assert_max_num_queries(12):
        reply(sheet).data()
