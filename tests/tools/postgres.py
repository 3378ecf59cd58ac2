"""
A PostgreSQL server of one's own: from Debian's package, on a free port, gone afterwards.

    python -m tests.tools.postgres command …    run a command with DATABASE_URL set to it
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

USER = "dialogue"
# Nothing here outlives the run, so nothing waits for the disk.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]


def programs():
    """Return the folder with initdb and postgres, of the newest version installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise SystemExit("PostgreSQL is missing: install Debian's package postgresql")


def _version(initdb):
    return int(initdb.parts[-3])


def _account():
    """Return the account to run as: PostgreSQL refuses to be run by root."""
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _call(*command, folder):
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, **_account()
    )
    if done.returncode:
        raise SystemExit(f"{Path(command[0]).name} failed\n{done.stdout}{done.stderr}")


@contextlib.contextmanager
def server():
    """Start a server, yield its URL, stop it and remove what it wrote."""
    bin_dir, folder = programs(), Path(tempfile.mkdtemp(prefix="dialogue-postgres-"))
    if account := _account():
        entry = pwd.getpwnam(account["user"])
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    data, port = folder / "data", _free_port()
    try:
        _call(
            bin_dir / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync", folder=folder,
        )  # fmt: skip
        options = [
            f"-p {port}",
            f"-k {folder}",
            "-c listen_addresses=127.0.0.1",
            *(f"-c {setting}" for setting in FAST),
        ]
        start = ["-D", data, "-l", folder / "log", "-w", "-o", " ".join(options), "start"]
        _call(bin_dir / "pg_ctl", *start, folder=folder)
        try:
            yield f"postgres://{USER}@127.0.0.1:{port}/postgres"
        finally:
            _call(bin_dir / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command):
    with server() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
