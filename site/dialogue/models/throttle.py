"""Counting what one address or phone does, in the database, so that all processes agree."""

import datetime as dt

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac


class ThrottleCounter(models.Model):
    """
    How often ``key`` happened in the window that began at ``started_at``.

    ``key`` is a keyed hash: the table tells nobody's address or phone.
    """

    key = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M} × {self.count}"


def _key(scope, value):
    return salted_hmac(
        f"dialogue.throttle.{scope}", value, secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def hit(scope, value, window: dt.timedelta, now):
    """Count one more ``value`` in ``scope`` and return how many there were within ``window``."""
    key = _key(scope, value)
    with transaction.atomic():
        ThrottleCounter.objects.get_or_create(key=key, defaults={"started_at": now})
        fresh = ThrottleCounter.objects.filter(key=key, started_at__lte=now - window)
        if not fresh.update(started_at=now, count=1):
            ThrottleCounter.objects.filter(key=key).update(count=F("count") + 1)
        return ThrottleCounter.objects.values_list("count", flat=True).get(key=key)


def count(scope, value, window: dt.timedelta, now):
    """Return how many ``value`` there were in ``scope`` within ``window``, counting nothing."""
    row = ThrottleCounter.objects.filter(key=_key(scope, value), started_at__gt=now - window)
    return row.values_list("count", flat=True).first() or 0
