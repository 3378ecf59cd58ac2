"""
Every paper as machines read it: PDF/UA-1 and PDF/A-2a by a checking tool, and each word as it went
in, by two readers.
"""

import itertools
import shutil
import subprocess

import page
import pypdf
import pytest

from dialogue.documents import engine
from tests.documents.every_paper import names
from tests.documents.measuring import squeezed
from tests.documents.reading import fonts, opened, structure

pytestmark = pytest.mark.django_db

# Actions, files and locks that a document to keep may not carry.
FORBIDDEN = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/URI", "/GoToR", "/Encrypt")
HEADINGS = {f"/H{number}" for number in range(1, 7)}


def broken_rules(pdf, profile):
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})


def every_object(pdf):
    """Yield the names in each object of a PDF, as text."""
    reader = opened(pdf)
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        entry = reader.get_object(number)
        yield str(dict(entry) if isinstance(entry, pypdf.generic.DictionaryObject) else entry)


def by_pypdf(pdf):
    return " ".join(sheet.extract_text() for sheet in opened(pdf).pages)


def by_poppler(pdf):
    found = subprocess.run(
        [shutil.which("pdftotext"), "-enc", "UTF-8", "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return found.stdout.decode()


def printed_texts(item):
    """Yield what a piece of the body prints."""
    if "table" in item:
        table = item["table"]
        for row in (*table["head"], *table["rows"]):
            yield from (cell["text"] for cell in row)
    elif item.get("text"):
        yield item["text"].upper() if item["kind"] == "section" else item["text"]


@pytest.mark.parametrize("name", names())
def test_each_paper_can_be_read_aloud_as_pdf_ua_asks(demo_papers, name):
    for made in demo_papers[name]:
        assert broken_rules(made.pdf, page.ValidationProfile.PDF_UA_1) == [], str(made)


@pytest.mark.parametrize("name", names())
def test_each_paper_to_keep_is_whole_in_itself_as_pdf_a_asks(demo_papers, name):
    for made in demo_papers[name][:1]:
        assert broken_rules(made.archive, page.ValidationProfile.PDF_A_2A) == [], str(made)
        root = opened(made.archive).trailer["/Root"]
        metadata = root["/Metadata"].get_data().decode()
        assert 'pdfaid:part="2"' in metadata
        assert 'pdfaid:conformance="A"' in metadata
        assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
        assert root["/MarkInfo"]["/Marked"]
        assert all(fonts(made.archive).values())
        assert not opened(made.archive).is_encrypted
        objects = " ".join(every_object(made.archive))
        assert [word for word in FORBIDDEN if word in objects] == [], str(made)


@pytest.mark.parametrize("name", names())
def test_headings_begin_with_the_title_and_skip_no_level(demo_papers, name):
    for made in demo_papers[name]:
        levels = [int(tag[2]) for tag, _node in structure(made.pdf) if tag in HEADINGS]
        assert levels[:1] in ([], [1]), str(made)
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), f"{made}: {levels}"


@pytest.mark.parametrize("name", names())
def test_two_readers_find_every_word_as_it_was_written(demo_papers, name):
    for made in demo_papers[name]:
        read = squeezed(by_pypdf(made.pdf)), squeezed(by_poppler(made.pdf))
        for item in made.data.get("body", []):
            for word in itertools.chain(*(text.split() for text in printed_texts(item))):
                assert all(squeezed(word) in text for text in read), f"{made}: {word!r}"


def test_the_tool_finds_what_is_wrong():
    wrong = engine.render("<html lang='vi'><h1>Một</h1><h3>Ba</h3></html>")
    found = broken_rules(wrong, page.ValidationProfile.PDF_UA_1)
    assert [rule for rule in found if "HEADING" in rule]
    assert [rule for rule in found if "TITLE" in rule]
    assert broken_rules(wrong, page.ValidationProfile.PDF_A_2A)
