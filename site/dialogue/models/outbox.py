"""Every mail the system sends, with what became of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """
    One mail. It is written in the transaction of the act that causes it, and sent after commit by
    the worker: at least once, at most ``MOST_ATTEMPTS`` tries. ``next_try_at`` is when the next try
    may begin; whoever tries pushes it ahead first, so that no second worker tries at the same time.

    The subject names no person and no code. The body holds no tracking code, and nothing of a
    restricted sheet.
    """

    wagtail_reference_index_ignore = True
    MOST_ATTEMPTS = 5

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        KEPT = "kept", _("Kept, not sent (demo)")
        FAILED = "failed", _("Could not be sent")

    kind = models.CharField(_("occasion"), max_length=40)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.QUEUED, db_index=True
    )
    next_try_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=200, blank=True)
    list_unsubscribe = models.CharField(max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    registration = models.ForeignKey(
        "dialogue.Registration",
        models.PROTECT,
        verbose_name=_("registration"),
        related_name="mails",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outbox")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.subject
