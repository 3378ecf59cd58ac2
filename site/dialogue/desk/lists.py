"""What the two big lists share: searching by words, number or phone, tabs with numbers, order."""

import re

from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.http import urlencode
from wagtail.admin.views.generic.base import BaseListingView

from ..models.folded import search_condition
from ..permissions import sees_contacts
from ..vietnamese import phone_e164
from .records import DeskView

ROWS = 50
_NUMBER = re.compile(r"^\s*(\d{1,6})(?:\s*/\s*(\d{4}))?(?:\s*-\s*(\d{1,3}))?\s*$")


def number_condition(query, sheet="", ordinal=None):
    """
    Return the condition that finds "12", "0012/2026" or "0012/2026-1", or None for other queries.

    :param sheet: the lookup path to the registration
    :param ordinal: the lookup path to a question's number on its sheet, if there is one
    """
    found = _NUMBER.match(query)
    if not found:
        return None
    number, year, place = found.groups()
    condition = Q(**{f"{sheet}number": int(number)})
    if year:
        condition &= Q(**{f"{sheet}year": int(year)})
    if place and ordinal:
        condition &= Q(**{ordinal: int(place)})
    return condition


def phone_condition(query, sheet=""):
    """Return the condition that finds a phone however it was typed, or None for other queries."""
    if sum(char.isdigit() for char in query) < 9:
        return None
    try:
        return Q(**{f"{sheet}phone": phone_e164(query)})
    except ValueError:
        return None


def hides_phones(query):
    """Return the words of a query of which none can match the beginning of a phone."""
    return " ".join(word for word in query.split() if not any(char.isdigit() for char in word))


class DeskList(DeskView, BaseListingView):
    """
    A list of records, searched without diacritics, in the desk's order unless sorted.

    It has no export: Wagtail's would give personal data away without a reason and unlogged.
    Subclasses give ``get_base_queryset`` (only what the person may see) and ``tabs``.
    """

    template_name = "dialogue/desk/list.html"
    results_template_name = "dialogue/desk/list_results.html"
    paginate_by = ROWS
    is_searchable = True
    table_classname = "listing desk-table"
    # (label, the filters of the tab, the condition that counts it)
    tabs = ()

    def order_queryset(self, queryset):
        return super().order_queryset(queryset) if self.ordering else queryset.desk_order()

    def get_valid_orderings(self):
        return [*super().get_valid_orderings(), None]

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        conditions = [c for c in self.get_number_conditions(self.search_query) if c is not None]
        if conditions:
            # A number is meant as one; texts with the same figures come with the phone only.
            return queryset.filter(self.any_of(conditions))
        if not sees_contacts(self.request.user):
            return self.search_without_contacts(queryset)
        return queryset.search_folded(self.search_query)

    def search_without_contacts(self, queryset):
        """Search by words only: figures would find, digit by digit, a phone that is hidden."""
        words = hides_phones(self.search_query)
        return queryset.search_folded(words) if search_condition(words) else queryset.none()

    def any_of(self, conditions):
        joined = Q()
        for condition in conditions:
            joined |= condition
        return joined

    def get_number_conditions(self, query):
        raise NotImplementedError

    @cached_property
    def tab_numbers(self):
        """How many records each tab holds, of those the person may see: one query."""
        counts = {
            f"tab_{place}": Count("pk", filter=condition) if condition else Count("pk")
            for place, (_label, _filters, condition) in enumerate(self.tabs)
        }
        return self.get_base_queryset().aggregate(**counts)

    def get_tabs(self):
        """Return the tabs as (label, address, number, whether it is the present one)."""
        keys = {key for _label, filters, _condition in self.tabs for key in filters}
        present = {k: v for k, v in self.request.GET.items() if k in keys and v}
        shown = []
        for place, (label, filters, _condition) in enumerate(self.tabs):
            url = self.index_url + ("?" + urlencode(filters) if filters else "")
            shown.append((label, url, self.tab_numbers[f"tab_{place}"], filters == present))
        return shown

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["tabs"] = self.get_tabs()
        context["has_conditions"] = bool(self.is_searching or self.is_filtering)
        return context
