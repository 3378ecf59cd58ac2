"""What every paper is: a template, its plain data, its name, and one way to become a PDF."""

import hashlib
import re
from functools import cached_property
from urllib.parse import quote

from django.template.loader import render_to_string

from ..vietnamese import clean, official_date, slugify
from . import engine, glyphs


def cleaned(value):
    """
    Return ``value`` with every text in NFC, without control or direction characters, and the
    private signs of word processors as common ones.

    Goes through lists, tuples and dicts; anything but these, texts, numbers and None is a fault of
    the paper's class: templates get plain data, never records.
    """
    if isinstance(value, str):
        return _breakable(glyphs.pasted(clean(str(value))))
    if isinstance(value, dict):
        return {key: cleaned(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(entry) for entry in value]
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"a paper's data can't hold a {type(value).__name__}")


# No word is so long; a run without a space costs the engine time by the square of its length.
_ENDLESS = re.compile(r"\S{300,}")
_PIECE = 100
_MAY_BREAK = "\u200b"


def _breakable(text):
    """Return ``text`` with places where an endless word may go on in the next line."""
    return _ENDLESS.sub(
        lambda word: _MAY_BREAK.join(
            word[0][start : start + _PIECE] for start in range(0, len(word[0]), _PIECE)
        ),
        text,
    )


def _texts(value):
    """Yield every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _texts(entry)


def lines(text):
    """Return the lines of ``text`` that hold something."""
    return [line.strip() for line in clean(text).splitlines() if line.strip()]


class Paper:
    """
    One document. A subclass names its ``template``, gives ``title``, ``data`` and ``file_title``.

    Records go in, plain data reaches the template; equal data gives an equal ``key``.
    """

    template = ""
    # Beyond this many letters of HTML lies no honest document of this kind.
    most_letters = engine.MOST_LETTERS
    suffix = "pdf"
    content_type = "application/pdf"

    def title(self):
        """Return the title in the PDF's properties, without personal data."""
        raise NotImplementedError(type(self))

    def file_title(self):
        """Return the file's name as people read it, without its suffix."""
        raise NotImplementedError(type(self))

    def data(self):
        """Return what the template shows: texts, numbers, None, lists and dicts of these."""
        raise NotImplementedError(type(self))

    def assets(self):
        """Return images made in memory, by the name that the template gives to ``paper:``."""
        return {}

    @cached_property
    def _assets(self):
        return self.assets()

    @cached_property
    def plain(self):
        """What the template and the .docx show, cleaned; read from the records once."""
        return cleaned({"title": self.title(), **self.data()})

    @cached_property
    def html(self):
        borrows = bool(glyphs.fallback("".join(_texts(self.plain))))
        return glyphs.printable(render_to_string(self.template, self.plain | {"borrows": borrows}))

    def odd_characters(self):
        """Return, in sentences for the editor, which characters won't look as they should."""
        return glyphs.warnings("".join(_texts(self.plain)))

    @cached_property
    def key(self):
        """A digest of everything that the PDF is made from."""
        digest = hashlib.sha256(f"{engine.version()}\n{self.html}".encode())
        for name, content in sorted(self._assets.items()):
            digest.update(name.encode() + hashlib.sha256(content).digest())
        return digest.hexdigest()

    def pdf(self):
        """
        Return the PDF's bytes.

        :raises engine.PaperError: when it can't be made
        """
        return self._render()

    def archive_pdf(self):
        """
        Return the copy to keep for good: PDF/A-2a, tagged as the other.

        :raises engine.PaperError: when it can't be made
        """
        return self._render(variant=engine.ARCHIVE)

    def _render(self, **options):
        return engine.render(
            self.html,
            self._assets,
            most_letters=self.most_letters,
            **options,
        )

    def content(self):
        """
        Return the file that people download.

        :raises engine.PaperError: when it can't be made
        """
        return self.pdf()

    @property
    def file_name(self):
        return f"{file_safe(self.file_title())}.{self.suffix}"


def file_safe(title):
    """Return ``title`` as a file name that every system takes: no slashes, one line."""
    kept = "".join(" " if char in '\\/:*?"<>|' else char for char in clean(title))
    return " ".join(kept.split())[:120].strip(" .") or "tai-lieu"


def content_disposition(file_name):
    """
    Return the header that names a download, in ASCII for old programs and in Vietnamese.

    Source: RFC 6266 and RFC 5987.
    """
    stem, _dot, suffix = file_name.rpartition(".")
    plain = f"{slugify(stem) or 'tai-lieu'}.{suffix}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"


def header(commune):
    """Return the head of an official paper: superior body if any, issuer, place."""
    return {
        "superior": commune.superior_line,
        "issuer": [line for line in (commune.issuer_line_1, commune.issuer_line_2) if line],
        "place": commune.place_name,
    }


def dated(day, year):
    """Return the parts of "ngày … tháng … năm …": only the year when ``day`` is None."""
    return {"date": official_date(day) if day else "", "year": year}
