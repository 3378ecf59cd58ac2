"""What the add-on adds to Wagtail's admin. Registers only; the work is done in ``desk``."""

from django.urls import include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def desk_urls():
    return [path("doi-thoai/", include("dialogue.desk.urls"))]
