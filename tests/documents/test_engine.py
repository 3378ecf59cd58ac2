"""What the engine may open, what keeps it from working, and what it says then."""

import shutil

import pytest
from django.utils import translation

from dialogue import checks
from dialogue.documents import engine
from dialogue.documents.paper import cleaned, content_disposition, file_safe
from tests.documents.reading import opened, page_words

PAGE = """<html lang="vi"><title>x</title><link rel="stylesheet" href="paper:paper.css">
<p>Đối thoại</p>"""
REFUSED = [
    "file:///etc/passwd",
    "http://127.0.0.1:9/x.css",
    "https://example.vn/x.png",
    "ftp://example.vn/x",
    "data:text/css,p{color:red}",
    "paper:../engine.py",
    "paper:engine.py",
    "paper:fonts/../engine.py",
    "paper:",
    "PAPER:paper.css",
    "//example.vn/x.css",
]


@pytest.mark.parametrize("address", REFUSED)
def test_nothing_but_our_own_files_is_opened(address):
    with pytest.raises(ValueError, match="address refused"):
        engine.fetcher()(address)


def test_our_own_files_and_what_the_paper_brought_are_opened():
    fetch = engine.fetcher({"qr.svg": b"<svg/>"})
    assert b"Dialogue Serif" in fetch("paper:paper.css").read()
    assert fetch("paper:fonts/LiberationSerif-Regular.ttf").read(4) == b"\x00\x01\x00\x00"
    assert fetch("paper:qr.svg").read() == b"<svg/>"


def test_a_page_that_links_and_attaches_files_gets_none_of_them(tmp_path):
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("CHUỖI BÍ MẬT")
    pdf = engine.render(
        f"""<html lang="vi"><title>Thử</title>
        <link rel="attachment" href="file://{secret}"><link rel="stylesheet" href="file://{secret}">
        <base href="file:///etc/"><p>Chữ <img src="file://{secret}" alt="ảnh">
        <a rel="attachment" href="file://{secret}">tệp</a>
        <object data="file://{secret}" type="text/plain"></object>
        <svg><image href="file://{secret}"/></svg>
        <style>@import url("file://{secret}"); p {{ background: url("file://{secret}") }}</style>"""
    )
    reader = opened(pdf)
    assert "CHUỖI BÍ MẬT" not in page_words(pdf)
    assert not reader.attachments
    assert "BÍ MẬT".encode() not in pdf


@pytest.mark.parametrize("needed", ["FONTS", "FALLBACK_FONTS", "STYLE_SHEETS"])
def test_a_font_that_is_gone_is_told_in_a_sentence_and_by_the_system_check(monkeypatch, needed):
    monkeypatch.setattr(engine, needed, ("fonts/Khong-co.ttf",))
    engine.own_files.cache_clear()
    try:
        with translation.override("vi"):
            (sentence,) = engine.problems()
            (error,) = checks.papers_can_be_made(None)
        assert "Thiếu tệp phông chữ" in sentence
        assert "Khong-co.ttf" in sentence
        assert error.msg == sentence
        assert error.is_serious()
        with pytest.raises(engine.PaperError, match="Khong-co"):
            engine.render("<p>x</p>")
    finally:
        engine.own_files.cache_clear()


def test_an_engine_that_does_not_load_is_told_with_what_to_install(monkeypatch):
    import builtins

    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    engine.weasyprint.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    try:
        with translation.override("vi"):
            (sentence,) = engine.problems()
        assert "apt-get install libpango" in sentence
    finally:
        engine.weasyprint.cache_clear()


def test_all_is_well_here():
    assert engine.problems() == []
    assert checks.papers_can_be_made(None) == []
    assert checks.private_storage_is_private(None) == []


def test_private_files_below_the_public_folder_stop_the_start(settings):
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.MEDIA_ROOT / "rieng"},
        }
    }
    (error,) = checks.private_storage_is_private(None)
    assert error.id == "dialogue.E011"


def test_a_site_without_private_storage_is_warned(settings):
    settings.STORAGES = {k: v for k, v in settings.STORAGES.items() if k != "private"}
    (warning,) = checks.private_storage_is_private(None)
    assert warning.id == "dialogue.W010"


def test_fonts_are_loaded_once_and_again_when_their_folder_was_cleared_away():
    first = engine.render(PAGE)
    loaded = engine._fonts()
    assert engine.render(PAGE) == first
    assert engine._fonts() is loaded
    shutil.rmtree(loaded._folder)
    assert engine.render(PAGE) == first
    assert engine._fonts() is not loaded


def test_a_text_beyond_all_measure_is_refused_before_any_work(monkeypatch):
    monkeypatch.setattr(engine, "fetcher", lambda assets: pytest.fail("work was begun"))
    with pytest.raises(engine.PaperError):
        engine.render("a" * (engine.MOST_LETTERS + 1))


def test_what_breaks_the_engine_becomes_a_sentence_without_the_text(monkeypatch, caplog):
    def breaks(assets):
        raise IndexError("Đỗ Thị Ánh Nguyệt")

    monkeypatch.setattr(engine, "fetcher", breaks)
    with pytest.raises(engine.PaperError) as caught:
        engine.render("<p>x</p>")
    assert "Nguyệt" not in f"{caught.value}{caplog.text}"


def test_only_plain_data_reaches_a_template():
    assert cleaned({"a": ["e\u0302\x00", 3, None, True]}) == {"a": ["ê", 3, None, True]}
    with pytest.raises(TypeError):
        cleaned({"record": object()})


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kế hoạch 05/KH-UBND", "Kế hoạch 05 KH-UBND"),
        ('a\\b:c*d?e"f<g>h|i\r\nj', "a b c d e f g h i j"),
        ("...", "tai-lieu"),
        ("dài " * 99, ("dài " * 30).strip()),
    ],
)
def test_file_names_suit_every_system(title, name):
    assert file_safe(title) == name


def test_a_download_is_named_in_ascii_and_in_vietnamese():
    assert content_disposition("Kế hoạch Đ 05.pdf") == (
        'attachment; filename="ke-hoach-d-05.pdf"; '
        "filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20%C4%90%2005.pdf"
    )
