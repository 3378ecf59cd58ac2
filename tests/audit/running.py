"""The real server with the demo commune, in a folder that is thrown away."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.tools.everything import ROOT

SECONDS_TO_START = 900  # collecting, migrating and loading the demo on a slow machine
SECONDS_TO_STOP = 40


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def site():
    """
    Give the address of a running site, whose database this process may use too.

    :raises SystemExit: when the server ends by itself or doesn't answer in time
    """
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        port = str(_free_port())
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "settings.dev",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "VAR_DIR": folder,
            "MEDIA_ROOT": f"{folder}/media",
            "HOST": "127.0.0.1",
            "PORT": port,
        }
        # Ended from outside, the server must go too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        log = Path(folder, "server.log")
        with log.open("w") as output:
            server = subprocess.Popen(
                [sys.executable, "site/manage.py", "serve"], cwd=ROOT, stdout=output, stderr=output
            )
        try:
            _wait(server, int(port), log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(SECONDS_TO_STOP)


def _wait(server, port, log):
    for _unused in range(SECONDS_TO_START * 2):
        if server.poll() is not None:
            raise SystemExit(log.read_text())
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise SystemExit(f"{log.read_text()}\nTrang không trả lời sau {SECONDS_TO_START} giây.")
