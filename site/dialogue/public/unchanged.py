"""
Answers that any cache may keep and must ask about again: publishing, withdrawing and moderating
show at the next request.

What was sent is recognised by the digest of its content, and by nothing else. A date would not do:
when an answer is taken off the site, the newest of those left is older than what was there before,
and whoever asks by date would be told that nothing has changed.
"""

import datetime as dt
import hashlib

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

# Stands in for the day of a page that was never published through Wagtail.
LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def published_at(page):
    """Return when readers got to see the version of ``page`` that they see now (aware)."""
    return page.last_published_at or page.first_published_at or LONG_AGO


def etag_of(*parts):
    """
    Return the ETag of a content given as texts or bytes: a weak one, for what is compressed on its
    way is another answer with the same content (RFC 9110, 8.8.1).
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
    return f'W/"{digest.hexdigest()[:32]}"'


def revalidated(request, etag, make):
    """
    Return 304 to whoever has the content of ``etag``, else what ``make()`` returns; both say that
    caches must ask each time.
    """
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def answer(request, content, content_type, *, changed_at=None, headers=()):
    """
    Return the answer with ``content``, or 304.

    :param content: text or bytes
    :param changed_at: when what it tells was last changed (aware), told as Last-Modified
    :param headers: further headers of both, as pairs
    """
    response = revalidated(
        request, etag_of(content), lambda: HttpResponse(content, content_type=content_type)
    )
    if changed_at is not None:
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    for name, value in headers:
        response.headers[name] = value
    return response
