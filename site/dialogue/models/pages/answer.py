"""Published answers: a text rewritten for everyone, never the sender's own sheet."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import PageManager, PagePermissionTester
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from ...states import Visibility
from .base import DialoguePage, FoundQuerySet, open_to_all


class AnswerQuerySet(FoundQuerySet):
    def newest_first(self):
        return self.order_by("-answered_on", "-pk")


class AnswerIndexPage(DialoguePage):
    """The list of published answers, with search and filters (``public.answers``)."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*DialoguePage.content_panels, FieldPanel("introduction")]
    template = "dialogue/answer_index_page.html"
    LEAD_FIELD = "introduction"
    show_in_menus_default = True
    page_description = _("All published answers, with search and filters.")
    parent_page_types = ["dialogue.DialogueIndexPage"]
    subpage_types = ["dialogue.AnswerPage"]

    class Meta:
        verbose_name = _("list of answers")
        verbose_name_plural = _("lists of answers")

    def permissions_for_user(self, user):
        return NothingAtOnceTester(user, self)

    def get_context(self, request, *args, **kwargs):
        from ...public.answers import listing

        return {**super().get_context(request, *args, **kwargs), **listing(self, request.GET)}


_LINK = re.compile(r"<a\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def _said(value):
    """
    Return what a text says: its words and where its links lead.

    The editor writes rich text anew each time it is opened, with fresh keys and other tags.
    """
    value = str(value or "")
    links = [sorted(_ATTRIBUTE.findall(link)) for link in _LINK.findall(value)]
    return get_text_for_indexing(value).split(), links


class AnswerForm(WagtailAdminPageForm):
    """Notes who prepared what readers get to see in words, so that somebody else publishes it."""

    TEXTS = (
        "title",
        "slug",
        "seo_title",
        "search_description",
        "question_text",
        "answer_text",
        "asked_by",
    )

    def save(self, commit=True):
        if self.for_user and any(self._says_something_else(name) for name in self.TEXTS):
            self.instance.prepared_by = self.for_user
        return super().save(commit)

    def _says_something_else(self, name):
        if name not in self.changed_data:
            return False
        return _said(self.initial.get(name)) != _said(self.cleaned_data.get(name))


class SecondPersonTester(PagePermissionTester):
    """Wagtail's page permissions, less publishing what one prepared oneself."""

    def can_publish(self):
        return super().can_publish() and self.page.prepared_by_id != self.user.pk

    def can_schedule(self):
        return self.can_publish()


class NothingAtOnceTester(PagePermissionTester):
    """Wagtail's page permissions; what is new below is a draft first, for a second person."""

    def can_publish_subpage(self):
        return False


class AnswerPage(DialoguePage):
    """One question as published, with its answer."""

    question_text = models.TextField(
        _("question, rewritten for everyone"),
        help_text=_("No names, phones, addresses, file or plot numbers, health or family facts."),
    )
    answer_text = RichTextField(
        _("answer"), features=["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
    )
    asked_by = models.CharField(
        pgettext_lazy("answer", "asked by"),
        max_length=150,
        blank=True,
        help_text=_("Such as “Công dân tại xã …”. A name only with the sender's consent."),
    )
    department = models.ForeignKey(
        "dialogue.Department",
        models.PROTECT,
        verbose_name=_("department"),
        related_name="answers",
    )
    topic = models.ForeignKey(
        "dialogue.Topic", models.PROTECT, verbose_name=_("topic"), related_name="answers"
    )
    session = models.ForeignKey(
        "dialogue.SessionPage",
        models.PROTECT,
        verbose_name=_("session"),
        related_name="answers",
        null=True,
        blank=True,
    )
    answered_on = models.DateField(_("answered on"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("prepared by"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    # What its page shows besides itself; fetched along when the page is routed.
    served_with = ("topic", "department", "session")
    OTHERS = 5

    objects = PageManager.from_queryset(AnswerQuerySet)()
    base_form_class = AnswerForm

    content_panels = [
        *DialoguePage.content_panels,
        FieldPanel("question_text"),
        FieldPanel(
            "answer_text",
            help_text=_("For everyone to read: no names, phones, addresses or file numbers."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("asked_by"),
                FieldRowPanel([FieldPanel("topic"), FieldPanel("department")]),
                FieldRowPanel(
                    [
                        FieldPanel("session"),
                        FieldPanel(
                            "answered_on",
                            help_text=_(
                                "The day on which the reply was given; the newest stand first."
                            ),
                        ),
                    ]
                ),
            ],
            heading=_("About this answer"),
        ),
    ]
    search_fields = [
        *DialoguePage.search_fields,
        index.SearchField("question_text"),
        index.SearchField("answer_text"),
        index.FilterField("answered_on"),
    ]
    template = "dialogue/answer_page.html"
    LEAD_FIELD = "question_text"
    page_description = _("A question of public interest with its answer.")
    parent_page_types = ["dialogue.AnswerIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("published answer")
        verbose_name_plural = _("published answers")

    def searched_texts(self):
        return (self.title, self.question_text, get_text_for_indexing(self.answer_text or ""))

    def others_on_topic(self):
        """Return a few more answers on the topic, newest first."""
        others = AnswerPage.objects.filter(topic=self.topic_id).exclude(pk=self.pk)
        return open_to_all(others).newest_first()[: self.OTHERS]

    @property
    def public_session(self):
        """The session, if its page is published; None otherwise."""
        return self.session if self.session_id and self.session.live else None

    def publication_problems(self):
        """Return, in sentences, what stands against publishing; empty if nothing does."""
        texts = (self.title, self.question_text, self.asked_by, self.search_description)
        text = " \n ".join([*texts, get_text_for_indexing(self.answer_text or "")])
        questions = self.questions.select_related("registration")
        if any(question.registration.identifying_in(text) for question in questions):
            return [_("The text holds the sender's name, phone or e-mail: take it out first.")]
        return []

    def clean(self):
        super().clean()
        if self.live and self.pk and (problems := self.publication_problems()):
            raise ValidationError(problems)
        # Wagtail sets ``live`` before it saves what is being published. The sentence is neutral:
        # it must not tell an editor that a restricted sheet exists.
        if self.live and self.pk and self._comes_from_restricted_sheet():
            raise ValidationError(_("This answer can't be published now. Please ask the office."))

    def _comes_from_restricted_sheet(self):
        return self.questions.filter(registration__visibility=Visibility.RESTRICTED).exists()

    def permissions_for_user(self, user):
        return SecondPersonTester(user, self)

    def delete(self, *args, **kwargs):
        if self.questions.exists():
            raise ValidationError(
                _("Questions refer to this answer, so it can't be deleted. Unpublish it instead.")
            )
        return super().delete(*args, **kwargs)
