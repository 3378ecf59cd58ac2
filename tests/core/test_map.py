"""docs/map.md names every module, and no module that isn't there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAP = (ROOT / "docs" / "map.md").read_text()


def modules():
    """Return the modules of the site that hold code, as paths below site/."""
    found = (ROOT / "site").rglob("*.py")
    kept = [path for path in found if "migrations" not in path.parts and path.stem != "__init__"]
    return [path.relative_to(ROOT / "site") for path in kept]


def named():
    return set(re.findall(r"`([\w./]+\.py)`", MAP))


def test_every_module_is_on_the_map():
    names = named()
    missing = [
        str(path)
        for path in modules()
        if not any(str(path).endswith("/" + n) or f"site/{path}" == n for n in names)
    ]
    assert not missing, f"name them in docs/map.md: {missing}"


def test_everything_on_the_map_exists():
    paths = [f"/site/{path}" for path in modules()]
    paths += [f"/{path.relative_to(ROOT)}" for path in (ROOT / "tests").rglob("*.py")]
    gone = [name for name in named() if not any(path.endswith("/" + name) for path in paths)]
    assert not gone, f"docs/map.md names what isn't there: {gone}"


def test_the_glossary_names_only_verbs_and_roles_that_exist():
    from dialogue.states import TRANSITIONS, Role

    text = (ROOT / "docs" / "glossary.md").read_text()
    acts = text.split("## Acts")[1].split("## People")[0]
    verbs = {verb for _thing, verb in TRANSITIONS} | {"receive"}
    assert set(re.findall(r"`(\w+)`", acts)) <= verbs
    people = text.split("## People")[1].split("##")[0]
    assert set(re.findall(r"`(\w+)`", people)) == set(Role.values)
