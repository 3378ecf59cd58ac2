"""Signing in: five wrong passwords lock the account for a while, and no other one."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/login/"


def sign_in(name, password=make.PASSWORD):
    """Return whether somebody gets in, and what the page says."""
    answer = Client().post(ADDRESS, {"username": name, "password": password})
    return answer.status_code == 302, answer.content.decode()


def test_five_wrong_passwords_lock_the_account_alone_and_for_a_quarter_of_an_hour():
    make.office(username="vanphong")
    make.leader(username="lanhdao")
    for _attempt in range(5):
        assert not sign_in("vanphong", "sai-mat-khau")[0]

    inside, said = sign_in("vanphong")
    assert not inside
    assert "15 phút" in said
    assert sign_in("lanhdao")[0]
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=16), tick=False):
        assert sign_in("vanphong")[0]


def test_a_name_that_nobody_has_is_locked_alike():
    for _attempt in range(5):
        sign_in("khong-co-ai", "sai")
    assert "15 phút" in sign_in("khong-co-ai", "sai")[1]
