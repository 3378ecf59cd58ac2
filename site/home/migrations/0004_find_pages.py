"""Notices and standing pages are found by their words."""

from django.db import migrations, models
from wagtail.rich_text import get_text_for_indexing

from dialogue.models.folded import folded


def _of_notice(notice):
    return (notice.title, notice.summary, get_text_for_indexing(notice.body))


def _of_standing_page(page):
    return (page.title, get_text_for_indexing(page.body))


def fold(apps, schema_editor):
    kinds = {"NoticePage": _of_notice, "StandardPage": _of_standing_page}
    for name, texts in kinds.items():
        pages = apps.get_model("home", name).objects
        for page in pages.all():
            pages.filter(pk=page.pk).update(**folded(texts(page)))


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_notice_date_today"),
    ]

    operations = [
        migrations.AddField(
            model_name="noticepage",
            name="fold_text",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="noticepage",
            name="plain_text",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="fold_text",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="plain_text",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=True),
    ]
