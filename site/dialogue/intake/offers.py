"""The sessions that the form offers, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models.pages.session import RegistrationWindow
from ..vietnamese import local, long_datetime


def when(session):
    """
    Return when a session takes place: "8 giờ 00, thứ Sáu, …", or the month expected. Of one that
    was put off or won't meet, the time on record no longer holds: what became of it stands instead.
    """
    if session.shows_former_time:
        return session.get_state_display()
    if session.start_at:
        return long_datetime(session.start_at)
    if session.expected_month:
        return _("expected in %(month)s") % {"month": f"{session.expected_month:%m/%Y}"}
    return _("not set yet")


def label(session):
    """
    Return a session's title with its day or month, so that sessions of like names are told apart;
    of one that was put off or won't meet, what became of it; whether its deadline has passed.
    """
    text = f"{session.title} –\N{NO-BREAK SPACE}{_day(session)}"
    if session.window == RegistrationWindow.LATE:
        return _("%(session)s (the deadline has passed)") % {"session": text}
    return text


def _day(session):
    if session.start_at and not session.shows_former_time:
        return f"{local(session.start_at):%d/%m/%Y}"
    return when(session)


def in_time_first(sessions):
    """Return the sessions with those last whose deadline has passed, else in the order given."""
    return sorted(sessions, key=lambda session: session.window == RegistrationWindow.LATE)


@dataclass(frozen=True)
class Offer:
    """One session as the form shows it. ``closes`` is blank while no deadline is set."""

    pk: str
    title: str
    when: str
    place: str
    closes: str
    closes_how: str
    is_late: bool

    @classmethod
    def of(cls, session):
        moved = session.moved_closes_at
        return cls(
            pk=str(session.pk),
            title=session.title,
            when=when(session),
            place=session.place,
            closes=long_datetime(session.closes_at) if session.closes_at else "",
            closes_how=session.moved_reason if moved else session.closes_how,
            is_late=session.window == RegistrationWindow.LATE,
        )
