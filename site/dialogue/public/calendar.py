"""
Sessions for people's own calendars: one file each, and all of them to subscribe to (RFC 5545).

A session of which only the month is known stands there over the whole month as tentative: on its
first day it would be taken for the day, and left out nobody would see it move to its day. What was
put off, cancelled or replaced by written replies stays, as cancelled, so that calendars strike it
out instead of keeping a meeting that won't take place.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Alarm, Calendar, Event, vDuration
from icalendar import Timezone as TimezoneComponent
from wagtail.models import PageLogEntry

from ..actions.base import SESSION_LOG
from ..addresses import absolute, page_address
from ..deadlines import ZONE
from ..models import CommuneSettings, SessionPage
from ..models.pages.base import open_to_all
from ..states import SessionState
from ..vietnamese import clean, clean_line, long_datetime
from .sessions import standing
from .unchanged import LONG_AGO, answer, published_at

CONTENT_TYPE = "text/calendar; charset=utf-8"
# A commune meets its people a few times a year: this is decades.
MOST_SESSIONS = 200
REFRESH = dt.timedelta(hours=1)
REMIND_BEFORE_DEADLINE = dt.timedelta(days=1)
# The zone has had no change of clocks since.
ZONE_SINCE = dt.date(1976, 1, 1)


@dataclass(frozen=True)
class Changes:
    """How often a session was published or moved by the desk, and when last (None: never)."""

    count: int = 0
    last: dt.datetime | None = None


def changes_of(sessions):
    """Return the ``Changes`` of each session by its key (one query)."""
    rows = (
        PageLogEntry.objects.filter(
            Q(action="wagtail.publish") | Q(action__startswith=SESSION_LOG),
            page__in=[session.pk for session in sessions],
        )
        .order_by()
        .values("page")
        .annotate(count=Count("pk"), last=Max("timestamp"))
    )
    return {row["page"]: Changes(row["count"], row["last"]) for row in rows}


def public_sessions():
    """Return the sessions that anybody may read, newest first."""
    return open_to_all(SessionPage.objects.all()).newest_first()


def changed_at(session, changes):
    """Return when readers last got to see something new of ``session`` (aware)."""
    last = changes.get(session.pk, Changes()).last
    return max(last or LONG_AGO, published_at(session))


def deadline_uid(session):
    return str(uuid.uuid5(session.translation_key, "registration-deadline"))


def _status(session):
    if session.shows_former_time:
        return "CANCELLED"
    return "CONFIRMED" if session.start_at else "TENTATIVE"


def _title(session, title):
    """Return the title with what became of the session before it: calendars show little else."""
    words = {
        SessionState.POSTPONED: _("Postponed"),
        SessionState.CANCELLED: _("Cancelled"),
        SessionState.IN_WRITING: _("Answered in writing"),
    }
    mark = words.get(session.state) or ("" if session.start_at else _("Expected"))
    return f"{mark}: {title}" if mark else title


def _described(session):
    now_standing = standing(session)
    parts = [session.summary, now_standing.sentence, session.state_reason]
    if session.closes_at and not session.shows_former_time:
        parts.append(f"{_('Register until')}: {long_datetime(session.closes_at)}")
    parts.append(page_address(session))
    return "\n".join(clean(part).strip() for part in parts if part)


def _event(session, changes, uid, title):
    moment = changed_at(session, changes).astimezone(dt.UTC)
    event = Event()
    event.add("uid", uid)
    # Without a METHOD the stamp says the same as LAST-MODIFIED (RFC 5545, 3.8.7.2).
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", changes.get(session.pk, Changes()).count)
    event.add("status", _status(session))
    event.add("summary", clean_line(_title(session, title)))
    event.add("description", _described(session))
    if address := page_address(session):
        event.add("url", address)
    return event


def _month_after(day):
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def session_event(session, changes):
    """Return the meeting as an event; over the whole month while only that is known."""
    event = _event(session, changes, str(session.translation_key), session.title)
    if session.start_at:
        event.add("dtstart", session.start_at.astimezone(ZONE))
        if session.end_at:
            event.add("dtend", session.end_at.astimezone(ZONE))
    else:
        event.add("dtstart", session.expected_month)
        event.add("dtend", _month_after(session.expected_month))
    event.add("transp", "OPAQUE" if _status(session) == "CONFIRMED" else "TRANSPARENT")
    event.add("location", clean_line(session.place))
    return event


def deadline_event(session, changes):
    """Return the end of registration as an event of its own, with a reminder a day ahead."""
    title = _("Last chance to register: %(title)s") % {"title": session.title}
    event = _event(session, changes, deadline_uid(session), title)
    event.add("dtstart", session.closes_at.astimezone(ZONE))
    event.add("transp", "TRANSPARENT")
    event.add("related-to", str(session.translation_key))
    if not session.shows_former_time:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", clean_line(title))
        alarm.add("trigger", -REMIND_BEFORE_DEADLINE)
        event.add_component(alarm)
    return event


def _zone():
    zone = TimezoneComponent.from_tzid(ZONE.key, first_date=ZONE_SINCE)
    zone.pop("comment", None)
    return zone


def calendar_of(sessions, name, address):
    """
    Return a calendar file of ``sessions``, as bytes, and when anything in it last changed.

    :param name: what a calendar program calls it
    :param address: where it is had anew
    """
    changes = changes_of(sessions)
    made = Calendar()
    made.add("prodid", "-//commune dialogue//sessions//VI")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", ZONE.key)
    made.add("source", address)
    made.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH))
    made.add_component(_zone())
    for session in sessions:
        made.add_component(session_event(session, changes))
        if session.closes_at:
            made.add_component(deadline_event(session, changes))
    return made.to_ical(), max((changed_at(s, changes) for s in sessions), default=None)


def _calendar(request, sessions, name, file_name):
    content, moment = calendar_of(sessions, name, absolute(request.path))
    disposition = f'inline; filename="{file_name}.ics"'
    return answer(
        request,
        content,
        CONTENT_TYPE,
        changed_at=moment,
        headers=[("Content-Disposition", disposition)],
    )


@require_safe
def all_sessions(request):
    """All sessions, to subscribe to."""
    body = CommuneSettings.load(request).body_name
    title = _("Dialogue sessions")
    name = f"{title} – {body}" if body else title
    return _calendar(request, list(public_sessions()[:MOST_SESSIONS]), name, "hoi-nghi-doi-thoai")


@require_safe
def one_session(request, page_id):
    """One session, to put into one's calendar."""
    session = get_object_or_404(public_sessions(), pk=page_id)
    return _calendar(request, [session], session.title, session.slug)
