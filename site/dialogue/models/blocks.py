"""The blocks of a plan's body. Numbers are never typed: the outline gives them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock


class PlanBody(blocks.StreamBlock):
    """
    A flat run of headings and texts, as people write in Word; the order makes the outline.

    ``section`` I. → ``heading`` 1. → ``point`` a) → ``dash`` –. A ``paragraph`` has no number; a
    ``group`` is a bold line such as "Đại biểu xã:"; a ``note`` stands out.
    """

    section = blocks.CharBlock(label=_("I. Section"), icon="title", max_length=300)
    heading = blocks.CharBlock(label=_("1. Heading"), icon="h2", max_length=500)
    group = blocks.CharBlock(label=_("Bold line"), icon="bold", max_length=300)
    point = blocks.TextBlock(label=_("a) Point"), icon="list-ol", rows=3)
    dash = blocks.TextBlock(label=_("– Dash"), icon="list-ul", rows=3)
    plus = blocks.TextBlock(label=_("+ Plus"), icon="plus", rows=2)
    paragraph = blocks.TextBlock(label=_("Paragraph"), icon="pilcrow", rows=4)
    note = blocks.TextBlock(label=_("Note that stands out"), icon="warning", rows=2)
    table = TableBlock(label=_("Table"), icon="table")

    class Meta:
        block_counts = {}
