"""What every request and response of the site goes through."""

import logging

from django.core.exceptions import BadRequest
from django.utils.cache import patch_cache_control

logger = logging.getLogger(__name__)


class RefuseMalformedRequests:
    """
    Answer 400 to addresses that no browser makes: a NUL or broken UTF-8 in path or query.

    PostgreSQL raises on NUL, which would be a 500 in every view that filters by what was typed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info or "\ufffd" in request.path_info:
            return self.refuse(request)
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\x00" in query:
            return self.refuse(request)
        return self.get_response(request)

    def refuse(self, request):
        from .errors import bad_request

        return bad_request(request, BadRequest("malformed address"))


class HeadersAlone:
    """Drop the content that HEAD doesn't ask for, once all headers are reckoned from it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = ()
            else:
                response.content = b""
        return response


class ResponseHeaders:
    """Headers that hold on every response, and ``no-store`` wherever a cookie is set or read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if request.path_info.startswith("/quan-tri/") or response.cookies:
            patch_cache_control(response, private=True, no_store=True)
        if response.headers.get("Content-Encoding") == "None":
            # Wagtail's way of serving files writes so; some programs then refuse the file.
            del response.headers["Content-Encoding"]
        return response


class SayWhenDatabaseIsDown:
    """Answer 503 with a page that needs no database when the database can't be reached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        from .errors import contact_seen_last, remember_contact

        request.commune_seen_last = contact_seen_last()
        response = self.get_response(request)
        remember_contact(request)
        return response

    def process_exception(self, request, exception):
        from .errors import is_database_away, unavailable

        if not is_database_away(exception):
            return None

        # The message may quote what was being stored, so only the kind is kept.
        logger.error("database unavailable: %s", type(exception).__name__)
        return unavailable(request)
