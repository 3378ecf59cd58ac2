"""Every word of the packages that staff see is Vietnamese, and none speaks over ours."""

import json
import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from tests.tools import catalogue, package_catalogues
from tests.tools.package_catalogues import CORRECTIONS, LOCALE, PACKAGES, catalogues, po_path

# Whole by intention: a word that an upgrade adds must fail here, not appear in English.
COMPLETE = {
    "django_filters",
    "simple_history",
    "taggit",
    "wagtail_admin",
    "wagtail_contrib_forms",
    "wagtail_contrib_redirects",
    "wagtail_contrib_settings",
    "wagtail_contrib_table_block",
    "wagtail_core",
    "wagtail_documents",
    "wagtail_embeds",
    "wagtail_images",
    "wagtail_search",
    "wagtail_sites",
    "wagtail_snippets",
    "wagtail_users",
}
PLACEHOLDERS = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}|</?\w[^>]*>")
# Ours stand in other catalogues: what both sides translate must read the same in both.
OURS = [catalogue.po_path(name) for name in catalogue.CATALOGUES]


def _quoted(lines):
    return "".join(line[line.index('"') + 1 : -1] for line in lines).replace('\\"', '"')


def entries(path):
    """Return {(context, id): (plural id, Vietnamese)} of one catalogue, without its header."""
    found = {}
    for block in path.read_text().split("\n\n")[1:]:
        parts, now = {}, None
        for line in block.splitlines():
            if line.startswith("msg"):
                now = line.split(" ", 1)[0]
                parts[now] = []
            if now:
                parts[now].append(line)
        word = {name: _quoted(lines) for name, lines in parts.items()}
        text = word.get("msgstr", word.get("msgstr[0]", ""))
        found[word.get("msgctxt", ""), word["msgid"]] = (word.get("msgid_plural", ""), text)
    return found


def marks(text):
    return sorted(PLACEHOLDERS.findall(text))


def test_every_catalogue_of_a_package_is_whole_or_named_as_corrections():
    assert set(PACKAGES) - CORRECTIONS == COMPLETE


@pytest.mark.parametrize(("package", "domain"), catalogues())
def test_the_catalogue_holds_every_word_of_the_installed_package_and_is_compiled(package, domain):
    assert package_catalogues.lacking(package, domain) == []


@pytest.mark.parametrize(("package", "domain"), catalogues())
def test_names_numbers_and_links_stay_where_a_sentence_has_them(package, domain):
    held = entries(po_path(package, domain))
    assert held
    differing = [
        (one, text)
        for (_, one), (many, text) in held.items()
        if marks(text) not in (marks(one), marks(many or one))
    ]
    assert differing == []


def installed(app, language):
    return package_catalogues.installed(app) / f"locale/{language}/LC_MESSAGES/django.po"


@pytest.mark.parametrize("app", PACKAGES["django"][0])
def test_django_s_own_vietnamese_and_the_corrections_are_whole_together(app):
    given, corrected = entries(installed(app, "vi")), entries(po_path("django"))
    lacking = [
        key
        for key in entries(installed(app, "en"))
        if not (given.get(key, ("", ""))[1] or corrected.get(key, ("", ""))[1])
    ]
    assert lacking == []


@pytest.mark.parametrize(("package", "domain"), catalogues())
def test_a_catalogue_can_be_offered_to_its_project_as_it_is(package, domain):
    text = po_path(package, domain).read_text()
    head, rest = text.split("\n\n", 1)
    for line in ("Language: vi", "Language-Team: Vietnamese", "nplurals=1; plural=0;", package):
        assert line in head
    for ours in ("#~", "fuzzy", "đối thoại", "UBND", "phiếu đăng ký"):
        assert ours not in rest


def test_one_word_reads_the_same_wherever_it_stands():
    said, differing = {}, []
    shipped = [po_path(package) for package in PACKAGES]
    for path in [*OURS, *shipped]:
        for key, (_, text) in entries(path).items():
            if said.setdefault(key, text) != text:
                differing.append((key, said[key], text, path.parts[-4]))
    assert differing == []


def test_the_site_looks_in_every_catalogue():
    assert [LOCALE / package for package in sorted(PACKAGES)] == settings.LOCALE_PATHS


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [("Unpublish", "Gỡ xuống"), ("Publish", "Đăng"), ("Submit for moderation", "Gửi duyệt")],
)
def test_our_words_win_over_the_package_s_own_partial_vietnamese(english, vietnamese):
    assert translation.gettext(english) == vietnamese


def test_the_editor_s_scripts_get_vietnamese_words(client):
    served = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    words = json.loads(re.search(r"const newcatalog = ({.*?\n  });", served, re.DOTALL)[1])
    for (_, one), (many, text) in entries(po_path("wagtail_admin", "djangojs")).items():
        assert words[one] == ([text] if many else text)
