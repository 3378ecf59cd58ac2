"""
The groups that carry the roles, and the workflow by which leaders approve; made once.

What an office changes later stays changed.
"""

from django.apps import apps as global_apps
from django.conf import settings

from .states import Role

# Vietnamese names: people see them in Wagtail's list of groups, and may rename them.
GROUP_NAMES = {
    Role.EDITOR: "Biên tập viên",
    Role.OFFICE: "Văn phòng",
    Role.OFFICER: "Chuyên viên",
    Role.LEADER: "Lãnh đạo",
    Role.ADMINISTRATOR: "Quản trị",
    Role.RESTRICTED_READER: "Người được giao xem phiếu hạn chế",
}
_WRITE = ["add_page", "change_page"]
PAGE_PERMISSIONS = {
    Role.EDITOR: _WRITE,
    Role.OFFICE: _WRITE,
    Role.LEADER: [*_WRITE, "publish_page", "lock_page", "unlock_page"],
    Role.ADMINISTRATOR: [*_WRITE, "publish_page", "lock_page", "unlock_page", "bulk_delete_page"],
}
FILE_PERMISSIONS = {
    Role.EDITOR: ["add", "change", "choose"],
    Role.OFFICE: ["add", "change", "choose"],
    Role.LEADER: ["add", "change", "choose"],
    Role.ADMINISTRATOR: ["add", "change", "delete", "choose"],
}
ADMINISTRATOR_PERMISSIONS = [
    (*settings.AUTH_USER_MODEL.lower().split("."), ["add", "change", "view"]),
    ("dialogue", "communesettings", ["change"]),
    ("wagtailcore", "site", ["change"]),
    ("wagtailredirects", "redirect", ["add", "change", "delete"]),
]


def ensure_groups(apps=global_apps):
    """Create the group of every role that has none, with what it needs in Wagtail's admin."""
    RoleGroup = apps.get_model("dialogue", "RoleGroup")
    known = set(RoleGroup.objects.values_list("role", flat=True))
    for role, name in GROUP_NAMES.items():
        if role in known:
            continue
        Group = apps.get_model("auth", "Group")
        group, _new = Group.objects.get_or_create(name=name)
        RoleGroup.objects.create(role=role, group=group)
        _grant(apps, role, group)


def _grant(apps, role, group):
    Permission = apps.get_model("auth", "Permission")
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    Page = apps.get_model("wagtailcore", "Page")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    root = Page.objects.filter(depth=1).first()
    for codename in PAGE_PERMISSIONS.get(role, []) if root else []:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    _grant_files(apps, role, group)
    if role == Role.ADMINISTRATOR:
        for app, model, verbs in ADMINISTRATOR_PERMISSIONS:
            codenames = [f"{verb}_{model}" for verb in verbs]
            group.permissions.add(
                *Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
            )


def _grant_files(apps, role, group):
    Permission = apps.get_model("auth", "Permission")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = Collection.objects.filter(depth=1).first()
    codenames = [
        f"{verb}_{model}"
        for verb in FILE_PERMISSIONS.get(role, [])
        for model in ("image", "document")
    ]
    for permission in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=codenames
    ):
        if root:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )


# Vietnamese name: people see it in the editor, and may rename it.
WORKFLOW_NAME = "Lãnh đạo duyệt"
WAGTAILS_OWN = "Moderators approval"


def ensure_workflow():
    """
    Let the leaders approve all pages, as second persons, in place of Wagtail's own moderators.

    A workflow that the site itself put on its root stays there.

    Done once: never again after there has been a task of this kind, whatever became of it.
    """
    from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

    from .models import RoleGroup, SecondPersonTask

    root = Page.objects.filter(depth=1).first()
    leaders = RoleGroup.objects.filter(role=Role.LEADER).select_related("group").first()
    if root is None or leaders is None or SecondPersonTask.objects.exists():
        return
    task = SecondPersonTask.objects.create(name=WORKFLOW_NAME)
    task.groups.add(leaders.group)
    workflow = Workflow.objects.create(name=WORKFLOW_NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    former = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if former and former.workflow.name != WAGTAILS_OWN:
        return  # a site that made its own rules keeps them
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    Workflow.objects.filter(name=WAGTAILS_OWN, workflow_pages=None).update(active=False)
