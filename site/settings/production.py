"""
A commune's own server. Everything that differs between communes comes from the environment;
what is missing or dangerous stops the start with a sentence saying what to set.
"""

from django.core.exceptions import ImproperlyConfigured

from .base import *


def required(name, sentence):
    """Return the environment's value for ``name``; raise ImproperlyConfigured with ``sentence``."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name}: {sentence}")
    return value


if os.environ.get("DEBUG", "").strip().lower() not in {"", "0", "false", "no"}:
    raise ImproperlyConfigured(
        "DEBUG: bỏ biến DEBUG (hoặc đặt DEBUG=0); trang chạy thật không được bật chế độ gỡ lỗi."
    )
DEBUG = False

SECRET_KEY = required("SECRET_KEY", "đặt một chuỗi ngẫu nhiên dài ít nhất 50 ký tự và giữ bí mật.")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("demo-only-"):
    raise ImproperlyConfigured(
        "SECRET_KEY: chuỗi quá ngắn hoặc là chuỗi của bản thử; đặt chuỗi ngẫu nhiên từ 50 ký tự."
    )
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()

ALLOWED_HOSTS = [
    host.strip()
    for host in required(
        "ALLOWED_HOSTS", "ghi tên miền của trang, ví dụ doithoai.xa.gov.vn."
    ).split(",")
    if host.strip()
]
if any(host == "*" or host.startswith((".", "*")) for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS: ghi đúng từng tên miền, không dùng dấu * hoặc dấu chấm ở đầu."
    )

WAGTAILADMIN_BASE_URL = required(
    "SITE_URL", "ghi địa chỉ đầy đủ của trang, ví dụ https://doithoai.xa.gov.vn."
)
if not WAGTAILADMIN_BASE_URL.startswith("https://"):
    raise ImproperlyConfigured(
        "SITE_URL: ghi địa chỉ bắt đầu bằng https://; trang chỉ chạy qua HTTPS."
    )
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
DEFAULT_FROM_EMAIL = required(
    "DEFAULT_FROM_EMAIL", "ghi địa chỉ thư điện tử đứng tên gửi của cơ quan."
)

SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # X_FRAME_OPTIONS: the editor previews pages in a frame of the same site
    "security.W021",  # the browsers' preload list is for the owner of the whole domain to enter
]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
if DIALOGUE_TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
