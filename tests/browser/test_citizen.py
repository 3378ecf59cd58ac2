"""The citizen's story: find the session, register, keep the receipt, follow the matter."""

import re

import pytest

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.models import Registration

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Đỗ Thị Ánh Nguyệt"
MATTER = "Làm lại giấy khai sinh cho con cần những giấy tờ gì?"


def fill_in(page, name=NAME):
    page.fill("[name=full_name]", name)
    page.fill("[name=phone]", "0912 345 678")
    page.fill("[name=house]", "Số 12, ngõ 3")
    page.select_option("[name=village]", label="Thôn Thao Chính")
    page.fill("[name=part_1]", MATTER)


def send(page):
    """Press "send"; once more where no script ran and the sheet is shown to be looked through."""
    page.locator("#phieu > p").get_by_role("button", name="Gửi phiếu").click()
    page.wait_for_load_state()
    if page.get_by_text("Bước 2/2").count():
        page.get_by_role("alert").get_by_role("button", name="Gửi phiếu").click()


def test_a_farmer_registers_on_a_phone_and_reads_the_reply(dialogue, people):
    page = people(width=360)
    page.goto(dialogue.session.url)
    page.get_by_role("link", name=re.compile("đăng ký", re.I)).first.click()
    page.wait_for_url("**" + dialogue.form.url)

    # Forgets the name: everything typed stays, and the summary leads to the field.
    fill_in(page, name="")
    send(page)
    page.locator(".error-summary a").first.click()
    assert page.input_value("[name=part_1]") == MATTER
    assert Registration.objects.count() == 0

    page.fill("[name=full_name]", NAME)
    send(page)
    page.wait_for_url("**/bien-nhan/")
    sheet = Registration.objects.get()
    assert (sheet.full_name, sheet.part_1, sheet.session_id) == (NAME, MATTER, dialogue.session.pk)
    assert sheet.code in page.inner_text("main")
    code = page.inner_text(".code").strip()
    paper = page.request.get("/bien-nhan/phieu.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF")

    answered(dialogue, sheet)
    page.get_by_role("link", name=re.compile("Tra cứu")).first.click()
    page.fill("[name=code]", code.lower().replace("-", " "))
    page.fill("[name=digits]", "5678")
    page.get_by_role("button", name="Tra cứu").click()
    page.wait_for_selector(".badge, .tracking__state")
    shown = page.inner_text("main")
    assert "Cần tờ khai và giấy chứng sinh." in shown
    assert NAME not in shown
    assert page.url.endswith("/tra-cuu/")


def answered(dialogue, sheet):
    r.accept(sheet, user=dialogue.clerk)
    r.split(sheet, user=dialogue.clerk, questions=[{"text": MATTER, "part": 1}])
    question = q.assign(sheet.questions.get(), user=dialogue.chief, department=dialogue.department)
    reply = "Cần tờ khai và giấy chứng sinh."
    question = q.submit(question, user=dialogue.expert, reply=reply)
    q.give(q.approve(question, user=dialogue.chief), user=dialogue.clerk, way="letter")


def test_going_back_and_sending_again_makes_no_second_sheet(dialogue, people, scripts):
    page = people()
    page.goto(dialogue.form.url)
    fill_in(page)
    send(page)
    page.wait_for_url("**/bien-nhan/")

    if scripts:
        page.go_back()
    else:
        page.goto(dialogue.form.url)  # one step back lies what was sent, which no browser keeps
    fill_in(page)
    send(page)

    page.wait_for_url("**/bien-nhan/")
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_what_was_typed_survives_a_closed_tab_and_is_gone_after_sending(dialogue, people):
    page = people()
    page.goto(dialogue.form.url)
    fill_in(page)
    context = page.context
    page.close()

    page = context.new_page()
    page.goto(dialogue.form.url)
    assert page.input_value("[name=full_name]") == NAME
    assert page.input_value("[name=part_1]") == MATTER
    send(page)
    page.wait_for_url("**/bien-nhan/")

    page.goto(dialogue.form.url)
    assert page.input_value("[name=full_name]") == ""


def test_reading_and_registering_leave_no_cookie_but_the_receipts(dialogue, people):
    page = people()
    for address in ("/tra-cuu/", dialogue.session.url, dialogue.answers.url, dialogue.form.url):
        page.goto(address)
    assert page.context.cookies() == []

    fill_in(page)
    send(page)
    page.wait_for_url("**/bien-nhan/")
    cookies = page.context.cookies()
    assert all(cookie["httpOnly"] for cookie in cookies)
    assert {cookie["path"].split("/")[1] for cookie in cookies} == {"bien-nhan", "gui-phieu"}
