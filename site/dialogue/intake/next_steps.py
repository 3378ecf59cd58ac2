"""What still lies before a sheet, in words for its sender: on the receipt and when following it."""

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from ..deadlines import ZONE, after_working_days
from ..models.calendar import WorkCalendar
from ..states import (
    IN_HAND,
    PAST_SESSIONS,
    LateDecision,
    QuestionState,
    RegistrationState,
    SessionState,
)
from ..vietnamese import long_date
from . import offers

# Matters that need no step any more.
DEALT_WITH = frozenset({QuestionState.ANSWERED, QuestionState.REFERRED})


@dataclass(frozen=True)
class Step:
    """One thing that happens next. ``when`` is blank if no date is known or it is over."""

    title: str
    text: str = ""
    when: str = ""


def next_steps(registration, commune, now=None):
    """
    Return the ``Step`` list from here on, with dates as far as they are known and still to come.

    It is empty for a sheet that has ended, that waits for its sender, or of which nothing is left.

    :param now: aware; the present if not given
    """
    now = now or timezone.now()
    if registration.is_restricted:
        return []
    if registration.state == RegistrationState.RECEIVED:
        reading = _reading(registration, commune, now)
        return [reading, *_deciding(registration), _assigning(), _reply(registration, now)]
    if registration.state == RegistrationState.ACCEPTED:
        return _of_accepted(registration, now)
    return []


def _of_accepted(registration, now):
    matters = set(registration.questions.values_list("state", "owed_in_writing"))
    states = {state for state, _owed in matters} - {QuestionState.WITHDRAWN}
    waiting = [owed for state, owed in matters if state in IN_HAND]
    reply = _in_writing() if waiting and all(waiting) else _reply(registration, now)
    steps = _for_matters(states, [*_deciding(registration), reply])
    if steps and states & DEALT_WITH:
        steps[0] = _about_the_rest(steps[0])
    if QuestionState.ESCALATED in states:
        steps.append(_waiting(_("This is about what was reported upward.") if steps else ""))
    return steps


def _for_matters(states, rest):
    """
    Return what is left to do for the matters of an accepted sheet that are in ``states``.

    :param rest: the steps that follow once the reply is prepared
    """
    if not states or QuestionState.NEW in states:
        return [_assigning(), *rest]
    if QuestionState.ASSIGNED in states:
        return [Step(_("The department completes the reply, a leader approves it")), *rest]
    if QuestionState.DRAFTED in states:
        return [_approving(), *rest]
    return rest if QuestionState.APPROVED in states else []


def _about_the_rest(step):
    rest = _("Only the matters that remain still need this step.")
    return replace(step, text=f"{step.text} {rest}".strip())


def _reading(registration, commune, now):
    received = registration.received_at.astimezone(ZONE).date()
    forwarded = after_working_days(received, commune.referral_working_days, WorkCalendar.load())
    day = forwarded.value
    holds = now.astimezone(ZONE).date() <= day and not _after_the_session(day, registration)
    return Step(
        _("The office reads your sheet"),
        _(
            "If something is missing, the office calls you. If another body is competent, the"
            " office forwards your sheet or tells you where to turn."
        ),
        _("by %(day)s at the latest") % {"day": long_date(day)} if holds else "",
    )


def _after_the_session(day, registration):
    session = registration.session
    if session is None or session.start_at is None or session.shows_former_time:
        return False
    return day > session.start_at.astimezone(ZONE).date()


def _deciding(registration):
    """Return the step in which a leader decides on a late sheet, while that is still to come."""
    if not awaits_decision(registration):
        return []
    return [
        Step(
            _("A leader decides how you get the reply"),
            _("The decision then stands on the tracking page."),
        )
    ]


def awaits_decision(registration):
    """Return whether a leader decides on a late sheet, while its session may still take place."""
    if not registration.awaits_late_decision:
        return False
    session = registration.session
    return not session.shows_former_time and session.state not in PAST_SESSIONS


def _assigning():
    return Step(
        _("The competent departments prepare the reply"),
        _("A leader assigns each matter and approves the reply before you get it."),
    )


def _approving():
    return Step(
        _("A leader approves the reply"),
        _("If something is to be changed, the department completes it first."),
    )


def _waiting(about):
    idle = _("Until then you need not do anything.")
    return Step(
        _("The People’s Committee replies to you once the superior body has given its view"),
        f"{about} {idle}".strip(),
    )


def _in_writing():
    return Step(_("You get the reply in writing"), _("By letter or e-mail."))


def _reply(registration, now):
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
    if session.state in PAST_SESSIONS or _has_begun(session, now):
        return Step(
            _("You get the reply in writing"),
            _("The session is over: what was not answered there is replied to by post or e-mail."),
        )
    if awaits_decision(registration):
        return Step(_("You get the reply"), _("In the way that the leader decides."))
    return Step(
        _("You get the reply at the session"),
        _("If you can’t come, let the office know: then the reply is sent to your address."),
        offers.when(session) if session.is_to_come(now) else "",
    )


def _has_begun(session, now):
    return session.start_at is not None and session.start_at <= now


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
