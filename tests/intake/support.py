"""The form, filled in as people fill it in."""

import re
from contextlib import contextmanager

from django.urls import reverse
from django.utils import timezone

from dialogue.intake import token
from dialogue.models import Registration
from tests import factories as make

PART = "Thủ tục đăng ký khai sinh cần những giấy tờ gì?"


def a_minute_ago():
    return timezone.now() - timezone.timedelta(minutes=1)


def a_token(made_at=None, key=None):
    return str(token.Token(key or token.new_key(), made_at or a_minute_ago()))


def filled(session=None, **fields):
    """Return the form's fields as a careful person sends them."""
    return {
        "token": a_token(),
        "session": str(session.pk) if session else "",
        "applicant_kind": "person",
        "full_name": "Đỗ Thị Ánh Nguyệt",
        "organisation_name": "",
        "guardian_name": "",
        "phone": "0912 345 678",
        "house": "Số 12, ngõ 3",
        "village": "",
        "other_place": "Thôn Thao Chính",
        "commune": "xã Phú Xuyên",
        "province": "thành phố Hà Nội",
        "email": "",
        "part_1": PART,
        "part_2": "",
        "website": "",
    } | fields


def address(page=None):
    return reverse("dialogue:register", args=[(page or make.form_page()).pk])


def send(client, page=None, **fields):
    """Send the form to its address, for the next session unless ``fields`` say otherwise."""
    return client.post(address(page), filled(open_session()) | fields)


def open_session():
    from dialogue.models import SessionPage

    return SessionPage.objects.upcoming().first() or make.session()


def given_token(client, page=None):
    """Return the token that a script gets for the form, from the address that the page names."""
    return client.get(reverse("dialogue:form_token", args=[(page or make.form_page()).pk])).json()[
        "token"
    ]


def token_in(response):
    """Return the token of the form in a page that came back filled."""
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


@contextmanager
def nothing_registered():
    """Assert that no sheet is stored meanwhile."""
    before = list(Registration.objects.values_list("pk", "version"))
    yield
    assert list(Registration.objects.values_list("pk", "version")) == before
