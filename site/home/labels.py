"""
Labels for what Wagtail leaves unlabelled.

Where a form's field or a table's column has no label, Django and Wagtail make one from its English
name, which no catalogue can translate. Given labels here, until Wagtail gives them itself.
"""

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.telepath import register
from wagtail.contrib.table_block.blocks import TableInput, TableInputAdapter

_LINK_TEXT = pgettext_lazy("link", "Text")
FIELDS = {
    "wagtail.admin.forms.auth.LoginForm": {"password": _("Password")},
    "wagtail.admin.forms.choosers.AnchorLinkChooserForm": {"link_text": _LINK_TEXT},
    "wagtail.admin.forms.choosers.EmailLinkChooserForm": {
        "email_address": _("Email address"),
        "link_text": _LINK_TEXT,
        "subject": pgettext_lazy("mail", "Subject"),
        "body": pgettext_lazy("mail", "Text"),
    },
    "wagtail.admin.forms.choosers.ExternalLinkChooserForm": {"link_text": _LINK_TEXT},
    "wagtail.admin.forms.choosers.PhoneLinkChooserForm": {
        "phone_number": _("Telephone number"),
        "link_text": _LINK_TEXT,
    },
    "wagtail.admin.forms.workflows.WorkflowPageForm": {"page": _("Page")},
    "wagtail.contrib.forms.forms.SelectDateForm": {
        "date_from": pgettext_lazy("day", "From"),
        "date_to": pgettext_lazy("day", "To"),
    },
    "wagtail.contrib.redirects.forms.ConfirmImportForm": {"permanent": _("Permanent")},
    "wagtail.users.forms.PagePermissionsForm": {"page": _("Page")},
    "wagtail.users.views.bulk_actions.assign_role.RoleForm": {"role": _("Group")},
}
# Fields that a form gets while it is made.
LATER_FIELDS = {
    "wagtail.admin.forms.workflows.TaskChooserSearchForm": {"task_type": _("Task type")},
}
COLUMNS = {
    "wagtail.sites.views.IndexView": {
        "port": _("Port"),
        "site_name": _("Site name"),
        "root_page": _("Root page"),
    },
}
# Wagtail translates these when it starts, before anybody's language is known.
FILTERS = {
    "wagtail.contrib.redirects.filters.RedirectsReportFilterSet": {
        "is_permanent": {
            "label": _("Type"),
            "choices": ((True, _("Permanent")), (False, _("Temporary"))),
            "empty_label": _("All"),
        },
    },
}

# The menu of a table's cells, which its script (Handsontable) has in English only.
TABLE_MENU = {
    "row_above": _("Insert a row above"),
    "row_below": _("Insert a row below"),
    "line1": "---------",
    "col_left": _("Insert a column on the left"),
    "col_right": _("Insert a column on the right"),
    "line2": "---------",
    "remove_row": _("Delete the row"),
    "remove_col": _("Delete the column"),
    "line3": "---------",
    "undo": pgettext_lazy("table", "Undo"),
    "redo": pgettext_lazy("table", "Redo"),
}


class TableWords(TableInputAdapter):
    """Gives the script of a table its menu in words of ours."""

    def js_args(self, widget):
        options, words = super().js_args(widget)
        items = {
            name: text if text == "---------" else {"name": str(text)}
            for name, text in TABLE_MENU.items()
        }
        return [options | {"contextMenu": {"items": items}}, words]


def _label_later(form, labels):
    make = form.__init__

    def labelled(self, *args, **options):
        make(self, *args, **options)
        for name in labels.keys() & self.fields.keys():
            self.fields[name].label = labels[name]

    form.__init__ = labelled


def label():
    """Label all of the above; ImportError or KeyError if Wagtail has moved one."""
    for path, labels in FIELDS.items():
        fields = import_string(path).base_fields
        for name, text in labels.items():
            fields[name].label = text
    for path, labels in LATER_FIELDS.items():
        _label_later(import_string(path), labels)
    for path, labels in COLUMNS.items():
        columns = {column.name: column for column in import_string(path).columns}
        for name, text in labels.items():
            columns[name].label = text
    for path, filters in FILTERS.items():
        for name, words in filters.items():
            shown = import_string(path).base_filters[name]
            shown.label = words["label"]
            shown.extra |= {"choices": words["choices"], "empty_label": words["empty_label"]}
    register(TableWords(), TableInput)
