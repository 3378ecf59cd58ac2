"""What caches may keep, and what is sent smaller: the same public page for everybody."""

import hashlib

from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import parse_header_parameters

# Texts; pictures, fonts and papers are packed already.
TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml")
TEXTS += ("application/manifest+json",)


class CompressWhatIsPublic(GZipMiddleware):
    """
    Send texts that any cache may keep compressed, and nothing else.

    The length of a compressed answer tells of what is in it (BREACH), so one with a token, a
    tracking code or anything of a person or of the staff goes as it is. "public" says what holds
    none of these: it is the same for everybody.

    Source: RFC 9110, section 12.5.5 (Vary, on a 304 as well) and 8.8.1 (a weak ETag).
    """

    # Nothing secret is in it whose length had to be blurred: HEAD tells the length that GET has.
    max_random_bytes = 0

    def process_response(self, request, response):
        if response.streaming or "public" not in response.get("Cache-Control", ""):
            return response
        kind, _parameters = parse_header_parameters(response.get("Content-Type", ""))
        if kind.startswith(TEXTS):
            response = super().process_response(request, response)
        if kind.startswith(TEXTS) or response.status_code == 304:
            patch_vary_headers(response, ("Accept-Encoding",))
        return response


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
        if response.status_code not in (200, 304):
            # Not found today may be published tomorrow.
            patch_cache_control(response, no_cache=True)
            return response
        response.headers["Cache-Control"] = "public, no-cache"
        if response.streaming or response.status_code == 304:
            return response
        if "ETag" not in response.headers:
            digest = hashlib.sha256(response.content).hexdigest()[:32]
            # Weak: a proxy may compress what stays the same page.
            response.headers["ETag"] = f'W/"{digest}"'
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)
