"""The blocks of a plan's body. Numbers are never typed: the outline gives them."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock


class ReviewValue(blocks.StructValue):
    """Text that nobody looked at yet: wherever it is printed, it is marked."""

    def __str__(self):
        mark = pgettext("plan", "To be reviewed")
        return f"[{mark}] {self.get('text') or self.get('reason') or ''}".rstrip()


class ReasonBlock(blocks.TextBlock):
    """A sentence for the editor, to read and not to change."""

    @cached_property
    def field(self):
        field = super().field
        field.widget.attrs["readonly"] = True
        return field


class ReviewBlock(blocks.StructBlock):
    """
    A line of an imported plan that was not recognised, or a place to compare with the file. No plan
    is published while one is left (``documents.checks``).
    """

    reason = ReasonBlock(label=_("Why it is to be reviewed"), required=False)
    text = blocks.TextBlock(
        label=_("Text from the file"),
        required=False,
        rows=3,
        help_text=_(
            "Copy what belongs into the plan into a block of the right kind, then delete this one. "
            "The plan can't be published while it is here."
        ),
    )

    class Meta:
        value_class = ReviewValue


class PlanBody(blocks.StreamBlock):
    """
    A flat run of headings and texts, as people write in Word; the order makes the outline.

    ``section`` I. → ``heading`` 1. → ``point`` a) → ``dash`` –. A ``paragraph`` has no number; a
    ``group`` is a bold line such as "Đại biểu xã:"; a ``note`` stands out; a ``review`` is what an
    import left to the editor.
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
    review = ReviewBlock(label=_("Not recognised: to be reviewed"), icon="help")

    class Meta:
        block_counts = {}
