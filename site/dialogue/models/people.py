"""Which group of users holds which role. Groups may be renamed; the role stays."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..states import Role


class RoleGroup(models.Model):
    """Members of ``group`` hold ``role``."""

    role = models.CharField(_("role"), max_length=30, choices=Role.choices, unique=True)
    group = models.OneToOneField(Group, models.PROTECT, related_name="dialogue_role")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        default_permissions = ()

    def __str__(self):
        return self.get_role_display()
