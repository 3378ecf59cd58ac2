"""Public media: pictures of the pages, and nothing else that lies in the media folder."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

# Wagtail's renditions. Originals stay unserved (a photo may hold where it was taken), and so do
# documents, which have an address of their own that asks who may read them.
SERVED_FOLDER = "images"
PICTURES = {".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"}


@require_safe
def public_media(request, path):
    """Return a picture; anything that isn't one is a 404."""
    parts = PurePosixPath(path)
    if parts.parent != PurePosixPath(SERVED_FOLDER) or parts.suffix.lower() not in PICTURES:
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    # Wagtail puts a new name on every new rendition, so a copy never goes stale.
    response.headers["Cache-Control"] = "public, max-age=2592000, immutable"
    return response
