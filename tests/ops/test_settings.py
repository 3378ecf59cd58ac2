"""What stops a dangerous start, and what the settings promise."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "site"
SAFE = {
    "SECRET_KEY": "k3Yq-7Wz_Pm2" * 5,
    "ALLOWED_HOSTS": "doithoai.xa.example",
    "SITE_URL": "https://doithoai.xa.example",
    "DEFAULT_FROM_EMAIL": "doithoai@xa.example",
    "TRUSTED_PROXIES": "1",
}


def start(tmp_path, code="import settings.production", **changes):
    """Run code under the production settings in its own process; None takes a variable away."""
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "settings.production",
        **SAFE,
        **changes,
    }
    environment = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=SITE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY: đặt một chuỗi ngẫu nhiên"),
        ({"SECRET_KEY": "   "}, "SECRET_KEY: đặt một chuỗi ngẫu nhiên"),
        ({"SECRET_KEY": "ngan"}, "SECRET_KEY: chuỗi quá ngắn"),
        ({"SECRET_KEY": "demo-only-" + "0" * 50}, "chuỗi của bản thử"),
        ({"DEBUG": "1"}, "DEBUG: bỏ biến DEBUG"),
        ({"DEBUG": "true"}, "DEBUG: bỏ biến DEBUG"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS: ghi tên miền"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS: ghi đúng từng tên miền"),
        ({"ALLOWED_HOSTS": "xa.example, *"}, "ALLOWED_HOSTS: ghi đúng từng tên miền"),
        ({"ALLOWED_HOSTS": ".example"}, "ALLOWED_HOSTS: ghi đúng từng tên miền"),
        ({"SITE_URL": None}, "SITE_URL: ghi địa chỉ đầy đủ"),
        ({"SITE_URL": "doithoai.xa.example"}, "SITE_URL: ghi địa chỉ bắt đầu bằng https://"),
        ({"SITE_URL": "http://doithoai.xa.example"}, "bắt đầu bằng https://"),
        ({"DEFAULT_FROM_EMAIL": None}, "DEFAULT_FROM_EMAIL: ghi địa chỉ"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_dangerous_start_is_refused_with_what_to_set(tmp_path, change, sentence):
    done = start(tmp_path, **change)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert "k3Yq" not in done.stderr


def test_a_safe_start_holds_what_it_promises(tmp_path):
    wanted = [
        "DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_NAME", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "USE_X_FORWARDED_HOST",
        "DIALOGUE_DEMO_WEBSITE", "SECURE_PROXY_SSL_HEADER",
    ]  # fmt: skip
    code = (
        "import json; from django.conf import settings; "
        f"print(json.dumps({{name: getattr(settings, name) for name in {wanted}}}))"
    )
    done = start(tmp_path, code)
    assert done.returncode == 0, done.stderr
    held = json.loads(done.stdout)
    assert held == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "USE_X_FORWARDED_HOST": False,
        "DIALOGUE_DEMO_WEBSITE": None,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
    }


def test_without_a_proxy_nobodys_word_on_https_is_believed(tmp_path):
    code = "from django.conf import settings; print(settings.SECURE_PROXY_SSL_HEADER)"
    done = start(tmp_path, code, TRUSTED_PROXIES="0")
    assert done.stdout.strip() == "None"


def test_djangos_own_check_for_deployment_finds_nothing(tmp_path):
    code = (
        "import django; django.setup(); from django.core.management import call_command; "
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    done = start(tmp_path, code)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_folder_for_runtime_files_is_made_when_it_lacks(tmp_path):
    assert not (tmp_path / "var").exists()
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "var").is_dir()


def test_sqlite_writes_ahead_and_takes_its_turn():
    from settings.base import database

    options = database("sqlite:////tmp/khong-co/db.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_the_demo_is_for_this_machine_only():
    from settings import dev

    assert dev.ALLOWED_HOSTS == ["127.0.0.1", "localhost", "[::1]"]
    assert dev.DEBUG is False
    assert dev.EMAIL_BACKEND.endswith("dummy.EmailBackend")
