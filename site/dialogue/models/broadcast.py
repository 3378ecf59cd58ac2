"""What was read out on the loudspeakers, and when."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Broadcast(models.Model):
    """
    One reading of a text about a plan or a session. ``text`` is kept as it was read; ``page`` is
    empty once that page was deleted, ``page_title`` stays.
    """

    wagtail_reference_index_ignore = True

    page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        verbose_name=_("page"),
        related_name="+",
        null=True,
        blank=True,
    )
    page_title = models.CharField(_("about"), max_length=255)
    edition = models.CharField(_("edition read"), max_length=10)
    text = models.TextField(_("text read"))
    aired_at = models.DateTimeField(_("read at"))
    reader = models.CharField(_("read by"), max_length=120, blank=True)
    place = models.CharField(
        _("where"),
        max_length=200,
        blank=True,
        help_text=_("Such as: the whole commune, a village."),
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("noted by"), related_name="+"
    )
    noted_at = models.DateTimeField(_("noted at"), default=timezone.now)

    class Meta:
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")
        default_permissions = ()
        ordering = ["-aired_at", "-pk"]

    def __str__(self):
        return self.page_title
