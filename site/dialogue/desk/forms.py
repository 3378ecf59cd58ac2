"""One form a verb: what the person gives beside the click. The actions check it once more."""

import re

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from ..models import Department, FormOfWords, SessionPage, Topic
from ..permissions import visible_registrations
from ..states import (
    UPCOMING_SESSIONS,
    WAYS_TO_GIVE,
    LateDecision,
    Outcome,
    QuestionVerb,
    RefusalReason,
    RegistrationVerb,
    Thing,
)
from . import wording
from .blanks import name_blanks

NUMBER = re.compile(r"^\s*0*(\d{1,6})\s*/\s*(\d{4})\s*$")
LONGEST = 20_000
# Vietnamese order first; the other is what scripts and browsers send.
DATES = ["%d/%m/%Y", "%Y-%m-%d"]


def long_text(label, *, rows=6, required=True, help_text=""):
    """Return a field for a text of several lines."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=LONGEST,
        required=required,
        help_text=help_text,
    )


def departments():
    return Department.objects.filter(active=True)


def department_field(label, *, required=True, help_text=""):
    return forms.ModelChoiceField(
        departments(), label=label, required=required, help_text=help_text
    )


def topic_field(*, required=True):
    return forms.ModelChoiceField(
        Topic.objects.filter(active=True), label=_("Topic"), required=required
    )


class VerbForm(forms.Form):
    """
    The version that the person saw, and the reason where the table asks for one.

    :param row: the row of the table of transitions
    """

    occasion = ""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, row, record, user, **kwargs):
        self.row, self.record, self.user = row, record, user
        initial = {"version": record.version} | self.start() | (kwargs.pop("initial", None) or {})
        super().__init__(*args, initial=initial, **kwargs)
        if row.reason:
            rows = 10 if self.get_occasion() else 4
            self.fields["reason"] = long_text(wording.reason_label(row), rows=rows)
            self.initial.setdefault("reason", self.prepared_words)
        name_blanks(self)
        self.focus_first()

    def start(self):
        """Return the values that the form begins with."""
        return {}

    def focus_first(self):
        for field in self.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs["autofocus"] = True
                return

    def get_occasion(self):
        """Return the occasion of the prepared form of words (``FormOfWords.occasion``)."""
        return self.occasion

    def focus_nothing(self):
        """Leave the page at its top: the form stands below what is to be read first."""
        for field in self.fields.values():
            field.widget.attrs.pop("autofocus", None)

    @cached_property
    def prepared_words(self):
        """The form of words that the office prepared for this occasion, or an empty text."""
        occasion = self.get_occasion()
        if not occasion:
            return ""
        words = FormOfWords.objects.filter(occasion=occasion).first()
        return words.text if words else ""

    def given(self):
        """Return what the action takes, by name."""
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}

    def show(self, error):
        """Show a ``ValidationError`` of the action at the fields it speaks of."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            known = name in self.fields and name != NON_FIELD_ERRORS
            self.add_error(name if known else None, errors)

    def show_conflict(self, version):
        """Carry the new version, so that sending again is the person's own decision."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version


class AskMore(VerbForm):
    occasion = "ask_more"


class Complete(VerbForm):
    supplement = long_text(_("What the sender added"))


class DecideLate(VerbForm):
    decision = forms.ChoiceField(
        label=_("Decision"), choices=LateDecision.choices, widget=forms.RadioSelect
    )
    session = forms.ModelChoiceField(
        SessionPage.objects.none(),
        label=_("Session"),
        required=False,
        help_text=_("Only when the sheet is kept for the next session."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = SessionPage.objects.upcoming().filter(
            state__in=UPCOMING_SESSIONS
        )


class Refuse(VerbForm):
    """Has two steps without a script: first the reason, then the words prepared for it."""

    refusal_reason = forms.ChoiceField(choices=RefusalReason.choices, widget=forms.HiddenInput)
    duplicate_of = forms.CharField(
        label=_("Number of the other sheet"), help_text=_("Such as 0012/2026."), max_length=20
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.chosen != RefusalReason.ALREADY_REGISTERED:
            del self.fields["duplicate_of"]
        self.focus_first()

    @property
    def chosen(self):
        """The reason of refusal that was chosen in the first step, or None."""
        value = self.data.get("refusal_reason") if self.is_bound else self.first_step
        return RefusalReason(value) if value in RefusalReason.values else None

    @property
    def first_step(self):
        return self.initial.get("refusal_reason", "")

    def get_occasion(self):
        return f"refuse:{self.first_step}"

    def clean_duplicate_of(self):
        typed = self.cleaned_data["duplicate_of"]
        number = NUMBER.match(typed)
        other = (
            number
            and visible_registrations(self.user)
            .filter(number=int(number[1]), year=int(number[2]))
            .exclude(pk=self.record.pk)
            .first()
        )
        if not other:
            raise ValidationError(_("There is no other sheet with this number."))
        return other


class Classify(VerbForm):
    topic = topic_field()
    proposed_department = department_field(
        _("Proposed department"),
        required=False,
        help_text=_("Left blank, the topic's usual department is proposed."),
    )
    text = long_text(_("Question"), rows=8)

    def start(self):
        question = self.record
        return {
            "topic": question.topic_id,
            "proposed_department": question.proposed_department_id,
            "text": question.text,
        }


class Assign(VerbForm):
    department = department_field(_("Department"))
    instruction = long_text(_("Instruction"), rows=3, required=False)

    def start(self):
        question = self.record
        return {"department": question.department_id or question.proposed_department_id}


class OweInWriting(Assign):
    def start(self):
        return super().start() | {"instruction": self.record.instruction}


class Reply(VerbForm):
    reply = long_text(_("Reply"), rows=12)

    def start(self):
        return {"reply": self.record.reply}


class SaveDraft(Reply):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reply"].required = False


class SuperiorReply(VerbForm):
    reply = long_text(_("What the superior body replied"), rows=10)


class Return(VerbForm):
    proposed_department = department_field(_("Whose is it, as you think"), required=False)


class Extend(VerbForm):
    due_on = forms.DateField(
        label=_("New due date"),
        input_formats=DATES,
        widget=AdminDateInput(format=DATES[0]),
    )

    def start(self):
        return {"due_on": self.record.due_on}

    def focus_first(self):
        """Take no focus: the chooser of dates would open over the field below."""


class Give(VerbForm):
    way = forms.ChoiceField(
        label=_("How the reply was given"),
        choices=[(way.value, way.label) for way in WAYS_TO_GIVE],
        widget=forms.RadioSelect,
    )

    def given(self):
        return {"way": Outcome(self.cleaned_data["way"])}


class Refer(VerbForm):
    occasion = "refer"

    other_body = forms.CharField(label=_("Competent body"), max_length=200)
    other_body_address = forms.CharField(label=_("Its address"), max_length=250, required=False)


class Escalate(VerbForm):
    other_body = forms.CharField(label=_("Superior body"), max_length=200)


FORMS = {
    (Thing.REGISTRATION, RegistrationVerb.ASK_MORE): AskMore,
    (Thing.REGISTRATION, RegistrationVerb.COMPLETE): Complete,
    (Thing.REGISTRATION, RegistrationVerb.DECIDE_LATE): DecideLate,
    (Thing.REGISTRATION, RegistrationVerb.REFUSE): Refuse,
    (Thing.QUESTION, QuestionVerb.CLASSIFY): Classify,
    (Thing.QUESTION, QuestionVerb.ASSIGN): Assign,
    (Thing.QUESTION, QuestionVerb.SAVE_DRAFT): SaveDraft,
    (Thing.QUESTION, QuestionVerb.SUBMIT): Reply,
    (Thing.QUESTION, QuestionVerb.RETURN): Return,
    (Thing.QUESTION, QuestionVerb.EXTEND): Extend,
    (Thing.QUESTION, QuestionVerb.GIVE): Give,
    (Thing.QUESTION, QuestionVerb.ANSWER_ON_SPOT): Reply,
    (Thing.QUESTION, QuestionVerb.OWE_IN_WRITING): OweInWriting,
    (Thing.QUESTION, QuestionVerb.REFER): Refer,
    (Thing.QUESTION, QuestionVerb.ESCALATE): Escalate,
    (Thing.QUESTION, QuestionVerb.RECORD_SUPERIOR_REPLY): SuperiorReply,
}


def form_for(row):
    """Return the form of a row of the table; those that only confirm or give a reason share one."""
    return FORMS.get((row.thing, row.verb), VerbForm)
