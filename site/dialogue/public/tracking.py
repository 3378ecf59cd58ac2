"""
Following one's matter: with the tracking code and the last four digits of the phone.

Shown are states, dates and the replies given: nothing else about the person. A code that doesn't
exist and a code with wrong digits get the same answer by the same queries.
"""

import datetime as dt

from django import forms
from django.core.validators import RegexValidator
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..intake import offers
from ..intake.client import client_address
from ..intake.fields import CleanLine
from ..intake.next_steps import awaits_decision, next_steps
from ..intake.receipt import FORGOTTEN_PARAMETER
from ..models import CommuneSettings, Registration, rating, throttle
from ..states import Outcome, QuestionState, RegistrationState, SessionState
from ..tracking_code import code_hashes, normalise, same_digits
from ..vietnamese import long_date, long_datetime
from .rating import ticket
from .sessions import standing

# Wrong attempts until even the right digits are refused for the rest of the hour: the digits of
# one code can't be tried out, from however many addresses.
MOST_FOR_CODE, CODE_WINDOW = 5, dt.timedelta(hours=1)
# Wrong attempts until wrong ones are told to wait. Who knows code and digits gets in all the same.
MOST_FROM_ADDRESS = 20
MOST_FROM_ALL = 500
WINDOW = dt.timedelta(minutes=15)

SHEET_WORDS = {
    RegistrationState.RECEIVED: _("Received. The office is reading it."),
    RegistrationState.NEEDS_INFO: _("Something is missing. Please tell the office:"),
    RegistrationState.ACCEPTED: _("Accepted. Your matter is being worked on."),
    RegistrationState.REFUSED: _("Not accepted for the dialogue, for this reason:"),
    RegistrationState.CLOSED: _("Done: every matter of your sheet has been answered."),
    RegistrationState.WITHDRAWN: _("Withdrawn at the sender’s wish."),
}
ENDED_ON = {
    RegistrationState.CLOSED: _("Sheet dealt with on"),
    RegistrationState.REFUSED: _("Sender told on"),
    RegistrationState.WITHDRAWN: pgettext_lazy("tracking", "Withdrawn on"),
}
# Of a closed sheet no matter of which was answered here.
ALL_REFERRED_WORDS = _("Ended: another body is competent for it.")
ALL_REFERRED_ON = pgettext_lazy("tracking", "Ended on")
# These will not be answered at a session.
WITHOUT_SESSION = frozenset({RegistrationState.REFUSED, RegistrationState.WITHDRAWN})
# In these the message to the sender is part of the answer.
WITH_MESSAGE = frozenset({RegistrationState.NEEDS_INFO, RegistrationState.REFUSED})
RESTRICTED_WORDS = _("Received. The office answers the sender directly.")
QUESTION_WORDS = {
    QuestionState.NEW: pgettext_lazy("tracking", "Waiting to be passed to a department"),
    QuestionState.ASSIGNED: pgettext_lazy("tracking", "The department is preparing the reply"),
    QuestionState.DRAFTED: pgettext_lazy("tracking", "The reply is waiting for approval"),
    QuestionState.APPROVED: pgettext_lazy(
        "tracking", "The reply is approved and will be given to you"
    ),
    QuestionState.ANSWERED: pgettext_lazy("tracking", "Answered"),
    QuestionState.REFERRED: pgettext_lazy("tracking", "Another body is competent"),
    QuestionState.ESCALATED: pgettext_lazy(
        "tracking", "Reported to the superior body, waiting for its reply"
    ),
}

REFERRED_OUTCOME = pgettext_lazy("tracking", "Guided and passed to the competent body")


class LastDigits(CleanLine):
    """The last four digits of a phone; whoever writes the whole number wrote these too."""

    WHOLE_NUMBER = 9

    def to_python(self, value):
        text = super().to_python(value)
        digits = "".join(char for char in text if char.isdecimal())
        return digits[-4:] if len(digits) >= self.WHOLE_NUMBER else text


class TrackingForm(forms.Form):
    code = CleanLine(
        label=_("Tracking code"),
        help_text=_("12 letters and digits, as on your receipt, such as ABCD-EFGH-JKLM."),
        max_length=40,
        error_messages={"required": _("Write the tracking code.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    digits = LastDigits(
        label=_("Last four digits of your phone"),
        help_text=_("Of the phone number that you wrote on the sheet."),
        max_length=30,
        error_messages={"required": _("Write the last four digits of your phone.")},
        validators=[RegexValidator(r"\A[0-9]{4}\Z", _("Write exactly four digits, such as 5678."))],
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False

    @property
    def error_list(self):
        return [(field.auto_id, message) for field in self for message in field.errors]


# No CSRF check: asking changes nothing, uses no rights, and must work without cookies.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tracking(request):
    """Ask for code and digits; answer a POST on this very page, so that no address holds a code."""
    form = TrackingForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _answer(
            request,
            form,
            title=gettext("Follow my matter"),
            description=gettext("How far a sheet is, and the reply, by the code on the receipt."),
            canonical_path=request.path,
            forgotten=FORGOTTEN_PARAMETER in request.GET,
        )
    if not form.is_valid():
        return _answer(request, form, 422)
    now = timezone.now()
    code, digits = normalise(form.cleaned_data["code"]), form.cleaned_data["digits"]
    sheet = Registration.objects.filter(tracking_hash__in=code_hashes(code)).first()
    matches = same_digits(sheet.phone if sheet else "", digits)
    # Counted before it is known whether the attempt is good, so that many at once are all counted.
    if throttle.hit("tracking.code", code, CODE_WINDOW, now) > MOST_FOR_CODE:
        return _answer(request, form, 429, locked=True)
    if sheet is None or not matches:
        return _answer(request, form, 429 if _too_many_wrong(request, now) else 404)
    throttle.take_back("tracking.code", code)
    return _answer(request, TrackingForm(), result=describe(sheet, CommuneSettings.load(request)))


def _too_many_wrong(request, now):
    """Count a wrong attempt and return whether this address, or all together, had too many."""
    altogether = throttle.hit("tracking.all", "", WINDOW, now)
    from_address = throttle.hit("tracking.address", client_address(request), WINDOW, now)
    return from_address > MOST_FROM_ADDRESS or altogether > MOST_FROM_ALL


def _answer(request, form, status=200, **more):
    context = {"form": form, "status": status, "commune": CommuneSettings.load(request)} | more
    response = render(request, "dialogue/tracking.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def describe(sheet, commune):
    """
    Return what the sender may know of a sheet: states, dates, what happens next, replies given;
    nothing personal.

    A restricted sheet says no more than that it was received.
    """
    facts = {"code": sheet.code, "received_at": long_datetime(sheet.received_at)}
    if sheet.is_restricted:
        return facts | {"state": RESTRICTED_WORDS}
    state = RegistrationState(sheet.state)
    session = None if state in WITHOUT_SESSION else sheet.session
    questions = list(_questions_to_show(sheet))
    words, ended_on = _words(state, questions)
    return facts | {
        "state": words,
        "badge": state,
        "message": sheet.message if state in WITH_MESSAGE else "",
        "asks_sender": state == RegistrationState.NEEDS_INFO,
        "late_decision": _late_decision(sheet),
        "session": session,
        "session_when": offers.when(session) if session else "",
        "session_note": _session_note(session, sheet) if session else "",
        "closed_at": long_date(sheet.closed_at) if sheet.closed_at and not sheet.is_open else "",
        "closed_label": ended_on,
        "steps": next_steps(sheet, commune),
        "questions": _describe_questions(questions),
    }


def _late_decision(sheet):
    """Return what a leader decided on a late sheet, that this is to come, or "" if it is over."""
    if sheet.state in WITHOUT_SESSION:
        return ""
    to_come = _("A leader decides how it is answered.") if awaits_decision(sheet) else ""
    return sheet.get_late_decision_display() or to_come


def _words(state, questions):
    """Return where a sheet stands, and what the date is called on which it ended."""
    only_referred = {question.state for question in questions} == {QuestionState.REFERRED}
    if state == RegistrationState.CLOSED and only_referred:
        return ALL_REFERRED_WORDS, ALL_REFERRED_ON
    return SHEET_WORDS[state], ENDED_ON.get(state, "")


def _session_note(session, sheet):
    """Return what it means for the sheet that its session was put off or won't meet, or ""."""
    if not session.shows_former_time:
        return ""
    sentence = standing(session).sentence
    if session.state == SessionState.CANCELLED and sheet.is_open:
        kept = _("Your sheet is kept and goes on being handled.")
        return f"{sentence} {kept}"
    return sentence


def _questions_to_show(sheet):
    """Return the matters of a sheet, without those taken back because they were split wrongly."""
    questions = sheet.questions.exclude(state=QuestionState.WITHDRAWN)
    return questions.select_related("department", "answer_page").order_by("ordinal")


def _describe_questions(questions):
    done = rating.rated([q for q in questions if q.state == QuestionState.ANSWERED])
    return [_describe_question(question) | _rating(question, done) for question in questions]


def _rating(question, done):
    """Return what asks the sender whether a reply that was given answers the question."""
    if question.state != QuestionState.ANSWERED:
        return {"may_rate": False}
    return {
        "may_rate": True,
        "is_rated": question.pk in done,
        "ticket": ticket(question),
        "rating_choices": rating.Value.choices,
    }


def _describe_question(question):
    state = QuestionState(question.state)
    given = question.given_at is not None and question.is_final
    return {
        "code": question.code,
        "state": QUESTION_WORDS[state],
        "badge": state,
        "department": question.department.name if question.department else "",
        "due_on": long_date(question.due_on)
        if question.due_on and state == QuestionState.ASSIGNED
        else "",
        "is_overdue": question.is_overdue,
        "given_at": long_date(question.given_at) if given else "",
        "outcome": _outcome(question) if given else "",
        "reply": question.reply if given and state == QuestionState.ANSWERED else "",
        "other_body": question.other_body if question.message else "",
        "other_body_address": question.other_body_address if question.message else "",
        "message": question.message
        if state in {QuestionState.REFERRED, QuestionState.ESCALATED}
        else "",
        "answer_page": question.answer_page
        if question.answer_page and question.answer_page.live
        else None,
    }


def _outcome(question):
    if question.outcome == Outcome.REFERRED:
        return REFERRED_OUTCOME
    return question.get_outcome_display()
