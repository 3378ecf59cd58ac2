"""
Papers, rendered once and served from private storage.

A paper is stored under the digest of everything it is made from, so an edit can never be answered
with what stood there before. Papers about sheets and sessions have a folder of their own: they are
cleared away after a while and when a sheet gets restricted. Those of restricted sheets never come
here.
"""

import hashlib
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import InvalidStorageError, storages

FOLDER = "rendered"
PERSONAL = "personal"
# The published text, and what an editor has just tried to publish beside it.
EDITIONS = 3
_MARK = hashlib.sha256().digest_size

logger = logging.getLogger("dialogue.documents")


def _storage():
    """Return the private storage, or None on a site that has none: then nothing is kept."""
    try:
        return storages["private"]
    except InvalidStorageError:
        return None


def _read(storage, name):
    """Return what was stored under ``name``, or None if nothing or only a torn part of it."""
    try:
        with storage.open(name) as stored:
            content = stored.read()
    except FileNotFoundError:
        return None
    mark, pdf = content[:_MARK], content[_MARK:]
    return pdf if hashlib.sha256(pdf).digest() == mark else None


def _make_room(storage, folder):
    """Delete the oldest editions of the slot, so that one more fits."""
    try:
        names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
        names.sort(key=storage.get_modified_time, reverse=True)
    except FileNotFoundError:
        return  # the slot's first paper, or another process clears away at this moment
    for name in names[EDITIONS - 1 :]:
        storage.delete(name)


def _write(storage, folder, name, pdf):
    """Store ``pdf`` behind its own digest; what was torn under this name goes first."""
    storage.delete(name)
    _make_room(storage, folder)
    stored = storage.save(name, ContentFile(hashlib.sha256(pdf).digest() + pdf))
    if stored != name:
        # Another process was faster; its copy has the same content.
        storage.delete(stored)


def stored(paper, slot, folder=FOLDER):
    """Return the file of a paper if it is stored as it is now, or None."""
    storage = _storage()
    return _read(storage, f"{folder}/{slot}/{paper.key}.{paper.suffix}") if storage else None


def rendered(paper, slot, folder=FOLDER):
    """
    Return the file of a paper, rendered only if its content changed.

    :param slot: names the document among all; only its latest editions are kept
    :param folder: ``FOLDER``, or ``PERSONAL`` for papers about sheets and sessions
    :raises dialogue.documents.engine.PaperError: when it can't be made
    """
    storage = _storage()
    if storage is None:
        return paper.content()
    if (pdf := stored(paper, slot, folder)) is not None:
        return pdf
    pdf = paper.content()
    folder = f"{folder}/{slot}"
    name = f"{folder}/{paper.key}.{paper.suffix}"
    try:
        _write(storage, folder, name, pdf)
    except OSError as error:
        # A full disk costs time at the next request, not this download.
        logger.error("rendered paper not kept: %s", type(error).__name__)
    return pdf


def _listed(storage, folder):
    """Return the folders and files in ``folder``; none if it isn't there."""
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _clear(storage, folder, goes):
    folders, names = _listed(storage, folder)
    for inner in folders:
        _clear(storage, f"{folder}/{inner}", goes)
    for name in names:
        if goes(f"{folder}/{name}"):
            storage.delete(f"{folder}/{name}")


def forget(record_slot):
    """Delete every stored paper about one sheet or session, such as "registration-5"."""
    if storage := _storage():
        _clear(storage, f"{PERSONAL}/{record_slot}", lambda name: True)


def clear_old(before):
    """Delete papers about sheets and sessions that were stored before the moment (aware)."""
    if storage := _storage():
        _clear(storage, PERSONAL, lambda name: storage.get_modified_time(name) < before)
