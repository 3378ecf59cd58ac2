"""At the desk a PDF form that a sender filled in is read into the fields, for staff to compare."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dialogue.documents.fillable import FillableForm
from dialogue.intake import pdf_form
from dialogue.intake.pdf_form import Problem
from dialogue.models import Registration, RegistrationPage
from dialogue.states import Role
from tests import factories as make
from tests.desk.records import body, enter
from tests.documents.form_filling import add_field, small_form, with_pypdf

pytestmark = pytest.mark.django_db
URL = reverse("dialogue_desk:registration_add")


@pytest.fixture
def session(commune):
    return make.session()


@pytest.fixture
def clerk(client):
    return enter(client, make.office())


def read(client, content, **typed):
    """Press "read the filled form" on the form as it opened, with what was typed before."""
    data = {"read_pdf": "1", "received_at": "20/11/2026 09:15", "channel": "email", **typed}
    if content is not None:
        data["pdf"] = SimpleUploadedFile("phieu.pdf", content, "application/pdf")
    return client.post(URL, data)


def values(response):
    return {field.name: field.value() for field in response.context["form"]}


def test_its_fields_come_into_the_form_and_nothing_is_saved_before_the_clerk_saves(clerk, session):
    village = make.VillageFactory(name="Thôn Thao Chính")
    sheet = with_pypdf(
        FillableForm(make.form_page()).pdf(),
        {
            "full_name": "Đỗ Thị Ánh Nguyệt",
            "phone": "0912 345 678",
            "village": "Thôn Thao Chính",
            "part_1": "Thủ tục khai sinh\ncần giấy tờ gì?",
            "consent_contact": "/on",
        },
    )
    opened = clerk.get(URL).context["form"].initial["token"]
    response = read(clerk, sheet, token=opened, house="Số 12")
    assert response.status_code == 200
    assert not Registration.objects.exists()
    assert "chưa lưu gì" in body(response)
    assert "no-store" in response["Cache-Control"]
    filled = values(response)
    assert (filled["full_name"], filled["house"]) == ("Đỗ Thị Ánh Nguyệt", "Số 12")
    assert (filled["channel"], filled["received_at"]) == ("email", "20/11/2026 09:15")
    assert (filled["village"], filled["session"]) == (str(village.pk), str(session.pk))

    saved = clerk.post(URL, {k: v for k, v in filled.items() if v not in (None, False, "")})
    assert saved.context["code"]
    stored = Registration.objects.get()
    assert (stored.channel, stored.part_1) == ("email", "Thủ tục khai sinh\ncần giấy tờ gì?")
    assert [c.purpose for c in stored.consents.all()] == ["contact_later"]


def test_answers_to_the_editors_own_questions_are_shown_to_be_copied(clerk, session):
    page = make.form_page()
    add_field(page, "Cần phiên dịch tiếng nào")
    sheet = with_pypdf(
        FillableForm(RegistrationPage.objects.get()).pdf(),
        {"extra-can_phien_dich_tieng_nao": "Có, tiếng Mường"},
    )
    response = read(clerk, sheet)
    assert "Cần phiên dịch tiếng nào: Có, tiếng Mường" in body(response)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, Problem.MISSING),
        (b"\xff\xd8\xff\xe0" + bytes(99), Problem.PICTURE),
        (small_form()[:150], Problem.DAMAGED),
        (b"%PDF-1.7\n" + bytes(pdf_form.MOST_BYTES), Problem.TOO_LARGE),
    ],
)
def test_a_file_that_cannot_be_read_costs_nothing_that_was_typed(clerk, session, content, problem):
    make.form_page()
    response = read(clerk, content, full_name="Đỗ Thị Ánh Nguyệt")
    assert response.status_code == 422
    assert " ".join(str(problem.label).split()) in body(response)
    assert values(response)["full_name"] == "Đỗ Thị Ánh Nguyệt"
    assert not Registration.objects.exists()


def test_a_file_is_read_on_a_site_without_a_form_page_too(clerk, session):
    assert read(clerk, small_form()).status_code == 200


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.EDITOR, 404),
        (Role.OFFICER, 404),
        (Role.ADMINISTRATOR, 404),
        (Role.OFFICE, 200),
        (Role.LEADER, 200),
    ],
)
def test_who_may_enter_sheets_may_read_files_and_nobody_else(
    client, session, monkeypatch, role, status
):
    made = []
    real = pdf_form.read_fields
    monkeypatch.setattr(pdf_form, "read_fields", lambda *a, **k: made.append(1) or real(*a, **k))
    enter(client, make.staff(role))
    assert read(client, small_form()).status_code == status
    assert bool(made) is (status == 200)


def test_a_forged_request_from_another_site_is_refused(session):
    from django.test import Client

    client = enter(Client(enforce_csrf_checks=True), make.office())
    assert read(client, small_form()).status_code == 403
