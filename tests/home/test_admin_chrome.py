"""What staff see around their work in Wagtail's admin: Vietnamese, and on this site."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from wagtail.admin.menu import reports_menu

pytestmark = pytest.mark.django_db


def test_the_login_page_asks_for_name_and_password_in_vietnamese(client):
    page = client.get(reverse("wagtailadmin_login"))
    assert [field.label for field in page.context["form"]][:2] == ["Tên đăng nhập", "Mật khẩu"]
    text = page.content.decode()
    assert "<title>Đăng nhập - Trang quản trị</title>" in text
    assert "Password" not in text


@pytest.mark.parametrize(
    ("address", "labels"),
    [
        ("wagtailadmin_choose_page_external_link", ["Chữ hiển thị"]),
        ("wagtailadmin_choose_page_phone_link", ["Số điện thoại", "Chữ hiển thị"]),
        (
            "wagtailadmin_choose_page_email_link",
            ["Địa chỉ thư điện tử", "Chữ hiển thị", "Tiêu đề thư", "Nội dung thư"],
        ),
        ("wagtailsites:index", ["Cổng", "Tên trang web", "Trang gốc"]),
    ],
)
def test_links_and_sites_are_labelled_in_vietnamese(client, address, labels):
    client.force_login(get_user_model().objects.create_superuser("quản-trị"))
    response = client.get(reverse(address))
    text = (
        response.json()["html"] if "json" in response["Content-Type"] else response.content.decode()
    )
    assert [label for label in labels if label not in text] == []
    assert "Link text" not in text


def test_a_wrong_password_is_refused_in_vietnamese(client):
    sent = {"username": "hường", "password": "không đúng"}
    page = client.post(reverse("wagtailadmin_login"), sent)
    assert "Sai tên đăng nhập hoặc mật khẩu. Vui lòng thử lại." in page.content.decode()


def test_help_leads_to_no_foreign_page_in_english(client):
    client.force_login(get_user_model().objects.create_superuser("quản-trị"))
    text = client.get(reverse("wagtailadmin_explore_root")).content.decode()
    assert "Phím tắt" in text or "Ph\\u00edm t\\u1eaft" in text
    assert "guide.wagtail.org" not in text
    assert "whats-new" not in text


def test_a_page_of_the_desk_prints_and_only_the_slip_prints_alone():
    """Hiding everything else is for the slip to hand over; any other page came out blank."""
    sheet = Path(finders.find("dialogue/desk.css")).read_text()
    printed = sheet.split("@media print {")[1]
    hiding = re.findall(r"([^{}]+)\{[^{}]*visibility: hidden", printed)
    assert hiding
    assert [rule for rule in hiding if ":has(.desk-slip)" not in rule] == []


def front_of(user):
    client = Client()
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_front_leads_to_no_foreign_guide_whoever_looks():
    """It was only hidden, and only from those who hold a role in the dialogue."""
    assert "guide.wagtail.org" not in front_of(get_user_model().objects.create_superuser("gốc"))


def test_the_buttons_beside_a_title_are_announced_in_vietnamese(client):
    client.force_login(get_user_model().objects.create_superuser("quản-trị"))
    page = client.get(reverse("wagtailusers_users:index")).content.decode()
    assert '<nav aria-label="Thao tác" id="w-slim-header-buttons"' in page


def test_the_reports_hold_none_that_tells_programmers_names(rf):
    request = rf.get("/quan-tri/")
    request.user = get_user_model().objects.create_superuser("quản-trị")
    names = [item.name for item in reports_menu.menu_items_for_request(request)]
    assert "site-history" in names
    assert "page-types-usage" not in names
