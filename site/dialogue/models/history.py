"""What every history row of a record holds besides its fields: the verb and the reason."""

from django.db import models
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record


class RecordHistory(models.Model):
    """Base of the history tables. ``verb`` is a value of the table of transitions."""

    wagtail_reference_index_ignore = True

    verb = models.CharField(_("verb"), max_length=40, blank=True)

    class Meta:
        abstract = True
        default_permissions = ()


def record_history(**options):
    """Return the history tracker of a record: reasons of any length, rows with their verb."""
    return HistoricalRecords(
        bases=[RecordHistory],
        history_change_reason_field=models.TextField(null=True, blank=True),
        excluded_fields=options.pop("excluded_fields", ["fold_text", "plain_text"]),
        **options,
    )


@receiver(pre_create_historical_record)
def note_the_verb(sender, instance, history_instance, **kwargs):
    """Copy the verb that an action put on the record to the history row it causes."""
    if isinstance(history_instance, RecordHistory):
        history_instance.verb = getattr(instance, "_verb", "")
