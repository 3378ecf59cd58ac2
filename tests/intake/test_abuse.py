"""Suspicious sheets are set aside, never dropped; people behind one connection all get in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogue.intake import abuse
from dialogue.intake.client import client_address
from dialogue.models import OutgoingMail, Registration, ThrottleCounter, throttle
from dialogue.states import Visibility
from tests.intake.support import (
    PART,
    a_token,
    address,
    filled,
    nothing_registered,
    open_session,
    send,
)

pytestmark = pytest.mark.django_db


def last_sheet():
    return Registration.objects.order_by("pk").last()


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        ({"website": "https://example.vn"}, "Ô ẩn"),
        ({"token": None}, "Gửi nhanh hơn"),
    ],
)
def test_a_sheet_that_looks_like_a_programs_is_set_aside_and_gets_a_normal_receipt(
    client, commune, odd, why
):
    odd = {key: a_token(timezone.now()) if value is None else value for key, value in odd.items()}

    answer = send(client, **odd)

    sheet = Registration.objects.get()
    assert sheet.visibility == Visibility.QUARANTINED
    assert why in sheet.suspicion
    receipt = client.get(answer.headers["Location"])
    assert receipt.status_code == 200
    assert sheet.code in receipt.content.decode()
    assert why not in receipt.content.decode()


@pytest.mark.parametrize("website", ["", "https://example.vn"])
def test_no_receipt_promises_a_mail_since_a_sheet_set_aside_gets_none_yet(client, commune, website):
    answer = send(client, email="nguyet@example.vn", website=website)

    text = client.get(answer.headers["Location"]).content.decode()
    assert OutgoingMail.objects.filter(to="nguyet@example.vn").exists() is not bool(website)
    assert "Thư xác nhận" not in text
    assert (
        "Thư về phiếu này, nếu có, được gửi đến nguyet@example.vn và không ghi mã tra cứu." in text
    )


def test_many_sheets_from_one_connection_are_set_aside_from_a_point_on(
    client, commune, monkeypatch
):
    monkeypatch.setattr(abuse, "MANY_FROM_ADDRESS", 2)
    for number in range(4):
        send(client, part_1=f"Nội dung {number}", phone=f"091234567{number}")

    marks = list(Registration.objects.order_by("pk").values_list("visibility", flat=True))
    assert marks == ["normal", "normal", "quarantined", "quarantined"]


def test_many_sheets_with_one_phone_are_set_aside_from_wherever_they_come(
    client, commune, monkeypatch
):
    monkeypatch.setattr(abuse, "MANY_FROM_PHONE", 2)
    for number in range(3):
        client.post(
            address(),
            filled(open_session(), part_1=f"Nội dung {number}"),
            REMOTE_ADDR=f"203.0.113.{number}",
        )

    assert last_sheet().visibility == Visibility.QUARANTINED
    assert "số điện thoại" in last_sheet().suspicion


def test_unusually_many_sheets_altogether_are_set_aside(client, commune, monkeypatch):
    monkeypatch.setattr(abuse, "MANY_FROM_ALL", 1)
    for number in range(2):
        client.post(
            address(),
            filled(open_session(), part_1=f"Nội dung {number}", phone=f"091234567{number}"),
            REMOTE_ADDR=f"203.0.113.{number}",
        )

    assert last_sheet().visibility == Visibility.QUARANTINED


def test_far_above_what_people_do_the_form_comes_back_filled_with_the_hotline(
    client, commune, monkeypatch
):
    monkeypatch.setattr(abuse, "MOST_FROM_ADDRESS", 1)
    send(client, part_1="Phiếu thứ nhất")

    with nothing_registered():
        answer = send(client, phone="0987654321")

    assert answer.status_code == 429
    assert PART in answer.content.decode()
    assert "024 3379 1827" in answer.content.decode()
    elsewhere = client.post(
        address(), filled(open_session(), phone="0987654321"), REMOTE_ADDR="203.0.113.9"
    )
    assert elsewhere.status_code == 303


def test_an_hour_later_the_connection_counts_afresh(client, commune, monkeypatch):
    monkeypatch.setattr(abuse, "MOST_FROM_ADDRESS", 1)
    send(client, part_1="Phiếu thứ nhất")
    before = timezone.now() - timezone.timedelta(hours=1, seconds=1)
    ThrottleCounter.objects.update(started_at=before)

    assert send(client).status_code == 303


def test_repeating_one_sheet_counts_once(client, commune, monkeypatch):
    monkeypatch.setattr(abuse, "MOST_FROM_ADDRESS", 1)
    data = filled(open_session())

    assert [client.post(address(), data).status_code for _unused in range(4)] == [303] * 4
    assert Registration.objects.count() == 1


def test_a_sheet_with_mistakes_counts_nothing(client, commune):
    send(client, phone="")

    assert not ThrottleCounter.objects.exists()


def test_old_counters_are_swept_away_and_fresh_ones_stay(client, commune):
    old = timezone.now() - timezone.timedelta(days=3)
    throttle.hit("intake.phone", "+84911111111", abuse.DAY, old)

    send(client)

    assert not ThrottleCounter.objects.filter(started_at=old).exists()
    assert ThrottleCounter.objects.count() == 3


def test_counters_hold_no_phone_and_no_address(client, commune):
    client.post(address(), filled(open_session()), REMOTE_ADDR="203.0.113.77")

    keys = "".join(ThrottleCounter.objects.values_list("key", flat=True))
    assert "912345678" not in keys
    assert "203.0.113" not in keys


def test_a_counter_counts_within_its_window_and_can_be_taken_back():
    now = timezone.now()
    hour = timezone.timedelta(hours=1)

    counts = [throttle.hit("thử", "a", hour, now) for _unused in range(3)]
    other = throttle.hit("thử", "b", hour, now)
    throttle.take_back("thử", "a")
    after = throttle.hit("thử", "a", hour, now + hour - timezone.timedelta(seconds=1))
    fresh = throttle.hit("thử", "a", hour, now + hour)

    assert (counts, other, after, fresh) == ([1, 2, 3], 1, 3, 1)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "believed"),
    [
        (0, "198.51.100.1", "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (1, "1.1.1.1, 2.2.2.2, 198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (2, "1.1.1.1, 198.51.100.1, 10.0.0.2", "10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1", "10.0.0.1"),
        (1, "rác", "10.0.0.1", "10.0.0.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (0, "", "", ""),
    ],
)
def test_only_the_trusted_proxys_word_on_the_address_counts(
    rf, settings, proxies, forwarded, remote, believed
):
    settings.DIALOGUE_TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == believed


def test_a_forged_forwarding_header_gives_no_fresh_start(client, commune, monkeypatch):
    monkeypatch.setattr(abuse, "MOST_FROM_ADDRESS", 1)
    statuses = [
        client.post(
            address(),
            filled(open_session(), part_1=f"Nội dung {number}"),
            HTTP_X_FORWARDED_FOR=f"203.0.113.{number}",
        ).status_code
        for number in range(2)
    ]

    assert statuses == [303, 429]
    assert reverse("dialogue:receipt")
