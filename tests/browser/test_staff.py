"""The staff's story: from the sheet on the desk to the answer that everyone can read."""

import pytest

from dialogue.models import AnswerPage
from dialogue.states import QuestionState, RegistrationState
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = "/quan-tri/doi-thoai/"
REPLY = "Cần tờ khai theo mẫu và giấy chứng sinh; giải quyết trong ngày làm việc."


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def do(page, verb):
    """Choose a verb among the buttons of a record."""
    page.locator("nav.desk-verbs").get_by_role("link", name=verb, exact=True).click()
    page.locator("form.desk-form").wait_for()


def test_a_sheet_becomes_a_published_answer_through_everyones_hands(dialogue, at_the_desk):
    sheet = make.sheet(session=dialogue.session)

    clerk = at_the_desk(dialogue.clerk)
    clerk.goto(DESK + "phieu/")
    clerk.get_by_role("link", name=sheet.code).click()
    do(clerk, "Chấp nhận")
    press(clerk, "Chấp nhận")
    do(clerk, "Tách nội dung kiến nghị")
    clerk.locator("textarea[name$=text]").first.fill("Khai sinh cho con cần giấy tờ gì?")
    clerk.locator("select[name$=topic]").first.select_option(label="Hộ tịch")
    press(clerk, "Tách nội dung kiến nghị")
    question = sheet.questions.get()
    assert question.proposed_department == dialogue.department
    address = f"{DESK}noi-dung/{question.pk}/"

    chief = at_the_desk(dialogue.chief)
    chief.goto(address)  # the form is at hand there: the office's proposal is chosen already
    chief.fill("[name=instruction]", "Trả lời cụ thể, đúng hạn.")
    press(chief, "Phân công đơn vị")

    expert = at_the_desk(dialogue.expert)
    expert.goto(DESK + "noi-dung/")
    expert.get_by_role("link", name=question.code).first.click()
    assert "0912" not in expert.inner_text("main")
    expert.fill("[name=reply]", REPLY)
    press(expert, "Trình phê duyệt")

    chief.goto(address)
    press(chief, "Phê duyệt câu trả lời")

    clerk.goto(address)
    clerk.check("[name=way][value=letter]")
    press(clerk, "Ghi nhận đã trả lời")
    question.refresh_from_db()
    sheet.refresh_from_db()
    assert question.state == QuestionState.ANSWERED
    assert sheet.state == RegistrationState.CLOSED

    clerk.goto(address)
    do(clerk, "Soạn câu trả lời để công khai")
    clerk.fill("[name=title]", "Khai sinh cho con cần giấy tờ gì?")
    clerk.fill("[name=question_text]", "Đăng ký khai sinh cần những giấy tờ gì?")
    clerk.fill("[name=answer_text]", REPLY)
    press(clerk, "Soạn câu trả lời để công khai")
    answer = AnswerPage.objects.get()
    assert not answer.live

    # Wagtail's editor itself needs scripts, whoever works in it.
    publisher = at_the_desk(dialogue.chief, scripts=True)
    publisher.goto(f"/quan-tri/pages/{answer.pk}/edit/")
    publish(publisher)
    publisher.goto(dialogue.answers.url + "?q=khai+sinh")
    publisher.get_by_role("link", name="Khai sinh cho con cần giấy tờ gì?").click()
    assert REPLY in publisher.inner_text("main")


def publish(page):
    """Approve the page that waits for review, which publishes it."""
    page.locator("footer button.w-dropdown__toggle").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Duyệt", exact=True).click()


def test_the_second_of_two_clerks_is_told_what_happened_meanwhile(dialogue, at_the_desk):
    sheet = make.sheet(session=dialogue.session)
    first, second = at_the_desk(dialogue.clerk), at_the_desk(make.office(username="vanphong2"))
    for page in (first, second):
        page.goto(f"{DESK}phieu/{sheet.pk}/ask_more/")

    first.fill("[name=reason]", "Đề nghị ghi rõ tên thủ tục.")
    press(first, "Yêu cầu bổ sung thông tin")
    second.fill("[name=reason]", "Đề nghị bổ sung địa chỉ.")
    press(second, "Yêu cầu bổ sung thông tin")

    shown = second.inner_text("main")
    assert "Đề nghị ghi rõ tên thủ tục." in shown
    assert second.input_value("[name=reason]") == "Đề nghị bổ sung địa chỉ."
    sheet.refresh_from_db()
    assert sheet.message == "Đề nghị ghi rõ tên thủ tục."
