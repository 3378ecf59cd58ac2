"""
The picture that a shared link shows: the page's title and the commune's name, drawn on the server.

Drawn once for each title and kept with the rendered papers under the digest of all it is made from.
"""

import hashlib
import io
import json
from bisect import bisect_right
from functools import cache, cached_property

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont
from wagtail.models import Page

from ..addresses import absolute
from ..documents.engine import HERE as DOCUMENTS
from ..documents.store import rendered
from ..models import CommuneSettings
from ..models.pages.base import open_to_all
from ..models.settings import Palette
from ..vietnamese import clean_line
from .unchanged import revalidated

# What the networks ask for (Open Graph).
WIDTH, HEIGHT = 1200, 630
MARGIN = 84
# To be counted up when the drawing changes: old pictures are then drawn anew.
EDITION = 1
LONGEST_TITLE = 200
# From the largest size down until the title fits in its lines.
TITLE_SIZES = range(76, 43, -4)
MOST_LINES = 5
# Room for two stacked marks above a capital and one below: as a share of the size.
LINE_HEIGHT = 1.32
SMALL, SMALLER = 38, 32
TITLE_TOP, TITLE_BOTTOM = 170, 500
WHITE, GOLD = "#ffffff", "#e3b04b"
# The band of each palette, as the style sheet has it in light mode.
BANDS = {
    Palette.RICE: "#0b5a4c",
    Palette.RIVER: "#0e436b",
    Palette.BRICK: "#663316",
    Palette.LOTUS: "#681c48",
}


@cache
def _font(face, size):
    """Return a shipped face: all Vietnamese letters are in it, composed (texts are in NFC)."""
    path = DOCUMENTS / "fonts" / f"LiberationSerif-{face}.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _beginning(word, font, width):
    """Return how many letters of ``word`` fit into ``width`` pixels: one at least."""
    return max(
        1, bisect_right(range(1, len(word) + 1), width, key=lambda n: font.getlength(word[:n]))
    )


def wrapped(text, font, width):
    """Return ``text`` in lines no wider than ``width`` pixels; a longer word is cut."""
    lines, line = [], ""
    for word in text.split():
        while font.getlength(word) > width:
            fits = _beginning(word, font, width)
            lines += [line] if line else []
            line, word = word[:fits], word[fits:]
        joined = f"{line} {word}".strip()
        if font.getlength(joined) > width:
            lines.append(line)
            line = word
        else:
            line = joined
    return [*lines, line] if line else lines


def fitted(title):
    """Return (font, lines) in the largest size in which ``title`` fits; cut if it fits in none."""
    room = TITLE_BOTTOM - TITLE_TOP
    for size in TITLE_SIZES:
        font = _font("Bold", size)
        lines = wrapped(title, font, WIDTH - 2 * MARGIN)
        if len(lines) <= MOST_LINES and len(lines) * size * LINE_HEIGHT <= room:
            return font, lines
    fitting = min(MOST_LINES, int(room // (size * LINE_HEIGHT)))
    return font, [*lines[: fitting - 1], f"{lines[fitting - 1][:-1].rstrip()}…"]


def draw(title, kicker, body, band):
    """Return the picture as PNG, ``WIDTH`` × ``HEIGHT``."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), band)
    pen = ImageDraw.Draw(picture)
    pen.rectangle([0, 0, WIDTH, 14], fill=GOLD)
    pen.text((MARGIN, 78), kicker, font=_font("Regular", SMALL), fill=GOLD)
    font, lines = fitted(title)
    step = font.size * LINE_HEIGHT
    top = TITLE_TOP + (TITLE_BOTTOM - TITLE_TOP - len(lines) * step) / 2
    for number, line in enumerate(lines):
        # Anchored at the base line, so that marks above and below never move a line.
        pen.text((MARGIN, top + number * step + font.size), line, WHITE, font, anchor="ls")
    pen.rectangle([MARGIN, 534, MARGIN + 96, 538], fill=GOLD)
    for line in wrapped(body, _font("Bold", SMALLER), WIDTH - 2 * MARGIN)[:1]:
        pen.text((MARGIN, 590), line, WHITE, _font("Bold", SMALLER), anchor="ls")
    stored = io.BytesIO()
    # Sixteen shades of two colours are enough for smooth letters, in a quarter of the bytes.
    picture.quantize(32).save(stored, "PNG", optimize=True)
    return stored.getvalue()


class SharePicture:
    """The picture of one page; equal texts give an equal ``key``."""

    suffix = "png"

    def __init__(self, page, commune):
        title = clean_line(page.seo_title or getattr(page, "shown_title", "") or page.title)
        self.page_id = page.pk
        self.title = Truncator(title).chars(LONGEST_TITLE)
        self.body = clean_line(commune.body_name)
        self.band = BANDS.get(commune.palette, BANDS[Palette.RICE])

    @cached_property
    def key(self):
        made_of = [EDITION, self.title, str(self.kicker), self.body, self.band]
        return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:32]

    @property
    def kicker(self):
        return _("Dialogue with the people")

    @property
    def address(self):
        """The full address; it changes with the picture, for networks keep what they once read."""
        path = reverse("dialogue:share_picture", args=[self.page_id])
        return f"{absolute(path)}?v={self.key[:8]}"

    @property
    def alt(self):
        """The picture in words."""
        return f"{self.title} – {self.body}" if self.body else self.title

    def content(self):
        return draw(self.title, self.kicker, self.body, self.band)


@require_safe
def share_picture(request, page_id):
    """The picture of a page that anybody may read."""
    page = get_object_or_404(open_to_all(Page.objects.all()).specific(), pk=page_id)
    picture = SharePicture(page, CommuneSettings.load(request))
    return revalidated(
        request,
        f'"{picture.key}"',
        lambda: HttpResponse(rendered(picture, f"share-{page.pk}"), content_type="image/png"),
    )
