"""
Open data: published answers and aggregate figures, as JSON and CSV, for everyone's programs.

Version 1 only ever gains fields; what would break a program becomes version 2 beside it. Nothing
personal is in it: answers are the published texts without who asked (``answer_data``), figures are
those of ``figures`` (``figure_data``). Any web page may read it: it is public and knows no cookie.
"""

import functools
import json

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..addresses import absolute
from ..models import CommuneSettings
from ..tabular import csv_text
from .unchanged import answer

VERSION = "1"
FOR_ALL = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Link"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
JSON, CSV = "application/json; charset=utf-8", "text/csv; charset=utf-8"


class NotUnderstood(ValueError):
    """A parameter that has no meaning; says which one, in a sentence."""


def number(params, name, most):
    """
    Return the whole number that a parameter gives, or None without it.

    :raises NotUnderstood: if it is none, or more than ``most``
    """
    typed = params.get(name)
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10 and int(typed) <= most):
        raise NotUnderstood(
            _("“%(name)s” must be a whole number up to %(most)d.") % {"name": name, "most": most}
        )
    return int(typed)


def for_programs(view):
    """Make ``view`` readable from any web page; a parameter without meaning is told with 400."""

    @require_safe
    @functools.wraps(view)
    def answered(request):
        try:
            response = view(request)
        except NotUnderstood as error:
            response = JsonResponse({"loi": str(error)}, status=400)
        for name, value in FOR_ALL:
            response.headers[name] = value
        return response

    return answered


def _linked(links):
    """Return the header that leads on (RFC 8288)."""
    found = [f'<{address}>; rel="{name}"' for name, address in links.items() if address]
    return [("Link", ", ".join(found))] if found else []


def as_json(request, data, links, changed_at=None):
    """
    Return the answer with ``data`` behind what every file of open data begins with.

    :param links: "prev" and "next" as full addresses, or None
    """
    commune = CommuneSettings.load(request)
    head = {
        "phien_ban": VERSION,
        "nguon": commune.body_name,
        "giay_phep": commune.open_data_licence,
        "tai_lieu": absolute(reverse("dialogue:open_data")),
        "truoc": links["prev"],
        "tiep": links["next"],
    }
    text = json.dumps(head | data, ensure_ascii=False)
    return answer(request, text, JSON, changed_at=changed_at, headers=_linked(links))


def as_csv(request, header, rows, links, file_name, changed_at=None):
    """Return the answer with a table; what leads on stands in the Link header."""
    disposition = ("Content-Disposition", f'attachment; filename="{file_name}"')
    text = csv_text(header, rows)
    return answer(request, text, CSV, changed_at=changed_at, headers=[disposition, *_linked(links)])
