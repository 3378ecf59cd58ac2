"""
Preparing an answer for everyone to read, out of a reply: a separate text, never the sender's sheet.

The page is a draft. Somebody else publishes it through Wagtail (``SecondPersonTester``,
``SecondPersonTask``, ``desk.guards``).
"""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from ..actions import NotAllowed
from ..deadlines import ZONE
from ..models import AnswerIndexPage, AnswerPage, CommuneSettings
from ..states import Thing
from ..vietnamese import clean, clean_line
from .forms import VerbForm, department_field, long_text, topic_field
from .hints import to_redact
from .verbs import VerbView

NEW, EXISTING = "new", "existing"
FOUND = 10
NEW_FIELDS = ("title", "question_text", "answer_text", "asked_by", "topic", "department")


class PrepareForm(VerbForm):
    """
    Either an answer that is published already, or a new one.

    ``found`` are the published answers to choose from.
    """

    how = forms.ChoiceField(choices=[(NEW, ""), (EXISTING, "")], widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"),
        max_length=150,
        help_text=_("What it is about, in one line, for everyone."),
    )
    question_text = long_text(
        _("Question, rewritten for everyone"),
        help_text=_("No names, phones, addresses, file or plot numbers, health or family facts."),
    )
    answer_text = long_text(_("Answer, rewritten for everyone"), rows=12)
    asked_by = forms.CharField(
        label=_("Asked by"),
        max_length=150,
        required=False,
        help_text=_("A name only if the sender agreed to it on the sheet."),
    )
    topic = topic_field()
    department = department_field(_("Department"))
    answer_page = forms.ModelChoiceField(
        AnswerPage.objects.none(),
        label=_("Published answer"),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.chosen_way == EXISTING:
            for name in NEW_FIELDS:
                del self.fields[name]
            self.fields["answer_page"].queryset = AnswerPage.objects.live()
        else:
            del self.fields["answer_page"]
        self.fields["version"].widget.attrs.pop("autofocus", None)
        self.focus_first()

    @property
    def chosen_way(self):
        way = self.data.get("how") if self.is_bound else self.initial.get("how")
        return EXISTING if way == EXISTING else NEW

    def start(self):
        question = self.record
        place = CommuneSettings.load().name
        return {
            "how": NEW,
            "asked_by": gettext("A citizen of %(commune)s") % {"commune": place} if place else "",
            "topic": question.topic_id,
            "department": question.department_id or question.proposed_department_id,
        }

    def clean(self):
        """Refuse a text that points to the sender: it would be read by everyone."""
        given = super().clean()
        texts = [str(given.get(name, "")) for name in ("title", "question_text", "answer_text")]
        text = " \n ".join([*texts, given.get("asked_by", "")])
        if found := self.record.registration.identifying_in(text):
            raise forms.ValidationError(
                _("Take out what points to the sender: %(found)s."),
                params={"found": ", ".join(found)},
            )
        return given


class PrepareAnswer(VerbView):
    thing = Thing.QUESTION
    template_name = "dialogue/desk/prepare_answer.html"

    def get_form_class(self):
        return PrepareForm

    def get_initial(self):
        """Start from an empty text; the office's own wording only when asked for by a click."""
        if self.request.GET.get("q") is not None:
            return {"how": EXISTING}
        if self.request.GET.get("start") != "work":
            return {"how": NEW}
        question = self.record
        return {"how": NEW, "question_text": question.text, "answer_text": question.reply}

    @cached_property
    def found(self):
        """The published answers that match what was looked for, or the topic's latest."""
        query = self.request.GET.get("q", "")
        pages = AnswerPage.objects.live().newest_first()
        if not query and self.record.topic_id:
            pages = pages.filter(topic=self.record.topic_id)
        return list(pages.search_folded(query).select_related("topic")[:FOUND])

    @transaction.atomic
    def perform(self, form):
        page = form.cleaned_data.get("answer_page") or self.draft(form.cleaned_data)
        form.cleaned_data = {"version": form.cleaned_data["version"], "answer_page": page}
        return super().perform(form)

    def draft(self, given):
        """
        Make the draft page below the list of answers, and send it to review if there is one.

        :raises NotAllowed: when there is no list of answers where the person may add a page
        """
        index = AnswerIndexPage.objects.order_by("pk").first()
        user = self.request.user
        if index is None or not index.permissions_for_user(user).can_add_subpage():
            raise NotAllowed(gettext("There is no list of answers to which you may add pages."))
        question = self.record
        page = index.add_child(
            instance=AnswerPage(
                title=clean_line(given["title"]),
                question_text=clean(given["question_text"]).strip(),
                answer_text=as_html(given["answer_text"]),
                asked_by=clean_line(given["asked_by"]),
                topic=given["topic"],
                department=given["department"],
                session=question.registration.session,
                answered_on=answered_on(question),
                prepared_by=user,
                owner=user,
                live=False,
            )
        )
        page.save_revision(user=user, log_action=True)
        if workflow := page.get_workflow():
            workflow.start(page, user)
        return page

    def get_context_data(self, **kwargs):
        sheet, question = self.sheet, self.record
        texts = "\n".join([question.text, question.reply])
        names = [sheet.full_name, sheet.organisation_name, sheet.guardian_name]
        return super().get_context_data(
            found=self.found,
            query=self.request.GET.get("q", ""),
            to_redact=to_redact(texts, *names),
            may_name=sheet.may_be_named,
            **kwargs,
        )


def as_html(text):
    """
    Return plain text as the paragraphs of a rich text; nothing typed becomes markup.

    It is written just as the editor writes it, so that opening and approving it there unchanged
    doesn't count as a change, which would need a new approval.
    """
    blocks = [block.strip() for block in clean(text).strip().split("\n\n") if block.strip()]
    plain = format_html_join("", "<p>{}</p>", ((_lines(block),) for block in blocks))
    converter = ContentstateConverter(AnswerPage._meta.get_field("answer_text").features)
    return converter.to_database_format(converter.from_database_format(plain))


def _lines(block):
    return format_html_join(
        mark_safe("<br/>"), "{}", ((line.strip(),) for line in block.split("\n"))
    )


def answered_on(question):
    """Return the day on which the reply was given, or today while it isn't yet."""
    return (question.given_at or timezone.now()).astimezone(ZONE).date()


def approval_first(menu_items, request, context):
    """
    Put approving before saving, for whoever is asked to approve (``construct_page_action_menu``).

    Wagtail hides it behind an arrow, where a leader with a phone doesn't look.
    """
    for item in menu_items:
        if item.name == "approve" and not item.launch_modal:
            item.template_name = "dialogue/desk/approve.html"
            menu_items.remove(item)
            menu_items.insert(0, item)
            return
