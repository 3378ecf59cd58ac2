"""The filled form on its way through a real Chromium: typed into, saved, read in, checked, sent."""

import pytest

from dialogue.documents.fillable import FillableForm
from dialogue.models import Registration, RegistrationPage
from tests import factories as make
from tests.documents.form_filling import with_pdfium
from tests.intake.test_in_browser import browse

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PART = "Thủ tục cấp trích lục khai sinh\ncần giấy tờ gì?"


@pytest.fixture
def form_address(committed_ground, commune, live_server):
    make.VillageFactory(name="Thôn Đồng Vinh")
    make.session()
    return live_server.url + make.form_page().url


@pytest.fixture
def file(form_address, tmp_path):
    """The form, filled in with Chrome's own PDF program."""
    made = tmp_path / "phiếu đã điền.pdf"
    typed = {"full_name": "Đỗ Thị Ánh Nguyệt", "phone": "0912345678", "village": 1, "part_1": PART}
    made.write_bytes(with_pdfium(FillableForm(RegistrationPage.objects.get()).pdf(), typed))
    return made


@pytest.mark.parametrize("scripts", [False, True])
def test_a_filled_form_is_read_in_beside_what_was_typed_and_sent(form_address, file, scripts):
    def visit(context):
        page = context.new_page()
        page.goto(form_address)
        page.fill("[name=email]", "anhnguyet@example.vn")
        page.click(".pdf-step summary")
        page.set_input_files("[name=pdf]", file)
        page.click(".pdf-step button")
        told = page.inner_text(".notice--ok:focus")
        page.click("form > p button.button--primary")
        return told, page.inner_text(".code")

    told, code = browse(visit, java_script_enabled=scripts)

    sheet = Registration.objects.get()
    assert "kiểm tra lại" in told and code
    assert (sheet.full_name, sheet.phone) == ("Đỗ Thị Ánh Nguyệt", "+84912345678")
    assert (sheet.part_1, sheet.email) == (PART, "anhnguyet@example.vn")
    assert sheet.village.name == "Thôn Đồng Vinh"


def test_the_enter_key_in_a_field_sends_the_form_and_reads_no_file(form_address):
    def visit(context):
        page = context.new_page()
        page.goto(form_address)
        page.fill("[name=full_name]", "Đỗ Thị Ánh Nguyệt")
        page.press("[name=full_name]", "Enter")
        return page.url, page.locator(".error-summary").count()

    url, errors = browse(visit)
    assert url.endswith(f"/gui-phieu/{RegistrationPage.objects.get().pk}/")
    assert errors == 1
