from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Commune website")

    def ready(self):
        from wagtail.signals import page_unpublished

        from .found import let_be_found
        from .labels import label
        from .redirects import forget_old_addresses
        from .stock import name_permissions, rename

        page_unpublished.connect(forget_old_addresses, dispatch_uid="home.forget_old_addresses")
        label()
        let_be_found()
        # Wagtail's turn comes after the add-on's, which knows the stock workflow by its name.
        wagtail = apps.get_app_config("wagtailcore")
        post_migrate.connect(rename, sender=wagtail, dispatch_uid="home.stock_names")
        # Once the permissions of every app are stored.
        last = apps.get_app_config("contenttypes")
        post_migrate.connect(name_permissions, sender=last, dispatch_uid="home.permissions")
