"""
What all verbs share: lock → has it moved meanwhile? → may they? → change → history → tell.

Each verb is a function ``verb(thing, *, user, version=None, reason="", now=None, **its own)``; it
returns the changed record and raises one of

- ``NotAllowed`` (role or state), ``Conflict`` (somebody else was faster),
- ``django.core.exceptions.ValidationError`` (what was given doesn't do).

Whatever is raised, nothing was changed.
"""

import functools
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from .. import permissions
from ..models import Question, Registration, SessionPage
from ..signals import acted
from ..states import Thing, transition
from ..vietnamese import clean

NotAllowed = permissions.NotAllowed
ACTIONS = {}
# Wagtail's page log keeps the history of sessions under these actions.
SESSION_LOG = "dialogue.session."


class Conflict(Exception):
    """
    The record changed since the person saw it.

    ``meanwhile`` holds what happened since, newest first: history rows of a sheet, question or
    document, entries of Wagtail's page log for a session.
    """

    def __init__(self, thing, seen_version):
        self.thing = thing
        self.meanwhile = _meanwhile(thing, seen_version)
        super().__init__(f"{thing.pk} is at version {thing.version}, seen {seen_version}")


def _meanwhile(thing, seen_version):
    if not isinstance(thing, SessionPage):
        since = thing.history.filter(version__gt=seen_version)
        return list(since.select_related("history_user").order_by("-version"))
    entries = PageLogEntry.objects.filter(page=thing.pk, action__startswith=SESSION_LOG)
    entries = entries.select_related("user").order_by("-timestamp", "-pk")
    return [entry for entry in entries if entry.data.get("version", 0) > seen_version]


@dataclass(frozen=True)
class Act:
    """Who does it, when (aware), and why."""

    user: object
    now: datetime
    reason: str


def lock(thing):
    """
    Return ``thing`` as stored now, locked until the transaction ends.

    A question's sheet is locked before the question: always in this order, so that two people
    never wait for each other.
    """
    if thing.THING == Thing.QUESTION:
        sheet = Registration.objects.select_for_update().get(pk=thing.registration_id)
        question = Question.objects.select_for_update().get(pk=thing.pk)
        question.registration = sheet
        return question
    return type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)


def save_noted(record, verb, user, reason, now):
    """
    Save a sheet or question with one history row: who, which verb, why, when.

    The notes are taken off the record again: a later save never repeats them.
    """
    record._verb, record._change_reason = str(verb), reason
    record._history_user, record._history_date = user, now
    try:
        record.save()
    finally:
        del record._verb, record._change_reason, record._history_user, record._history_date


def store(thing, verb, user, reason, now):
    """Save ``thing`` with its next version and one history row: who, which verb, why, when."""
    thing.version += 1
    if thing.THING == Thing.SESSION:
        thing.save_desk_fields()
        log(
            instance=thing,
            action=f"{SESSION_LOG}{verb}",
            user=user,
            data={"reason": reason, "version": thing.version},
            content_changed=True,
            timestamp=now,
        )
    else:
        save_noted(thing, verb, user, reason, now)


def tell(thing, verb, user, reason, now):
    """Send ``acted`` for what was stored, inside its transaction."""
    acted.send(type(thing), thing=thing, verb=str(verb), user=user, reason=reason, now=now)


def action(thing, verb, then=None):
    """
    Make a function ``(record, act, **data)`` the one way to do ``verb`` to ``thing``.

    :param then: called with ``(record, act)`` once the change is stored, in its transaction
    """
    row = transition(thing, verb)

    def decorate(change):
        @functools.wraps(change)
        def perform(record, *, user, version=None, reason="", now=None, **data):
            reason = clean(reason).strip()
            with transaction.atomic():
                record = lock(record)
                # Whoever may not touch the record isn't told either what happened to it.
                permissions.check_reach(user, verb, record)
                if version is not None and record.version != version:
                    raise Conflict(record, version)
                permissions.check(user, verb, record)
                if row.reason and not reason:
                    raise ValidationError({"reason": _("Please give the reason.")})
                act = Act(user, now or timezone.now(), reason)
                target = row.moves[record.state]
                change(record, act, **data)
                record.state = target
                store(record, verb, user, reason, act.now)
                tell(record, verb, user, reason, act.now)
                if then:
                    then(record, act)
            return record

        ACTIONS[(thing, str(verb))] = perform
        return perform

    return decorate


def run(thing, verb, **data):
    """Do ``verb`` to ``thing``: the entrance for views that get the verb from the address."""
    return ACTIONS[(thing.THING, str(verb))](thing, **data)
