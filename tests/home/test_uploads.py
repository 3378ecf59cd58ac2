"""What staff upload: the content must be what the name says."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from home import uploads
from tests.desk.visiting import root_user, visit

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00"
PAGE = b"<!doctype html><script>alert(1)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def archive(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in names:
            packed.writestr(name, "nội dung")
    return made.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


@pytest.fixture
def client():
    return visit(root_user())


def upload(client, name, content):
    """Send a file as the documents' screen does; return its answer."""
    file = SimpleUploadedFile(name, content)
    data = {"files[]": file, "title": "Kế hoạch", "collection": 1}
    return client.post(
        reverse("wagtaildocs:add_multiple"), data, headers={"X-Requested-With": "XMLHttpRequest"}
    ).json()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Kế hoạch.pdf", PDF),
        ("Mẫu.DOCX", DOCX),
        ("Bảng.xlsx", archive("xl/workbook.xml")),
        ("Mẫu.odt", archive("mimetype", "content.xml")),
        ("Bảng.ods", archive("mimetype", "content.xml")),
        ("Cũ.doc", OLD_OFFICE),
        ("Cũ.xls", OLD_OFFICE),
    ],
)
def test_office_files_and_pdfs_are_taken(client, name, content):
    assert upload(client, name, content)["success"]
    with get_document_model().objects.get().file.open() as stored:
        assert stored.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trang.pdf", PAGE),
        ("hinh.pdf", DRAWING),
        ("chuong-trinh.doc", PROGRAM),
        ("lan.pdf", PAGE + PDF),
        ("lan.pdf", b"\n" + PDF),
        ("hai-loai.pdf", PDF + DOCX),
        ("trong.pdf", b"%PD"),
        ("gia.docx", PDF),
        ("gia.docx", b"PK\x03\x04 <script>"),
        ("khac.docx", archive("xl/workbook.xml")),
        ("khac.docx", archive("index.html")),
        ("macro.docx", archive("word/document.xml", "word/vbaProject.bin")),
        ("cu.doc", DOCX),
    ],
)
def test_a_file_whose_content_is_not_what_its_name_says_is_refused(client, name, content):
    answer = upload(client, name, content)
    assert not answer["success"]
    assert "không đúng với tên" in answer["error_message"]
    assert not get_document_model().objects.exists()


@pytest.mark.parametrize(
    "name", ["trang.html", "hinh.svg", "tep.zip", "chay.exe", "kế hoạch", "pdf"]
)
def test_other_kinds_of_files_are_refused(client, name):
    answer = upload(client, name, PDF)
    assert not answer["success"]
    assert "Không nhận loại tệp này" in answer["error_message"]
    assert not get_document_model().objects.exists()


def test_an_archive_that_unpacks_to_far_too_much_is_refused(client, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_UNPACKED", 10)
    assert not upload(client, "bom.docx", DOCX)["success"]


def test_a_file_beyond_the_size_limit_is_refused(client, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    answer = upload(client, "lon.pdf", PDF + bytes(200))
    assert not answer["success"]
    assert not get_document_model().objects.exists()


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("Kế hoạch đối thoại (ký).PDF", "ke-hoach-doi-thoai-ky.pdf"),
        ("..\\..\\đường dẫn.pdf", "duong-dan.pdf"),
        ("trang.html.pdf", "trang-html.pdf"),
        ("?.pdf", "tai-lieu.pdf"),
        ("a" * 300 + ".pdf", "a" * uploads.LONGEST_NAME + ".pdf"),
    ],
)
def test_files_get_plain_names(name, stored):
    assert uploads.stored_name(name) == stored


def test_a_document_is_downloaded_and_never_shown_as_a_page(client):
    upload(client, "Kế hoạch.pdf", PDF)
    answer = client.get(get_document_model().objects.get().url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"


def test_replacing_the_file_of_a_document_is_looked_at_too_but_its_title_alone_is_not(client):
    upload(client, "ke-hoach.pdf", PDF)
    document = get_document_model().objects.get()
    url = reverse("wagtaildocs:edit", args=[document.pk])
    fields = {"title": "Kế hoạch mới", "collection": 1, "tags": ""}
    client.post(url, fields | {"file": SimpleUploadedFile("ke-hoach.pdf", PAGE)})
    document.refresh_from_db()
    assert document.title == "Kế hoạch"
    client.post(url, fields)
    document.refresh_from_db()
    assert document.title == "Kế hoạch mới"
    with document.file.open() as stored:
        assert stored.read() == PDF


def send_picture(client, name, content):
    data = {"files[]": SimpleUploadedFile(name, content), "title": "Ảnh", "collection": 1}
    return client.post(
        reverse("wagtailimages:add_multiple"), data, headers={"X-Requested-With": "XMLHttpRequest"}
    ).json()


def picture():
    made = io.BytesIO()
    Image.new("RGB", (20, 20)).save(made, "PNG")
    return made.getvalue()


def test_a_drawing_that_can_hold_scripts_is_no_picture(client):
    assert not send_picture(client, "hinh.svg", DRAWING)["success"]
    assert not send_picture(client, "hinh.png", DRAWING)["success"]
    assert not get_image_model().objects.exists()


def test_a_picture_of_too_many_pixels_or_bytes_is_refused(client, settings):
    assert settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS <= 50_000_000
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    assert not send_picture(client, "lon.png", picture())["success"]
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    assert not send_picture(client, "lon.png", picture())["success"]
    assert not get_image_model().objects.exists()
