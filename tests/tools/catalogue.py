"""
The Vietnamese catalogues: collect message ids, merge translations, compile, check.

    python -m tests.tools.catalogue update [more.po …]   collect, merge the given files, compile
    python -m tests.tools.catalogue check                exit 1 with a sentence if anything lacks

``dialogue`` has a catalogue of its own, since it is installed elsewhere too; its messages stand in
site/dialogue and templates/dialogue. All other messages belong to ``home``.
"""

import fcntl
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = {
    "dialogue": ["site/dialogue", "templates/dialogue"],
    "home": [
        "site/home",
        "site/settings",
        "templates/home",
        "templates/includes",
        "templates/base.html",
        "templates/error.html",
    ],
}
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: wagtail-commune-dialogue\\n"
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


def po_path(name):
    return ROOT / "site" / name / "locale/vi/LC_MESSAGES/django.po"


def _run(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done


def collect(name):
    """Return the text of a template catalogue with every message id of ``name``'s sources."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for source in map(Path, CATALOGUES[name]):
            target = work / str(source).replace("/", "_")
            if (ROOT / source).is_dir():
                shutil.copytree(
                    ROOT / source, target, ignore=shutil.ignore_patterns("migrations", "locale")
                )
            elif (ROOT / source).exists():
                target = target.with_suffix(source.suffix)
                shutil.copy(ROOT / source, target)
        (work / "locale").mkdir()
        options = ["-l", "vi", "--no-location", "--no-wrap", "--keep-pot"]
        _run(sys.executable, "-m", "django", "makemessages", *options, cwd=work)
        pots = list(work.glob("locale/*.pot"))
        return pots[0].read_text() if pots else HEADER


def merge(name, fragments):
    """Return the catalogue of ``name``: all ids, with the translations known so far."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pot, new = work / "new.pot", work / "new.po"
        pot.write_text(re.sub(r'"POT-Creation-Date:.*\n', "", collect(name)))
        known = [str(Path(f).resolve()) for f in fragments]
        old = po_path(name) if po_path(name).exists() else None
        if old is None:
            old = work / "old.po"
            old.write_text(HEADER)
        # Fragments first: what is given now wins over what stood there.
        base = work / "base.po"
        _run("msgcat", "--force-po", "--use-first", "--no-wrap", "-o", base, *known, old)
        _run("msgmerge", "--no-fuzzy-matching", "--no-wrap", "-q", "-o", new, base, pot)
        _run("msgattrib", "--force-po", "--no-obsolete", "--no-wrap", "-o", new, new)
        body = new.read_text().split("\n\n", 1)
        return HEADER + "\n" + (body[1] if len(body) > 1 else "")


def compile_catalogue(name):
    _run("msgfmt", "--check-format", "-o", po_path(name).with_suffix(".mo"), po_path(name))


def update(fragments):
    with (Path(tempfile.gettempdir()) / "dialogue-catalogue.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in CATALOGUES:
            text = merge(name, fragments)
            po_path(name).parent.mkdir(parents=True, exist_ok=True)
            po_path(name).write_text(text)
            compile_catalogue(name)
            print(name, statistics(name))


def statistics(name):
    return _run("msgfmt", "--statistics", "-o", "/dev/null", po_path(name)).stderr.strip()


def untranslated(name):
    """Return the message ids of ``name`` that have no Vietnamese."""
    out = _run("msgattrib", "--untranslated", "--no-wrap", po_path(name)).stdout
    return re.findall(r'^msgid "(.+)"$', out, re.M)


def problems():
    """Return what lacks, in sentences; an empty list when all is well."""
    found = []
    for name in CATALOGUES:
        stored = po_path(name).read_text()
        if merge(name, []) != stored:
            found.append(f"{name}: messages changed, run `make messages`")
        if (numbers := statistics(name)) and ("untranslated" in numbers or "fuzzy" in numbers):
            found.append(f"{name}: {numbers}: {untranslated(name)[:5]}")
        with tempfile.NamedTemporaryFile(suffix=".mo") as fresh:
            _run("msgfmt", "-o", fresh.name, po_path(name))
            if Path(fresh.name).read_bytes() != po_path(name).with_suffix(".mo").read_bytes():
                found.append(f"{name}: the compiled catalogue is stale, run `make messages`")
    return found


if __name__ == "__main__":
    command, *rest = sys.argv[1:] or ["check"]
    if command == "update":
        update(rest)
    elif lacking := problems():
        raise SystemExit("\n".join(lacking))
