"""Sending mails: once committed, at least once, never without bound, and visible."""

import datetime as dt
import logging
import signal
import smtplib
import socket

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus

from dialogue import outbox, tasks
from dialogue.actions.register import Sheet, receive
from dialogue.models import OutgoingMail, Registration
from dialogue.permissions import NotAllowed
from dialogue.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db

State = OutgoingMail.State
EMAIL = "anhnguyet@example.vn"
DATABASE_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def put(to=EMAIL, subject="Đã tiếp nhận phiếu", body="Số phiếu: 0001/2026", **fields):
    return outbox.put("received", to, subject, body, **fields)


def fails_with(monkeypatch, error):
    def send_messages(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


@pytest.fixture
def queue(monkeypatch):
    """What is handed to the background queue: (mail id, not before)."""
    handed = []
    monkeypatch.setattr(outbox, "enqueue", lambda mail_id, at=None: handed.append((mail_id, at)))
    return handed


@pytest.fixture
def database_queue(settings):
    settings.TASKS = DATABASE_QUEUE
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects


# Written with the act.


def test_a_mail_is_handed_over_after_the_commit_and_not_before(
    commune, queue, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sheet = make.sheet(email=EMAIL)
        assert queue == []
    assert queue == [(sheet.mails.get().pk, None)]


def test_an_act_that_is_undone_leaves_no_mail(commune, queue, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        make.sheet(email=EMAIL)
        raise RuntimeError
    assert not OutgoingMail.objects.exists()
    assert queue == []


def test_a_queue_that_is_down_loses_neither_sheet_nor_mail(
    commune, monkeypatch, django_capture_on_commit_callbacks
):
    def down(mail_id, at=None):
        raise OSError("queue is down")

    monkeypatch.setattr(outbox, "enqueue", down)
    with django_capture_on_commit_callbacks(execute=True):
        sheet = make.sheet(email=EMAIL)
    assert Registration.objects.filter(pk=sheet.pk).exists()
    assert sheet.mails.get().state == State.QUEUED


@pytest.mark.parametrize("address", ["không phải thư", "a@b\r\nBcc: x@example.vn", "@", "a" * 300])
def test_an_address_that_is_none_fails_the_mail_and_not_the_sheet(commune, address):
    sheet = make.sheet()
    mail = put(to=address, registration=sheet)
    assert (mail.state, mail.error) == (State.FAILED, "InvalidAddress")
    assert "\n" not in mail.to
    mail.refresh_from_db()


def test_no_header_is_smuggled_in_through_the_subject(commune):
    mail = put(subject="Phiếu\r\nBcc: ke-gian@example.vn\r\n\r\nThân thư giả")
    outbox.deliver(mail.pk)
    (sent,) = django_mail.outbox
    assert sent.message()["Bcc"] is None
    assert sent.recipients() == [EMAIL]
    assert sent.subject == "Phiếu Bcc: ke-gian@example.vn Thân thư giả"


def test_receiving_a_sheet_with_its_mail_stays_cheap(
    commune, django_assert_max_num_queries, database_queue, django_capture_on_commit_callbacks
):
    session, page = make.session(), make.form_page()
    with django_assert_max_num_queries(20), django_capture_on_commit_callbacks(execute=True):
        receive(
            Sheet(full_name="Đỗ Thị Ánh", part_1="Hỏi", email=EMAIL, session=session),
            key="khoa-thu",
            page=page,
        )
    assert database_queue.filter(task_path="dialogue.tasks.send_mail").count() == 1


# Sending.


def test_a_mail_is_sent_with_its_words_and_marked_as_sent(commune):
    mail = put()
    now = timezone.now()
    assert outbox.deliver(mail.pk, now) is None
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.sent_at, mail.error) == (State.SENT, 1, now, "")
    (sent,) = django_mail.outbox
    assert sent.body == "Số phiếu: 0001/2026\n"
    assert sent.reply_to == ["ubnd@example.vn"]
    assert sent.message()["Auto-Submitted"] == "auto-generated"


def test_a_sent_mail_is_not_sent_again(commune):
    mail = put()
    outbox.deliver(mail.pk)
    outbox.deliver(mail.pk)
    assert len(django_mail.outbox) == 1


def test_where_no_mail_server_is_set_up_the_mail_is_kept_to_be_read(commune, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    mail = put()
    assert outbox.deliver(mail.pk) is None
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at) == (State.KEPT, None)


def test_two_workers_with_one_mail_send_it_once(commune, monkeypatch):
    mail = put()
    second = []

    def while_sending(self, messages):
        second.append(outbox.deliver(mail.pk))
        return len(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", while_sending)
    outbox.deliver(mail.pk)
    assert second == [None]
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.SENT, 1)


def test_a_mail_tried_twice_keeps_its_message_id(commune):
    mail = put()
    ids = [outbox._message(mail).message()["Message-ID"] for _again in range(2)]
    assert ids[0] == ids[1]
    assert ids[0] != outbox._message(put()).message()["Message-ID"]


def test_after_a_failure_the_mail_waits_longer_each_time_and_ends_as_failed(commune, monkeypatch):
    fails_with(monkeypatch, ConnectionRefusedError(111, "Connection refused"))
    mail, now, waits = put(), timezone.now(), []
    for _try in range(OutgoingMail.MOST_ATTEMPTS):
        again = outbox.deliver(mail.pk, now)
        mail.refresh_from_db()
        if again:
            waits.append(again - now)
            assert mail.state == State.QUEUED
            assert mail.next_try_at == again
            now = again
    assert waits == list(outbox.DELAYS)
    assert (mail.state, mail.attempts) == (State.FAILED, OutgoingMail.MOST_ATTEMPTS)
    assert mail.error == "ConnectionRefusedError Connection refused"
    assert outbox.deliver(mail.pk, now + dt.timedelta(days=1)) is None
    mail.refresh_from_db()
    assert mail.attempts == OutgoingMail.MOST_ATTEMPTS


def test_a_mail_that_isnt_due_yet_is_left_alone(commune):
    mail = put()
    OutgoingMail.objects.update(next_try_at=timezone.now() + dt.timedelta(minutes=1))
    outbox.deliver(mail.pk)
    assert not django_mail.outbox


def test_an_address_refused_for_good_is_not_tried_again(commune, monkeypatch):
    fails_with(monkeypatch, smtplib.SMTPRecipientsRefused({EMAIL: (550, b"no such user")}))
    mail = put()
    assert outbox.deliver(mail.pk) is None
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (State.FAILED, "SMTPRecipientsRefused 550")


def test_an_address_refused_for_now_is_tried_again(commune, monkeypatch):
    fails_with(monkeypatch, smtplib.SMTPRecipientsRefused({EMAIL: (450, b"greylisted")}))
    assert outbox.deliver(put().pk) is not None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            smtplib.SMTPRecipientsRefused({EMAIL: (550, EMAIL.encode())}),
            "SMTPRecipientsRefused 550",
        ),
        (smtplib.SMTPDataError(554, f"spam to {EMAIL}".encode()), "SMTPDataError 554"),
        (smtplib.SMTPServerDisconnected(f"lost {EMAIL}"), "SMTPServerDisconnected"),
        (socket.gaierror(-2, "Name or service not known"), "gaierror Name or service not known"),
        (TimeoutError("timed out"), "TimeoutError"),
        (ValueError(f"bad header {EMAIL}"), "ValueError"),
    ],
)
def test_what_is_noted_and_logged_of_a_failure_names_nobody(
    commune, monkeypatch, caplog, error, words
):
    fails_with(monkeypatch, error)
    mail = put(body="Đỗ Thị Ánh Nguyệt hỏi về đất")
    with caplog.at_level(logging.DEBUG):
        outbox.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.error == words
    for word in (EMAIL, "anhnguyet", "Nguyệt", "đất"):
        assert word not in caplog.text
        assert word not in mail.error


# Nothing lost.


def test_who_dies_while_sending_leaves_a_mail_that_is_tried_again(commune, monkeypatch, queue):
    def killed(self, messages):
        raise SystemExit

    mail, now = put(), timezone.now()
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", killed)
        with pytest.raises(SystemExit):
            outbox.deliver(mail.pk, now)
    assert outbox.deliver(mail.pk, now + outbox.LEASE / 2) is None  # maybe it still lives
    assert outbox.requeue_unsent(now + outbox.LEASE / 2) == 0
    later = now + outbox.LEASE + outbox.GRACE
    assert outbox.requeue_unsent(later) == 1
    assert queue == [(mail.pk, None)]
    outbox.deliver(mail.pk, later)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.SENT, 2)


def test_who_dies_at_the_last_try_leaves_a_failed_mail_and_no_endless_loop(commune, queue):
    mail = put()
    OutgoingMail.objects.update(attempts=OutgoingMail.MOST_ATTEMPTS)
    assert outbox.requeue_unsent(timezone.now() + outbox.LEASE) == 0
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (State.FAILED, "WorkerStopped")
    assert queue == []


def test_a_mail_whose_task_got_lost_is_found_but_a_fresh_one_is_left_to_its_task(commune, queue):
    mail, now = put(), timezone.now()
    assert outbox.requeue_unsent(now) == 0
    assert outbox.requeue_unsent(now + outbox.GRACE + dt.timedelta(seconds=1)) == 1
    assert queue == [(mail.pk, None)]


def test_handing_a_mail_over_twice_sends_it_once(commune):
    mail = put()
    for _again in range(2):
        outbox.enqueue(mail.pk)
    assert len(django_mail.outbox) == 1


# Sending again.


def failed_mail(**fields):
    mail = put(**fields)
    OutgoingMail.objects.filter(pk=mail.pk).update(state=State.FAILED, attempts=5, error="x")
    mail.refresh_from_db()
    return mail


def test_staff_send_a_failed_mail_again(commune, django_capture_on_commit_callbacks):
    mail = failed_mail()
    with django_capture_on_commit_callbacks(execute=True):
        outbox.requeue(mail, user=make.office())
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (State.SENT, 1, "")


def test_a_mail_that_was_sent_is_not_sent_again_by_hand(commune, queue):
    mail = put()
    outbox.deliver(mail.pk)
    with pytest.raises(NotAllowed):
        outbox.requeue(mail, user=make.office())
    mail.refresh_from_db()
    assert mail.state == State.SENT


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EDITOR, Role.LEADER])
def test_who_may_not_read_the_outbox_sends_nothing_again(commune, role):
    mail = failed_mail()
    with pytest.raises(NotAllowed):
        outbox.requeue(mail, user=make.staff(role))
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.FAILED, 5)


def test_a_mail_of_a_restricted_sheet_is_for_named_persons(commune):
    from dialogue.actions import registrations as r

    sheet = make.sheet(email=EMAIL)
    r.restrict(sheet, user=make.office(), reason="Tố cáo")
    mail = failed_mail(registration=sheet)
    with pytest.raises(NotAllowed):
        outbox.requeue(mail, user=make.office())
    outbox.requeue(mail, user=make.staff(Role.OFFICE, Role.RESTRICTED_READER))


# The worker.


@pytest.fixture
def run_worker(monkeypatch):
    """Let the worker do what waits, inside this test's transaction."""
    monkeypatch.setattr(
        "django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None
    )
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
    former = {number: signal.getsignal(number) for number in signals}
    yield lambda: call_command("dialogue_worker", once=True, verbosity=0)
    for number, handler in former.items():
        signal.signal(number, handler)


def test_the_worker_sends_what_waits(
    commune, database_queue, run_worker, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        mail = put()
    assert mail.state == State.QUEUED
    run_worker()
    mail.refresh_from_db()
    assert mail.state == State.SENT
    assert database_queue.get().status == TaskResultStatus.SUCCESSFUL


def test_after_a_failure_the_worker_comes_back_later(
    commune, database_queue, run_worker, monkeypatch, django_capture_on_commit_callbacks
):
    fails_with(monkeypatch, ConnectionRefusedError(111, "Connection refused"))
    with django_capture_on_commit_callbacks(execute=True):
        mail = put()
    run_worker()
    mail.refresh_from_db()
    waiting = database_queue.get(status=TaskResultStatus.READY)
    assert waiting.run_after == mail.next_try_at
    assert database_queue.count() == 2
    run_worker()
    mail.refresh_from_db()
    assert mail.attempts == 1


def test_the_worker_begins_with_what_a_crash_left_behind(commune, database_queue, run_worker):
    mail = put()  # committed, but its task was never written
    OutgoingMail.objects.update(next_try_at=timezone.now() - outbox.LEASE)
    run_worker()
    mail.refresh_from_db()
    assert mail.state == State.SENT


def left_behind(worker_ids, minutes):
    tasks.send_mail.enqueue(0)
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING,
        worker_ids=worker_ids,
        started_at=timezone.now() - dt.timedelta(minutes=minutes),
    )


def test_tasks_of_a_dead_worker_are_taken_up_again(database_queue):
    left_behind(["w1"], minutes=31)
    assert tasks.free_stuck_tasks() == 1
    assert database_queue.get().status == TaskResultStatus.READY


def test_a_task_that_may_still_run_is_left_alone(database_queue):
    left_behind(["w1"], minutes=5)
    assert tasks.free_stuck_tasks() == 0
    assert database_queue.get().status == TaskResultStatus.RUNNING


def test_a_task_that_kills_its_workers_is_given_up(database_queue):
    left_behind(["w1", "w2", "w3"], minutes=31)
    assert tasks.free_stuck_tasks() == 0
    assert database_queue.get().status == TaskResultStatus.FAILED


def test_old_results_are_cleared_away_and_young_ones_stay(database_queue):
    for days in (1, 15):
        result = tasks.send_mail.enqueue(0)
        database_queue.filter(pk=result.id).update(
            status=TaskResultStatus.SUCCESSFUL,
            finished_at=timezone.now() - dt.timedelta(days=days),
        )
    tasks.housekeeping()
    assert database_queue.count() == 1


def test_without_a_database_queue_the_worker_says_so_and_cron_still_finds_what_waits(
    commune, run_worker
):
    mail = put()
    OutgoingMail.objects.update(next_try_at=timezone.now() - outbox.LEASE)
    with pytest.raises(CommandError, match="TASKS"):
        call_command("dialogue_worker")
    run_worker()
    mail.refresh_from_db()
    assert mail.state == State.SENT
