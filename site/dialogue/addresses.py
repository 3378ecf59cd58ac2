"""Full addresses, for whatever leaves the site: feeds, calendars, shared links, papers, mails."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings


def absolute(path):
    """Return the full address of ``path``; from settings, never from a request's host."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def page_address(page):
    """Return the full address of a page; "" if it stands below no site."""
    address = page.get_url()
    return urljoin(settings.WAGTAILADMIN_BASE_URL, urlsplit(address).path) if address else ""
