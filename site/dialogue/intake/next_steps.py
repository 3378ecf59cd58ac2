"""What still lies before a sheet, in words for its sender: on the receipt and when following it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..deadlines import ZONE, after_working_days
from ..models.calendar import WorkCalendar
from ..states import (
    PAST_SESSIONS,
    LateDecision,
    QuestionState,
    RegistrationState,
    SessionState,
)
from ..vietnamese import long_date
from . import offers

# The reply of these is still to be written; that of an approved one is only to be given.
TO_PREPARE = frozenset({QuestionState.NEW, QuestionState.ASSIGNED, QuestionState.DRAFTED})


@dataclass(frozen=True)
class Step:
    """One thing that happens next. ``when`` is blank if no date is known."""

    title: str
    text: str
    when: str = ""


def next_steps(registration, commune):
    """
    Return the ``Step`` list from here on, with dates as far as they are known: empty for a sheet
    that has ended, that waits for its sender, or whose matters all wait for another body.
    """
    if registration.state == RegistrationState.RECEIVED:
        return [_reading(registration, commune), _preparing(), _reply(registration)]
    if registration.state != RegistrationState.ACCEPTED:
        return []
    states = set(registration.questions.values_list("state", flat=True))
    if not states or states & TO_PREPARE:
        return [_preparing(), _reply(registration)]
    return [_reply(registration)] if QuestionState.APPROVED in states else []


def _reading(registration, commune):
    received = registration.received_at.astimezone(ZONE).date()
    forwarded = after_working_days(received, commune.referral_working_days, WorkCalendar.load())
    return Step(
        _("The office reads your sheet"),
        _(
            "If something is missing, the office calls you. If another body is competent, the"
            " office forwards your sheet or tells you where to turn."
        ),
        _("by %(day)s at the latest") % {"day": long_date(forwarded.value)},
    )


def _preparing():
    return Step(
        _("The competent departments prepare the reply"),
        _("A leader assigns each matter and approves the reply before you get it."),
    )


def _reply(registration):
    session = registration.session
    if session is None:
        return Step(_("You get the reply"), _("By letter or e-mail."))
    if registration.late_decision == LateDecision.IN_WRITING:
        return Step(
            _("You get the reply in writing"),
            _("A leader decided so, since the sheet was late: it comes by post or by e-mail."),
        )
    if session.shows_former_time:
        return _WITHOUT_MEETING[session.state]()
    if session.state in PAST_SESSIONS:
        return Step(
            _("You get the reply in writing"),
            _("The session is over: what was not answered there is replied to by post or e-mail."),
        )
    if registration.is_late and not registration.late_decision:
        return Step(
            _("A leader decides how you get the reply"),
            _("At this session, at the next one, or in writing. You see it on the tracking page."),
        )
    return Step(
        _("You get the reply at the session"),
        _("If you can’t come, let the office know: then the reply is sent to your address."),
        offers.when(session),
    )


_WITHOUT_MEETING = {
    SessionState.POSTPONED: lambda: Step(
        _("You get the reply at the session once its new date is set"),
        _("The session is postponed. Your sheet is kept; you need not send it again."),
    ),
    SessionState.CANCELLED: lambda: Step(
        _("The office tells you how you get the reply"),
        _("The session was cancelled. Your sheet is kept and goes on being handled."),
    ),
    SessionState.IN_WRITING: lambda: Step(
        _("You get the reply in writing"),
        _("There is no meeting this time: the reply is sent to you by post or by e-mail."),
    ),
}
