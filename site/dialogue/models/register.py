"""The register's numbers: consecutive within a year, without gaps, whoever writes at once."""

from django.db import models, transaction


class RegisterCounter(models.Model):
    """The last number given in a year."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.year}: {self.last}"


def take_number(year):
    """
    Return the next number of ``year``. Must run in the transaction that stores the sheet: if that
    rolls back, so does the number, and no gap is left. The row stays locked until it ends.

    :raises django.db.transaction.TransactionManagementError: outside a transaction
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("take_number outside a transaction")
    RegisterCounter.objects.get_or_create(year=year)
    counter = RegisterCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
