"""An uploaded file is for readers once a page that they may read offers it, and not before."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from dialogue.models import PlanAttachment
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(commune, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Document = get_document_model()
    return Document.objects.create(
        title="Kế hoạch đã ký", file=ContentFile(b"%PDF-1.7 signed", name="ke-hoach.pdf")
    )


@pytest.fixture
def plan(file):
    make.form_page()
    return make.plan(signed_pdf=file)


def test_a_file_that_no_page_offers_is_not_found_by_the_public(client, file):
    assert client.get(file.url).status_code == 404


def test_staff_see_what_they_uploaded(client, file):
    client.force_login(make.office())
    assert client.get(file.url).status_code == 200


def test_the_signed_plan_comes_out_with_the_plan_and_goes_with_it(client, file, plan):
    assert client.get(file.url).status_code == 404
    plan.save_revision().publish()
    assert client.get(file.url).status_code == 200
    plan.refresh_from_db()
    plan.unpublish()
    assert client.get(file.url).status_code == 404


def test_a_file_chosen_in_a_draft_of_a_published_plan_stays_private(client, file):
    make.form_page()
    plan = make.plan()
    plan.save_revision().publish()
    plan.refresh_from_db()
    plan.signed_pdf = file
    plan.save_revision()
    assert client.get(file.url).status_code == 404


def test_an_attachment_is_open_with_its_page(client, file):
    make.form_page()
    plan = make.plan()
    PlanAttachment.objects.create(page=plan, title="Phụ lục", document=file)
    assert client.get(file.url).status_code == 404
    plan.save_revision().publish()
    assert client.get(file.url).status_code == 200


def test_a_file_in_an_answers_text_is_open_with_the_answer(client, file):
    answer = make.answer(answer_text=f'<p><a linktype="document" id="{file.pk}">Mẫu đơn</a></p>')
    assert client.get(file.url).status_code == 200
    answer.unpublish()
    assert client.get(file.url).status_code == 404


def test_a_file_of_a_page_for_some_is_not_for_all(client, file, plan):
    plan.save_revision().publish()
    PageViewRestriction.objects.create(page=plan, restriction_type="login")
    assert client.get(file.url).status_code == 404
