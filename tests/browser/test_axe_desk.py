"""
No barrier that a tool can find on any page of our desk, for every role that may open it.

The addresses are those of the table of access: a new one is looked at without being named here.
"""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.browser.axe import look
from tests.desk.test_access import (  # noqa: F401  (world: a fixture)
    RESTRICTED,
    ROLES,
    TABLE,
    address,
    expected,
    person,
    world,
)
from tests.desk.visiting import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What gives a file, or the rows of a list alone, which the list itself shows.
FILES = {
    "dialogue_desk:filled_sheet",
    "dialogue_desk:paper_file",
    "dialogue_desk:paper_signed",
    "dialogue_desk:batch_file",
    "dialogue_desk:broadcast_paper",
}


@pytest.fixture
def everything(committed_ground, request):
    """Something of every kind, really stored."""
    return request.getfixturevalue("world")


def is_page(name):
    return name.startswith("dialogue_") and not name.endswith("_results") and name not in FILES


def addresses(role, things):
    """Return {what: address} of every page of ours that ``role`` may open."""
    if role == "named":
        # Of the office otherwise; only this role opens restricted records.
        secret = {name: keys for name, keys in RESTRICTED.items() if is_page(name)}
        return {name: address(name, keys, things) for name, keys in secret.items()}
    allowed = expected(role, TABLE)
    found = {
        name: address(name, keys, things)
        for name, (keys, _statuses) in TABLE.items()
        if is_page(name) and allowed[name] == 200
    }
    # Pages of Wagtail's that hold nothing but our panels and fields.
    found["front"] = reverse("wagtailadmin_home")
    if role == "administrator":
        keys = ["dialogue", "communesettings", things["settings"]]
        found["settings"] = reverse("wagtailsettings:edit", args=keys)
    return found


def sign_in(page, user):
    """Put the person's session into the browser; signing in itself is tested elsewhere."""
    session = visit(user).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": page.base}
    page.context.add_cookies([cookie])


@pytest.mark.parametrize("scripts", [True], indirect=True)
@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_no_page_of_the_desk_has_a_barrier(everything, people, live_server, role):
    page, found = people(width=1280), []
    page.base = live_server.url
    sign_in(page, person(role, department=everything["unit"]))
    for name, path in addresses(role, everything).items():
        response = page.goto(path)
        if role == "named" and response.status == 404:
            continue  # No such paper of this sheet.
        assert response.status in (200, 403), (role, name)
        look(page, found, name, "main")
    assert not found, "\n".join(found)
