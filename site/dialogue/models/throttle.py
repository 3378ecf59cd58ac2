"""Counting what one address or phone does, in the database, so that all processes agree."""

import datetime as dt

from django.conf import settings
from django.db import connection, models
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


# One statement, so that of any number of requests at once each gets a count of its own.
_COUNT_ONE_MORE = """
    INSERT INTO dialogue_throttlecounter ("key", started_at, "count") VALUES (%s, %s, 1)
    ON CONFLICT ("key") DO UPDATE SET
        "count" = CASE WHEN dialogue_throttlecounter.started_at <= %s THEN 1
                       ELSE dialogue_throttlecounter."count" + 1 END,
        started_at = CASE WHEN dialogue_throttlecounter.started_at <= %s THEN excluded.started_at
                          ELSE dialogue_throttlecounter.started_at END
    RETURNING "count"
"""


def _key(scope, value):
    return salted_hmac(
        f"dialogue.throttle.{scope}", value, secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def hit(scope, value, window: dt.timedelta, now):
    """
    Count one more ``value`` in ``scope`` and return how many there were within ``window``.

    A window begins with the first hit and is over ``window`` later. Count before you look: who
    looks first and counts afterwards lets many requests at once through.
    """
    start, over = (connection.ops.adapt_datetimefield_value(t) for t in (now, now - window))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ONE_MORE, [_key(scope, value), start, over, over])
        return cursor.fetchall()[0][0]


def take_back(scope, value):
    """Count one ``value`` less: it turned out not to be what ``scope`` counts."""
    counter = ThrottleCounter.objects.filter(key=_key(scope, value), count__gt=0)
    counter.update(count=F("count") - 1)


def sweep(before):
    """Delete the counters whose window began before ``before`` (aware)."""
    return ThrottleCounter.objects.filter(started_at__lt=before).delete()[0]
