"""
"Was this answered?": counted, never attributed.

A rating leaves two traces that can't be joined: one more in a tally of its month and department,
and a keyed hash that this reply was rated. No row says who rated what, or when.

Source: NĐ 224/2026/NĐ-CP, Điều 10 khoản 3 (satisfaction is rated, the rater kept private).
"""

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Value(models.TextChoices):
    YES = "yes", _("Yes, it was answered")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No, not yet")


class RatingTally(models.Model):
    """How many replies of a department were rated ``value`` in a month (its first day)."""

    wagtail_reference_index_ignore = True

    month = models.DateField(_("month"))
    department = models.ForeignKey(
        "dialogue.Department",
        models.PROTECT,
        verbose_name=_("department"),
        related_name="+",
        null=True,
        blank=True,
    )
    value = models.CharField(_("rating"), max_length=10, choices=Value.choices)
    count = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["month", "department", "value"], name="one_tally_a_month"
            ),
            models.UniqueConstraint(
                fields=["month", "value"],
                condition=models.Q(department=None),
                name="one_tally_a_month_without_department",
            ),
        ]

    def __str__(self):
        return f"{self.month:%m/%Y} × {self.count}"


class RatingMark(models.Model):
    """That a reply was rated. The hash is the key, so the order of rows tells nothing."""

    wagtail_reference_index_ignore = True

    mark = models.CharField(max_length=64, primary_key=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.mark[:8]


def mark_of(question):
    """Return the keyed hash of a question's present reply; a later reply has another."""
    given = question.given_at.isoformat() if question.given_at else ""
    return salted_hmac(
        "dialogue.rating", f"{question.pk}:{given}", secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def rated(questions):
    """Return the ids of those of ``questions`` whose reply was rated (one query)."""
    marks = {mark_of(question): question.pk for question in questions}
    found = RatingMark.objects.filter(pk__in=marks).values_list("pk", flat=True)
    return {marks[mark] for mark in found}


def rate(question, value, now):
    """
    Count ``value`` for the question's department in the month of ``now`` (aware, site's zone).

    :returns: whether it was counted; False when this reply was rated before
    :raises ValueError: when ``value`` is no ``Value``
    """
    value = Value(value)
    month = dt.date(now.year, now.month, 1)
    try:
        with transaction.atomic():
            RatingMark.objects.create(mark=mark_of(question))
            tally, _made = RatingTally.objects.get_or_create(
                month=month, department_id=question.department_id, value=value
            )
            RatingTally.objects.filter(pk=tally.pk).update(count=F("count") + 1)
    except IntegrityError:
        return False
    return True
