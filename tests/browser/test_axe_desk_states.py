"""
No barrier that a tool can find in the states of the desk that only a step leads to: every verb's
form, errors, conflicts, slips, lists with nothing in them, long words, uploads that are refused.
"""

import pytest
from django.urls import reverse

from dialogue.actions import documents
from dialogue.desk.verbs import offered, verb_url
from dialogue.documents import catalogue
from dialogue.models import OutgoingMail, Registration
from dialogue.states import QuestionState
from tests import factories as make
from tests.browser import axe
from tests.browser.test_axe_desk import sign_in
from tests.documents.samples import signed_pdf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("scripts", [True], indirect=True),
]

DESK = "/quan-tri/doi-thoai/"
UNBROKEN = "nghiêngnghiêng" * 12
LONG = "Hội nghị đối thoại giữa lãnh đạo Ủy ban nhân dân xã với người dân, doanh nghiệp " * 4
LISTS = (
    "registrations",
    "questions",
    "sessions",
    "answers",
    "batches",
    "broadcasts",
    "ratings",
    "outbox",
)
SAVE = ".desk-buttons button"
EMPTIED = """form => form.querySelectorAll("input, textarea, select").forEach((field) => {
  if (field.type === "radio" || field.type === "checkbox") field.checked = false;
  else if (field.type !== "hidden") field.value = "";
})"""


def look(page, found, name):
    axe.look(page, found, name, "main")


@pytest.fixture
def desk(people, live_server):
    """Return a function that gives the desk as one member of staff has it before them."""

    def open_for(user):
        page = people(width=1280)
        page.base = live_server.url
        sign_in(page, user)
        return page

    return open_for


def send(page, form="form.desk-form", button="button[type=submit]:not([aria-hidden])"):
    """Press the first button of a form that is on the page, and return the answer."""
    with page.expect_navigation() as arrival:
        # Not by the mouse: a calendar that opened may lie over the button.
        page.locator(form).first.locator(button).first.evaluate("button => button.click()")
    return arrival.value


def send_empty(page, form="form.desk-form"):
    page.locator(form).first.evaluate(EMPTIED)
    return send(page, form)


def records(ground):
    """Yield a sheet and a question in every state from which something can be done."""
    yield make.sheet(session=ground.session)
    yield make.accepted_sheet(session=ground.session)
    yield ground.session
    yield make.held_session()
    for state in QuestionState:
        yield make.question(state, department=ground.department, drafter=ground.expert)


def verbs(ground, user, done):
    """Return {name: address} of the forms of all verbs that ``user`` may use and nobody yet did."""
    found = {}
    for record in records(ground):
        for row in offered(user, record):
            if (row.thing, row.verb) not in done:
                done.add((row.thing, row.verb))
                found[f"{row.thing} {row.verb}"] = verb_url(record, row.verb)
    return found


@pytest.mark.parametrize("who", ["clerk", "chief", "expert"])
def test_the_form_of_every_verb_has_no_barrier_also_when_something_is_missing(dialogue, desk, who):
    page, found, done = desk(getattr(dialogue, who)), [], set()
    for name, address in verbs(dialogue, getattr(dialogue, who), done).items():
        assert page.goto(address).status == 200, name
        look(page, found, name)
        if not page.locator(
            "form.desk-form :is(textarea, select, input:not([type=hidden]))"
        ).count():
            continue
        assert send_empty(page).status in (200, 302), name
        if page.locator(".w-field__errors .error-message, .error-message").count():
            look(page, found, f"{name}, something missing")
    assert not found, "\n".join(found)
    assert len(done) >= {"clerk": 20, "chief": 15, "expert": 3}[who], done


def test_refusing_choosing_and_the_conflict_have_no_barrier(dialogue, desk):
    page, found = desk(dialogue.clerk), []
    sheet = make.sheet(session=dialogue.session)
    page.goto(verb_url(sheet, "refuse") + "?refusal_reason=already_registered")
    send_empty(page)
    look(page, found, "refusal with errors")
    page.goto(verb_url(sheet, "accept"))
    Registration.objects.filter(pk=sheet.pk).update(version=sheet.version + 1)
    assert send(page).status == 409
    look(page, found, "conflict, still possible")
    page.goto(verb_url(sheet, "refuse") + "?refusal_reason=spam")
    make.r.refuse(
        Registration.objects.get(), user=make.office(), refusal_reason="spam", reason="Thư rác"
    )
    page.fill("[name=reason]", "Thư rác")
    assert send(page).status == 409
    look(page, found, "conflict, no longer possible")
    assert page.goto(verb_url(sheet, "accept")).status == 403
    look(page, found, "not allowed")
    assert page.goto(verb_url(dialogue.session, "cancel")).status == 403
    look(page, found, "not allowed for a session")
    assert page.goto(DESK + "phieu/987654/").status == 404
    look(page, found, "not found")
    assert not found, "\n".join(found)


def test_entering_a_sheet_and_the_slip_have_no_barrier(dialogue, desk):
    page, found = desk(dialogue.clerk), []
    page.goto(reverse("dialogue_desk:registration_add"))
    send(page, button=SAVE)
    assert page.locator("[role=alert]").count()
    look(page, found, "sheet with errors")
    page.set_input_files(
        "[name=pdf]",
        {"name": "don.pdf", "mimeType": "application/pdf", "buffer": b"khong phai pdf"},
    )
    send(page, button="button[name=read_pdf]")
    look(page, found, "file that can't be read")
    page.fill("[name=full_name]", UNBROKEN[:80])
    page.fill("[name=phone]", "0912 345 678")
    page.fill("[name=part_1]", LONG)
    send(page, button=SAVE)
    page.wait_for_selector("[data-desk-slip]")
    look(page, found, "slip")
    page.goto(Registration.objects.get().get_absolute_url())
    look(page, found, "sheet with long words")
    assert not found, "\n".join(found)


def test_splitting_and_preparing_an_answer_have_no_barrier(dialogue, desk):
    page, found = desk(dialogue.clerk), []
    sheet = make.accepted_sheet(session=dialogue.session, part_1=UNBROKEN)
    page.goto(reverse("dialogue_desk:registration_split", args=[sheet.pk]))
    page.get_by_role("button", name="Thêm").first.click()
    look(page, found, "split, one row more")
    for text in page.locator("form.desk-form textarea").all():
        text.evaluate("field => { field.value = ''; }")
    send(page)
    assert page.locator("[role=alert]").count()
    look(page, found, "split with errors")

    question = make.question(QuestionState.ANSWERED, department=dialogue.department)
    make.answer(topic=dialogue.topic, title=LONG[:200])
    prepare = reverse("dialogue_desk:question_prepare_answer", args=[question.pk])
    page.goto(prepare)
    send_empty(page)
    look(page, found, "answer with errors")
    page.goto(prepare + "?q=Hội nghị")
    look(page, found, "answers to take")
    send(page)
    look(page, found, "no answer taken")
    page.goto(prepare + "?q=zzz")
    look(page, found, "no answer found")
    assert not found, "\n".join(found)


def test_papers_have_no_barrier_in_any_state(dialogue, desk, settings, tmp_path):
    private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path, "base_url": None},
    }
    settings.STORAGES = settings.STORAGES | {"private": private}
    page, found = desk(dialogue.clerk), []
    held = make.held_session()
    make.question(QuestionState.ANSWERED, department=dialogue.department, session=dialogue.session)
    paper = catalogue.find("minutes", held)
    address = reverse("dialogue_desk:paper", args=["minutes", paper.about])
    page.goto(address)
    page.fill("[name=issued_on]", "không phải ngày")
    assert send(page).status == 422
    look(page, found, "number with errors")
    day = make.timezone.localdate()
    documents.record_number(paper, user=dialogue.clerk, number="1", issued_on=day)
    page.goto(address)
    look(page, found, "numbered")
    assert send(page, "form[enctype]").status == 422
    look(page, found, "no signed copy chosen")
    page.goto(address)
    documents.keep_signed(paper, user=dialogue.clerk, content=signed_pdf())
    page.fill("[name=signer]", "Nguyễn Văn Đức")
    assert send(page).status in (403, 409)
    look(page, found, "paper, signed meanwhile")
    page.goto(address)
    page.locator("details.paper-more summary").last.click()
    assert send_empty(page, "details[open] form").status == 422
    look(page, found, "new edition without a reason")
    documents.renew(paper, user=dialogue.clerk, reason="Đính chính")
    page.goto(address)
    look(page, found, "former editions")

    page.goto(reverse("dialogue_desk:session_print", args=[dialogue.session.pk]))
    assert send(page).status == 422
    look(page, found, "nothing chosen to print")
    for kind in catalogue.papers():
        listed = reverse("dialogue_desk:session_papers", args=[dialogue.session.pk, kind])
        page.goto(listed)
        look(page, found, f"papers: {kind}")
    page.goto(listed + "?q=zzz")
    look(page, found, "no paper found")
    assert not found, "\n".join(found)


def test_a_plan_that_cannot_be_read_is_refused_without_a_barrier(dialogue, desk):
    page, found = desk(dialogue.editor), []
    page.goto(reverse("dialogue_desk:plan_import"))
    send(page)
    look(page, found, "nothing given")
    page.fill("[name=text]", UNBROKEN)
    send(page)
    look(page, found, "no plan recognised")
    page.fill(
        "[name=text]", "Số: 05/KH-UBND\nKẾ HOẠCH\nTổ chức đối thoại\nI. MỤC ĐÍCH\n1. Lắng nghe"
    )
    send(page)
    page.wait_for_url("**/edit/")
    assert not found, "\n".join(found)


def test_lists_have_no_barrier_while_empty_with_nothing_found_and_with_long_words(dialogue, desk):
    page, found = desk(make.staff("office", "administrator", username="ca-hai")), []
    for name in LISTS:
        page.goto(reverse(f"dialogue_desk:{name}"))
        look(page, found, f"{name}, empty")
    page.goto(reverse("dialogue_desk:audit") + "?q=zzz")
    look(page, found, "audit, nothing found")
    sheet = make.sheet(
        session=make.session(title=LONG[:240], place=UNBROKEN),
        full_name=UNBROKEN[:90],
        part_1=LONG,
        email="nguyet@example.vn",
    )
    make.question(QuestionState.ASSIGNED, department=make.DepartmentFactory(name=LONG[:120]))
    make.answer(topic=make.TopicFactory(name=LONG[:80]), title=LONG[:200])
    OutgoingMail.objects.create(
        kind="received",
        to=f"{UNBROKEN[:40]}@example.vn",
        subject=LONG[:200],
        body=UNBROKEN,
        state=OutgoingMail.State.FAILED,
        error="connection refused",
        registration=sheet,
    )
    page.goto(sheet.get_absolute_url())
    for name in (*LISTS, "audit"):
        page.goto(reverse(f"dialogue_desk:{name}"))
        look(page, found, f"{name}, long words")
        page.goto(reverse(f"dialogue_desk:{name}") + "?q=zzz")
        look(page, found, f"{name}, nothing found")
    page.goto(reverse("dialogue_desk:mail", args=[OutgoingMail.objects.last().pk]))
    look(page, found, "mail that failed")
    assert not found, "\n".join(found)


def test_what_the_office_keeps_lists_of_is_entered_without_a_barrier(dialogue, desk):
    page, found = desk(make.staff("office", "administrator", username="ca-hai")), []
    for namespace in ("departments", "topics", "villages", "words", "calendar"):
        page.goto(reverse(f"dialogue_{namespace}:add"))
        send(page, "main form[method=post]:has(button[type=submit])")
        assert page.locator(".error-message").count(), namespace
        look(page, found, f"{namespace} with errors")
    assert not found, "\n".join(found)
