"""The list of questions, and one question with everything that its next verb needs."""

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..deadlines import ZONE
from ..models import Question
from ..models.question import overdue_on, soon_on
from ..permissions import sees_contacts, visible_questions
from ..states import CLOCK_RUNS, QuestionState, QuestionVerb, Thing
from .filters import DUE_SOON, QuestionFilters
from .forms import form_for
from .lists import DeskList, number_condition, phone_condition
from .queue import next_after
from .records import RecordView, questions_for_desk
from .tables import question_columns
from .timeline import timeline_of
from .verbs import BESIDE, offered, verb_url
from .wording import what_happens

# The verb whose form stands on the question's own page, so that it is one step and not two.
AT_HAND = (QuestionVerb.ASSIGN, QuestionVerb.APPROVE, QuestionVerb.SUBMIT, QuestionVerb.GIVE)


class QuestionList(DeskList):
    model = Question
    page_title = _("Questions")
    header_icon = "help"
    index_url_name = "dialogue_desk:questions"
    index_results_url_name = "dialogue_desk:questions_results"
    filterset_class = QuestionFilters
    verbose_name_plural = Question._meta.verbose_name_plural

    def get_base_queryset(self):
        return questions_for_desk(self.request.user)

    @cached_property
    def columns(self):
        return question_columns()

    def get_number_conditions(self, query):
        contacts = sees_contacts(self.request.user)
        return [
            number_condition(query, "registration__", "ordinal"),
            phone_condition(query, "registration__") if contacts else None,
        ]

    def search_without_contacts(self, queryset):
        # A question's own text holds no phone of the sheet: figures may be searched.
        return queryset.search_folded(self.search_query)

    @cached_property
    def tabs(self):
        today = timezone.now().astimezone(ZONE).date()
        states = [(s.label, {"state": s.value}, Q(state=s)) for s in QuestionState]
        return [
            (_("All"), {}, None),
            (_("Overdue"), {"overdue": "1"}, overdue_on(today)),
            (DUE_SOON, {"soon": "1"}, soon_on(today)),
            *states,
        ]


class QuestionDetail(RecordView):
    """One question: text, sheet, clock, reply, remarks, and what can be done now."""

    thing = Thing.QUESTION
    template_name = "dialogue/desk/question.html"

    def get_page_title(self):
        return _("Question")

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        user, question = self.request.user, self.record
        rows = offered(user, question)
        at_hand = next((row for row in rows if self.is_at_hand(row)), None)
        form = None
        if at_hand:
            form = form_for(at_hand)(row=at_hand, record=question, user=user)
            form.focus_nothing()
        beside_verbs = BESIDE.values() if at_hand else ()
        return super().get_context_data(
            verbs=[row for row in rows if row is not at_hand and row.verb not in beside_verbs],
            at_hand=at_hand,
            form=form,
            what_happens=at_hand and what_happens(at_hand),
            beside=at_hand and BESIDE.get((self.thing, at_hand.verb)),
            beside_url=self.beside_url(at_hand),
            siblings=visible_questions(user)
            .filter(registration=self.sheet)
            .exclude(pk=question.pk)
            .select_related("registration")
            .order_by("ordinal"),
            remarks=self.remarks(),
            timeline=timeline_of(user, question),
            following=next_after(user, question),
            **kwargs,
        )

    def is_at_hand(self, row):
        # The office may draft for a department, but seldom does: for it that is a button.
        drafts_here = row.verb != QuestionVerb.SUBMIT or not sees_contacts(self.request.user)
        return row.verb in AT_HAND and drafts_here

    def beside_url(self, row):
        beside = row and BESIDE.get((self.thing, row.verb))
        return verb_url(self.record, beside) if beside else ""

    def remarks(self):
        """Return the latest remarks with which the draft came back, while they still count."""
        if self.record.state not in CLOCK_RUNS:
            return None
        rows = self.record.history.select_related("history_user")
        last = rows.exclude(verb__in=["recompute", "extend", "save_draft"]).first()
        return last if last and last.verb == QuestionVerb.SEND_BACK else None
