"""What runs in the background, and the care the background itself needs."""

import datetime as dt
import logging

from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus, task

from . import outbox, subscriptions
from .documents import batch_care, batches, store

# No task of ours runs this long; one that seems to was left behind by a worker that died.
STUCK_AFTER = dt.timedelta(minutes=30)
# A task that was begun this often and never ended takes its worker down with it.
MOST_STARTS = 3
KEEP_RESULTS_DAYS = 14
# Papers about sheets and sessions, kept so that they are made only once.
KEEP_PAPERS_DAYS = 14

logger = logging.getLogger("dialogue.tasks")


@task()
def send_mail(mail_id):
    """Send one mail of the outbox; after a failure, come back later."""
    again = outbox.deliver(mail_id)
    if again:
        outbox.enqueue(mail_id, again)


@task()
def print_papers(batch_id):
    """Make some papers of a batch, then stand in line again behind whatever came meanwhile."""
    while batches.work(batch_id):
        if uses_database_queue():
            print_papers.enqueue(batch_id)
            return


def print_later(batch_id, at=None):
    """
    Hand a batch to the background queue.

    :param at: aware datetime, not before; a queue that can't wait leaves it to ``housekeeping``
    """
    if at is None:
        print_papers.enqueue(batch_id)
    elif print_papers.get_backend().supports_defer:
        print_papers.using(run_after=at).enqueue(batch_id)


def uses_database_queue():
    """Return whether tasks wait in the database for a worker."""
    return type(send_mail.get_backend()).__module__.startswith("django_tasks_db")


def free_stuck_tasks(now=None):
    """
    Put tasks back into the queue that a dead worker left as running; give up on those that keep
    dying. Returns how many were put back. Needs the database queue.
    """
    from django_tasks_db.models import DBTaskResult

    now = now or timezone.now()
    freed = 0
    for stuck in DBTaskResult.objects.running().filter(started_at__lt=now - STUCK_AFTER):
        gives_up = len(stuck.worker_ids) >= MOST_STARTS
        changed = DBTaskResult.objects.filter(
            pk=stuck.pk, status=TaskResultStatus.RUNNING, started_at=stuck.started_at
        ).update(
            status=TaskResultStatus.FAILED if gives_up else TaskResultStatus.READY,
            finished_at=now if gives_up else None,
        )
        freed += 0 if gives_up else changed
        logger.warning("task %s was left behind by a dead worker", stuck.task_path)
    return freed


def housekeeping(now=None):
    """Take up what was lost, and clear away old results; safe to run at any time, by anybody."""
    if uses_database_queue():
        free_stuck_tasks(now)
        call_command(
            "prune_db_task_results",
            queue_name="*",
            min_age_days=KEEP_RESULTS_DAYS,
            verbosity=0,
        )
    outbox.requeue_unsent(now)
    batch_care.requeue_unfinished(print_later, now)
    batch_care.clear_old(now)
    before = (now or timezone.now()) - dt.timedelta(days=KEEP_PAPERS_DAYS)
    store.clear_old(before)
    subscriptions.forget_unconfirmed(now)
    subscriptions.announce(now)
