"""Files that are no plan, traps and damage: a sentence for the editor, in bounded time."""

import io
import zipfile
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue.plan_import import archive
from dialogue.plan_import import word as reading
from dialogue.plan_import.archive import Refused
from dialogue.plan_import.fonts import is_garbled
from dialogue.plan_import.lines import pasted
from dialogue.plan_import.recognise import recognise
from dialogue.plan_import.word import read_word
from tests.plan_import.writing import PLAN, body_of, repacked, saved, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCUMENT = "word/document.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module")
def good():
    return saved(word(*body_of("I. MỤC TIÊU", "1. Chung")))


def zipped(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return file.getvalue()


def refused(data):
    """Return the sentence with which ``data`` is refused."""
    with pytest.raises(Refused) as caught:
        read_word(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "Word đời cũ (.doc)"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"{\\rtf1 K\\u7871? ho\\u7841?ch}", "Word đời cũ (.doc)"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\n\n%PDF-1.4 sau vai dong", "PDF"),
        (b"", "không phải tệp Word"),
        ("Kế hoạch gặp gỡ".encode(), "không phải tệp Word"),
        (b"<html><script>alert(1)</script></html>", "không phải tệp Word"),
        (b"PK\x03\x04" + b"rac" * 500, "bị hỏng"),
        (zipped(**{"content.xml": "<a/>"}), "không phải tệp Word"),
        (zipped(**{"xl/workbook.xml": "<a/>"}), "không phải tệp Word"),
    ],
)
def test_another_kind_of_file_is_named_with_a_way_out(data, words):
    assert words in refused(data)


def test_a_file_with_macros_is_refused(good):
    assert "macro" in refused(repacked(good, **{"word/vbaProject.bin": b"x"}))


def test_a_torn_file_is_refused_wherever_it_was_torn(good):
    for end in range(30, len(good) - 30, len(good) // 12):
        assert refused(good[:end]) == str(archive.DAMAGED)


def test_text_that_is_no_xml_is_refused(good):
    for content in ("không phải XML", f"{HEAD}<w:document", b"\xff\xfe\x00"):
        assert refused(repacked(good, **{DOCUMENT: content})) == str(archive.DAMAGED)


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://example.vn/d.dtd">',
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;">]>',
    ],
)
def test_entities_are_never_opened(good, declared, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_args: pytest.fail("asked the network"))
    text = f"<w:document {NAMESPACE}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body>"
    content = f"{HEAD}{declared}{text}</w:document>"
    assert refused(repacked(good, **{DOCUMENT: content})) == str(archive.DAMAGED)


def test_an_address_outside_the_file_is_not_followed(good, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_args: pytest.fail("asked the network"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{kind}styles" Target="http://example.vn/s.xml" '
        'TargetMode="External"/>'
        f'<Relationship Id="b" Type="{kind}footnotes" Target="../../../etc/passwd"/>'
        f'<Relationship Id="c" Type="{kind}attachedTemplate" Target="file:///etc/passwd" '
        'TargetMode="External"/></Relationships>'
    )
    source = read_word(repacked(good, **{"word/_rels/document.xml.rels": relations}))
    assert source.items[0].text == "Số: 05/KH-UBND"


def test_a_part_that_unpacks_without_end_is_refused(good):
    bomb = f"{HEAD}<w:document {NAMESPACE}>" + " " * 60_000_000 + "</w:document>"
    assert refused(repacked(good, **{DOCUMENT: bomb})) == str(archive.TOO_LARGE)


def test_pictures_that_unpack_without_end_are_refused(good):
    assert refused(repacked(good, **{"word/media/a.png": b"\0" * 60_000_000})) == str(
        archive.TOO_LARGE
    )


def test_a_size_that_the_archive_lies_about_is_noticed(good, monkeypatch):
    data = repacked(good, **{DOCUMENT: "x" * 5000})
    monkeypatch.setattr(archive, "MOST_XML", 1000)
    assert refused(data) == str(archive.TOO_LARGE)


def test_too_many_parts_and_equal_names_are_refused(good):
    many = {f"word/media/{number}.png": b"x" for number in range(archive.MOST_PARTS + 1)}
    assert refused(repacked(good, **many)) == str(archive.TOO_LARGE)
    file = io.BytesIO(good)
    with zipfile.ZipFile(file, "a") as twice, pytest.warns(UserWarning, match="Duplicate"):
        twice.writestr(DOCUMENT, "<a/>")
    assert refused(file.getvalue()) == str(archive.DAMAGED)


def test_more_bytes_than_a_plan_has_are_refused():
    assert refused(b"PK\x03\x04" + b"\0" * archive.MOST_BYTES) == str(archive.TOO_LARGE)


def test_more_paragraphs_than_a_plan_has_are_refused(good):
    body = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * (reading.MOST_PARAGRAPHS + 1)
    content = f"{HEAD}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"
    assert refused(repacked(good, **{DOCUMENT: content})) == str(archive.TOO_LARGE)


@pytest.mark.parametrize(
    "inner",
    [
        "<w:r/>" * 500_000,
        f"<w:r><w:t>{'a' * (reading.MOST_CHARACTERS + 1)}</w:t></w:r>",
    ],
)
def test_more_runs_or_letters_than_a_plan_has_are_refused(good, inner):
    content = f"{HEAD}<w:document {NAMESPACE}><w:body><w:p>{inner}</w:p></w:body></w:document>"
    assert refused(repacked(good, **{DOCUMENT: content})) == str(archive.TOO_LARGE)


def test_a_cell_over_thousands_of_columns_is_refused(good):
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p/></w:tc>'
    content = (
        f"{HEAD}<w:document {NAMESPACE}><w:body><w:tbl><w:tr>{cell}</w:tr></w:tbl></w:body>"
        "</w:document>"
    )
    assert refused(repacked(good, **{DOCUMENT: content})) == str(archive.TOO_LARGE)


@pytest.mark.parametrize("deep", [60, 240, 5000])
def test_tables_within_tables_without_end_are_read_or_refused(good, deep):
    opened = "<w:tbl><w:tr><w:tc>" * deep
    closed = "</w:tc></w:tr></w:tbl>" * deep
    content = f"{HEAD}<w:document {NAMESPACE}><w:body>{opened}<w:p/>{closed}</w:body></w:document>"
    try:
        read_word(repacked(good, **{DOCUMENT: content}))
    except Refused as error:
        assert str(error) in {str(archive.DAMAGED), str(archive.TOO_LARGE)}


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 3000))
def test_a_file_with_any_bytes_spoiled_is_read_or_refused(spoiled, place):
    data = bytearray(saved(word("I. MỤC TIÊU", "1. Chung")))
    data[place : place + len(spoiled)] = spoiled
    try:
        read_word(bytes(data))
    except Refused as error:
        assert str(error)


WORST = {
    "spaces": " " * 100_000,
    "digits": "1." * 50_000,
    "stars": "*a " * 33_000,
    "open stars": "*a" * 50_000,
    "dashes": "-" * 100_000,
    "romans": "I" * 100_000,
    "number": "Số: " + "1" * 100_000,
    "symbol": "Số: 1/KH" + "-A" * 50_000,
    "date": "ngày " * 20_000,
    "dots": "ngày " + "." * 100_000,
    "semicolons": "Căn cứ Luật" + "; số 1" * 15_000,
    "letters": "a" * 100_000,
    "tabs": "a\t" * 50_000,
    "bars": "Nơi nhận:\n- " + "; |" * 30_000,
    "ends": "./" * 50_000,
    "motto": "Cộng hòa xã hội " * 6_000,
    "lines": "- a\n" * 25_000,
    "marks": "I. a\n1. b\na) c\n" * 6_000,
}


@pytest.mark.parametrize("name", WORST)
def test_no_text_keeps_the_processor_busy(name):
    """Compared with an ordinary text of the same length, in processor time, with ample room."""
    ordinary = (PLAN * (len(WORST[name]) // len(PLAN) + 1))[: len(WORST[name])]
    assert _took(WORST[name]) < 5 + 20 * _took(ordinary)


def _took(text):
    began = process_time()
    recognise(pasted(text), 2026)
    return process_time() - began


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("KÕ ho¹ch ®èi tho¹i víi nh©n d©n x· Hång V©n", True),
        ("Keá hoaïch ñoái thoaïi vôùi nhaân daân xaõ Hoàng Vaân", True),
        ("Kế hoạch đối thoại với nhân dân", False),
        ("Ke hoach doi thoai", False),
        ("HÀ NAM: café, 20°C, ½ ngày © 2026", False),
        ("", False),
    ],
)
def test_old_encodings_are_told_from_unicode(text, garbled):
    assert is_garbled(text) is garbled
