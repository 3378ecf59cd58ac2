"""
The papers of a batch, each stored by itself until all are there, and put together one by one, so
that memory stays flat.
"""

import hashlib
import json
import zipfile

from django.core.files.base import ContentFile

from ..models import PaperBatch
from ..models.paper import private_storage
from .joined import Joined

_MARK = hashlib.sha256().digest_size
# Of no meaning, so that the same papers give the same ZIP.
ZIP_DATE = (2000, 1, 1, 0, 0, 0)


def _folder(batch):
    return f"batches/{batch.pk}"


def _name(batch, place):
    return f"{_folder(batch)}/{place:05d}"


def keep(batch, place, title, file_name, content):
    """Store the file of the paper at ``place``, behind its own digest."""
    head = json.dumps({"title": str(title), "file": file_name}).encode()
    piece = head + b"\n" + content
    storage, name = private_storage(), _name(batch, place)
    # What was torn when a worker died has the same name.
    storage.delete(name)
    storage.save(name, ContentFile(hashlib.sha256(piece).digest() + piece))


def read(batch, place):
    """Return title, file name and bytes of a piece, or None if there is no whole one."""
    try:
        with private_storage().open(_name(batch, place)) as stored:
            content = stored.read()
    except FileNotFoundError:
        return None
    mark, piece = content[:_MARK], content[_MARK:]
    if hashlib.sha256(piece).digest() != mark:
        return None
    head, _line, content = piece.partition(b"\n")
    head = json.loads(head)
    return head["title"], head["file"], content


def is_there(batch, place):
    return read(batch, place) is not None


def delete(batch):
    """Delete all pieces of a batch."""
    storage, folder = private_storage(), _folder(batch)
    try:
        names = storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        storage.delete(f"{folder}/{name}")
    storage.delete(folder)


class _Zip:
    """The pieces as files of a ZIP, numbered in order."""

    def __init__(self, file):
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def add(self, place, title, file_name, content):
        entry = zipfile.ZipInfo(f"{place + 1:03d} - {file_name}", ZIP_DATE)
        self._archive.writestr(entry, content, zipfile.ZIP_DEFLATED)

    def close(self):
        self._archive.close()


class _OnePdf:
    """The pieces in one PDF, each with its bookmark."""

    def __init__(self, file, title):
        self._joined = Joined(file, title)

    def add(self, place, title, file_name, content):
        self._joined.add(content, title)

    def close(self):
        self._joined.close()


def collected(batch, file):
    """
    Return what puts the pieces of ``batch`` into ``file`` (binary, empty), as its form says.

    Its ``add`` takes the place and what ``read`` returns, and raises ``joined.PieceError`` for a
    file that can't be put together with others; ``close`` ends the file.
    """
    return _OnePdf(file, batch.title) if batch.form == PaperBatch.Form.PDF else _Zip(file)
