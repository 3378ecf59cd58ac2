"""The sentences beside what is marked for review."""

from django.utils.translation import gettext_lazy as _

HEAD = _("A line at the head of the document that was not recognised.")
DATE = _("There is no such day: give the date of issue by hand.")
TAIL = _("A line at the end of the document that was not recognised.")
AFTER_END = _("This stands after “./.”, where the text of a plan ends.")
FOOTNOTE = _("A footnote to the text above: put it where it is to be read, or delete it.")
BOX = _("This stood in a text box: put it in its place.")
MARGIN = _("This stood at the top or bottom of every page.")
EMPTY_MARK = _("A number or dash without text.")
TOO_LONG = _("Too long for a heading: shorten it, and put the rest into a paragraph.")
MERGED = _("The next table has merged cells, which were split: compare it with the file.")
RENUMBERED = _("The next item has the number %(written)s in the file; here it gets %(given)s.")
OTHER_ANNEX = _("An annex: put it where it belongs, or add it as an attachment and delete this.")
KEPT_MARKS = _("Some items carry numbers that the plan's outline doesn't have; they stay as text.")
LATIN = _("The points count a, b, c, d, e; here they count a, b, c, d, đ as official papers do.")
SHIFTED = _("The levels of numbering were brought to I, 1, a): compare references to numbers.")
OTHER_KIND = _("The file calls itself “%(kind)s”, not a plan.")
CONTENTS = _("The table of contents was left out: the page makes its own.")
NO_YEAR = _("No year was found; the plan is taken to be for %(year)s.")
