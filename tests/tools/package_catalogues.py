"""
The Vietnamese catalogues of the packages whose words staff see: site/locale/<package>.

A package's message ids are read from the installed package, so an upgrade that brings new words
fails the tests until they are translated. Each folder can be offered to its project as it is.

    python -m tests.tools.package_catalogues update [more.po …]   take the ids, merge, compile
    python -m tests.tools.package_catalogues check                exit 1 with what lacks
"""

import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.tools.catalogue import HEADER, ROOT

LOCALE = ROOT / "site/locale"
# Catalogue: the folders of the package (below site-packages) and its domains.
PACKAGES = {
    "django": (
        [
            "django/conf",
            "django/contrib/auth",
            "django/contrib/contenttypes",
            "django/contrib/humanize",
        ],
        ["django"],
    ),
    "django_filters": (["django_filters"], ["django"]),
    "simple_history": (["simple_history"], ["django"]),
    "taggit": (["taggit"], ["django"]),
    "wagtail_admin": (["wagtail/admin"], ["django", "djangojs"]),
    "wagtail_contrib_forms": (["wagtail/contrib/forms"], ["django"]),
    "wagtail_contrib_redirects": (["wagtail/contrib/redirects"], ["django"]),
    "wagtail_contrib_settings": (["wagtail/contrib/settings"], ["django"]),
    "wagtail_contrib_table_block": (["wagtail/contrib/table_block"], ["django"]),
    "wagtail_core": (["wagtail"], ["django"]),
    "wagtail_documents": (["wagtail/documents"], ["django"]),
    "wagtail_embeds": (["wagtail/embeds"], ["django"]),
    "wagtail_images": (["wagtail/images"], ["django"]),
    "wagtail_search": (["wagtail/search"], ["django"]),
    "wagtail_sites": (["wagtail/sites"], ["django"]),
    "wagtail_snippets": (["wagtail/snippets"], ["django"]),
    "wagtail_users": (["wagtail/users"], ["django"]),
}
# Django's own Vietnamese is nearly whole: only what it lacks or gets wrong stands here.
CORRECTIONS = {"django"}
COMPLETE = set(PACKAGES) - CORRECTIONS


def catalogues():
    """Return (package, domain) for every catalogue that is shipped."""
    return [(package, domain) for package, (_, domains) in PACKAGES.items() for domain in domains]


def po_path(package, domain="django"):
    return LOCALE / package / "vi/LC_MESSAGES" / f"{domain}.po"


def _run(*command, cwd=None):
    # Collecting messages needs no project: without settings Django works anywhere.
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def installed(folder):
    """Return where a package stands on this machine, by its folder below site-packages."""
    first, *rest = folder.split("/")
    [place] = importlib.util.find_spec(first).submodule_search_locations
    return Path(place, *rest)


def _collect(folder, work):
    """Collect the messages of a package's sources, less those of packages within it."""

    def others(place, names):
        own = Path(place)
        return [
            name
            for name in names
            if name in {"locale", "static", "test", "tests"} or (own / name / "locale").is_dir()
        ]

    copy = work / "sources"
    shutil.copytree(installed(folder), copy, ignore=others)
    (copy / "locale").mkdir()
    _run(sys.executable, "-m", "django", "makemessages", "-l", "vi", "--keep-pot", cwd=copy)
    return copy / "locale/django.pot"


def template(package, domain):
    """
    Return the text of a template catalogue with every message id of the installed package.

    Wagtail collects its ids now and then: what came into the sources since is added here.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        english = [
            installed(f) / f"locale/en/LC_MESSAGES/{domain}.po" for f in PACKAGES[package][0]
        ]
        if package in CORRECTIONS or domain == "djangojs":
            given = english
        elif not english[0].exists():
            given = [_collect(PACKAGES[package][0][0], work)]
        else:
            sources = _collect(PACKAGES[package][0][0], work)
            later = work / "later.po"
            once = ["--less-than=2", "--no-wrap"]
            _run("msgcomm", *once, "--force-po", "-o", later, english[0], sources)
            given = [*english, later]
        return _run("msgcat", "--use-first", "--add-location=file", "--no-wrap", *given)


def merge(package, domain, fragments):
    """Return a catalogue: every id of the installed package, with the translations known so far."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pot, old, new = work / "new.pot", work / "old.po", work / "new.po"
        pot.write_text(template(package, domain))
        stored = po_path(package, domain)
        old.write_text(stored.read_text() if stored.exists() else HEADER)
        base = work / "base.po"
        known = [str(Path(f).resolve()) for f in fragments]
        # Fragments first: what is given now wins over what stood there.
        _run("msgcat", "--force-po", "--use-first", "--no-wrap", "-o", base, *known, old)
        options = ["--no-fuzzy-matching", "--add-location=file", "--no-wrap", "-q"]
        _run("msgmerge", *options, "-o", new, base, pot)
        kept = ["--no-obsolete", *(["--translated"] if package in CORRECTIONS else [])]
        _run("msgattrib", "--force-po", "--no-wrap", *kept, "-o", new, new)
        header = HEADER.replace("wagtail-commune-dialogue", package).replace(
            '"Language: vi', '"Language-Team: Vietnamese\\n"\n"Language: vi'
        )
        return header + "\n" + new.read_text().split("\n\n", 1)[1]


def compiled(path):
    """Return the bytes of the .mo of a .po; end with gettext's own words if it is malformed."""
    with tempfile.NamedTemporaryFile(suffix=".mo") as fresh:
        _run("msgfmt", "--check-format", "-o", fresh.name, path)
        return Path(fresh.name).read_bytes()


def update(fragments):
    with (Path(tempfile.gettempdir()) / "package-catalogues.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for package, domain in catalogues():
            path = po_path(package, domain)
            text = merge(package, domain, fragments)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            path.with_suffix(".mo").write_bytes(compiled(path))


def lacking(package, domain):
    """Return what is wrong with one catalogue, in sentences; an empty list when all is well."""
    path = po_path(package, domain)
    found = []
    if merge(package, domain, []) != path.read_text():
        found.append(f"{path}: not what the installed package asks for, run update")
    if compiled(path) != path.with_suffix(".mo").read_bytes():
        found.append(f"{path}: the compiled catalogue is stale, run update")
    for kind in ("--untranslated", "--only-fuzzy"):
        if rest := _run("msgattrib", kind, "--no-obsolete", "--no-wrap", path):
            found.append(f"{path}: {kind[2:]}: {rest.split(chr(10) * 2, 1)[-1][:500]}")
    return found


if __name__ == "__main__":
    command, *rest = sys.argv[1:] or ["check"]
    if command == "update":
        update(rest)
    elif problems := [line for each in catalogues() for line in lacking(*each)]:
        raise SystemExit("\n".join(problems))
