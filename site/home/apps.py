from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Commune website")

    def ready(self):
        from wagtail.signals import page_unpublished

        from .labels import label
        from .redirects import forget_old_addresses

        page_unpublished.connect(forget_old_addresses, dispatch_uid="home.forget_old_addresses")
        label()
