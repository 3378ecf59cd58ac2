"""
All checks, one after the other, with one closing summary.

    python -m tests.tools.everything            every step
    python -m tests.tools.everything lint …     only these steps

A step that fails doesn't keep the next ones from running. The last line counts the tests.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from . import postgres

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ["site", "tests"]
NO_TESTS_COLLECTED = 5


@dataclass
class Count:
    """How many tests passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Count(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed" + (
            f", {self.skipped} skipped" if self.skipped else ""
        )


@dataclass
class Result:
    ok: bool
    count: Count | None = None


def _run(*command, env=None):
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **(env or {})}, check=False)
    return done.returncode


def _tool(*command):
    return Result(_run(sys.executable, "-m", *command) == 0)


def format_():
    return _tool("ruff", "format", "--check", "--quiet", *SOURCES)


def lint():
    return _tool("ruff", "check", "--quiet", *SOURCES)


def migrations():
    command = [sys.executable, "site/manage.py", "makemigrations", "--check", "--dry-run"]
    return Result(_run(*command, env={"DJANGO_SETTINGS_MODULE": "settings.test"}) == 0)


def translations():
    return _tool("tests.tools.catalogue", "check")


def _pytest(*options, env=None):
    """Run pytest and return how it went, with the numbers of its own report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *options]
        status = _run(*command, env=env)
        count = _counted(report)
    return Result(status in {0, NO_TESTS_COLLECTED}, count)


def _counted(report):
    if not report.exists():
        return Count(failed=1)
    # Written by pytest a moment ago, so nothing hostile is parsed here.
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    total = Count()
    for suite in suites:
        tests, skipped = int(suite.get("tests")), int(suite.get("skipped"))
        failed = int(suite.get("failures")) + int(suite.get("errors"))
        total += Count(tests - skipped - failed, failed, skipped)
    return total


def _both(first, second):
    return Result(first.ok and second.ok, first.count + second.count)


def _on(database, exclude="", env=None):
    """
    Run the tests on one database: those that own nothing else on two processes, then those that
    drive a browser or many threads one by one.
    """
    alone = "browser or concurrency or server"
    rest = f"not ({alone})"
    if exclude:
        alone, rest = f"({alone}) and not {exclude}", f"{rest} and not {exclude}"
    print(f"… {database}", flush=True)
    return _both(_pytest("-n", "2", "-m", rest, env=env), _pytest("-m", alone, env=env))


def sqlite():
    return _on("SQLite")


def on_postgres():
    with postgres.server() as url:
        # The wheel is the same whatever the database, and the demo's server has its own.
        return _on("PostgreSQL", exclude="(wheel or server)", env={"DATABASE_URL": url})


STEPS = {
    "format": ("Định dạng mã", format_),
    "lint": ("Lỗi mã", lint),
    "migrations": ("Chuyển đổi dữ liệu không thiếu", migrations),
    "translations": ("Bản dịch đầy đủ", translations),
    "sqlite": ("Phép thử trên SQLite", sqlite),
    "postgres": ("Phép thử trên PostgreSQL", on_postgres),
}


def main(wanted):
    if unknown := set(wanted) - set(STEPS):
        raise SystemExit(
            f"no such step: {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}"
        )
    lines, total, ok = [], Count(), True
    for name in wanted or STEPS:
        title, step = STEPS[name]
        print(f"\n== {title}", flush=True)
        began = time.monotonic()
        result = step()
        seconds = time.monotonic() - began
        ok = ok and result.ok
        if result.count:
            total += result.count
        mark = "đạt" if result.ok else "KHÔNG ĐẠT"
        detail = f" ({result.count})" if result.count else ""
        lines.append(f"{mark:>10}  {title}{detail}, {seconds:.0f} giây")
    print("\n== Kết quả")
    print("\n".join(lines))
    if total != Count():
        print(f"\n{total}", flush=True)
    return 0 if ok else 1


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        raise SystemExit(main(sys.argv[1:]))
    raise SystemExit(130)
