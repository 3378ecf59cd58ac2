"""The entrance of the dialogue: plans, sessions, the form, the answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from .base import DialoguePage, open_to_all


class DialogueIndexPage(DialoguePage):
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*DialoguePage.content_panels, FieldPanel("introduction")]
    search_fields = [*DialoguePage.search_fields, index.SearchField("introduction")]
    template = "dialogue/dialogue_index_page.html"
    LEAD_FIELD = "introduction"
    show_in_menus_default = True
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
        return {**super().get_context(request, *args, **kwargs), **self.overview()}

    def overview(self, now=None):
        """
        Return the live, unrestricted pages below: the plans, the sessions still to come (earliest
        first), the others (newest first), the form and the list of answers (each None if missing).
        """
        from .answer import AnswerIndexPage
        from .plan import PlanPage
        from .registration import open_forms
        from .session import SessionPage

        sessions = list(open_to_all(SessionPage.objects.descendant_of(self)).newest_first())
        coming = [session for session in sessions if session.is_to_come(now)]
        return {
            "plans": open_to_all(PlanPage.objects.child_of(self)).order_by("-year", "-issued_on"),
            "coming_sessions": coming[::-1],
            "other_sessions": [session for session in sessions if session not in coming],
            "registration_page": open_forms(self).first(),
            "answer_index": open_to_all(AnswerIndexPage.objects.child_of(self)).first(),
        }
