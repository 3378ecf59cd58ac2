"""The care that batches need: taking up lost ones, deleting old results and what got restricted."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone

from ..models import PaperBatch, Registration
from ..signals import acted
from ..states import Thing
from . import pieces
from .batches import UNFINISHED
from .catalogue import split_about
from .session_records import hidden_now


def requeue_unfinished(enqueue, now=None):
    """
    Hand batches to the queue again whose worker died or whose task got lost.

    :param enqueue: takes a batch's id and when to begin (aware; None for at once)
    """
    now = now or timezone.now()
    for batch in PaperBatch.objects.filter(state__in=UNFINISHED).order_by("pk"):
        waits = batch.lease_until and batch.lease_until > now
        enqueue(batch.pk, batch.lease_until if waits else None)


def clear_old(now=None):
    """Delete results that were kept long enough; that they were asked for stays on record."""
    before = (now or timezone.now()) - dt.timedelta(days=PaperBatch.KEEP_DAYS)
    for batch in PaperBatch.objects.filter(finished_at__lt=before).exclude(result=""):
        _delete_result(batch)


def _delete_result(batch):
    batch.result.storage.delete(batch.result.name)
    PaperBatch.objects.filter(pk=batch.pk).update(result="")


@receiver(acted, sender=Registration, dispatch_uid="dialogue.documents.batches")
def withdraw_restricted(sender, thing, verb, **kwargs):
    """Delete what was printed of a sheet, or of its sessions, once the sheet is restricted."""
    if hidden := hidden_now(thing):
        transaction.on_commit(lambda: _withdraw(hidden))


def _withdraw(hidden):
    for batch in PaperBatch.objects.filter(Q(state__in=UNFINISHED) | ~Q(result="")):
        records = {split_about(about)[:2] for _name, about in batch.papers}
        if not hidden & (records | {(Thing.SESSION, batch.session_id)}):
            continue
        if batch.result:
            _delete_result(batch)
            continue
        # Begun anew: a piece that is made already may speak of the sheet.
        PaperBatch.objects.filter(pk=batch.pk, state__in=UNFINISHED).update(
            done=0, problems=[], lease_until=None
        )
        pieces.delete(batch)
