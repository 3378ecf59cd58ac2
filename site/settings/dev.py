"""The demo and development: one machine, loopback only, mails kept and not sent."""

from .base import *

DEBUG = os.environ.get("DEBUG") == "1"
# Known to everyone who reads this file: good for a demo on loopback, for nothing else.
SECRET_KEY = os.environ.get("SECRET_KEY", "demo-only-" + "0" * 50)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
WAGTAILADMIN_BASE_URL = os.environ.get(
    "SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
)
DIALOGUE_DEMO_WEBSITE = "home.demo.website"
