"""
No barrier that a tool can find in the states of the public pages that only a step leads to. The
pages themselves, and the commonest steps, are looked at in ``test_axe``.
"""

from urllib.parse import urlsplit

import pytest
from django.db import OperationalError

from dialogue import subscriptions
from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.actions import sessions as s
from dialogue.documents.fillable import FillableForm
from dialogue.intake import abuse, pdf_upload
from dialogue.models import RegistrationPage, Subscription
from dialogue.public import subscribing
from dialogue.states import QuestionState
from tests import factories as make
from tests.browser.axe import look
from tests.browser.test_axe import UNBROKEN
from tests.browser.test_citizen import MATTER, fill_in
from tests.documents.form_filling import add_field, with_pypdf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("scripts", [True], indirect=True),
]
SEND = "main button.button--primary"
RATE = "form.rate button"


def press(page, selector=SEND):
    """Press what ``selector`` finds and return the answer of the server."""
    with page.expect_navigation() as arrival:
        page.locator(selector).last.click()
    return arrival.value


def link(purpose):
    address = subscriptions.address(Subscription.objects.get(), purpose)
    return urlsplit(address).path


def test_news_by_mail_from_the_form_to_the_end(dialogue, people, monkeypatch):
    page, found = people(), []
    page.goto("/nhan-tin/")
    page.fill("[name=email]", UNBROKEN[:60])
    press(page)
    assert page.locator(".error-summary").count()
    look(page, found, "errors")
    page.fill("[name=email]", "nguyet@example.vn")
    page.check("[name=sessions]")
    press(page)
    look(page, found, "asked")
    page.goto(link(subscriptions.CONFIRM))
    look(page, found, "to confirm")
    press(page)
    look(page, found, "confirmed")
    page.goto(link(subscriptions.END))
    look(page, found, "to end")
    press(page)
    look(page, found, "ended")
    assert page.goto("/nhan-tin/xac-nhan/khong-con/").status == 410
    look(page, found, "link no longer valid")
    monkeypatch.setattr(subscribing, "MOST_FROM_CONNECTION", 0)
    page.goto("/nhan-tin/")
    page.fill("[name=email]", "nguyet@example.vn")
    press(page)
    assert page.locator("main [role=alert]").count()
    look(page, found, "too many")
    assert not found, "\n".join(found)


def follow(page, code):
    page.goto("/tra-cuu/")
    page.fill("[name=code]", code)
    page.fill("[name=digits]", "5678")
    press(page)


def test_rating_a_reply_in_every_outcome(dialogue, people):
    page, second, found = people(), people(), []
    sheet = make.sheet()
    make.question(QuestionState.ANSWERED, registration=r.accept(sheet, user=dialogue.clerk))
    follow(page, sheet.tracking_code)
    look(page, found, "matter with a reply")
    follow(second, sheet.tracking_code)
    page.locator(RATE).last.evaluate("button => { button.value = 'khac'; }")
    press(page, RATE)
    look(page, found, "unclear")
    follow(page, sheet.tracking_code)
    press(page, RATE)
    look(page, found, "counted")
    press(second, RATE)
    look(second, found, "counted already")
    follow(page, sheet.tracking_code)
    look(page, found, "matter that was rated")
    other = make.sheet()
    make.question(QuestionState.ANSWERED, registration=r.accept(other, user=dialogue.clerk))
    follow(page, other.tracking_code)
    page.evaluate("document.querySelector('[name=ticket]').value = 'gia'")
    assert press(page, RATE).status == 410
    look(page, found, "open for too long")
    assert not found, "\n".join(found)


def test_a_matter_in_every_state(dialogue, people):
    page, found = people(), []
    clerk, chief = dialogue.clerk, dialogue.chief
    waiting = make.sheet()
    r.ask_more(waiting, user=clerk, reason=UNBROKEN)
    refused = make.sheet()
    r.refuse(refused, user=clerk, refusal_reason="complaint", reason="Là khiếu nại.")
    gone = make.sheet()
    r.withdraw(gone, user=clerk, reason="Người gửi xin rút.")
    shown = {"asked for more": waiting, "refused": refused, "withdrawn": gone}
    for state in (QuestionState.ASSIGNED, QuestionState.REFERRED, QuestionState.ESCALATED):
        sheet = make.sheet()
        make.question(state, registration=r.accept(sheet, user=clerk))
        shown[str(state)] = sheet
    owed = make.sheet()
    question = make.question(registration=r.accept(owed, user=clerk))
    q.owe_in_writing(question, user=chief, department=dialogue.department)
    shown["owed in writing"] = owed
    for name, sheet in shown.items():
        follow(page, sheet.tracking_code)
        assert sheet.code in page.inner_text("main"), name
        look(page, found, name)
    assert not found, "\n".join(found)


def read_in(page, content=None, name="phieu.pdf"):
    page.locator("details.pdf-step").evaluate("step => { step.open = true; }")
    if content is not None:
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        page.set_input_files("[name=pdf]", file)
    return press(page, "button[formaction*=doc-tep]")


def test_a_filled_pdf_form_read_or_refused(dialogue, people, monkeypatch):
    page, found = people(), []
    add_field(dialogue.form, "Cần phiên dịch tiếng nào")
    form = RegistrationPage.objects.get()
    old = with_pypdf(
        FillableForm(form).pdf(),
        {"full_name": "Đỗ Thị Ánh Nguyệt", "extra-can_phien_dich_tieng_nao": UNBROKEN},
    )
    form.form_fields.all().delete()
    RegistrationPage.objects.get().form_fields.all().delete()
    dialogue.session.unpublish()
    for _unused in range(2):
        make.session()
    page.goto(form.url)
    assert read_in(page).status == 422
    look(page, found, "no file")
    assert read_in(page, b"khong phai PDF").status == 422
    look(page, found, "not a form")
    assert read_in(page, old).status == 200
    assert UNBROKEN in page.inner_text("main")
    look(page, found, "earlier edition, session over")
    with monkeypatch.context() as patch:
        patch.setattr(pdf_upload, "MOST_FROM_ADDRESS", 0)
        assert read_in(page, old).status == 429
        look(page, found, "too many files")
    page.fill("[name=part_1]", MATTER)
    for session in make.SessionPage.objects.live():
        session.unpublish()
    assert read_in(page, old).status == 409
    look(page, found, "no session any more")
    assert not found, "\n".join(found)


def test_a_sheet_that_could_not_be_taken(dialogue, people, monkeypatch):
    page, found = people(), []

    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    for name, place, status in [
        ("nothing can be stored", "dialogue.actions.register.take_number", 503),
        ("no database", "dialogue.intake.web.get_object_or_404", 503),
    ]:
        page.goto(dialogue.form.url)
        fill_in(page)
        page.fill("[name=part_2]", UNBROKEN)
        page.wait_for_function("() => document.querySelector('[name=token]').value")
        with monkeypatch.context() as patch:
            patch.setattr(place, away)
            assert press(page, "#phieu > p button").status == status
        look(page, found, name)
    page.goto(dialogue.form.url)
    fill_in(page)
    monkeypatch.setattr(abuse, "MOST_FROM_ADDRESS", 0)
    assert press(page, "#phieu > p button").status == 429
    look(page, found, "too many sheets")
    s.cancel(dialogue.session, user=dialogue.chief, reason="Mưa bão.")
    assert press(page, "#phieu > p button").status == 409
    look(page, found, "no session any more")
    assert not found, "\n".join(found)


def test_the_second_step_of_who_has_no_scripts(dialogue, people):
    page, found = people(), []
    # axe is a script itself: instead of all scripts, ours are kept away.
    page.route("**/*.js", lambda route: route.abort())
    page.goto(dialogue.form.url)
    fill_in(page)
    press(page, "#phieu > p button")
    assert page.get_by_text("Bước 2/2").count()
    look(page, found, "second step")
    page.fill("[name=full_name]", "")
    press(page, "#phieu > p button")
    assert page.locator(".error-summary").count()
    look(page, found, "second step with errors")
    assert not found, "\n".join(found)
