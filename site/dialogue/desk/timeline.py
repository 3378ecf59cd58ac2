"""Who did what, when, why, and what changed: read from the history tables, a few queries in all."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import AnswerPage, Department, Question, Registration, SessionPage, Topic
from ..permissions import sees_contacts, visible_questions
from ..states import QuestionVerb, RegistrationVerb, SessionVerb, Thing
from .people import person

OTHER_VERBS = {
    "receive": gettext_lazy("Received"),
    "create": gettext_lazy("Split off as a question"),
    "recompute": gettext_lazy("Due date counted again"),
    "withdraw": RegistrationVerb.WITHDRAW.label,
    "withdraw_consent": gettext_lazy("Consent withdrawn"),
    "go_in_writing": SessionVerb.GO_IN_WRITING.label,
}
VERBS = {Registration: RegistrationVerb, Question: QuestionVerb}
# What a reader of the timeline is shown; hashes, keys and counters never are.
SHOWN = {
    Registration: (
        "state",
        "visibility",
        "session",
        "refusal_reason",
        "duplicate_of",
        "late_decision",
        "message",
        "supplement",
    ),
    Question: (
        "state",
        "outcome",
        "part",
        "topic",
        "proposed_department",
        "department",
        "due_on",
        "owed_in_writing",
        "other_body",
        "other_body_address",
        "instruction",
        "text",
        "reply",
        "message",
        "answer_page",
    ),
}
LONG = 90


@dataclass(frozen=True)
class Change:
    """One field that changed, in words; ``long`` when the values deserve a place of their own."""

    label: str
    before: str
    after: str

    @property
    def long(self):
        return max(len(self.before), len(self.after)) > LONG or "\n" in self.before + self.after


@dataclass
class Entry:
    """One act. ``code`` names the question when it isn't about the sheet itself."""

    at: datetime
    who: str
    label: str
    reason: str
    code: str = ""
    changes: list = field(default_factory=list)


def timeline_of(user, record, rows=None):
    """
    Return the entries of a sheet with its questions, or of a question, newest first.

    Who doesn't see contacts gets the sheet's own acts without reasons and changes (they may quote
    a phone), and the acts of the questions they may open.

    :param rows: only these history rows of ``record``, as a conflict gives them
    """
    rows = list(rows) if rows is not None else _rows(user, record)
    names = _names(rows)
    entries = []
    for _key, own in groupby(sorted(rows, key=_order), key=lambda row: (row.instance_type, row.id)):
        before = None
        for row in own:
            entries.append((row, _entry(row, before, names, user, record)))
            before = row
    entries.sort(key=lambda pair: _moment(pair[0]), reverse=True)
    return [entry for _row, entry in entries]


def _moment(row):
    # At one moment the sheet's row is written last, after those of its questions.
    return row.history_date, row.instance_type is Registration, row.version


def _order(row):
    return (row.instance_type.__name__, row.id, row.version, row.history_id)


def _rows(user, record):
    if record.THING == Thing.QUESTION:
        return list(record.history.select_related("history_user"))
    questions = Question.history.filter(
        id__in=visible_questions(user).filter(registration=record).values("pk")
    )
    return [
        *record.history.select_related("history_user"),
        *questions.select_related("history_user"),
    ]


def _entry(row, before, names, user, record):
    open_to_user = sees_contacts(user) or row.instance_type is Question
    reason = (row.history_change_reason or "") if open_to_user else ""
    changes = _changes(before, row, names) if before is not None and open_to_user else []
    return Entry(
        at=row.history_date,
        who=_who(row),
        label=_label(row),
        reason=reason,
        code=_code(row, record),
        changes=[c for c in changes if c.after != reason],
    )


def _who(row):
    if row.history_user:
        return person(row.history_user)
    return _("The sender, online") if row.verb == "receive" else _("The system")


def _label(row):
    if row.verb in OTHER_VERBS:
        return str(OTHER_VERBS[row.verb])
    verbs = VERBS[row.instance_type]
    return verbs(row.verb).label if row.verb in verbs.values else _("Changed")


def _code(row, record):
    if row.instance_type is Registration or record.THING == Thing.QUESTION:
        return ""
    return f"{record.code}-{row.ordinal}"


def _changes(before, row, names):
    found = []
    for name in SHOWN[row.instance_type]:
        model_field = row.instance_type._meta.get_field(name)
        old, new = (getattr(r, model_field.attname) for r in (before, row))
        if old != new:
            label = capfirst(str(model_field.verbose_name))
            found.append(
                Change(label, _text(model_field, old, names), _text(model_field, new, names))
            )
    return found


def _text(model_field, value, names):
    if value in (None, ""):
        return ""
    if isinstance(model_field, models.ForeignKey):
        return names.get((model_field.related_model, value), f"#{value}")
    if isinstance(model_field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(model_field, models.DateField):
        return f"{value:%d/%m/%Y}"
    return str(dict(model_field.flatchoices).get(value, value))


def _names(rows):
    """Return the names of everything that the rows point to: one query a model."""
    wanted = {}
    for row in rows:
        for name in SHOWN[row.instance_type]:
            model_field = row.instance_type._meta.get_field(name)
            if isinstance(model_field, models.ForeignKey):
                key = getattr(row, model_field.attname)
                if key is not None:
                    wanted.setdefault(model_field.related_model, set()).add(key)
    names = {}
    for model, keys in wanted.items():
        for key, label in _labels(model, keys):
            names[(model, key)] = label
    return names


def _labels(model, keys):
    if model in (Department, Topic):
        return model.objects.filter(pk__in=keys).values_list("pk", "name")
    if model in (SessionPage, AnswerPage):
        return model.objects.filter(pk__in=keys).values_list("pk", "title")
    numbers = Registration.objects.filter(pk__in=keys).only("number", "year")
    return [(sheet.pk, sheet.code) for sheet in numbers]
