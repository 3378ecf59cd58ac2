"""
Labels for what Wagtail leaves unlabelled.

Where a form's field or a table's column has no label, Django and Wagtail make one from its English
name, which no catalogue can translate. Given labels here, until Wagtail gives them itself.
"""

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    "wagtail.contrib.forms.forms.SelectDateForm": {
        "date_from": pgettext_lazy("day", "From"),
        "date_to": pgettext_lazy("day", "To"),
    },
    "wagtail.contrib.redirects.forms.ConfirmImportForm": {"permanent": _("Permanent")},
    "wagtail.users.views.bulk_actions.assign_role.RoleForm": {"role": _("Group")},
}
COLUMNS = {
    "wagtail.sites.views.IndexView": {
        "port": _("Port"),
        "site_name": _("Site name"),
        "root_page": _("Root page"),
    },
}


def label():
    """Label the fields and columns above; ImportError or KeyError if Wagtail has moved one."""
    for path, labels in FIELDS.items():
        fields = import_string(path).base_fields
        for name, text in labels.items():
            fields[name].label = text
    for path, labels in COLUMNS.items():
        columns = {column.name: column for column in import_string(path).columns}
        for name, text in labels.items():
            columns[name].label = text
