"""
Uploaded files are private until a page that anybody may read offers them.

Wagtail serves every document to whoever knows its address, from the moment it is uploaded: the
signed plan would be out before the plan is.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey
from django.http import Http404
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex

from ..models.pages.base import open_to_all

MAY_SEE_DRAFTS = "wagtailadmin.access_admin"


def _page_key(field):
    """Return the lookup from a record with ``field`` to the page it belongs to, or None."""
    if issubclass(field.model, Page):
        return "pk"
    parents = [f for f in field.model._meta.get_fields() if isinstance(f, ParentalKey)]
    return next((f.attname for f in parents if issubclass(f.related_model, Page)), None)


def _pages_with(document):
    """Return the ids of the pages that offer ``document`` in a field, below them or in a text."""
    found = set()
    # Hidden ones too: most of our relations have no way back ("+").
    hidden_too = document._meta.get_fields(include_hidden=True)
    for field in [r.field for r in hidden_too if r.auto_created and not r.concrete]:
        key = _page_key(field) if isinstance(field, ForeignKey) else None
        if key:
            rows = field.model._default_manager.filter(**{field.name: document})
            found.update(rows.values_list(key, flat=True))
    page_type = ContentType.objects.get_for_model(Page)
    texts = ReferenceIndex.get_references_to(document).filter(base_content_type=page_type)
    return found | {int(key) for key in texts.values_list("object_id", flat=True)}


def only_what_is_published(document, request):
    """
    Let the public have a document only with a page that offers it (hook ``before_serve_document``).

    :raises Http404: as for a document that doesn't exist
    """
    if open_to_all(Page.objects.filter(pk__in=_pages_with(document))).exists():
        return
    # Asked last: whoever looks at the user makes the answer one that no cache may keep.
    if not request.user.has_perm(MAY_SEE_DRAFTS):
        raise Http404
