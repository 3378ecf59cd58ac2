"""The head of a public page."""

from django import template

from ..head import head_for

register = template.Library()


@register.inclusion_tag("includes/head.html", takes_context=True)
def site_head(context):
    """Write address, description, looks of shared links, feeds and structured data."""
    return {"head": head_for(context), "commune": context.get("commune")}
