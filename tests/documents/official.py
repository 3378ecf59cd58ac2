"""Reading an official paper back: what it says as HTML, as PDF and as Word file."""

import io
import re
from html import unescape

from docx import Document
from docx.oxml.ns import qn

from dialogue.documents import catalogue, word

from .reading import page_words, words

_TAG = re.compile(r"<[^>]+>")


def paper(name, record, part=""):
    """Return the paper ``name`` of ``record`` as the desk finds it, with the record read anew."""
    return catalogue.find(name, type(record).objects.get(pk=record.pk), part)


def parts(name, record):
    """Return what the desk offers of ``name`` for ``record``."""
    return catalogue.papers()[name].parts(type(record).objects.get(pk=record.pk))


def said(made):
    """Return what a paper says, without rendering it."""
    return words(unescape(_TAG.sub(" ", made.html)))


def in_pdf(made):
    return page_words(made.pdf())


def in_word(made):
    """Return the words of a paper's Word file, tables included, in their order."""
    body = Document(io.BytesIO(word.docx(made))).element.body
    lines = ("".join(_runs(line)) for line in body.iter(qn("w:p")))
    return words(" ".join(lines))


def _runs(line):
    for node in line.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        yield (node.text or "") if node.tag == qn("w:t") else " "


def sentences(made):
    """Return every text that a paper puts on the page, as plain words."""
    data = made.data()
    found = [data["abstract"] or data["about"], *data["addressees"], *data["recipients"]]
    found += data["closing"]
    for piece in [*data["body"], *data["annex"]]:
        found += _texts(piece)
    return [words(text) for text in found if words(text)]


def _texts(piece):
    if piece["kind"] == "table":
        rows = [*piece["table"]["head"], *piece["table"]["rows"]]
        return [cell["text"] for row in rows for cell in row]
    return [piece.get("label", ""), piece["mark"], piece["text"]]
