"""The verbs of a session. Dates and place are the editor's; what happens to it is decided here."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import SessionPage
from ..models.calendar import WorkCalendar
from ..states import UPCOMING_SESSIONS, SessionState, Thing
from ..states import SessionVerb as Verb
from .base import action, lock, store
from .questions import owe_session_in_writing


@action(Thing.SESSION, Verb.MOVE_DEADLINE)
def move_deadline(session, act, *, closes_at):
    """Move the end of registration; it stays ahead of the session."""
    if closes_at is None or (session.start_at and closes_at > session.start_at):
        raise ValidationError({"closes_at": _("The deadline must lie before the session.")})
    session.moved_closes_at, session.moved_reason = closes_at, act.reason


@action(Thing.SESSION, Verb.HOLD)
def hold(session, act):
    """Record that the session took place."""
    if session.start_at is None or session.start_at > act.now:
        raise ValidationError(_("The session hasn't begun yet."))
    session.state_reason = act.reason


@action(Thing.SESSION, Verb.CONCLUDE)
def conclude(session, act):
    """End the work on a session."""
    session.state_reason = act.reason


@action(Thing.SESSION, Verb.POSTPONE)
def postpone(session, act):
    """Put the session off; its date is set anew later."""
    session.state_reason = act.reason


@action(Thing.SESSION, Verb.RESCHEDULE)
def reschedule(session, act, *, start_at, end_at=None):
    """Set the new date of a postponed session; the deadline is computed anew."""
    if start_at is None or start_at <= act.now:
        raise ValidationError({"start_at": _("Choose a time that is still to come.")})
    if end_at and end_at <= start_at:
        raise ValidationError({"end_at": _("The end must come after the start.")})
    session.start_at, session.end_at = start_at, end_at
    session.moved_closes_at, session.moved_reason = None, ""
    session.state_reason = act.reason
    _carry_to_draft(session, "start_at", "end_at")


def _carry_to_draft(session, *fields):
    """
    Put what the desk changed into the editor's latest draft too, and into one that is scheduled:
    publishing it would undo this.
    """
    stored = session.serializable_data()
    waiting = Q(pk=session.latest_revision_id) | ~Q(approved_go_live_at=None)
    for revision in session.revisions.filter(waiting):
        revision.content = revision.content | {name: stored[name] for name in fields}
        revision.save(update_fields=["content"])


@action(Thing.SESSION, Verb.GO_IN_WRITING, then=owe_session_in_writing)
def go_in_writing(session, act):
    """Replace the meeting by written replies; everyone accepted is owed one."""
    session.state_reason = act.reason


@action(Thing.SESSION, Verb.CANCEL)
def cancel(session, act):
    """Call the session off."""
    session.state_reason = act.reason


@transaction.atomic
def recompute_registration_deadlines(user, now=None):
    """
    Compute the deadlines of coming sessions again after calendar or limits changed.

    One that staff moved stays where they put it; one that has passed stays passed.

    :returns: the sessions whose deadline changed
    """
    now = now or timezone.now()
    calendar = WorkCalendar.load()
    coming = SessionPage.objects.filter(
        state__in=UPCOMING_SESSIONS | {SessionState.POSTPONED}, computed_closes_at__gte=now
    )
    changed = []
    for session in coming.order_by("pk"):
        session = lock(session)
        before = session.computed_closes_at, session.closes_at
        session.derive_deadline(calendar)
        if (session.computed_closes_at, session.closes_at) == before:
            continue
        store(session, "recompute", user, _("The calendar of working days changed."), now)
        if session.closes_at != before[1]:
            changed.append(session)
    return changed
