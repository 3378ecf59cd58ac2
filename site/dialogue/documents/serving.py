"""What all downloads share: the name, the mark of the edition, what caches may do, a file lost."""

import hashlib
import logging

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from .engine import PaperError
from .paper import content_disposition

RETRY_AFTER = 300  # seconds
# For everyone: kept anywhere, but asked for again each time, so that it is never stale.
PUBLIC = "public, no-cache"
# Personal: kept nowhere, neither on the way nor on the clerk's disk. A browser that keeps nothing
# has no edition to ask about, so the mark only spares programs that keep it by themselves.
PERSONAL = "private, no-store"

logger = logging.getLogger("dialogue.documents")


class FileLost(Exception):
    """A signed file is missing from storage, or isn't the one that was kept."""


def answer(request, etag, file_name, body, cache=PUBLIC):
    """
    Answer 304 to whoever has this edition, else the file.

    :param body: a function that returns the response with the content
    :param cache: ``PUBLIC`` or ``PERSONAL``
    """
    etag = f'"{etag}"'
    response = get_conditional_response(request, etag=etag) or body()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = cache
    response.headers["X-Content-Type-Options"] = "nosniff"
    if response.status_code == 200:
        response.headers["Content-Disposition"] = content_disposition(file_name)
    return response


def unavailable(request):
    """Answer, in a sentence, that the file can't be had at the moment. The cause is logged."""
    response = render(request, "dialogue/download_unavailable.html", status=503)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def serve(request, paper, content, what, cache=PUBLIC):
    """
    Answer with a paper as its file.

    :param paper: has ``key``, ``file_name`` and ``content_type``
    :param content: a function that returns the bytes
    :param what: the paper in the log, without names
    """
    try:
        return answer(
            request,
            paper.key,
            paper.file_name,
            lambda: HttpResponse(content(), content_type=paper.content_type),
            cache,
        )
    except PaperError as error:
        logger.error("%s can't be made: %s", what, error)
        return unavailable(request)


def read_signed(file, digest, what):
    """
    Return the bytes of a signed file, exactly as they were kept.

    :param file: a stored file (Django's ``FieldFile``)
    :param digest: its SHA-256 when it was kept
    :param what: the paper in the log, without names
    :raises FileLost: when it is missing or was changed; logged
    """
    try:
        with file.storage.open(file.name, "rb") as stored:
            content = stored.read()
    except FileNotFoundError as error:
        logger.error("signed PDF of %s is missing from storage", what)
        raise FileLost(what) from error
    if hashlib.sha256(content).hexdigest() != digest:
        logger.error("signed PDF of %s is not the one that was kept", what)
        raise FileLost(what)
    return content


def serve_signed(request, file, digest, file_name, what, cache=PUBLIC):
    """Answer with a signed file, byte for byte, or not at all. Parameters as of ``read_signed``."""
    try:
        content = read_signed(file, digest, what)
    except FileLost:
        return unavailable(request)
    return answer(
        request,
        f"signed-{digest}",
        file_name,
        lambda: HttpResponse(content, content_type="application/pdf"),
        cache,
    )
