"""`make run` as people meet it: one command, an address, and everything stopped together."""

import gzip
import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.server
SITE = Path(__file__).resolve().parents[2] / "site"
LAST_LINE = "Bấm Ctrl-C để dừng."


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """The running command: what it said, its address, and its two children."""

    def __init__(self, folder):
        self.port = free_port()
        environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "DJANGO_SETTINGS_MODULE": "settings.dev",
            "VAR_DIR": str(folder / "var"),
            "MEDIA_ROOT": str(folder / "media"),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=SITE,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""

    def wait_until_it_serves(self):
        for line in self.process.stdout:
            self.said += line
            if LAST_LINE in line:
                return
        raise AssertionError(self.said)

    def get(self, path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read(), response.headers

    def page(self, path):
        """Return a text as somebody gets it who reads nothing packed."""
        status, content, headers = self.get(path)
        return status, content.decode(), headers

    @property
    def children(self):
        pid = self.process.pid
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.end()

    def end(self):
        rest, _none = self.process.communicate()
        self.said += rest
        return self.process.returncode


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("served")


@pytest.fixture
def serve(folder):
    """Start the command as often as a test asks for; stop what a test left running."""
    started = []

    def start():
        started.append(Served(folder))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            served.stop(signal.SIGTERM)


def is_running(pid):
    return Path(f"/proc/{pid}").exists()


def count(folder, table):
    with sqlite3.connect(folder / "var" / "db.sqlite3") as database:
        return database.execute(f"select count(*) from {table}").fetchone()[0]


def test_the_first_start_loads_the_demo_and_says_how_to_get_in(serve, folder):
    served = serve()
    served.wait_until_it_serves()
    assert f"http://127.0.0.1:{served.port}/quan-tri/" in served.said
    for login in ("bientap", "vanphong", "chuyenvien", "lanhdao", "quantri"):
        assert login in served.said
    status, page, headers = served.page("/")
    assert status == 200
    assert "UBND xã Phú Xuyên" in page
    assert "Set-Cookie" not in headers
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    status, styles, headers = served.page(style)
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
    _status, packed, headers = served.get(style, **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed).decode() == styles

    children = served.children
    assert len(children) == 2
    assert served.stop(signal.SIGINT) == 0
    assert not any(is_running(pid) for pid in children)
    assert count(folder, "dialogue_registration") >= 40


def test_a_taken_port_is_said_in_a_sentence_and_nothing_is_started(serve, folder):
    with socket.socket() as taken:
        served_port = free_port()
        taken.bind(("127.0.0.1", served_port))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            cwd=SITE,
            env={
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "VAR_DIR": str(folder / "unused"),
                "PORT": str(served_port),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Cổng {served_port} đang do chương trình khác dùng" in done.stderr
    assert "PORT=8123 make run" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "unused" / "db.sqlite3").exists()


def test_a_second_start_touches_nothing_and_a_dead_worker_stops_the_server(serve, folder):
    tables = ("dialogue_registration", "home_user", "wagtailcore_page")
    with sqlite3.connect(folder / "var" / "db.sqlite3") as database:
        database.execute("update dialogue_village set name = 'Thôn Của Chúng Tôi' where id = 1")
    before = {table: count(folder, table) for table in tables}

    served = serve()
    served.wait_until_it_serves()
    web, worker = served.children
    os.kill(worker, signal.SIGKILL)

    assert served.end() == 1
    assert "dừng đột ngột" in served.said
    assert not is_running(web)
    assert {table: count(folder, table) for table in tables} == before
    with sqlite3.connect(folder / "var" / "db.sqlite3") as database:
        name = database.execute("select name from dialogue_village where id = 1").fetchone()[0]
    assert name == "Thôn Của Chúng Tôi"
