"""
Many PDFs in one, with a bookmark for each, written out piece by piece.

pypdf's own merger holds all pages until the end: 500 letters take some 200 MB. Here each piece is
copied, numbered on and forgotten, so memory stays flat. Tags, forms and scripts of the pieces stay
behind: the joined file is for the printer.
"""

import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

# What a page needs to be printed (ISO 32000-1, 7.7.3.3); nothing that acts, links or is filled in.
PAGE_KEYS = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Group")
# Reachable from a page's resources, and no part of its picture.
LEFT_OUT = frozenset({"/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/Parent"})
_BROKEN = (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError)
_BROKEN += (TypeError, ValueError)
# Kept free at the head of the file for what is only known at its end.
CATALOGUE, PAGES, INFO = 1, 2, 3


class PieceError(Exception):
    """A piece can't be read as PDF."""


class Joined:
    """
    One PDF, written to ``file`` as pieces are added.

    :param file: a seekable binary file, empty
    :param title: in the file's properties, without personal data
    """

    def __init__(self, file, title):
        self._file, self._title = file, title
        self._offsets = {}
        self._next = INFO + 1
        self._pages, self._bookmarks = [], []
        self._file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, content, label):
        """
        Write the pages of ``content``, with ``label`` as their bookmark.

        :raises PieceError: when it can't be read; then nothing of it was written
        """
        try:
            pages = [self._page(page) for page in PdfReader(io.BytesIO(content)).pages]
            objects, keys = _Numbering(self._next).numbered(pages)
        except _BROKEN as error:
            raise PieceError(type(error).__name__) from error
        self._bookmarks.append((label, keys[0]))
        for number, made in objects.items():
            self._write(number, made)
        self._next += len(objects)
        self._pages += keys

    def _page(self, page):
        kept = DictionaryObject({NameObject("/Type"): NameObject("/Page")})
        for key in PAGE_KEYS:
            # Read as inherited from the tree above (7.7.3.4); the tree itself stays behind.
            value = _inherited(page, key)
            if value is not None:
                kept[NameObject(key)] = value
        return kept

    def _write(self, number, made):
        self._offsets[number] = self._file.tell()
        self._file.write(b"%d 0 obj\n" % number)
        made.write_to_stream(self._file)
        self._file.write(b"\nendobj\n")

    def close(self):
        """Write the tree of pages, the bookmarks and the table of offsets."""
        self._write(PAGES, _dictionary(Type="/Pages", Kids=_refs(self._pages), Count=self._count))
        self._write(INFO, _dictionary(Title=TextStringObject(self._title)))
        outline = self._write_bookmarks()
        self._write(
            CATALOGUE,
            _dictionary(
                Type="/Catalog",
                Pages=_ref(PAGES),
                Outlines=_ref(outline),
                PageMode="/UseOutlines",
                Lang=TextStringObject("vi"),
                ViewerPreferences=_dictionary(DisplayDocTitle=BooleanObject(True)),
            ),
        )
        self._write_end()

    @property
    def _count(self):
        return NumberObject(len(self._pages))

    def _write_bookmarks(self):
        """Write one bookmark a piece (12.3.3) and return the number of their root."""
        root, first = self._next, self._next + 1
        last = root + len(self._bookmarks)
        self._next = last + 1
        for number, (label, page) in enumerate(self._bookmarks, start=first):
            entry = _dictionary(
                Title=TextStringObject(label),
                Parent=_ref(root),
                Dest=ArrayObject([_ref(page), NameObject("/Fit")]),
            )
            if number > first:
                entry[NameObject("/Prev")] = _ref(number - 1)
            if number < last:
                entry[NameObject("/Next")] = _ref(number + 1)
            self._write(number, entry)
        made = _dictionary(Type="/Outlines", Count=NumberObject(len(self._bookmarks)))
        if self._bookmarks:
            made |= _dictionary(First=_ref(first), Last=_ref(last))
        self._write(root, made)
        return root

    def _write_end(self):
        start, size = self._file.tell(), self._next
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for number in range(1, size):
            self._file.write(b"%010d 00000 n \n" % self._offsets[number])
        trailer = _dictionary(Size=NumberObject(size), Root=_ref(CATALOGUE), Info=_ref(INFO))
        self._file.write(b"trailer\n")
        trailer.write_to_stream(self._file)
        self._file.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)


def _inherited(page, key):
    """Return the entry of a page as it stands, a reference as a reference, or None."""
    node = page
    while node is not None:
        if key in node:
            return node.raw_get(key)
        node = node.get("/Parent")
        node = node.get_object() if node is not None else None
    return None


def _ref(number):
    return IndirectObject(number, 0, None)


def _refs(numbers):
    return ArrayObject([_ref(number) for number in numbers])


def _dictionary(**entries):
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(value)
            if isinstance(value, str) and not isinstance(value, TextStringObject)
            else value
            for key, value in entries.items()
        }
    )


class _Numbering:
    """Copies what a piece's pages reach, with numbers that go on from ``first``."""

    def __init__(self, first):
        self._first, self._given, self._made = first, {}, {}
        self._waiting = []

    def numbered(self, pages):
        """Return {number: object} of all that ``pages`` reach, and the numbers of the pages."""
        keys = []
        for page in pages:
            number = self._take()
            copy = self._copy(page)
            copy[NameObject("/Parent")] = _ref(PAGES)
            self._made[number] = copy
            keys.append(number)
        while self._waiting:
            number, source = self._waiting.pop()
            self._made[number] = self._copy(source.get_object())
        return self._made, keys

    def _take(self):
        number = self._first + len(self._made)
        self._made[number] = None
        return number

    def _copy(self, value):
        if isinstance(value, IndirectObject):
            return _ref(self._number_of(value))
        if isinstance(value, ArrayObject):
            return ArrayObject([self._copy(entry) for entry in value])
        if isinstance(value, DictionaryObject):
            return self._copied(value)
        return NullObject() if value is None else value

    def _number_of(self, reference):
        key = (reference.idnum, reference.generation)
        if key not in self._given:
            self._given[key] = self._take()
            self._waiting.append((self._given[key], reference))
        return self._given[key]

    def _copied(self, value):
        kept = {
            NameObject(key): self._copy(value.raw_get(key)) for key in value if key not in LEFT_OUT
        }
        if not isinstance(value, StreamObject):
            return DictionaryObject(kept)
        stream = StreamObject()
        stream.update(kept)
        # As it is stored, still compressed.
        stream._data = value._data
        return stream
