"""What a session page says: where the session stands, in words, and its agenda by the clock."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..deadlines import days_left
from ..models.pages.session import RegistrationWindow
from ..states import SessionState
from ..vietnamese import local


@dataclass(frozen=True)
class Standing:
    """
    Where a session stands for a reader.

    :param key: names the colour of the badge (``badge--<key>``)
    :param label: one or two words
    :param sentence: what it means for the reader
    :param takes_sheets: whether the form takes sheets for it now (its registration window)
    :param counts_down: the days left in words, while registration is open and the day is set
    """

    key: str
    label: str
    sentence: str
    takes_sheets: bool = False
    counts_down: str = ""


def days_left_in_words(closes_at, now):
    """Return "12 days left to register", or that today is the last day."""
    left = days_left(closes_at, now)
    if left == 0:
        return _("Today is the last day to register")
    return ngettext("%(days)s day left to register", "%(days)s days left to register", left) % {
        "days": left
    }


def standing(session, now=None):
    """Return the ``Standing`` of ``session`` at ``now`` (aware; the present if not given)."""
    now = now or timezone.now()
    takes_sheets = session.registration_window(now) != RegistrationWindow.CLOSED
    return replace(_in_words(session, now), takes_sheets=takes_sheets)


def _in_words(session, now):
    settled = _SETTLED.get(session.state)
    if settled:
        return settled()
    if session.start_at is None:
        return _expected(session, now)
    if now >= session.start_at:
        return _begun(session, now)
    return _coming(session, now)


def _expected(session, now):
    month = session.expected_month
    names = {"month": f"{month.month}/{month.year}"}
    if session.is_to_come(now):
        sentence = (
            _("Expected in %(month)s. The exact day and the deadline will be announced.") % names
        )
    else:
        sentence = _("Expected in %(month)s; the exact day hasn't been set yet.") % names
    return Standing("expected", _("Expected"), sentence)


def _coming(session, now):
    window = session.registration_window(now)
    if window == RegistrationWindow.LATE:
        return Standing(
            "late",
            _("Deadline passed"),
            _(
                "The deadline has passed. A sheet sent now counts as late; the leader decides "
                "whether it is answered at this session, at the next one or in writing."
            ),
        )
    if window == RegistrationWindow.CLOSED:
        return Standing("closed", _("Registration closed"), _("Registration is closed."))
    return Standing(
        "open",
        _("Registration open"),
        _("Sheets are being received for this session."),
        counts_down=days_left_in_words(session.closes_at, now),
    )


def _begun(session, now):
    if local(session.start_at).date() == local(now).date():
        return Standing(
            "today",
            pgettext("session", "Today"),
            _("The session takes place today. Questions can still be put at the session itself."),
        )
    return Standing(
        "closed",
        _("Time has passed"),
        _("The time set for this session has passed; what came of it will be published here."),
    )


_SETTLED = {
    SessionState.HELD: lambda: Standing(
        "held",
        pgettext("public", "Held"),
        _("The session was held. What couldn't be answered on the spot is answered in writing."),
    ),
    SessionState.CONCLUDED: lambda: Standing(
        "concluded",
        pgettext("public", "Concluded"),
        _("The session was held and its work is concluded."),
    ),
    SessionState.POSTPONED: lambda: Standing(
        "postponed",
        _("Postponed"),
        _(
            "The session is postponed. The new date will be announced; "
            "sheets already sent are kept."
        ),
    ),
    SessionState.CANCELLED: lambda: Standing(
        "cancelled", _("Cancelled"), _("The session was cancelled and won't take place.")
    ),
    SessionState.IN_WRITING: lambda: Standing(
        "in_writing",
        _("Answered in writing"),
        _(
            "There is no meeting this time. Every sheet that was accepted is answered in "
            "writing, by post or by e-mail."
        ),
    ),
}


@dataclass(frozen=True)
class AgendaRow:
    """One item: when it begins (aware, or None), how long it takes (minutes, or None), what."""

    starts_at: dt.datetime | None
    minutes: int | None
    text: str


def agenda_rows(session):
    """
    Return the agenda by the clock: times are known up to the first item without a length, and not
    at all while the time on record no longer holds.
    """
    moment, made = (None if session.shows_former_time else session.start_at), []
    for block in session.agenda:
        minutes = block.value.get("minutes")
        made.append(AgendaRow(moment, minutes, block.value["text"]))
        moment = moment + dt.timedelta(minutes=minutes) if moment and minutes else None
    return made
