"""The menu "Đối thoại": each person finds what they may open, and nothing else."""

import re

import pytest
from django.test import RequestFactory

from dialogue.desk.menu import desk_menu
from dialogue.states import Role
from tests import factories as make
from tests.desk.visiting import root_user

pytestmark = pytest.mark.django_db

RECORDS = {"registrations", "questions"}
PAGES = {"answers", "sessions", "plan_import", "broadcasts"}
NAME = re.compile("dialogue_(desk-)?|-index")
MAILS = {"outbox", "subscriptions"}
LISTS = {"calendar", "departments", "topics", "villages", "words"}


def entries(*roles, user=None):
    """Return the names of the menu's entries that a person of these roles sees."""
    request = RequestFactory().get("/quan-tri/")
    request.user = user or make.staff(*roles)
    found = []
    for item in desk_menu().menu.menu_items_for_request(request):
        inner = getattr(item, "menu", None)
        found += inner.menu_items_for_request(request) if inner else [item]
    return {NAME.sub("", item.name) for item in found}


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([Role.EDITOR], PAGES),
        ([Role.OFFICE], RECORDS | PAGES | LISTS | MAILS | {"ratings", "batches"}),
        ([Role.OFFICER], RECORDS),
        ([Role.LEADER], RECORDS | PAGES | {"ratings", "batches"}),
        ([Role.ADMINISTRATOR], PAGES | LISTS | MAILS | {"audit"}),
        ([Role.LEADER, Role.RESTRICTED_READER], RECORDS | PAGES | {"ratings", "batches", "audit"}),
    ],
)
def test_each_role_finds_its_own_work(roles, expected):
    assert entries(*roles) == expected


def test_who_holds_no_role_has_no_menu():
    request = RequestFactory().get("/quan-tri/")
    request.user = root_user()
    assert not desk_menu().is_shown(request)


def test_who_was_switched_off_has_no_menu():
    request = RequestFactory().get("/quan-tri/")
    request.user = make.staff(Role.OFFICE, is_active=False)
    assert not desk_menu().is_shown(request)
