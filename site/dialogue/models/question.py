"""A question (nội dung kiến nghị): one matter out of a sheet, with its own clock and reply."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..deadlines import ZONE
from ..states import CLOCK_RUNS, FINAL_QUESTIONS, OPEN_QUESTIONS, Outcome, QuestionState, Thing
from .folded import FoldedQuerySet, FoldedText
from .history import record_history


def _today(now=None):
    return (now or timezone.now()).astimezone(ZONE).date()


SOON_DAYS = 2
"""How far ahead a due date is called near, in calendar days."""


def overdue_on(today):
    """Return the condition for those whose department owes a draft since before ``today``."""
    return Q(state__in=CLOCK_RUNS, due_on__lt=today)


def soon_on(today):
    """Return the condition for those due from ``today`` to ``SOON_DAYS`` ahead."""
    last = today + timezone.timedelta(days=SOON_DAYS)
    return Q(state__in=CLOCK_RUNS, due_on__range=(today, last))


class QuestionQuerySet(FoldedQuerySet):
    def open(self):
        return self.filter(state__in=OPEN_QUESTIONS)

    def overdue(self, now=None):
        """Return those whose department owes a draft since before today."""
        return self.filter(overdue_on(_today(now)))

    def due_soon(self, now=None):
        """Return those due from today to ``SOON_DAYS`` ahead."""
        return self.filter(soon_on(_today(now)))

    def desk_order(self, now=None):
        """Return overdue ones first, then by due date, then open ones, then final ones."""
        urgency = Case(
            When(overdue_on(_today(now)), then=Value(0)),
            When(state__in=CLOCK_RUNS, then=Value(1)),
            When(state__in=OPEN_QUESTIONS, then=Value(2)),
            default=Value(3),
        )
        return self.annotate(urgency=urgency).order_by(
            "urgency", F("due_on").asc(nulls_last=True), "-pk"
        )


class Question(FoldedText, models.Model):
    """
    One matter. ``text`` is the office's working text; the sender's words stay on the sheet.

    ``due_on`` is the last day (Asia/Ho_Chi_Minh) on which the department's draft is in time;
    ``due_how`` says how it was computed; ``due_moved`` marks a date that a leader set by hand.
    """

    THING = Thing.QUESTION
    wagtail_reference_index_ignore = True

    class Part(models.IntegerChoices):
        PROCEDURES = 1, _("Part 1: procedures")
        HANDLING = 2, _("Part 2: handling of procedures")

    registration = models.ForeignKey(
        "dialogue.Registration",
        models.PROTECT,
        verbose_name=_("registration"),
        related_name="questions",
    )
    ordinal = models.PositiveSmallIntegerField(_("no."))
    part = models.PositiveSmallIntegerField(_("part of the form"), choices=Part.choices)
    text = models.TextField(_("question"))
    topic = models.ForeignKey(
        "dialogue.Topic",
        models.PROTECT,
        verbose_name=_("topic"),
        related_name="questions",
        null=True,
        blank=True,
    )
    proposed_department = models.ForeignKey(
        "dialogue.Department",
        models.PROTECT,
        verbose_name=_("proposed department"),
        related_name="+",
        null=True,
        blank=True,
    )
    department = models.ForeignKey(
        "dialogue.Department",
        models.PROTECT,
        verbose_name=_("department"),
        related_name="questions",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=QuestionState.choices,
        default=QuestionState.NEW,
        db_index=True,
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)

    instruction = models.TextField(_("leader's instruction"), blank=True)
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("assigned by"),
        related_name="+",
        null=True,
        blank=True,
    )
    due_on = models.DateField(_("due"), null=True, blank=True, db_index=True)
    due_how = models.CharField(max_length=300, blank=True)
    due_moved = models.BooleanField(default=False)
    owed_in_writing = models.BooleanField(_("owed in writing"), default=False)

    reply = models.TextField(_("reply"), blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("drafted by"),
        related_name="+",
        null=True,
        blank=True,
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("approved by"),
        related_name="+",
        null=True,
        blank=True,
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    other_body = models.CharField(_("competent body"), max_length=200, blank=True)
    other_body_address = models.CharField(_("its address"), max_length=250, blank=True)
    message = models.TextField(_("what the sender was told"), blank=True)
    answer_page = models.ForeignKey(
        "dialogue.AnswerPage",
        models.PROTECT,
        verbose_name=_("published answer"),
        related_name="questions",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("split at"), default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = record_history()
    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        default_permissions = ()
        ordering = ["registration", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "ordinal"], name="one_question_an_ordinal"
            )
        ]

    def __str__(self):
        return str(
            _("Question %(ordinal)s of sheet %(code)s")
            % {"ordinal": self.ordinal, "code": self.registration.code}
        )

    def get_absolute_url(self):
        return reverse("dialogue_desk:question", args=[self.pk])

    def searched_texts(self):
        return (self.registration.code, self.text, self.reply)

    @property
    def code(self):
        return f"{self.registration.code}-{self.ordinal}"

    @property
    def is_final(self):
        return self.state in FINAL_QUESTIONS

    @property
    def is_restricted(self):
        return self.registration.is_restricted

    @property
    def is_overdue(self):
        return self.days_until_due is not None and self.days_until_due < 0

    @property
    def days_until_due(self):
        """Calendar days to the due date while the clock runs, negative when overdue; else None."""
        if self.state not in CLOCK_RUNS or self.due_on is None:
            return None
        return (self.due_on - _today()).days
