"""The background worker outlives its database: its end would take the web server along."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, OperationalError

from dialogue.management.commands import dialogue_worker

NAME = "Đỗ Thị Ánh Nguyệt"
OUTAGES = [
    OperationalError(f"database is locked: {NAME}"),
    DatabaseError("file is not a database"),
    InterfaceError("connection already closed"),
]


class Stopped(Exception):
    """Stands for the signal that ends a worker."""


@pytest.fixture
def worker(monkeypatch, settings):
    """Give a function that runs the worker; the queue's own loop ends with each error in turn."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    monkeypatch.setattr(dialogue_worker, "SECONDS_TO_WAIT", 0)
    monkeypatch.setattr(dialogue_worker.threading.Thread, "start", lambda thread: None)
    monkeypatch.setattr(dialogue_worker.tasks, "housekeeping", lambda: None)
    monkeypatch.setattr(dialogue_worker.connection, "close", lambda: closed.append(1))
    ran, closed = [], []

    def run(ends, **options):
        left = iter(ends)

        def loop(name, **given):
            ran.append(given)
            raise next(left)

        monkeypatch.setattr(dialogue_worker, "call_command", loop)
        call_command("dialogue_worker", **options)

    run.ran, run.closed = ran, closed
    return run


def test_without_its_database_the_worker_waits_and_goes_on(worker, caplog):
    with pytest.raises(Stopped):
        worker([*OUTAGES, Stopped()])
    assert len(worker.ran) == len(OUTAGES) + 1
    assert len(worker.closed) == len(OUTAGES), "a connection of before the outage is of no use"
    told = [record.getMessage() for record in caplog.records if record.name == "dialogue.worker"]
    assert told == [f"database unavailable, waiting: {type(outage).__name__}" for outage in OUTAGES]
    assert NAME not in caplog.text


def test_an_outage_at_the_very_start_does_not_end_it_either(worker, monkeypatch):
    looks = iter([OUTAGES[0], None])

    def housekeeping():
        if error := next(looks):
            raise error

    monkeypatch.setattr(dialogue_worker.tasks, "housekeeping", housekeeping)
    with pytest.raises(Stopped):
        worker([Stopped()])


def test_run_from_cron_it_tells_of_the_outage_instead_of_waiting(worker):
    with pytest.raises(OperationalError):
        worker([OUTAGES[0]], once=True)


def test_a_fault_that_is_no_outage_ends_it(worker):
    with pytest.raises(ZeroDivisionError):
        worker([ZeroDivisionError()])
