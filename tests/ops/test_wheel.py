"""The add-on as others get it: built, installed into a plain project, and serving there."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel
ROOT = Path(__file__).resolve().parents[2]
PROJECT = "trangxa"


def run(*command, cwd, **options):
    """Run a command to its end; fail with what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    # No isolation: everything needed to build is locked, and nothing is fetched.
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
    run(*build, ROOT, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel):
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_holds_the_add_on_and_nothing_else(names):
    outside = [n for n in names if not n.startswith(("dialogue/", "wagtail_commune_dialogue-"))]
    assert outside == []
    assert not any("/__pycache__/" in name or name.endswith((".po", ".pyc")) for name in names)


@pytest.mark.parametrize(
    "name",
    [
        "dialogue/migrations/0001_initial.py",
        "dialogue/locale/vi/LC_MESSAGES/django.mo",
        "dialogue/static/dialogue/dialogue.css",
        "dialogue/templates/dialogue/plan_page.html",
        "dialogue/templates/dialogue/registration_page.html",
        "dialogue/documents/fonts/LiberationSerif-Regular.ttf",
        "dialogue/documents/fonts/LICENSE.txt",
        "dialogue/management/commands/dialogue_worker.py",
    ],
)
def test_the_wheel_holds_what_it_needs(names, name):
    assert name in names


def test_every_template_and_static_file_of_the_add_on_is_in_the_wheel(names):
    templates = ROOT / "templates" / "dialogue"
    wanted = {
        f"dialogue/templates/dialogue/{path.relative_to(templates)}"
        for path in templates.rglob("*.*")
    }
    static = ROOT / "site" / "dialogue" / "static"
    wanted |= {f"dialogue/static/{path.relative_to(static)}" for path in static.rglob("*.*")}
    assert wanted <= set(names)


def test_the_licence_comes_along(names):
    assert any(name.endswith("licenses/LICENSE") for name in names)


def documented_settings():
    """Return the code that docs/installing.md says to append, by file."""
    text = (ROOT / "docs" / "installing.md").read_text()
    blocks = re.findall(r"```python\n# (\S+), thêm vào cuối tệp\n(.*?)```", text, re.S)
    return dict(blocks)


@pytest.fixture(scope="module")
def project(wheel, tmp_path_factory):
    """A plain project outside the repository, set up as the document says."""
    folder = tmp_path_factory.mktemp("elsewhere")
    start = "from wagtail.bin.wagtail import main; main()"
    run(sys.executable, "-P", "-c", start, "start", PROJECT, folder, cwd="/")
    packages = folder / "packages"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    run(*pip, "--target", packages, wheel, cwd=folder)
    changes = documented_settings()
    assert set(changes) == {f"{PROJECT}/settings/base.py", f"{PROJECT}/urls.py"}
    for name, code in changes.items():
        with (folder / name).open("a") as file:
            file.write(f"\n{code}")
    return folder


VISIT = """
import datetime as dt, sys
from pathlib import Path
import django
django.setup()
import dialogue
assert Path(dialogue.__file__).is_relative_to(Path("packages").resolve()), dialogue.__file__
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("check", fail_level="ERROR")
call_command("makemigrations", "dialogue", check=True, dry_run=True, verbosity=0)
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from django.utils import timezone
from wagtail.models import Site
from dialogue.models import (
    CommuneSettings, DialogueIndexPage, PlanPage, RegistrationPage, SessionPage,
)
commune = CommuneSettings.load()
for name, value in {
    "name": "xã Thử Nghiệm", "place_name": "Thử Nghiệm", "body_name": "UBND xã Thử Nghiệm",
    "address": "thôn Đông", "issuer_line_1": "ỦY BAN NHÂN DÂN", "issuer_line_2": "XÃ THỬ NGHIỆM",
}.items():
    setattr(commune, name, value)
commune.save()
root = Site.objects.get().root_page
index = root.add_child(instance=DialogueIndexPage(title="Đối thoại"))
form = index.add_child(instance=RegistrationPage(title="Phiếu đăng ký"))
plan = index.add_child(instance=PlanPage(
    title="Kế hoạch đối thoại", year=2026, number="5", issued_on=dt.date(2026, 3, 5),
    abstract="Tổ chức hội nghị đối thoại", signing_for="CHỦ TỊCH", signer="Nguyễn Văn Đức",
    recipients="Lưu: VT", body=[("section", "Mục đích"), ("dash", "Công khai, đúng hạn.")],
))
plan.save_revision().publish()
session = plan.add_child(instance=SessionPage(
    title="Hội nghị", place="Hội trường", start_at=timezone.now() + dt.timedelta(days=40),
))
client = Client()
for page in (index, plan, form, session):
    response = client.get(page.url, follow=True)
    text = response.content.decode()
    assert response.status_code == 200, (page.url, response.status_code)
    assert "dialogue/dialogue.css" in text, page.url
    print(page.url)
plan_text = client.get(plan.url).content.decode()
assert "Mục đích" in plan_text and "Tải" in plan_text
form_text = client.get(form.url).content.decode()
assert "Họ và tên" in form_text and "UBND xã Thử Nghiệm" in form_text
for url in (f"/tai-ve/ke-hoach/{plan.pk}.pdf", f"/tai-ve/phieu-dang-ky/{form.pk}.pdf"):
    response = client.get(url)
    body = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200 and body.startswith(b"%PDF"), (url, response.status_code)
from django.contrib.auth import get_user_model
client.force_login(get_user_model().objects.create_superuser("quantri", password="x"))
assert client.get("/admin/").status_code == 200
print("all is well")
"""


def test_a_plain_project_serves_plan_and_form_with_the_wheel(project):
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": f"{project / 'packages'}:{project}",
        "DJANGO_SETTINGS_MODULE": f"{PROJECT}.settings.dev",
        "LANG": "C.UTF-8",
    }
    said = run(sys.executable, "-c", VISIT, cwd=project, env=environment)
    assert said.endswith("all is well\n")
