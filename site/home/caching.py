"""What caches may keep: the same public page for everybody, asked about again each time."""

import hashlib

from django.utils.cache import get_conditional_response, patch_cache_control


class AskAgainEachTime:
    """
    Give public pages an ETag of their content and ``no-cache``: any cache may keep them, none shows
    them without asking, so what is published, withdrawn or moderated shows at the next request.

    Left alone is what a view decided for itself. Whatever looked at the session is for one person.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "Cache-Control" in response.headers or request.method not in ("GET", "HEAD"):
            return response
        session = getattr(request, "session", None)
        if response.cookies or (session is not None and session.accessed):
            patch_cache_control(response, private=True, no_store=True)
            return response
        if response.streaming:
            return response
        if response.status_code != 200:
            # Not found today may be published tomorrow.
            patch_cache_control(response, no_cache=True)
            return response
        return self._revalidated(request, response)

    def _revalidated(self, request, response):
        response.headers["Cache-Control"] = "public, no-cache"
        if "ETag" not in response.headers:
            digest = hashlib.sha256(response.content).hexdigest()[:32]
            # Weak: a proxy may compress what stays the same page.
            response.headers["ETag"] = f'W/"{digest}"'
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)
