from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _make_groups(using, **kwargs):
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.db import connections

    from .models import RoleGroup
    from .roles import ensure_groups, ensure_workflow

    # Migrated back to nothing: the add-on is being taken out of a site.
    if RoleGroup._meta.db_table not in connections[using].introspection.table_names():
        return
    # Apps come in the order of INSTALLED_APPS; what the groups need may not have its turn yet.
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)
    ensure_groups()
    ensure_workflow()


class DialogueConfig(AppConfig):
    name = "dialogue"
    label = "dialogue"
    verbose_name = _("Dialogue with the people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks, notifications  # noqa: F401  (they register themselves)
        from .documents import batch_care  # noqa: F401  (so does what restricting a sheet deletes)

        post_migrate.connect(_make_groups, sender=self, dispatch_uid="dialogue.groups")
