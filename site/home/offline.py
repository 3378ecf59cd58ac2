"""
The site without a connection: what a browser keeps, the page that stands in, the installed app.

The worker keeps what anybody may read and nothing else: the files of the pages, the page below, the
blank form, the next session, and the published answers that were read last.
"""

import hashlib
import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dialogue.models import AnswerIndexPage, CommuneSettings, RegistrationPage, SessionPage
from dialogue.models.pages.base import open_to_all
from dialogue.models.settings import Palette
from dialogue.public.pictures import BANDS
from dialogue.public.unchanged import answer

from .structure import structure_for

# What the page without a connection is shown with: kept at the first view of the site.
FRAME = (
    "home/site.css",
    "home/fonts/be-vietnam-pro-600.woff2",
    "home/mark.svg",
    "home/offline.js",
    "home/saved.js",
    "dialogue/dialogue.css",
)
# What the other kept pages need besides.
FILES = (
    *FRAME,
    "home/drum.svg",
    "dialogue/form.css",
    "dialogue/session.css",
    "dialogue/draft.js",
    "dialogue/near.js",
    "dialogue/share.js",
)
MOST_ANSWERS = 30
WORKER = Path(__file__).parent / "worker.js"
PAPER = "#fbf9f4"  # the style sheet's --paper, in light mode


def next_session():
    """Return the next session that anybody may read about, or None."""
    return open_to_all(SessionPage.objects.upcoming()).first()


@require_safe
def offline(request):
    """The page that stands in where a page can't be fetched; opened online it says what is kept."""
    context = {
        "title": _("Reading without a connection"),
        "description": _("What stays readable on this device without a connection."),
        "canonical_path": reverse("offline"),
        "next_session": next_session(),
    }
    return render(request, "home/offline.html", context)


def _digest(code, kept):
    digest = hashlib.sha256(code.encode())
    digest.update(json.dumps(kept).encode())
    for name in FILES:
        digest.update(Path(finders.find(name)).read_bytes())
    return digest.hexdigest()[:16]


def _kept(request):
    """Return what the worker keeps and what it stays away from, as ``worker.js`` reads it."""
    links, session = structure_for(request).links, next_session()
    pages = [link.url for link in links.get(RegistrationPage, [])[:1]]
    pages += [session.get_url(request)] if session else []
    return {
        "offline": reverse("offline"),
        "pages": pages,
        "frame": [static(name) for name in FRAME],
        "files": [static(name) for name in FILES],
        "answers": [link.url for link in links.get(AnswerIndexPage, [])],
        "most": MOST_ANSWERS,
        "never": [reverse("wagtailadmin_home")],
        "note": render_to_string("home/offline_note.html"),
    }


@require_safe
def worker(request):
    """The service worker; its version changes with the worker and with all that it keeps."""
    code, kept = WORKER.read_text(), _kept(request)
    kept["version"] = _digest(code, kept)
    content = f"const KEPT = {json.dumps(kept)};\n{code}"
    headers = [("Service-Worker-Allowed", "/")]
    return answer(request, content, "text/javascript; charset=utf-8", headers=headers)


def _icon(name, size, purpose):
    return {
        "src": static(f"home/{name}"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


@require_safe
def manifest(request):
    """What a phone needs to put the site on its start screen (W3C, Web Application Manifest)."""
    commune = CommuneSettings.load(request)
    form = structure_for(request).first(RegistrationPage)
    name = _("Dialogue with the people")
    shortcuts = [{"name": form.title, "url": form.url}] if form else []
    shortcuts.append(
        {"name": pgettext("public", "Follow my matter"), "url": reverse("dialogue:tracking")}
    )
    content = {
        "id": "/",
        "name": f"{name} – {commune.body_name}" if commune.body_name else name,
        "short_name": commune.name or name,
        "description": _("Sessions, registration and published answers of the commune."),
        "lang": "vi",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "display_override": ["minimal-ui"],
        "background_color": PAPER,
        "theme_color": BANDS.get(commune.palette, BANDS[Palette.RICE]),
        "icons": [
            _icon("icon-192.png", 192, "any"),
            _icon("icon-512.png", 512, "any"),
            _icon("icon-maskable-512.png", 512, "maskable"),
        ],
        "shortcuts": shortcuts,
    }
    text = json.dumps(content, ensure_ascii=False)
    return answer(request, text, "application/manifest+json; charset=utf-8")
