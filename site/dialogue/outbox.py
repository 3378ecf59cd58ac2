"""
Sending what is written in the outbox: at least once after a crash, never without bound.

A mail is claimed by one UPDATE that pushes its next try ahead by ``LEASE``. Who dies while sending
leaves a claim that runs out; ``requeue_unsent`` then hands the mail to the queue again.
"""

import datetime as dt
import logging
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .models import CommuneSettings, OutgoingMail
from .permissions import READ_OUTBOX, NotAllowed, holds, reads_restricted
from .vietnamese import clean, clean_line

State = OutgoingMail.State
KEPT_BY = "django.core.mail.backends.dummy.EmailBackend"
# Longer than any try lasts (EMAIL_TIMEOUT and some), so a claim that ran out was left by the dead.
LEASE = dt.timedelta(minutes=10)
# Waiting after the first, second, … failed try.
DELAYS = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=10),
    dt.timedelta(hours=1),
    dt.timedelta(hours=6),
)
# The queue may simply be behind; only what is due for longer has lost its task.
GRACE = dt.timedelta(minutes=5)

logger = logging.getLogger("dialogue.outbox")


def put(kind, to, subject, body, registration=None, list_unsubscribe=""):
    """
    Write a mail in the running transaction, and have it sent once that committed.

    An address that can't be one never stops the act: the mail is written as failed, for staff to
    see. Line breaks in address and subject are dropped, so no header can be smuggled in.

    :param list_unsubscribe: the full address where one POST ends such mails, for the header
    """
    mail = _written(kind, to, subject, body, registration)
    mail.list_unsubscribe = list_unsubscribe
    mail.save()
    if mail.state == State.QUEUED:
        _enqueue_after_commit(mail.pk)
    return mail


def put_many(kind, letters):
    """
    Write many mails at once in the running transaction, as ``put`` writes one.

    :param letters: (registration, subject, body) of each; it goes to the registration's address
    """
    mails = OutgoingMail.objects.bulk_create(
        [_written(kind, sheet.email, subject, body, sheet) for sheet, subject, body in letters]
    )
    for mail in mails:
        if mail.state == State.QUEUED:
            _enqueue_after_commit(mail.pk)


def _written(kind, to, subject, body, registration):
    """Return a mail not yet stored; as failed when the address can't be one."""
    mail = OutgoingMail(
        kind=kind,
        to=clean_line(to)[:254],
        subject=clean_line(subject)[:200],
        body=clean(body).strip() + "\n",
        registration=registration,
    )
    try:
        validate_email(mail.to)
    except ValidationError:
        mail.state, mail.error = State.FAILED, "InvalidAddress"
    return mail


def _enqueue_after_commit(mail_id):
    # Robust: a queue that is down undoes no act; ``requeue_unsent`` finds the mail later.
    transaction.on_commit(lambda: enqueue(mail_id), robust=True)


def enqueue(mail_id, at=None):
    """
    Hand a mail to the background queue.

    :param at: aware datetime, not before; a queue that can't wait leaves it to ``requeue_unsent``
    """
    from .tasks import send_mail

    if at is None:
        send_mail.enqueue(mail_id)
    elif send_mail.get_backend().supports_defer:
        send_mail.using(run_after=at).enqueue(mail_id)


def _claim(mail_id, now):
    """Return the mail if this call may try it now, with the try counted; else None."""
    won = OutgoingMail.objects.filter(
        pk=mail_id,
        state=State.QUEUED,
        next_try_at__lte=now,
        attempts__lt=OutgoingMail.MOST_ATTEMPTS,
    ).update(attempts=F("attempts") + 1, next_try_at=now + LEASE)
    return OutgoingMail.objects.get(pk=mail_id) if won else None


def deliver(mail_id, now=None):
    """
    Try to send one mail, unless it is done, not due, or another worker has it.

    :returns: when to try again (aware), or None if there is nothing left to do
    """
    now = now or timezone.now()
    mail = _claim(mail_id, now)
    if mail is None:
        return None
    kept = settings.EMAIL_BACKEND == KEPT_BY
    if not kept:
        try:
            _message(mail).send()
        except (OSError, ValueError) as error:
            return _failed(mail, error, now)
    # Whatever another worker thinks meanwhile: it was sent.
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=State.KEPT if kept else State.SENT, sent_at=None if kept else now, error=""
    )
    logger.info("mail %s (%s) %s", mail.pk, mail.kind, "kept" if kept else "sent")
    return None


def _message(mail):
    """Return the mail as a message; its id stays the same however often it is tried."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    mark = salted_hmac("dialogue.outbox", str(mail.pk), algorithm="sha256").hexdigest()[:32]
    reply_to = CommuneSettings.load().email
    return EmailMessage(
        mail.subject,
        mail.body,
        to=[mail.to],
        reply_to=[reply_to] if reply_to else None,
        headers={
            "Message-ID": f"<{mark}@{domain}>",
            # RFC 3834: out-of-office answers don't come back.
            "Auto-Submitted": "auto-generated",
            **_unsubscribing(mail),
        },
    )


def _unsubscribing(mail):
    """Return the headers by which a mail program ends such mails with one click (RFC 8058)."""
    if not mail.list_unsubscribe:
        return {}
    return {
        "List-Unsubscribe": f"<{mail.list_unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _failed(mail, error, now):
    """Note a failed try and return when the next one is, or None after the last."""
    last = mail.attempts >= OutgoingMail.MOST_ATTEMPTS or _is_final(error)
    after = now + DELAYS[min(mail.attempts, len(DELAYS)) - 1]
    OutgoingMail.objects.filter(pk=mail.pk, state=State.QUEUED, attempts=mail.attempts).update(
        state=State.FAILED if last else State.QUEUED,
        error=describe(error),
        next_try_at=now if last else after,
    )
    logger.warning("mail %s (%s) not sent: %s", mail.pk, mail.kind, describe(error))
    return None if last else after


def _codes(error):
    """Return the server's reply codes that an error carries."""
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPResponseException) else []


def _is_final(error):
    """Return whether the server refused the address for good (RFC 5321: codes 5xx)."""
    codes = _codes(error)
    return isinstance(error, SMTPRecipientsRefused) and bool(codes) and min(codes) >= 500


def describe(error):
    """
    Return an error for staff and logs: its kind, the server's code, the system's own words.

    Never the error's text: servers quote the address in it.
    """
    parts = [type(error).__name__, *map(str, _codes(error))]
    if isinstance(error, OSError) and error.errno and error.strerror:
        parts.append(error.strerror)
    return clean_line(" ".join(parts))[:200]


def requeue(mail, user=None):
    """
    Take a failed mail up again, from its first try; the desk's "send again".

    :param user: who asks; None only for code that has checked
    :raises NotAllowed: when the user may not read this mail, or it hasn't failed
    """
    restricted = mail.registration is not None and mail.registration.is_restricted
    if user is not None and (
        not holds(user, READ_OUTBOX) or (restricted and not reads_restricted(user))
    ):
        raise NotAllowed(_("Your role does not allow this."))
    with transaction.atomic():
        taken = OutgoingMail.objects.filter(pk=mail.pk, state=State.FAILED).update(
            state=State.QUEUED, attempts=0, error="", next_try_at=timezone.now()
        )
        if not taken:
            raise NotAllowed(_("Only a mail that could not be sent is sent again."))
        _enqueue_after_commit(mail.pk)


def requeue_unsent(now=None):
    """
    Hand mails to the queue again whose task got lost: a crash between commit and queue, or a worker
    killed while sending. What died at its last try counts as failed.

    :returns: how many were handed over
    """
    now = now or timezone.now()
    lost = OutgoingMail.objects.filter(state=State.QUEUED, next_try_at__lte=now - GRACE)
    lost.filter(attempts__gte=OutgoingMail.MOST_ATTEMPTS).update(
        state=State.FAILED, error="WorkerStopped"
    )
    again = list(lost.order_by("pk").values_list("pk", flat=True))
    for mail_id in again:
        enqueue(mail_id)
    return len(again)
