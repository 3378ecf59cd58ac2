"""The page that explains the open data to people who write programs."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..addresses import absolute
from ..models import CommuneSettings
from . import answer_data, figure_data
from .open_data import VERSION
from .unchanged import answer


def _files():
    """Return the files there are: name, what they hold, full addresses."""
    kinds = [
        (_("Published answers"), "answers"),
        (_("Figures of one year"), "figures"),
    ]
    return [
        {
            "title": title,
            "json": absolute(reverse(f"dialogue:data_{name}_json")),
            "csv": absolute(reverse(f"dialogue:data_{name}_csv")),
        }
        for title, name in kinds
    ]


@require_safe
def open_data(request):
    """What there is, how it is read, under which terms."""
    context = {
        "title": _("Open data"),
        "description": _("Published answers and figures of the dialogue, as JSON and CSV."),
        "canonical_path": request.path,
        "commune": CommuneSettings.load(request),
        "version": VERSION,
        "files": _files(),
        "answer_columns": answer_data.COLUMNS,
        "page_size": answer_data.PAGE_SIZE,
        "largest_page": answer_data.LARGEST_PAGE,
        "figure_numbers": figure_data.NUMBERS,
        "figure_tables": figure_data.TABLES,
    }
    page = render_to_string("dialogue/open_data.html", context, request)
    return answer(request, page, "text/html; charset=utf-8")
