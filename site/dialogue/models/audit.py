"""Who read, restricted, refused or exported what: rows that staff can't change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditAction(models.TextChoices):
    READ_RESTRICTED = "read_restricted", _("Read a restricted sheet")
    REFUSE = "refuse", _("Refused a sheet")
    RESTRICT = "restrict", _("Restricted a sheet")
    UNRESTRICT = "unrestrict", _("Lifted the restriction of a sheet")
    EXPORT = "export", _("Exported personal data")
    FORGET = "forget", _("Deleted an address on request")


class WrittenOnce(models.QuerySet):
    """Rows that are added and read, and nothing else."""

    def update(self, **fields):
        raise TypeError("audit entries are written once")

    def delete(self):
        raise TypeError("audit entries are never deleted")

    def bulk_update(self, *args, **kwargs):
        raise TypeError("audit entries are written once")


class AuditEntry(models.Model):
    """
    One reading, restriction, refusal, export or deletion. Holds a record's number, never its
    content.

    Written once: changing or deleting stored rows raises TypeError, one by one and in bulk.
    """

    wagtail_reference_index_ignore = True

    action = models.CharField(_("what was done"), max_length=40, choices=AuditAction.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    subject = models.CharField(_("record"), max_length=80)
    reason = models.TextField(_("reason"), blank=True)

    objects = WrittenOnce.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_action_display()}: {self.subject}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("audit entries are written once")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("audit entries are never deleted")
