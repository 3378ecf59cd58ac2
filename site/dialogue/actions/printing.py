"""Asking for many papers at once: noted with its reason, then made in the background."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import AuditEntry, PaperBatch
from ..models.audit import AuditAction
from ..permissions import NotAllowed, may_handle_papers
from ..vietnamese import clean, clean_line
from .base import lock

UNFINISHED = (PaperBatch.State.WAITING, PaperBatch.State.RUNNING)


@transaction.atomic
def print_many(papers, *, user, form, title, session=None, reason="", now=None):
    """
    Have ``papers`` printed in the background, as they will be when their turn comes.

    Asking twice while the first is not finished gives the first.

    :param papers: ``OfficialPaper``s in the order in which they are to be printed
    :param form: a ``PaperBatch.Form``
    :param title: what they are, without personal data
    :param reason: needed when one of them names people
    :returns: the ``PaperBatch``
    :raises NotAllowed: when the user's roles don't reach one of the records
    :raises ValidationError: without papers or reason, or when a sheet is restricted
    """
    if session is not None:
        # Two clicks wait for each other here.
        session = lock(session)
    for record in {id(paper.record): paper.record for paper in papers}.values():
        _check(user, record)
    if not papers:
        raise ValidationError(_("There is nothing to print."))
    if form not in PaperBatch.Form.values:
        raise ValidationError({"form": _("Choose one of the possibilities.")})
    reason = clean(reason).strip()
    is_personal = any(paper.is_personal for paper in papers)
    if is_personal and not reason:
        raise ValidationError({"reason": _("Please give the reason.")})
    wanted = [[paper.name, paper.about] for paper in papers]
    if waiting := _same(user, wanted, form):
        return waiting
    batch = PaperBatch.objects.create(
        title=clean_line(title)[:200],
        session=session,
        papers=wanted,
        form=form,
        # A reason is kept with what names people, and with nothing else.
        reason=reason if is_personal else "",
        asked_by=user,
        asked_at=now or timezone.now(),
    )
    if is_personal:
        _note_export(batch, user, batch.asked_at)
    # Robust: with the queue down the batch waits for the housekeeping.
    transaction.on_commit(lambda: _enqueue(batch.pk), robust=True)
    return batch


def _note_export(batch, user, at):
    subject = _("Print job %(number)s – %(title)s") % {
        "number": batch.pk,
        "title": batch.title,
    }
    AuditEntry.objects.create(
        action=AuditAction.EXPORT,
        user=user,
        at=at,
        subject=subject[: AuditEntry._meta.get_field("subject").max_length],
        reason=batch.reason,
    )


def note_download(batch, user, now=None):
    """Note that somebody else than who gave the reason takes papers that name people."""
    if batch.reason and user.pk != batch.asked_by_id:
        _note_export(batch, user, now or timezone.now())


def _check(user, record):
    if not may_handle_papers(user, record):
        raise NotAllowed(_("Your role does not allow this."))
    if getattr(record, "is_restricted", False):
        raise ValidationError(_("Papers of restricted sheets are printed one by one."))


def _same(user, wanted, form):
    """Return what the user asked for in the same words and isn't finished, or None."""
    mine = PaperBatch.objects.filter(asked_by=user, form=form, state__in=UNFINISHED)
    return next((batch for batch in mine.order_by("pk") if batch.papers == wanted), None)


def _enqueue(batch_id):
    from ..tasks import print_papers

    print_papers.enqueue(batch_id)
