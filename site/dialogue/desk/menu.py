"""The desk's menu: each entry for the roles that may open what it leads to."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from ..permissions import (
    HANDLE_PAPERS,
    MANAGE_DIRECTORY,
    PREPARE_PAGES,
    READ_ALL,
    READ_AUDIT,
    READ_DEPARTMENT,
    READ_OUTBOX,
    holds,
)

READ_RECORDS = READ_ALL | READ_DEPARTMENT
# label, address, icon, roles; in the order of the day's work
ENTRIES = [
    (_("Registrations"), "dialogue_desk:registrations", "form", READ_RECORDS),
    (_("Questions"), "dialogue_desk:questions", "help", READ_RECORDS),
    (_("Answers"), "dialogue_desk:answers", "openquote", PREPARE_PAGES),
    (_("Sessions"), "dialogue_desk:sessions", "group", PREPARE_PAGES),
    (_("Print jobs"), "dialogue_desk:batches", "doc-full", HANDLE_PAPERS),
    (_("Plan from a Word file"), "dialogue_desk:plan_import", "upload", PREPARE_PAGES),
    (_("Ratings of replies"), "dialogue_desk:ratings", "pick", READ_ALL),
    (_("Loudspeaker"), "dialogue_desk:broadcasts", "media", PREPARE_PAGES),
    (_("News by e-mail"), "dialogue_desk:subscriptions", "glasses", READ_OUTBOX),
    (_("Work calendar"), "dialogue_desk:calendar", "calendar", MANAGE_DIRECTORY),
    (_("Outbox"), "dialogue_desk:outbox", "mail", READ_OUTBOX),
    (_("Log of restricted and refused sheets"), "dialogue_desk:audit", "history", READ_AUDIT),
]
DIRECTORY = [
    (_("Departments"), "dialogue_departments:index", "group", MANAGE_DIRECTORY),
    (_("Topics"), "dialogue_topics:index", "tag", MANAGE_DIRECTORY),
    (_("Villages"), "dialogue_villages:index", "home", MANAGE_DIRECTORY),
    (_("Forms of words"), "dialogue_words:index", "edit", MANAGE_DIRECTORY),
]


class RoleMenuItem(MenuItem):
    """An entry that only the holders of ``roles`` see."""

    def __init__(self, *args, roles, **options):
        self.roles = roles
        super().__init__(*args, **options)

    def is_shown(self, request):
        return holds(request.user, self.roles)


def _items(entries):
    return [
        RoleMenuItem(
            label,
            reverse(url_name),
            name=url_name.replace(":", "-"),
            icon_name=icon,
            order=order,
            roles=roles,
        )
        for order, (label, url_name, icon, roles) in enumerate(entries)
    ]


def desk_menu():
    """Return the menu "Đối thoại" with the directory as a menu inside it."""
    directory = SubmenuMenuItem(
        _("Directory"),
        Menu(items=_items(DIRECTORY)),
        name="dialogue-directory",
        icon_name="list-ul",
        order=len(ENTRIES) - 2,
    )
    items = _items(ENTRIES)
    for item in items[-2:]:
        item.order += 2
    return SubmenuMenuItem(
        pgettext_lazy("menu", "Dialogue"),
        Menu(items=[*items, directory]),
        name="dialogue",
        icon_name="comment",
        order=50,
    )
