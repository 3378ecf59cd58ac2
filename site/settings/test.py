"""Tests: fast hashing, tasks run at once, nothing leaves the process."""

import atexit
import shutil
import tempfile

from .base import *

DEBUG = False
SECRET_KEY = "test-" + "0" * 60
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
_TEST_DIR = Path(tempfile.mkdtemp(prefix="dialogue-test-"))
atexit.register(shutil.rmtree, _TEST_DIR, ignore_errors=True)

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads of the concurrency tests need connections of their own.
    DATABASES["default"]["NAME"] = _TEST_DIR / "db.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": _TEST_DIR / "test.sqlite3"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = _TEST_DIR / "media"
PRIVATE_ROOT = _TEST_DIR / "private"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
}
STATIC_ROOT = _TEST_DIR / "static"
STATIC_ROOT.mkdir()
WAGTAILADMIN_BASE_URL = "http://testserver"
LOGGING["root"]["level"] = "ERROR"
DIALOGUE_DEMO_WEBSITE = "home.demo.website"
