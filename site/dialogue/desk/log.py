"""What was done with a session, from Wagtail's log; and the words for each entry there."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter
from wagtail.models import PageLogEntry

from ..states import SessionVerb
from .people import person

PREFIX = "dialogue.session."
RECOMPUTE = f"{PREFIX}recompute"
CHANGED = "dialogue.directory.change"


class WithReason(LogFormatter):
    """The verb in words, and the reason that was given."""

    def format_message(self, log_entry):
        return self.label

    def format_comment(self, log_entry):
        return log_entry.data.get("reason", "")


class FromTo(LogFormatter):
    """What was changed in an entry of the directory, from what to what."""

    label = _("Change an entry")

    def format_message(self, log_entry):
        changes = log_entry.data.get("changes", [])
        if not changes:
            return _("Saved without a change")
        return "; ".join(f"{name}: {old or '–'} → {new or '–'}" for name, old, new in changes)


def register(actions):
    """Give Wagtail's log the words for what the desk does to sessions and the directory."""
    labels = {f"{PREFIX}{verb.value}": verb.label for verb in SessionVerb}
    labels[RECOMPUTE] = _("Deadline computed again")
    for name, label in labels.items():
        actions.register_action(name)(type("SessionFormatter", (WithReason,), {"label": label}))
    actions.register_action(CHANGED)(FromTo)


def log_of(session, last=None):
    """
    Return what the desk did to a session, newest first, as dicts of ``at``, ``by``, ``what`` and
    ``reason``.

    :param last: only so many of the latest entries
    """
    entries = PageLogEntry.objects.filter(page=session.pk, action__startswith=PREFIX)
    entries = entries.select_related("user").order_by("-timestamp", "-pk")
    return [
        {
            "at": entry.timestamp,
            "by": person(entry.user) or _("the system"),
            "what": entry.message,
            "reason": entry.comment,
        }
        for entry in entries[:last]
    ]
