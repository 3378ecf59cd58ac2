"""What the public pages need besides their own record."""

from django import template

from ..addresses import page_address
from ..models import CommuneSettings, RegistrationPage
from ..models.pages.base import open_to_all
from ..public.tables import rows

register = template.Library()


@register.simple_tag(takes_context=True)
def commune(context):
    """Return the commune's record, read once for each request."""
    return CommuneSettings.load(context.get("request"))


@register.filter
def full_address(page):
    """Return the page's full address, as shared links and papers give it."""
    return page_address(page)


@register.simple_tag
def offered_form():
    """Return the first form that anybody may open, or None."""
    return open_to_all(RegistrationPage.objects.order_by("path")).first()


@register.inclusion_tag("dialogue/components/qr.html")
def qr_code(address, label):
    """Draw the QR code of ``address`` in the page itself; ``label`` is read out instead of it."""
    from ..documents import qr

    side, path = qr.outline(address)
    return {"side": side, "path": path, "label": label}


@register.filter
def table_rows(value):
    """Return the head and body of a table block's value as ``rows`` gives them."""
    return rows(value)
