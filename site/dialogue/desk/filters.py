"""The filters of the desk's two big lists."""

import django_filters
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from ..models import Department, Question, Registration, SessionPage, Topic, Village
from ..models.question import SOON_DAYS
from ..permissions import reads_restricted, sees_contacts, to_approve
from ..states import Channel, QuestionState, RefusalReason, RegistrationState, Visibility

YES = [("1", _("Yes"))]
DUE_SOON = format_lazy(_("Due in {days} days"), days=SOON_DAYS)


def _choice(label, choices, **options):
    return django_filters.ChoiceFilter(
        label=label, choices=choices, widget=forms.Select, empty_label=_("All"), **options
    )


class _RecordField(django_filters.fields.ModelChoiceField):
    """A choice among records; a number beyond any database's is no choice, and no error."""

    def to_python(self, value):
        if isinstance(value, str) and len(value) > 9:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return super().to_python(value)


class _RecordFilter(django_filters.ModelChoiceFilter):
    field_class = _RecordField


def _model(label, queryset, **options):
    return _RecordFilter(
        label=label, queryset=queryset, widget=forms.Select, empty_label=_("All"), **options
    )


def _only(label, method):
    return _choice(label, YES, method=method)


def years():
    """Return the years of the register, newest first, as choices."""
    found = Registration.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in found]


class DeskFilters(WagtailFilterSet):
    """Drops the filters that would tell the person what they may not see."""

    contact_filters = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not sees_contacts(self.request.user):
            for name in self.contact_filters:
                self.filters.pop(name, None)


class RegistrationFilters(DeskFilters):
    contact_filters = ("village", "department", "visibility")

    state = _choice(_("State"), RegistrationState.choices)
    channel = _choice(_("Channel"), Channel.choices)
    session = _model(_("Session"), SessionPage.objects.newest_first())
    topic = _model(_("Topic"), Topic.objects.all(), method="by_topic")
    department = _model(_("Department"), Department.objects.all(), method="by_department")
    village = _model(_("Village"), Village.objects.all())
    visibility = _choice(_("Visibility"), [])
    late = _only(_("Late"), "only_late")
    undecided = _only(_("Late, to be decided"), "only_undecided")
    overdue = _only(_("With overdue questions"), "only_overdue")
    unsplit = _only(_("Accepted, not yet split"), "only_unsplit")
    refusal_reason = _choice(_("Reason of refusal"), RefusalReason.choices)
    year = _choice(_("Year"), years)

    class Meta:
        model = Registration
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "visibility" in self.filters:
            kinds = [Visibility.NORMAL, Visibility.QUARANTINED]
            kinds += [Visibility.RESTRICTED] if reads_restricted(self.request.user) else []
            self.filters["visibility"].extra["choices"] = [(k.value, k.label) for k in kinds]

    def by_topic(self, sheets, _name, topic):
        return sheets.filter(pk__in=Question.objects.filter(topic=topic).values("registration"))

    def by_department(self, sheets, _name, department):
        own = Question.objects.filter(department=department)
        return sheets.filter(pk__in=own.values("registration"))

    def only_late(self, sheets, _name, _value):
        return sheets.late()

    def only_undecided(self, sheets, _name, _value):
        return sheets.undecided()

    def only_overdue(self, sheets, _name, _value):
        return sheets.filter(overdue=True)

    def only_unsplit(self, sheets, _name, _value):
        return sheets.filter(state=RegistrationState.ACCEPTED, number_of_questions=0)


class QuestionFilters(DeskFilters):
    contact_filters = ("village",)

    state = _choice(_("State"), QuestionState.choices)
    department = _model(_("Department"), Department.objects.all())
    proposed_department = _model(_("Proposed department"), Department.objects.all())
    topic = _model(_("Topic"), Topic.objects.all())
    session = _model(
        _("Session"), SessionPage.objects.newest_first(), field_name="registration__session"
    )
    channel = _choice(_("Channel"), Channel.choices, field_name="registration__channel")
    village = _model(_("Village"), Village.objects.all(), field_name="registration__village")
    overdue = _only(_("Overdue"), "only_overdue")
    soon = _only(DUE_SOON, "only_soon")
    mine = _only(_("Draft replies that I can approve"), "only_mine")
    unpublished = _only(_("Answered, not yet published"), "only_unpublished")
    year = _choice(_("Year"), years, field_name="registration__year")

    class Meta:
        model = Question
        fields = []

    def only_overdue(self, questions, _name, _value):
        return questions.overdue()

    def only_soon(self, questions, _name, _value):
        return questions.due_soon()

    def only_mine(self, questions, _name, _value):
        return questions.filter(to_approve(self.request.user))

    def only_unpublished(self, questions, _name, _value):
        return questions.filter(state=QuestionState.ANSWERED, answer_page=None)
