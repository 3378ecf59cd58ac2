"""One view for every verb: its form on a page of its own, and the act itself."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ..actions import Conflict, NotAllowed, run
from ..addresses import absolute
from ..models import CommuneSettings
from ..permissions import check, holds, verbs_for
from ..states import (
    FINAL_QUESTIONS,
    PAST_SESSIONS,
    QuestionVerb,
    RefusalReason,
    RegistrationState,
    RegistrationVerb,
    Thing,
    Visibility,
    transition,
)
from . import wording
from .forms import form_for
from .queue import next_after
from .records import RecordView
from .timeline import timeline_of

# The verb that usually comes next, offered as a second button.
THEN = {(Thing.REGISTRATION, RegistrationVerb.ACCEPT): RegistrationVerb.SPLIT}
# A verb that takes the same form and stands beside: the same words, another button.
BESIDE = {(Thing.QUESTION, QuestionVerb.SUBMIT): QuestionVerb.SAVE_DRAFT}


def verb_url(record, verb):
    return reverse(f"dialogue_desk:{record.THING.value}_verb", args=[record.pk, str(verb)])


def _is_done(sheet):
    states = {question.state for question in sheet.questions.all()}
    return bool(states) and states <= FINAL_QUESTIONS


def _was_held(question):
    session = question.registration.session
    return session is not None and session.state in PAST_SESSIONS


def _sheet_is_open(question):
    return question.registration.state == RegistrationState.ACCEPTED


# When a verb that the table allows has nothing to act on. The actions refuse it all the same; here
# its button is left out.
HAS_A_POINT = {
    (Thing.REGISTRATION, RegistrationVerb.ACCEPT): (
        lambda sheet: sheet.visibility != Visibility.QUARANTINED
    ),
    (Thing.REGISTRATION, RegistrationVerb.RELEASE): (
        lambda sheet: sheet.visibility == Visibility.QUARANTINED
    ),
    (Thing.REGISTRATION, RegistrationVerb.DECIDE_LATE): (
        lambda sheet: bool(sheet.is_late or sheet.late_decision)
    ),
    (Thing.REGISTRATION, RegistrationVerb.RESTRICT): lambda sheet: not sheet.is_restricted,
    (Thing.REGISTRATION, RegistrationVerb.UNRESTRICT): lambda sheet: sheet.is_restricted,
    (Thing.REGISTRATION, RegistrationVerb.CLOSE): _is_done,
    (Thing.QUESTION, QuestionVerb.ASSIGN): _sheet_is_open,
    (Thing.QUESTION, QuestionVerb.OWE_IN_WRITING): _sheet_is_open,
    (Thing.QUESTION, QuestionVerb.REOPEN): _sheet_is_open,
    (Thing.QUESTION, QuestionVerb.ANSWER_ON_SPOT): _was_held,
    (Thing.QUESTION, QuestionVerb.PREPARE_ANSWER): lambda question: not question.is_restricted,
}


def offered(user, record):
    """Return the rows of the verbs with a button on the record's page, in the table's order."""
    rows = [
        row
        for row in verbs_for(user, record)
        if HAS_A_POINT.get((row.thing, row.verb), lambda _record: True)(record)
    ]
    # What a suspicious sheet waits for comes before everything else.
    return sorted(rows, key=lambda row: row.verb != RegistrationVerb.RELEASE)


def slip(sheet, code):
    """Return what the slip with a tracking code shows; the code goes nowhere else."""
    return {
        "received": sheet,
        "code": code,
        "commune": CommuneSettings.load(),
        "tracking_url": absolute(reverse("dialogue:tracking")),
    }


class VerbView(RecordView):
    """
    GET shows what will happen and asks for what the verb needs; POST does it through the action.

    Only the form's own fields reach the action: a state, department or visibility that is smuggled
    in is never read. Somebody else was faster → 409, the form again with everything typed and what
    happened meanwhile. Not allowed → 403 with the reason in a sentence.
    """

    template_name = "dialogue/desk/verb.html"

    @cached_property
    def row(self):
        try:
            return transition(self.thing, self.kwargs["verb"])
        except KeyError as error:
            raise Http404 from error

    def get_page_title(self):
        return self.row.verb.label

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.row.verb.label}]

    def get_form_class(self):
        return form_for(self.row)

    def get_form(self, **kwargs):
        kwargs |= {"row": self.row, "record": self.record, "user": self.request.user}
        if self.request.method != "POST":
            kwargs["initial"] = self.get_initial()
        return self.get_form_class()(**kwargs)

    def get_initial(self):
        chosen = self.request.GET.get("refusal_reason")
        return {"refusal_reason": chosen} if chosen in RefusalReason.values else {}

    def may_enter(self):
        return super().may_enter() and bool(self.row)

    def get(self, request, *args, **kwargs):
        try:
            check(request.user, self.row.verb, self.record)
        except NotAllowed as error:
            return self.refuse(str(error))
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def post(self, request, *args, **kwargs):
        if not holds(request.user, self.row.roles):
            return self.refuse(_("Your role does not allow this."))
        # Found before the act: afterwards the record has left the queue.
        self.following = next_after(request.user, self.record)
        form = self.get_form(data=request.POST)
        try:
            if not form.is_valid():
                check(request.user, self.row.verb, self.record)
                return self.show(form)
            return self.done(self.perform(form))
        except NotAllowed as error:
            return self.refuse(str(error))
        except ValidationError as error:
            form.show(error)
            return self.show(form)
        except Conflict as conflict:
            return self.show_conflict(form, conflict)

    def perform(self, form):
        """Do the verb and return the changed record."""
        return run(
            self.record,
            self.row.verb,
            user=self.request.user,
            version=form.cleaned_data["version"],
            **form.given(),
        )

    def done(self, record):
        if getattr(record, "new_code", ""):
            return self.show_code(record)
        text = wording.DONE % {"verb": self.row.verb.label, "code": record.code}
        messages.success(self.request, text)
        return redirect(self.get_next_url(record))

    def show_code(self, record):
        """Show the new tracking code in this one response; it stands in no address and no log."""
        self.template_name = "dialogue/desk/slip.html"
        return self.render_to_response(self.get_context_data(**slip(record, record.new_code)))

    def get_next_url(self, record):
        then = self.request.POST.get("then")
        following = self.following
        if then == "next" and following:
            return reverse(f"dialogue_desk:{self.thing.value}", args=[following])
        if then == "verb" and (self.thing, self.row.verb) in THEN:
            return verb_url(record, THEN[(self.thing, self.row.verb)])
        # The person may have given the question away, and no longer sees it.
        if not self.get_records().filter(pk=record.pk).exists():
            return reverse(f"dialogue_desk:{self.thing.value}s")
        return record.get_absolute_url()

    def show(self, form, status=200, **context):
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)

    def show_conflict(self, form, conflict):
        # Looked up anew: it may have been restricted meanwhile.
        vars(self).pop("record")
        form.show_conflict(self.record.version)
        happened = timeline_of(self.request.user, conflict.thing, rows=conflict.meanwhile)
        context = {"meanwhile": happened, "conflict": True, "still_possible": True}
        try:
            check(self.request.user, self.row.verb, self.record)
        except NotAllowed as error:
            context |= {"still_possible": False, "not_possible": str(error)}
        return self.show(form, status=409, **context)

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        key = (self.thing, self.row.verb)
        kwargs.setdefault("following", next_after(self.request.user, self.record))
        return super().get_context_data(
            row=self.row,
            what_happens=wording.what_happens(self.row),
            action_url=verb_url(self.record, self.row.verb),
            then=THEN.get(key),
            beside=BESIDE.get(key),
            beside_url=verb_url(self.record, BESIDE[key]) if key in BESIDE else "",
            choices=self.get_choices(form),
            **kwargs,
        )

    def get_choices(self, form):
        """Return the reasons of refusal to choose from, while none is chosen."""
        if self.row.verb != RegistrationVerb.REFUSE or self.thing != Thing.REGISTRATION:
            return []
        if form is None or form.chosen:
            return []
        url = verb_url(self.record, self.row.verb)
        return [
            (f"{url}?refusal_reason={r.value}", r.label, wording.REFUSAL_HELP[r])
            for r in RefusalReason
        ]
