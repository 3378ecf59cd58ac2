"""Splitting a sheet into questions: the sender's words at the left, one row a question."""

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..models import Question
from ..states import Thing
from .blanks import CHOOSE, name_blanks
from .forms import VerbForm, departments, long_text, topic_field
from .verbs import VerbView

EMPTY_ROWS = 4
MOST_ROWS = 30


class QuestionRow(forms.Form):
    """One question to be made; a row without text is passed over."""

    part = forms.TypedChoiceField(
        label=_("Part of the form"), choices=Question.Part.choices, coerce=int
    )
    text = long_text(_("Question"), rows=5, required=False)
    topic = topic_field(required=False)
    proposed_department = forms.ModelChoiceField(
        departments(), label=_("Proposed department"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_blanks(self)

    def has_changed(self):
        # The part is always chosen: alone it makes no question.
        return bool(self["text"].data and self["text"].data.strip())


class Rows(forms.BaseFormSet):
    """The rows share one reading of topics and departments."""

    @cached_property
    def shared_choices(self):
        fields = QuestionRow.base_fields
        return {
            name: [("", CHOOSE), *((e.pk, str(e)) for e in fields[name].queryset.all())]
            for name in ("topic", "proposed_department")
        }

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, choices in self.shared_choices.items():
            form.fields[name].widget.choices = choices


RowSet = forms.formset_factory(
    QuestionRow, formset=Rows, extra=EMPTY_ROWS, max_num=MOST_ROWS, validate_max=True
)


class SplitForm(VerbForm):
    """The version that was seen, and the rows."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first = [{"part": part, "text": text} for part, text in self.record.parts]
        if self.record.questions.exists():
            first = []
        data = self.data if self.is_bound else None
        self.rows = RowSet(data, initial=first, prefix="q")
        self.rows.min_num = 0 if first else 1

    def is_valid(self):
        return self.rows.is_valid() and super().is_valid()

    @property
    def errors(self):
        return super().errors if self.is_bound else ErrorDict()

    def given(self):
        wanted = [row.cleaned_data for row in self.rows if row.has_changed()]
        return {"questions": wanted}


class Split(VerbView):
    thing = Thing.REGISTRATION
    template_name = "dialogue/desk/split.html"

    def get_form_class(self):
        return SplitForm

    def get_context_data(self, **kwargs):
        made = self.record.questions.select_related("registration").order_by("ordinal")
        return super().get_context_data(questions=made, most_rows=MOST_ROWS, **kwargs)
