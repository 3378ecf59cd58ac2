"""Addresses that nobody was given are not found; none is an error of the server."""

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db
HUGE = "9" * 25


@pytest.mark.parametrize(
    "address",
    [f"/tai-ve/ke-hoach/{HUGE}.pdf", f"/tai-ve/phieu-dang-ky/{HUGE}.pdf", f"/phieu/{HUGE}/",
     f"/gui-phieu/{HUGE}/"],
)  # fmt: skip
def test_a_number_beyond_any_record_is_not_found(client, commune, address):
    assert client.get(address).status_code == 404


def test_a_huge_number_in_a_filter_is_no_error(client, commune):
    client.force_login(make.office())
    for name in ("registrations", "questions"):
        answer = client.get(reverse(f"dialogue_desk:{name}"), {"session": HUGE, "village": HUGE})
        assert answer.status_code == 200
