"""Who wants to hear of new sessions and answers by mail, and what was told already."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SubscriptionQuerySet(models.QuerySet):
    def confirmed(self):
        return self.exclude(confirmed_at=None)


class Subscription(models.Model):
    """
    An address with what it wants to hear of. Nothing but the confirming mail is sent to it before
    ``confirmed_at``; taking it back deletes the row.
    """

    wagtail_reference_index_ignore = True

    email = models.EmailField(_("e-mail"))
    sessions = models.BooleanField(_("new sessions"), default=False)
    topics = models.ManyToManyField(
        "dialogue.Topic", verbose_name=_("answers on"), related_name="+", blank=True
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    notice_version = models.CharField(_("privacy notice shown"), max_length=30, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        # Neutral: labels reach logs.
        return str(_("Subscription %(number)s") % {"number": self.pk})


class Announcement(models.Model):
    """That a page was told to the subscribers, so that it is told once, however often published."""

    wagtail_reference_index_ignore = True

    page = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, related_name="+", primary_key=True
    )
    told_at = models.DateTimeField(_("told at"))

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.page_id)
