"""The commune's site: the add-on's own addresses, the desk, and Wagtail's pages for the rest."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.feeds import notices
from home.media import public_media
from home.offline import manifest, offline, worker
from home.robots import robots, sitemap
from home.views import serve

urlpatterns = [
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("", include("dialogue.urls")),
    path("media/<path:path>", public_media),
    path("nguon-tin/thong-bao.atom", notices, name="notices_feed"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", worker, name="worker"),
    path("ngoai-tuyen/", offline, name="offline"),
    # Wagtail's own addresses; pages are served by the site's view, which knows a shorter way.
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
]
handler400 = "home.errors.bad_request"
handler403 = "home.errors.permission_denied"
handler404 = "home.errors.page_not_found"
handler500 = "home.errors.server_error"
