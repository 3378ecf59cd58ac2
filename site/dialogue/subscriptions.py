"""
Subscribing to new sessions and answers: asked for, confirmed by mail, ended by one click.

Nobody's address is used before its owner opened the link sent to it; who ends it is deleted.
"""

import datetime as dt

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import outbox
from .addresses import absolute, page_address
from .models import (
    Announcement,
    AnswerPage,
    AuditEntry,
    CommuneSettings,
    OutgoingMail,
    SessionPage,
    Subscription,
)
from .models.audit import AuditAction
from .models.pages.base import open_to_all
from .notifications import LANGUAGE, Kind
from .permissions import READ_OUTBOX, NotAllowed, holds
from .vietnamese import clean, long_datetime

CONFIRM, END = "dialogue.subscription.confirming", "dialogue.subscription.ending"
CONFIRM_WITHIN = dt.timedelta(days=3)
# A page published by mistake is taken back within minutes; so long it isn't told to anybody.
SETTLING = dt.timedelta(minutes=10)


def token(subscription, purpose):
    """
    Return what stands for a subscription in the address of a mail: its number and its own address
    as a keyed hash, since after a backup is restored the number can belong to somebody else.
    """
    value = f"{subscription.pk}.{_mark(subscription.email)}"
    return signing.TimestampSigner(salt=purpose).sign(value).replace(":", "~")


def _mark(email):
    return salted_hmac("dialogue.subscription.address", email.lower()).hexdigest()[:20]


def is_whole(given, purpose):
    """Return whether ``given`` was issued for ``purpose``, however long ago: nothing is cut off."""
    try:
        signing.TimestampSigner(salt=purpose).unsign(given.replace("~", ":"))
    except signing.BadSignature:
        return False
    return True


def found(given, purpose):
    """Return the subscription that ``given`` stands for, or None if it is forged, old or ended."""
    age = CONFIRM_WITHIN if purpose == CONFIRM else None
    try:
        signer = signing.TimestampSigner(salt=purpose)
        key, mark = signer.unsign(given.replace("~", ":"), max_age=age).split(".")
    except signing.BadSignature:
        return None
    subscription = Subscription.objects.filter(pk=key).first()
    if subscription is None or not constant_time_compare(mark, _mark(subscription.email)):
        return None
    return subscription


def address(subscription, purpose):
    """Return the full address, from settings, that confirms or ends a subscription."""
    names = {CONFIRM: "dialogue:subscription_confirm", END: "dialogue:subscription_end"}
    return absolute(reverse(names[purpose], args=[token(subscription, purpose)]))


@transaction.atomic
def ask(email, *, sessions, topics, now=None):
    """
    Keep what an address wants to hear of, and send it the mail that confirms it.

    :param topics: ``Topic`` records; answers on these are told
    :returns: the subscription, not yet confirmed
    """
    commune = CommuneSettings.load()
    asked = Subscription.objects.create(
        email=email,
        sessions=sessions,
        asked_at=now or timezone.now(),
        notice_version=commune.privacy_version,
    )
    asked.topics.set(topics)
    with translation.override(LANGUAGE):
        text = _text(Kind.SUBSCRIBE, commune, asked, confirm=address(asked, CONFIRM), topics=topics)
        outbox.put(Kind.SUBSCRIBE, email, _("Please confirm: news of the dialogue by mail"), text)
    return asked


@transaction.atomic
def confirm(subscription, now=None):
    """Begin to tell the address; what it had asked for before is replaced."""
    if subscription.confirmed_at is None:
        subscription.confirmed_at = now or timezone.now()
        subscription.save(update_fields=["confirmed_at"])
    others = Subscription.objects.filter(email__iexact=subscription.email)
    others.exclude(pk=subscription.pk).delete()


@transaction.atomic
def end(email):
    """
    Forget an address: its subscriptions and the mails that were written to it for them.

    :returns: how many subscriptions there were
    """
    OutgoingMail.objects.filter(to__iexact=email, kind__in=(Kind.SUBSCRIBE, Kind.NEWS)).delete()
    rows = Subscription.objects.filter(email__iexact=email)
    number = rows.count()
    rows.delete()
    return number


@transaction.atomic
def forget(email, *, user, reason, now=None):
    """
    Delete an address because its owner asked the office, who can't open the link in a mail.

    :param reason: how the office learnt of it; the log keeps it, and never the address
    :raises NotAllowed: when the user doesn't look after the outbox
    :raises ValidationError: without a reason, or when nothing is known of the address

    Source: Luật 91/2025/QH15 and NĐ 356/2025/NĐ-CP: data is deleted when its owner asks.
    """
    if not holds(user, READ_OUTBOX):
        raise NotAllowed(_("Your role does not allow this."))
    reason = clean(reason).strip()
    if not reason:
        raise ValidationError({"reason": _("Please give the reason.")})
    if not end(email):
        raise ValidationError({"email": _("This address isn't subscribed.")})
    AuditEntry.objects.create(
        action=AuditAction.FORGET,
        user=user,
        at=now or timezone.now(),
        subject=_("News by e-mail"),
        reason=reason,
    )


def figures():
    """
    Return how many readers there are, as a dict: ``confirmed``, ``waiting`` to be confirmed,
    ``sessions``, and ``topics`` as (name, number) in the directory's order.
    """
    readers = Subscription.objects.confirmed()
    all_readers = Subscription.objects.aggregate(
        confirmed=Count("confirmed_at"), waiting=Count("pk") - Count("confirmed_at")
    )
    topics = readers.exclude(topics=None).order_by("topics__sort_key")
    topics = topics.values("topics__sort_key", "topics__name").annotate(number=Count("pk"))
    return all_readers | {
        "sessions": readers.filter(sessions=True).count(),
        "topics": list(topics.values_list("topics__name", "number")),
    }


def forget_unconfirmed(now=None):
    """Forget the addresses that never confirmed in time."""
    over = (now or timezone.now()) - CONFIRM_WITHIN
    for email in Subscription.objects.filter(confirmed_at=None, asked_at__lt=over).values_list(
        "email", flat=True
    ):
        if not Subscription.objects.confirmed().filter(email__iexact=email).exists():
            end(email)
    Subscription.objects.filter(confirmed_at=None, asked_at__lt=over).delete()


def _untold(model, now):
    """Return the pages that everybody may read for a while and nobody was told of, oldest first."""
    pages = open_to_all(model.objects.all()).filter(first_published_at__lte=now - SETTLING)
    return pages.exclude(pk__in=Announcement.objects.values("page")).order_by(
        "first_published_at", "pk"
    )


def _claim(pages, now):
    """Return those of ``pages`` that no other worker tells at this moment."""
    claimed = []
    for page in pages:
        try:
            with transaction.atomic():
                Announcement.objects.create(page_id=page.pk, told_at=now)
        except IntegrityError:
            continue
        claimed.append(page)
    return claimed


@transaction.atomic
def announce(now=None):
    """
    Write one mail to every subscriber for whom something new was published since they confirmed.

    :param now: aware; the present if not given
    :returns: how many mails were written
    """
    now = now or timezone.now()
    sessions = _claim(_untold(SessionPage, now), now)
    answers = _claim(_untold(AnswerPage, now).select_related("topic"), now)
    sessions = [session for session in sessions if session.is_to_come(now)]
    if not sessions and not answers:
        return 0
    commune, written = CommuneSettings.load(), 0
    with translation.override(LANGUAGE):
        for reader in Subscription.objects.confirmed().prefetch_related("topics"):
            written += _tell(reader, sessions, answers, commune)
    return written


def _tell(reader, sessions, answers, commune):
    since, topics = reader.confirmed_at, {topic.pk for topic in reader.topics.all()}
    own_sessions = [s for s in sessions if reader.sessions and s.first_published_at > since]
    own_answers = [a for a in answers if a.topic_id in topics and a.first_published_at > since]
    count = len(own_sessions) + len(own_answers)
    if not count:
        return 0
    ends = address(reader, END)
    text = _text(
        Kind.NEWS,
        commune,
        reader,
        sessions=[(s.title, _when(s), s.place, page_address(s)) for s in own_sessions],
        answers=[(a.title, page_address(a)) for a in own_answers],
        ends=ends,
    )
    subject = ngettext(
        "%(count)s piece of news of the dialogue", "%(count)s pieces of news of the dialogue", count
    ) % {"count": count}
    outbox.put(Kind.NEWS, reader.email, subject, text, list_unsubscribe=ends)
    return 1


def _when(session):
    if session.start_at:
        return long_datetime(session.start_at)
    month = session.expected_month
    return _("month %(month)s/%(year)s, expected") % {"month": month.month, "year": month.year}


def _text(kind, commune, subscription, **context):
    context |= {"commune": commune, "subscription": subscription}
    text = render_to_string(f"dialogue/emails/{kind}.txt", context)
    return "\n\n".join(part.strip("\n") for part in text.split("\n\n") if part.strip())
