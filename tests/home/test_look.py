"""How the site looks: colours that everybody can read, letters for all of Vietnamese, a poster."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from dialogue.models import CommuneSettings
from dialogue.models.settings import Palette
from dialogue.vietnamese import ALPHABET
from tests import factories as make
from tests.public.reading import home_page

CSS = Path(finders.find("home/site.css")).read_text("utf-8")
FONT = finders.find("home/fonts/be-vietnam-pro-600.woff2")
TEXT, LARGE = 4.5, 3.0
# (what is read, on what, the least contrast): WCAG 2.2, 1.4.3 and 1.4.11.
READ_ON = [
    *product(["ink", "muted", "brand", "accent"], ["paper", "surface", "sunken"], [TEXT]),
    *product(["brand", "ink"], ["brand-soft"], [TEXT]),
    ("on-brand", "brand-fill", TEXT),
    ("on-brand", "brand-fill-hover", TEXT),
    ("on-band", "band", TEXT),
    ("gold", "band", LARGE),
    ("gold-ink", "gold-soft", TEXT),
    ("accent", "accent-soft", TEXT),
    ("ink", "gold-soft", TEXT),
    ("ink", "accent-soft", TEXT),
    ("focus", "paper", LARGE),
    ("focus", "surface", LARGE),
]


def rules(css, selector):
    """Return the colours that the rule of ``selector`` sets, by name."""
    body = re.search(re.escape(selector) + r" \{(.*?)\}", css, re.S)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body.group(1))) if body else {}


def colours(palette, dark):
    """Return every colour as a browser works it out for one palette and theme."""
    light, rest = CSS.split("@media (prefers-color-scheme: dark)", 1)
    made = rules(light, ":root") | rules(light, f":root.mau-{palette}")
    if dark:
        made |= rules(rest, ":root") | rules(rest, f":root.mau-{palette}")
    return made


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("palette", Palette.values)
def test_every_palette_can_be_read_in_both_themes(palette, dark):
    known = colours(palette, dark)
    weak = [
        f"{text} on {ground}: {contrast(known[text], known[ground]):.2f}"
        for text, ground, least in READ_ON
        if contrast(known[text], known[ground]) < least
    ]
    assert not weak


def test_every_palette_but_the_first_has_colours_of_its_own():
    for dark, palette in product([False, True], Palette.values):
        own = colours(palette, dark)
        same = [p for p in Palette.values if colours(p, dark) == own]
        assert same == [palette]


@pytest.mark.django_db
def test_the_chosen_palette_stands_on_every_page_and_no_style_in_the_page(client, commune):
    home_page()
    commune.palette = Palette.LOTUS
    commune.save()
    for address in ("/", "/khong-co/", "/tra-cuu/"):
        content = client.get(address).content.decode()
        assert '<html lang="vi" class="mau-sen">' in content
        assert "style=" not in content


def test_the_font_of_titles_has_every_vietnamese_letter():
    from fontTools.ttLib import TTFont

    tones = "\u0300\u0301\u0303\u0309\u0323"
    import unicodedata

    letters = {
        unicodedata.normalize("NFC", letter + tone)
        for letter in ALPHABET + ALPHABET.upper()
        for tone in ("", *(tones if letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" else ""))
    }
    known = TTFont(FONT).getBestCmap()
    assert not [letter for letter in letters if ord(letter) not in known]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("024 3379 1827", "tel:+842433791827"),
        ("0912345678", "tel:+84912345678"),
        ("1022", "tel:1022"),
        ("1900 1234", "tel:19001234"),
        ("", ""),
    ],
)
def test_the_hotline_is_dialled_in_one_form_everywhere(typed, called):
    commune = CommuneSettings(hotline=typed)
    commune.full_clean()
    assert commune.hotline_tel == called


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["gọi văn phòng", "024 3379 1827 hoặc 1828", "12"])
def test_a_hotline_that_no_phone_can_dial_is_refused(typed):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="Ghi một số điện thoại"):
        CommuneSettings(hotline=typed).full_clean()


@pytest.mark.django_db
def test_the_form_links_to_the_page_on_privacy_once_everybody_may_read_it(client, commune):
    from home.models import StandardPage

    page = home_page().add_child(instance=StandardPage(title="Bảo vệ dữ liệu", live=False))
    commune.privacy_page = page
    commune.save()
    make.session()
    form = make.form_page()
    link = f'href="{page.get_url()}">Bảo vệ dữ liệu</a>'
    assert link not in client.get(form.get_url()).content.decode().split("<footer")[0]
    page.live = True
    page.save()
    assert link in client.get(form.get_url()).content.decode().split("<footer")[0]
