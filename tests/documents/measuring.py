"""Measuring a rendered PDF: where each text stands, in which font and size, and the drawn lines."""

import io
import itertools
import unicodedata
from dataclasses import dataclass
from functools import cached_property

import pdfplumber

MM = 72 / 25.4
# Lines thinner than this are rules; in mm.
THIN = 0.6
# Two texts on one base line; in mm.
LEVEL = 1.0


def squeezed(text):
    """Return ``text`` in NFC without any space: how texts are found, however they are broken."""
    return "".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True)
class Letter:
    """One letter: edges and base line in mm from the page's top left, size in pt."""

    text: str
    page: int
    x0: float
    x1: float
    base: float
    size: float
    face: str


@dataclass(frozen=True)
class Stroke:
    """A drawn line or box, in mm from the page's top left."""

    page: int
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def width(self):
        return self.x1 - self.x0

    @property
    def is_rule(self):
        return self.bottom - self.top < THIN < self.width


@dataclass(frozen=True)
class Passage:
    """The letters of one text that was found."""

    letters: tuple

    @property
    def page(self):
        return self.letters[0].page

    @cached_property
    def lines(self):
        """The letters of each line, as lists from left to right."""
        rows = []
        for letter in self.letters:
            last = rows[-1][-1] if rows else None
            if last and last.page == letter.page and abs(last.base - letter.base) < LEVEL:
                rows[-1].append(letter)
            else:
                rows.append([letter])
        return rows

    @property
    def sizes(self):
        return {letter.size for letter in self.letters}

    @property
    def faces(self):
        return {letter.face for letter in self.letters}

    @property
    def text(self):
        return "".join(letter.text for letter in self.letters)

    @property
    def first_base(self):
        return self.letters[0].base

    @property
    def last_base(self):
        return self.letters[-1].base

    @property
    def widths(self):
        return [line[-1].x1 - line[0].x0 for line in self.lines]

    @property
    def centres(self):
        return [(line[-1].x1 + line[0].x0) / 2 for line in self.lines]

    @property
    def pitches(self):
        """The distances between the base lines of neighbouring lines on a page, in pt."""
        lines = self.lines
        return [
            (after[0].base - before[0].base) * MM
            for before, after in itertools.pairwise(lines)
            if before[0].page == after[0].page
        ]


def _face(fontname):
    """ "ABCDEF+Dialogue-Serif-Bold-Italic" → "Bold-Italic"; "" for the upright one."""
    return fontname.split("+")[-1].removeprefix("Dialogue-Serif").removeprefix("-")


class Measured:
    """
    What stands on the pages of a PDF.

    :param top: of the text, in mm; above it stand page numbers, which interrupt no text
    """

    def __init__(self, pdf, top=20):
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            self.sizes = [(page.width / MM, page.height / MM) for page in opened.pages]
            self.letters = [
                self._letter(page, char) for page in opened.pages for char in page.chars
            ]
            self.strokes = [
                Stroke(
                    page.page_number, box["x0"] / MM, box["x1"] / MM, box["top"] / MM,
                    box["bottom"] / MM,
                )
                for page in opened.pages
                for box in [*page.rects, *page.lines, *page.images]
            ]  # fmt: skip
        self.inked = [letter for letter in self.letters if letter.text.strip()]
        self.numbers = [letter for letter in self.inked if letter.base < top]
        inside = [letter for letter in self.inked if letter.base >= top]
        units = [(sign, letter) for letter in inside for sign in squeezed(letter.text)]
        self.text = "".join(sign for sign, _letter in units)
        self._owners = [letter for _sign, letter in units]

    @staticmethod
    def _letter(page, char):
        return Letter(
            unicodedata.normalize("NFC", char["text"]),
            page.page_number,
            char["x0"] / MM,
            char["x1"] / MM,
            (page.height - char["matrix"][5]) / MM,
            round(char["size"], 1),
            _face(char["fontname"]),
        )

    def find(self, text, after=0):
        """
        Return the passage that reads ``text``, and where it ends.

        :raises AssertionError: when the PDF has no such text
        """
        sought = squeezed(text)
        start = self.text.find(sought, after)
        assert start >= 0, f"not on paper: {text!r}"
        end = start + len(sought)
        return Passage(tuple(dict.fromkeys(self._owners[start:end]))), end

    def rule_below(self, passage, within=5):
        """Return the rule that is drawn below a passage, or None."""
        found = [
            stroke
            for stroke in self.strokes
            if stroke.is_rule
            and stroke.page == passage.page
            and 0 < stroke.top - passage.last_base < within
            and stroke.x0 < max(passage.centres) < stroke.x1
        ]
        return found[0] if found else None

    def on_page(self, number):
        return [letter for letter in self.inked if letter.page == number]
