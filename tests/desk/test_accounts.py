"""Giving rights: nobody gives more than they may, themselves included."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from dialogue.models import RoleGroup
from dialogue.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def group(role):
    return str(RoleGroup.objects.get(role=role).group_id)


def as_administrator():
    client = Client()
    client.force_login(make.staff(Role.ADMINISTRATOR, username="quantri"))
    return client


def form(**fields):
    return {
        "username": "canbomoi",
        "email": "moi@example.vn",
        "first_name": "Hường",
        "last_name": "Nguyễn Thị",
        "password1": make.PASSWORD,
        "password2": make.PASSWORD,
        "is_active": "on",
    } | fields


def test_an_administrator_makes_no_superuser_and_names_nobody_for_restricted_sheets():
    client = as_administrator()
    for fields in ({"is_superuser": "on"}, {"groups": [group(Role.RESTRICTED_READER)]}):
        client.post(reverse("wagtailusers_users:add"), form(**fields))
        assert not get_user_model().objects.filter(username="canbomoi").exists()

    client.post(reverse("wagtailusers_users:add"), form(groups=[group(Role.OFFICE)]))
    made = get_user_model().objects.get(username="canbomoi")
    assert not made.is_superuser
    assert made.get_full_name() == "Nguyễn Thị Hường"


def test_an_administrator_changes_neither_their_own_roles_nor_a_superuser():
    client = as_administrator()
    me = get_user_model().objects.get(username="quantri")
    root = get_user_model().objects.create_superuser("goc", "goc@example.vn", make.PASSWORD)
    mine = list(me.groups.values_list("pk", flat=True))

    both = [group(Role.ADMINISTRATOR), group(Role.LEADER)]
    client.post(
        reverse("wagtailusers_users:edit", args=[me.pk]), form(username="quantri", groups=both)
    )
    client.post(reverse("wagtailusers_users:edit", args=[root.pk]), form(username="goc2"))

    assert list(me.groups.values_list("pk", flat=True)) == mine
    root.refresh_from_db()
    assert root.username == "goc"
    assert root.is_superuser


def test_roles_for_restricted_sheets_are_not_given_in_bulk_either():
    client = as_administrator()
    clerk = make.office()
    address = f"/quan-tri/bulk/home/user/assign_role/?id={clerk.pk}"
    client.post(address, {"role": group(Role.RESTRICTED_READER)})
    assert not clerk.groups.filter(pk=group(Role.RESTRICTED_READER)).exists()
    client.post(address, {"role": group(Role.LEADER)})
    assert clerk.groups.filter(pk=group(Role.LEADER)).exists()
