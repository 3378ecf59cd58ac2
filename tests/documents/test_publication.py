"""A plan isn't published while one of its two downloads would be missing."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from dialogue.documents import engine
from dialogue.models import PlanPage
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("render_once")]


@pytest.fixture
def form(commune):
    return make.form_page()


def problems(**fields):
    return make.plan(**fields).publication_problems()


def test_a_complete_plan_lacks_nothing(form):
    assert problems() == []


def test_a_number_and_date_not_yet_given_are_no_lack(form):
    assert problems(number="", issued_on=None) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"body": []}, "Hãy nhập các mục nội dung của kế hoạch."),
        ({"abstract": " "}, "Hãy ghi trích yếu của kế hoạch."),
        ({"signer": ""}, "Hãy ghi họ tên người ký."),
        ({"signing_for": "\n"}, "Hãy ghi thẩm quyền ký và chức vụ người ký."),
    ],
)
def test_what_lacks_is_said_in_a_sentence(form, fields, sentence):
    assert problems(**fields) == [sentence]


def test_settings_that_paper_needs_are_named(form, commune):
    commune.place_name = commune.issuer_line_1 = ""
    commune.save()
    (sentence,) = problems()
    assert sentence.startswith("Hãy bổ sung thông tin của xã")
    assert str(commune._meta.get_field("place_name").verbose_name) in sentence


def test_a_form_that_is_no_longer_published_is_missed(form):
    form.unpublish()
    (sentence,) = problems()
    assert "phiếu đăng ký" in sentence


def test_a_signed_file_must_be_a_pdf(form):
    document = get_document_model()(title="Bản ký")
    document.file.save("ky.pdf", ContentFile(b"PK\x03\x04 that is a docx"))
    document.save()
    (sentence,) = problems(signed_pdf=document)
    assert "không phải PDF" in sentence
    document.file.storage.delete(document.file.name)
    assert "Không tìm thấy tệp" in PlanPage.objects.get().publication_problems()[0]


def test_nothing_is_rendered_while_something_else_lacks(form, monkeypatch):
    monkeypatch.setattr(engine, "render", lambda *a, **k: pytest.fail("rendered in vain"))
    assert problems(signer="")


def test_an_engine_that_gives_up_is_a_lack(form, monkeypatch):
    def gives_up(*args, **kwargs):
        raise engine.PaperError("Không tạo được tệp PDF từ nội dung này.")

    monkeypatch.setattr(engine, "render", gives_up)
    assert problems(abstract="Kỳ riêng") == ["Không tạo được tệp PDF từ nội dung này."]


def test_what_lacks_stops_every_way_of_publishing_and_the_page_stays_a_draft(form):
    page = make.plan(signer="")
    with pytest.raises(ValidationError, match="Hãy ghi họ tên người ký"):
        page.save_revision().publish()
    assert not PlanPage.objects.get(pk=page.pk).live
    page.signer = "Nguyễn Văn Đức"
    page.save_revision().publish()
    assert PlanPage.objects.get(pk=page.pk).live
