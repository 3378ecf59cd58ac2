"""The entrance of the dialogue: plans, sessions, the form, the answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from .base import DialoguePage


class DialogueIndexPage(DialoguePage):
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*DialoguePage.content_panels, FieldPanel("introduction")]
    search_fields = [*DialoguePage.search_fields, index.SearchField("introduction")]
    template = "dialogue/dialogue_index_page.html"
    page_description = _("The entrance of the dialogue: plans, sessions, the form, the answers.")
    subpage_types = [
        "dialogue.PlanPage",
        "dialogue.SessionPage",
        "dialogue.RegistrationPage",
        "dialogue.AnswerIndexPage",
    ]

    class Meta:
        verbose_name = _("dialogue")
        verbose_name_plural = _("dialogues")

    def get_context(self, request, *args, **kwargs):
        from .plan import PlanPage
        from .session import SessionPage

        context = super().get_context(request, *args, **kwargs)
        context["plans"] = PlanPage.objects.child_of(self).live().order_by("-year", "-issued_on")
        context["sessions"] = SessionPage.objects.descendant_of(self).live().newest_first()
        return context
