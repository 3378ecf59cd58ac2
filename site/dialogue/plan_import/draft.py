"""The draft of a plan's page out of what was recognised, made once for each sending of the form."""

import itertools
import uuid

from django.db import transaction
from django.utils.text import Truncator
from wagtail.models import Page

from ..models import PlanPage
from . import wording

# Names the pages that imports make, so that one key gives one page.
_IMPORTS = uuid.UUID("6d2f0a4e-3f0b-5a53-9c1e-6b1f2f7f3c55")
_LONGEST_TITLE = 255
_LONGEST = [
    ("number", 20, wording.HEAD),
    ("symbol", 40, wording.HEAD),
    ("signer", 100, wording.TAIL),
]


def title_of(result):
    """Return the page's title: "Kế hoạch" and what it is about."""
    about = result.abstract.rstrip(" .;:")
    if not about:
        return f"Kế hoạch đối thoại năm {result.year}"
    if about[1:2].islower():
        about = about[0].lower() + about[1:]
    return Truncator(f"Kế hoạch {about}").chars(_LONGEST_TITLE)


def drafted(key):
    """Return the page that an import with this key made before, or None."""
    return PlanPage.objects.filter(translation_key=uuid.uuid5(_IMPORTS, key)).first()


@transaction.atomic
def draft_plan(result, *, index, user, key):
    """
    Add an unpublished plan below ``index`` and return it; the same key gives the same page.

    :param result: ``result.Result``; what is too long for its field is moved to the review first
    """
    # One at a time: the second of two equal sendings finds the page of the first.
    Page.objects.select_for_update().get(pk=index.pk)
    if page := drafted(key):
        return page
    _fit(result)
    page = index.add_child(instance=_page(result, user, key, _slug(index, result.year)))
    page.save_revision(user=user)
    return page


def _fit(result):
    for name, most, reason in _LONGEST:
        text = getattr(result, name)
        if len(text) > most:
            result.keep_for_review(text, reason)
            setattr(result, name, "")


def _slug(index, year):
    """Return the first free one of "ke-hoach-2026", "ke-hoach-2026-2", …"""
    taken = set(index.get_children().values_list("slug", flat=True))
    first = f"ke-hoach-{year}"
    later = (f"{first}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain([first], later) if slug not in taken)


def _page(result, user, key, slug):
    lines = ("bases", "opening", "closing", "signing_for", "recipients")
    return PlanPage(
        title=title_of(result),
        slug=slug,
        year=result.year,
        number=result.number,
        symbol=result.symbol or PlanPage._meta.get_field("symbol").default,
        issued_on=result.issued_on,
        abstract=result.abstract,
        signer=result.signer,
        body=result.blocks,
        owner=user,
        live=False,
        translation_key=uuid.uuid5(_IMPORTS, key),
        **{name: "\n".join(getattr(result, name)) for name in lines},
    )
