"""Many at once, with real connections and commits: no number lost, none given twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogue.intake import abuse
from dialogue.models import RegisterCounter, Registration, ThrottleCounter, throttle
from tests import factories as make
from tests.intake.support import PART, address, filled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]
AT_ONCE = 50


@pytest.fixture
def form(committed_ground, commune):
    make.session()
    return make.form_page()


def all_at_once(jobs):
    """Run the jobs in a thread each, started together; return their results in order."""
    gate = threading.Barrier(len(jobs))

    def run(job):
        gate.wait()
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [done.result() for done in [pool.submit(run, job) for job in jobs]]


def sender(form, **fields):
    data = filled(form.open_sessions[0]) | fields
    return lambda: Client().post(address(form), data).status_code


def numbers():
    return sorted(Registration.objects.values_list("number", flat=True))


def test_fifty_sheets_at_once_get_fifty_consecutive_numbers(form):
    jobs = [
        sender(form, part_1=f"Nội dung số {n}", phone=f"09123456{n:02d}") for n in range(AT_ONCE)
    ]

    statuses = all_at_once(jobs)

    assert statuses == [303] * AT_ONCE
    assert numbers() == list(range(1, AT_ONCE + 1))
    assert RegisterCounter.objects.get().last == AT_ONCE


def test_fifty_sendings_of_one_form_make_one_registration_and_fifty_equal_receipts(form):
    data = filled(form.open_sessions[0])

    def send_and_read():
        browser = Client()
        assert browser.post(address(form), data).status_code == 303
        return browser.get(reverse("dialogue:receipt")).context["code"]

    codes = all_at_once([send_and_read] * AT_ONCE)

    assert len(set(codes)) == 1
    assert numbers() == [1]
    assert RegisterCounter.objects.get().last == 1


def test_a_sheet_that_fails_at_the_last_moment_leaves_no_gap(form, monkeypatch):
    from dialogue.models import Consent

    def broken(self, rows):
        raise RuntimeError("a fault after the number was taken")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(type(Consent.objects), "bulk_create", broken)
        sender(form)()
    sender(form, part_1="Phiếu sau lần lỗi")()

    assert numbers() == [1]


def test_every_one_of_fifty_hits_at_once_is_counted(committed_ground):
    now = timezone.now()
    jobs = [lambda: throttle.hit("thử", "một địa chỉ", abuse.HOUR, now)] * AT_ONCE

    assert sorted(all_at_once(jobs)) == list(range(1, AT_ONCE + 1))
    assert ThrottleCounter.objects.get().count == AT_ONCE


def test_of_fifty_guesses_at_once_at_one_code_only_the_first_few_are_looked_at(form):
    from dialogue.public.tracking import MOST_FOR_CODE

    sheet = make.sheet()

    def guess(digits):
        data = {"code": sheet.tracking_code, "digits": f"{digits:04d}"}
        return lambda: Client().post(reverse("dialogue:tracking"), data).status_code

    statuses = all_at_once([guess(digits) for digits in range(AT_ONCE)])

    assert statuses.count(404) <= MOST_FOR_CODE
    assert set(statuses) == {404, 429}


def test_while_the_database_is_locked_the_form_comes_back_filled_and_then_goes_through(form):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL writers of other rows never wait")
    import sqlite3

    data = filled(form.open_sessions[0])
    connection.ensure_connection()
    connection.connection.execute("PRAGMA busy_timeout = 0")
    holder = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        answer = Client().post(address(form), data)
    finally:
        holder.execute("ROLLBACK")
        holder.close()

    assert answer.status_code == 503
    assert PART in answer.content.decode()
    assert not Registration.objects.exists()
    assert Client().post(address(form), data).status_code == 303
    assert numbers() == [1]
