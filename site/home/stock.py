"""
Vietnamese for what Wagtail puts into a new site in English: names in its tables, words in its
templates that no catalogue can translate.
"""

from django.apps import apps as global_apps
from django.template import TemplateDoesNotExist
from django.template.loaders import app_directories
from django.utils.translation import gettext, override

# (app, model, field): {Wagtail's name: ours}. What an office has named itself is left alone.
NAMES = {
    ("wagtailcore", "Page", "title"): {
        "Root": "Gốc",
        "Welcome to your new Wagtail site!": "Trang chào mừng",
    },
    ("wagtailcore", "Page", "draft_title"): {
        "Root": "Gốc",
        "Welcome to your new Wagtail site!": "Trang chào mừng",
    },
    ("wagtailcore", "Collection", "name"): {"Root": "Gốc"},
    ("wagtailcore", "Workflow", "name"): {"Moderators approval": "Người kiểm duyệt duyệt"},
    ("wagtailcore", "Task", "name"): {"Moderators approval": "Người kiểm duyệt duyệt"},
    ("auth", "Group", "name"): {
        "Moderators": "Người kiểm duyệt (có sẵn của Wagtail)",
        "Editors": "Người soạn thảo (có sẵn của Wagtail)",
    },
}
# Template: (Wagtail's words, ours).
WORDS = {
    "wagtailadmin/home.html": ('value="Search"', "value=\"{% trans 'Search' %}\""),
    "wagtailadmin/shared/header.html": ('value="Search"', "value=\"{% trans 'Search' %}\""),
    # Counts "None" where pages of all types are searched.
    "wagtailadmin/pages/listing/_page_title_column_header.html": (
        "{% else %}\n        {% blocktranslate trimmed with ",
        "{% else %}\n        {% translate 'Pages' as pages %}"
        "{% blocktranslate trimmed with model_name=model_name|default:pages|lower ",
    ),
    "wagtailadmin/shared/headers/_actions.html": (
        'aria-label="Actions"',
        "{% load i18n %}aria-label=\"{% trans 'Actions' %}\"",
    ),
}


def rename(using, apps=global_apps, **kwargs):
    """Name in Vietnamese what still has Wagtail's name (signal ``post_migrate``)."""
    from django.db import connections

    tables = connections[using].introspection.table_names()
    for (app, model, field), names in NAMES.items():
        records = apps.get_model(app, model)
        # Migrated back to nothing: the site is being taken down.
        if records._meta.db_table not in tables:
            continue
        for english, vietnamese in names.items():
            rows = records.objects.using(using).filter(**{field: english})
            rows.update(**{field: vietnamese})


ACTS = {"add": "Thêm", "change": "Sửa", "choose": "Chọn", "delete": "Xóa", "view": "Xem"}


def name_permissions(using, apps=global_apps, **kwargs):
    """
    Name permissions in Vietnamese, which Django and Wagtail store in English (``post_migrate``).

    A screen reader says these names in the editor of groups.
    """
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    with override("vi"):
        for permission in permissions.select_related("content_type"):
            act, _, rest = permission.codename.partition("_")
            model = permission.content_type.model
            if act in ACTS and rest == model and permission.name.startswith("Can "):
                kind = global_apps.all_models[permission.content_type.app_label].get(model)
                name = f"{ACTS[act]}: {kind._meta.verbose_name}" if kind else permission.name
            else:
                name = gettext(permission.name)
            if name != permission.name:
                permissions.filter(pk=permission.pk).update(name=name)


class Loader(app_directories.Loader):
    """Finds the templates of apps, with the words above in place of Wagtail's."""

    def get_contents(self, origin):
        text = super().get_contents(origin)
        if origin.template_name not in WORDS:
            return text
        english, ours = WORDS[origin.template_name]
        if english not in text:
            raise TemplateDoesNotExist(f"{origin.template_name} no longer says {english}")
        return text.replace(english, ours)
