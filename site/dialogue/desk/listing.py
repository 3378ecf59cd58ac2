"""What the office's lists share: who may open them, search without diacritics, the paper size."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from ..permissions import holds
from .records import HOME

ROWS_A_PAGE = 25


class BadgeColumn(Column):
    """A state as a coloured word; ``tone`` gives the colour's name for a row."""

    cell_template_name = "dialogue/desk/office/badge_cell.html"

    def __init__(self, name, tone, **options):
        self.tone = tone
        super().__init__(name, **options)

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"tone": self.tone(instance)}


class LinkColumn(TitleColumn):
    """The column that opens the row, with a second line of small print from ``note``."""

    cell_template_name = "dialogue/desk/office/link_cell.html"

    def __init__(self, name, note=None, **options):
        self.note = note
        super().__init__(name, **options)

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"note": self.note(instance) if self.note else ""}


class TextColumn(Column):
    """A value with small print below it, both from ``lines``, a function of the row."""

    cell_template_name = "dialogue/desk/office/text_cell.html"

    def __init__(self, name, lines, **options):
        self.lines = lines
        super().__init__(name, accessor=lambda row: "", **options)

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        first, *rest = [line for line in self.lines(instance) if line] or [""]
        return context | {"first": first, "rest": rest}


class OfficeListing(BaseListingView):
    """
    A list at the desk for the holders of ``roles``; for others the address does not exist.

    Subclasses set ``roles``, ``index_url_name``, ``index_results_url_name`` and ``columns``, and
    give their rows by ``get_base_queryset``.
    """

    roles = frozenset()
    breadcrumbs_items = [HOME]
    template_name = "dialogue/desk/office/listing.html"
    results_template_name = "dialogue/desk/office/listing_results.html"
    paginate_by = ROWS_A_PAGE
    is_searchable = True
    introduction = ""
    no_results_message = _("Nothing here matches.")

    def dispatch(self, request, *args, **kwargs):
        if not holds(request.user, self.roles):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def search_queryset(self, queryset):
        """Search the folded copy of the texts: with or without diacritics."""
        return queryset.search_folded(self.search_query) if self.is_searching else queryset

    def decorate(self, rows):
        """Add to the rows of one page what their columns need; a fixed number of queries."""

    def paginate_queryset(self, queryset, page_size):
        paginator, page, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        rows = list(rows)
        page.object_list = rows
        self.decorate(rows)
        return paginator, page, rows, is_paginated

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "introduction": self.introduction,
            "no_results_message": self.no_results_message,
        }
