"""Starting the site: what must be ready first, then web server and worker side by side."""

import errno
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

SITE_DIR = Path(__file__).resolve().parent.parent
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SECONDS_TO_STOP = 25


def is_free(host, port):
    """
    Return whether a server could listen on ``host``:``port``.

    :raises OSError: when it couldn't for another reason than being taken
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def migrate():
    """Bring the database up to date; takes no time when it is."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def collect_static():
    """Collect, name and compress the static files, unless none changed since the last time."""
    stamp = settings.VAR_DIR / "static.fingerprint"
    fingerprint = _static_fingerprint()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(fingerprint)


def _static_fingerprint():
    seen = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            seen.update(f"{name} {file.st_mtime_ns} {file.st_size}\n".encode())
    return seen.hexdigest()


class Processes:
    """The web server and the worker: started together, and stopped together if one ends."""

    def __init__(self, host, port):
        self.host, self.port = host, port
        self.running = []
        self.asked_to_stop = False

    def start(self):
        for wanted in STOPPING:
            signal.signal(wanted, self._stop)
        environment = {**os.environ, "HOST": self.host, "PORT": str(self.port)}
        for command in (
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "wsgi:application"],
            [sys.executable, "manage.py", "dialogue_worker"],
        ):
            # A session of their own: Ctrl-C reaches us alone, and we end them in order.
            process = subprocess.Popen(  # noqa: S603 (our own two commands)
                command, cwd=SITE_DIR, env=environment, start_new_session=True
            )
            self.running.append(process)

    def _stop(self, number, frame):
        self.asked_to_stop = True

    @property
    def alive(self):
        return not self.asked_to_stop and all(p.poll() is None for p in self.running)

    def wait_until_it_answers(self):
        """Return whether the web server came up."""
        while self.alive:
            with socket.socket() as probe:
                if probe.connect_ex((self.host, self.port)) == 0:
                    return True
            time.sleep(0.1)
        return False

    def wait(self):
        """Return once stopped: True when asked to, False when one of the two ended by itself."""
        while self.alive:
            time.sleep(0.3)
        self._end()
        return self.asked_to_stop

    def _end(self):
        for process in self.running:
            if process.poll() is None:
                process.terminate()
        for process in self.running:
            try:
                process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
