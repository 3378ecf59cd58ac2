"""System checks: what must be there before the first request."""

from pathlib import Path

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _

from .documents import engine


@checks.register()
def papers_can_be_made(app_configs, **kwargs):
    """The PDF engine, its libraries and the shipped fonts."""
    return [
        checks.Error(sentence, id=f"dialogue.E{number:03d}")
        for number, sentence in enumerate(engine.problems(), start=1)
    ]


@checks.register()
def private_storage_is_private(app_configs, **kwargs):
    """Personal files go to STORAGES["private"], which no address may lead to."""
    private = settings.STORAGES.get("private")
    if private is None:
        return [
            checks.Warning(
                _("STORAGES has no entry “private”: papers are rendered anew for each download."),
                hint=_("Add a file storage outside MEDIA_ROOT, with base_url None."),
                id="dialogue.W010",
            )
        ]
    location = private.get("OPTIONS", {}).get("location")
    if location and settings.MEDIA_ROOT and _is_below(location, settings.MEDIA_ROOT):
        return [
            checks.Error(
                _("The private storage lies below MEDIA_ROOT, where everyone can read it."),
                id="dialogue.E011",
            )
        ]
    return []


def _is_below(path, folder):
    return Path(path).resolve().is_relative_to(Path(folder).resolve())
