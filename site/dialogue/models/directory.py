"""What sheets are sorted by: departments, topics, villages; and the prepared forms of words."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..states import RefusalReason
from ..vietnamese import sort_key
from .history import record_history


class Directory(models.Model):
    """An entry of a list that is never deleted, only taken out of use."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    active = models.BooleanField(
        _("in use"), default=True, help_text=_("Untick instead of deleting: old records keep it.")
    )
    sort_key = models.CharField(max_length=500, editable=False)

    class Meta:
        abstract = True
        ordering = ["sort_key"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)[:500]
        super().save(*args, **kwargs)


class Department(Directory):
    """A unit that replies: a division of the commune or a body that sits in it."""

    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("officers"),
        related_name="dialogue_departments",
        blank=True,
        help_text=_("They see the questions assigned to this department, and no others."),
    )
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    history = record_history(excluded_fields=["sort_key"])

    class Meta(Directory.Meta):
        verbose_name = _("department")
        verbose_name_plural = _("departments")


class Topic(Directory):
    """What a question is about."""

    usual_department = models.ForeignKey(
        Department,
        models.PROTECT,
        verbose_name=_("usual department"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Proposed when a question gets this topic."),
    )

    class Meta(Directory.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Village(Directory):
    """A thôn or tổ dân phố that the form offers."""

    class Meta(Directory.Meta):
        verbose_name = _("village")
        verbose_name_plural = _("villages")


def occasions():
    """Return the occasions that have a form of words, as (key, label)."""
    refusals = [
        (f"refuse:{reason.value}", _("Refusal: %(reason)s") % {"reason": reason.label})
        for reason in RefusalReason
    ]
    return [
        *refusals,
        ("ask_more", _("Asking for more information")),
        ("refer", _("Referring to another body")),
    ]


class FormOfWords(models.Model):
    """
    The prepared words for one occasion, which staff start from and may change.

    ``occasion`` is ``refuse:<RefusalReason>``, ``ask_more`` or ``refer``.
    """

    occasion = models.CharField(_("occasion"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    history = record_history(excluded_fields=[])

    class Meta:
        verbose_name = _("form of words")
        verbose_name_plural = _("forms of words")
        ordering = ["title"]

    def __str__(self):
        return self.title

    @property
    def occasion_label(self):
        return dict(occasions()).get(self.occasion, self.occasion)
