"""What the site does with strange hosts, media files, and errors that it logs."""

import logging

import pytest
from django.db import IntegrityError
from django.test import Client

from home import server
from home.logs import Line, OneLine

NAME = "Đỗ Thị Ánh Nguyệt"


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["HTTP_HOST", "SERVER_NAME"])
def test_a_foreign_host_gets_400_in_vietnamese(header):
    response = Client().get("/", **{header: "evil.example"})
    assert response.status_code == 400
    assert "Không đọc được yêu cầu" in response.content.decode()
    assert "evil.example" not in response.content.decode()


@pytest.mark.django_db
def test_a_forwarded_host_changes_nothing():
    plain = Client().get("/tra-cuu/")
    forged = Client().get("/tra-cuu/", HTTP_X_FORWARDED_HOST="evil.example")
    assert forged.status_code == plain.status_code
    assert b"evil.example" not in forged.content


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in (
        "images/anh.width-800.jpg",
        "images/trang.html",
        "images/hinh.svg",
        "original_images/anh.jpg",
        "documents/mat.pdf",
        "bi-mat.jpg",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"\xff\xd8\xff")
    return Client()


def test_pictures_of_pages_are_served_and_never_sniffed(media):
    response = media.get("/media/images/anh.width-800.jpg")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "images/trang.html",
        "images/hinh.svg",
        "original_images/anh.jpg",
        "documents/mat.pdf",
        "bi-mat.jpg",
        "images/",
        "images/../bi-mat.jpg",
        "images/%2e%2e/bi-mat.jpg",
        "images/khong-co.jpg",
    ],
)
def test_nothing_else_in_the_media_folder_has_an_address(media, path):
    assert media.get(f"/media/{path}").status_code == 404


def logged(error):
    """Return what the log holds of an error."""
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "Lỗi: %s", ("/doi-thoai/\ngia mạo",), None
    )
    try:
        raise error
    except type(error) as caught:
        record.exc_info = (type(caught), caught, caught.__traceback__)
    OneLine().filter(record)
    return Line("{levelname} {name} {message}", style="{").format(record)


def test_an_error_is_one_line_and_holds_no_data_of_people():
    line = logged(IntegrityError(f"duplicate key (full_name)=({NAME})\nDETAIL: +84912345678"))
    assert "\n" not in line
    assert "IntegrityError" in line
    assert "test_serving.py" in line
    assert NAME not in line
    assert "84912345678" not in line


def test_an_error_text_that_another_handler_wrote_is_not_reused():
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Lỗi", (), None)
    record.exc_text = f"Traceback … {NAME}"
    assert NAME not in Line("{message}", style="{").format(record)


def test_a_failed_task_is_logged_and_routine_is_not(caplog):
    log = logging.getLogger("django_tasks")
    log.setLevel(logging.DEBUG)
    log.info("Task id=1 state=SUCCESSFUL")
    log.error("Task id=2 state=FAILED")
    assert [record.message for record in caplog.records] == ["Task id=2 state=FAILED"]


def test_a_taken_port_is_noticed():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not server.is_free("127.0.0.1", port)
    assert server.is_free("127.0.0.1", port)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["abc", "0", "70000", "-1", ""])
def test_a_port_that_is_none_is_refused_with_a_sentence(monkeypatch, typed):
    from django.core.management import CommandError, call_command

    monkeypatch.setenv("PORT", typed)
    with pytest.raises(CommandError, match="không phải là cổng"):
        call_command("serve")
