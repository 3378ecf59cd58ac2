"""Exact versions with hashes, from nowhere in particular; and the commands that people type."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-test.lock"]


def entries(name):
    """Return the lock's packages as (requirement line, hashes)."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    for line in filter(None, (line.strip() for line in text.splitlines())):
        wanted, *hashes = re.split(r"\s+--hash=", line)
        yield Requirement(wanted), hashes


def versions(name):
    """Return the versions that a lock may install, by package."""
    found = {}
    for wanted, _hashes in entries(name):
        (pin,) = wanted.specifier
        found.setdefault(canonicalize_name(wanted.name), set()).add(Version(pin.version))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_no_folder(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "/" not in text
    assert not re.search(r"^\s*(-i|-f|--(extra-)?index-url|--find-links|#)", text, re.M)


def test_the_audits_lock_names_no_host_and_holds_a_hash_for_every_package():
    text = (ROOT / "tests/audit/package-lock.json").read_text()
    assert "://" not in text
    packages = json.loads(text)["packages"]
    declared = json.loads((ROOT / "tests/audit/package.json").read_text())["dependencies"]
    assert packages.pop("")["dependencies"] == declared
    assert {"node_modules/lighthouse", "node_modules/vnu-jar"} <= set(packages)
    assert [name for name, package in packages.items() if not package.get("integrity")] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_one_exact_version_and_hashes(name):
    for wanted, hashes in entries(name):
        assert [pin.operator for pin in wanted.specifier] == ["=="], wanted
        assert hashes, wanted
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes)


def declared(section):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {
        "run": project["project"]["dependencies"]
        + project["project"]["optional-dependencies"]["site"],
        "test": project["dependency-groups"]["test"],
    }[section]


@pytest.mark.parametrize(
    ("section", "lock"),
    [("run", "requirements.lock"), ("run", LOCKS[1]), ("test", LOCKS[1])],
)
def test_what_the_project_declares_is_locked_within_its_range(section, lock):
    locked = versions(lock)
    for line in declared(section):
        wanted = Requirement(line)
        for version in locked[canonicalize_name(wanted.name)]:
            assert version in wanted.specifier


def test_tests_run_on_the_versions_that_people_run():
    run, test = map(versions, LOCKS)
    assert {name: test[name] for name in run} == run


@pytest.mark.parametrize(
    ("package", "floor"), [("wagtail", "7.4.3"), ("django", "5.2.19"), ("weasyprint", "70")]
)
def test_versions_with_known_holes_are_out(package, floor):
    assert min(versions("requirements.lock")[package]) >= Version(floor)


def test_make_alone_lists_every_command_with_one_line_each():
    said = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    targets = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.M)
    public = {name for line in targets for name in line.split()} - {
        "debian-run",
        "debian-test",
        "debian-audit",
    }
    listed = dict(re.findall(r"^  make (\S+) +(\S.*)$", said, re.M))
    assert set(listed) == public


def test_ci_calls_make_test_and_nothing_else():
    lines = [
        line
        for line in (ROOT / ".ci" / "run").read_text().splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert lines == ["exec make test"]
