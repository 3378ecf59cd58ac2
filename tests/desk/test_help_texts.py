"""An editor who knows Word finds a word of help beside the fields that need it, in Vietnamese."""

import pytest
from django.urls import reverse

from dialogue.models import CommuneSettings
from dialogue.states import Role
from tests import factories as make
from tests.desk.records import body, enter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (make.session, "Muốn hoãn hội nghị đã thông báo thì dùng bàn làm việc."),
        (make.plan, "Không gõ số thứ tự"),
        (make.answer, "Viết cho mọi người đọc"),
    ],
)
def test_the_editor_of_a_page_is_helped(client, commune, page, words):
    enter(client, make.staff(Role.EDITOR))
    url = reverse("wagtailadmin_pages:edit", args=[page().pk])
    assert words in body(client.get(url))


def test_the_settings_say_what_a_time_limit_changes(client, commune):
    enter(client, make.staff(Role.ADMINISTRATOR))
    keys = ["dialogue", "communesettings", CommuneSettings.load().pk]
    text = body(client.get(reverse("wagtailsettings:edit", args=keys)))
    assert "hạn của các hội nghị sắp tới thay đổi theo" in text
    assert "hệ thống không tự xóa" in text
