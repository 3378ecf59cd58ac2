"""Wagtail's own list of form submissions shows and deletes them: it never reaches the sheets."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from dialogue.models import Registration
from dialogue.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[*Role, "superuser"])
def staff_client(request, client, commune):
    if request.param == "superuser":
        user = get_user_model().objects.create_superuser("tong", "tong@example.vn", "x" * 12)
    else:
        user = make.staff(request.param)
    client.force_login(user)
    return client


@pytest.fixture
def sheet(commune):
    return make.sheet()


@pytest.mark.parametrize("name", ["list_submissions", "list_submissions_results"])
@pytest.mark.parametrize("query", ["", "?export=csv", "?export=xlsx"])
def test_nobody_lists_or_exports_sheets_there(staff_client, sheet, name, query):
    answer = staff_client.get(reverse(f"wagtailforms:{name}", args=[sheet.page_id]) + query)

    assert answer.status_code in {302, 403, 404}
    assert sheet.full_name not in answer.content.decode(errors="replace")


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_deletes_sheets_there(staff_client, sheet, method):
    address = reverse("wagtailforms:delete_submissions", args=[sheet.page_id])

    answer = getattr(staff_client, method)(f"{address}?selected-submissions={sheet.pk}")

    assert answer.status_code in {302, 403, 404}
    assert Registration.objects.filter(pk=sheet.pk).exists()


def test_the_list_of_forms_and_the_pages_of_the_desk_lead_nobody_there(staff_client, sheet):
    address = reverse("wagtailforms:list_submissions", args=[sheet.page_id])
    parent = sheet.page.get_parent()
    for shown in (
        reverse("wagtailadmin_home"),
        reverse("wagtailforms:index"),
        reverse("wagtailadmin_explore", args=[parent.pk]),
        reverse("wagtailadmin_explore", args=[sheet.page_id]),
        reverse("wagtailadmin_pages:edit", args=[sheet.page_id]),
    ):
        text = staff_client.get(shown).content.decode()
        assert address not in text
        assert f'href="{reverse("wagtailforms:index")}"' not in text


def test_a_form_with_sheets_is_deleted_by_nobody(staff_client, sheet):
    staff_client.post(reverse("wagtailadmin_pages:delete", args=[sheet.page_id]))

    assert Registration.objects.filter(pk=sheet.pk).exists()
    assert make.form_page().pk == sheet.page_id
