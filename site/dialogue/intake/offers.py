"""The sessions that the form offers, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models.pages.session import RegistrationWindow
from ..vietnamese import long_datetime


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
