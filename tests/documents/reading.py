"""Reading a PDF back: its words, where they stand, its fonts and structure."""

import io
import unicodedata
from dataclasses import dataclass

import pypdf

MM = 72 / 25.4


def opened(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def words(text):
    """Return text as one line in NFC."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def page_words(pdf, number=None):
    """Return the words of page ``number`` (from 1), or of all pages."""
    pages = opened(pdf).pages
    chosen = pages if number is None else [pages[number - 1]]
    return words(" ".join(page.extract_text() for page in chosen))


@dataclass(frozen=True)
class Piece:
    """A run of text: left edge and base line in mm from the page's top left, size in pt."""

    text: str
    x: float
    y: float
    size: float
    font: str


def pieces(pdf, number):
    """Return the runs of text on page ``number`` (from 1)."""
    page = opened(pdf).pages[number - 1]
    height = float(page.mediabox.height)
    found = []

    def visit(text, cm, tm, font, size):
        if text.strip():
            a = pypdf.Transformation(tuple(tm)).transform(pypdf.Transformation(tuple(cm))).ctm
            found.append(
                Piece(
                    unicodedata.normalize("NFC", text.strip()),
                    a[4] / MM,
                    (height - a[5]) / MM,
                    round(abs(a[3]) * size, 1),
                    str(font.get("/BaseFont")) if font else "",
                )
            )

    page.extract_text(visitor_text=visit)
    return found


def fonts(pdf):
    """Return {name: whether its file is embedded} of all fonts."""
    found = {}
    for page in opened(pdf).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = inner["/FontDescriptor"].get_object()
            embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            found[str(font["/BaseFont"])] = embedded
    return found


def structure(pdf):
    """Return the tags of the structure tree, in reading order."""
    tags = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, pypdf.generic.DictionaryObject):
            if "/S" in node:
                tags.append((str(node["/S"]), node))
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, list) else [kids]:
                walk(kid)

    root = opened(pdf).trailer["/Root"]["/StructTreeRoot"]
    kids = root["/K"]
    for kid in kids if isinstance(kids, list) else [kids]:
        walk(kid)
    return tags
