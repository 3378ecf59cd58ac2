"""The columns of the desk's two big lists. Restricted sheets are a number and a mark, even here."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from ..vietnamese import local

EXCERPT = 140


def excerpt(text):
    """Return the beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= EXCERPT:
        return line
    return line[:EXCERPT].rsplit(" ", 1)[0] + "…"


class CodeColumn(TitleColumn):
    """The number that opens the record, with its badges."""

    cell_template_name = "dialogue/desk/cells/code.html"


class LinesColumn(Column):
    """A cell of one or more lines; ``lines(row, table)`` returns them, the first stands out."""

    cell_template_name = "dialogue/desk/cells/lines.html"

    def __init__(self, name, lines, **options):
        self.lines = lines
        super().__init__(name, accessor=lambda row: "", **options)

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        first, *rest = self.lines(instance)
        return context | {"first": first, "rest": [line for line in rest if line]}


class StateColumn(Column):
    cell_template_name = "dialogue/desk/cells/state.html"


class DueColumn(Column):
    cell_template_name = "dialogue/desk/cells/due.html"


def _sender(contacts):
    def lines(sheet):
        if sheet.is_restricted:
            return ["—"]
        return [sheet.applicant, sheet.place if contacts else ""]

    return lines


def _content(sheet):
    if sheet.is_restricted:
        return ["", _("Restricted: open the sheet to read it.")]
    return ["", *(excerpt(text) for _part, text in sheet.parts)]


def _received(sheet):
    return [f"{local(sheet.received_at):%d/%m/%Y}", sheet.get_channel_display()]


def _session(sheet):
    return ["", sheet.session.title if sheet.session else ""]


def registration_columns(contacts):
    """Return the columns of the list of sheets; without ``contacts`` no place of the sender."""
    return [
        CodeColumn("code", label=_("Number"), url_name="dialogue_desk:registration", width="13%"),
        LinesColumn(
            "sender", _sender(contacts), label=_("Sender"), sort_key="name_key", width="17%"
        ),
        LinesColumn("content", _content, label=_("Content")),
        LinesColumn(
            "received",
            _received,
            label=pgettext_lazy("column", "Received"),
            sort_key="received_at",
            width="12%",
        ),
        LinesColumn("session", _session, label=_("Session"), width="15%"),
        StateColumn("state", label=_("State"), sort_key="state", width="13%"),
    ]


def _question(question):
    if question.is_restricted:
        return ["", _("Restricted: open the question to read it.")]
    return ["", excerpt(question.text), question.topic.name if question.topic else ""]


def _department(question):
    if question.department:
        return [question.department.name]
    if question.proposed_department:
        return ["", _("proposed: %(name)s") % {"name": question.proposed_department.name}]
    return [""]


def question_columns():
    """Return the columns of the list of questions: no contacts for anybody."""
    return [
        CodeColumn(
            "code",
            label=_("Number"),
            url_name="dialogue_desk:question",
            width="14%",
            sort_key="registration__received_at",
        ),
        LinesColumn("text", _question, label=pgettext_lazy("column", "Question")),
        LinesColumn(
            "department",
            _department,
            label=_("Department"),
            sort_key="department__sort_key",
            width="18%",
        ),
        DueColumn("due", label=_("Due"), sort_key="due_on", width="12%"),
        StateColumn("state", label=_("State"), sort_key="state", width="13%"),
    ]
