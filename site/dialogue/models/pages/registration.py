"""The form by which people register, on wagtail.contrib.forms."""

from django.db import models
from django.db.models.functions import Left, Length
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.forms.models import AbstractFormField, FormMixin
from wagtail.models import Page

from .base import DialoguePage, open_to_all


def open_forms(page):
    """
    Return the forms that anybody may open in the dialogue to which ``page`` belongs: those right
    below a page on the way to it, or below itself. The first is the one that is offered.
    """
    step = page.steplen
    path = page.path or ""
    way = [path[:end] for end in range(step, len(path) + 1, step)]
    forms = RegistrationPage.objects.annotate(above=Left("path", Length("path") - step))
    return open_to_all(forms.filter(above__in=way)).order_by("path")


def plans_without_form(leaving, gone=()):
    """
    Return the published plans that would be left without a form to download.

    :param leaving: keys of pages that readers can't open any more
    :param gone: keys of pages that no longer need one
    """
    from .plan import PlanPage

    plans = PlanPage.objects.live().exclude(pk__in=gone)
    return [
        plan
        for plan in plans
        if open_forms(plan).filter(pk__in=leaving).exists()
        and not open_forms(plan).exclude(pk__in=leaving).exists()
    ]


class RegistrationFormField(AbstractFormField):
    """A question that the editor adds to the official ones."""

    page = ParentalKey(
        "dialogue.RegistrationPage", on_delete=models.CASCADE, related_name="form_fields"
    )


class RegistrationPage(FormMixin, DialoguePage):
    """
    The official form. Its fields are fixed (``intake.web_form``); editors may add fields below
    them, whose labels and answers are kept with each sheet.
    """

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *DialoguePage.content_panels,
        FieldPanel("introduction"),
        InlinePanel(
            "form_fields",
            label=_("field"),
            heading=_("Fields besides the official ones"),
            help_text=_(
                "The fields of the official form are always there. Add only what is needed."
            ),
        ),
    ]
    template = "dialogue/registration_page.html"
    LEAD_FIELD = "introduction"
    show_in_menus_default = True
    landing_page_template = "dialogue/registration_page.html"
    page_description = _("The official registration form, to fill in online or to download.")
    parent_page_types = ["dialogue.DialogueIndexPage"]
    subpage_types = []
    # Plans offer it to everyone: it is closed together with them, on the page above, or not at all.
    private_page_options = []
    preview_modes = Page.DEFAULT_PREVIEW_MODES

    class Meta:
        verbose_name = _("registration form")
        verbose_name_plural = _("registration forms")

    def searched_texts(self):
        return (self.title, self.introduction)

    def publication_problems(self):
        """Return, in sentences, why the form may not be published so: a plan would lose it."""
        if not self.expire_at:
            return []
        return [
            _("“%(plan)s” offers this form for download: remove the date on which it expires.")
            % {"plan": plan.title}
            for plan in plans_without_form([self.pk])
        ]

    def get_submission_class(self):
        from ..registration import Registration

        return Registration

    def get_form_class(self):
        from ...intake.web_form import ExtraFields

        return ExtraFields(self.get_form_fields()).get_form_class()

    def serve(self, request, *args, **kwargs):
        from ...intake.web import serve

        return serve(self, request)

    def serve_preview(self, request, mode_name):
        return Page.serve_preview(self, request, mode_name)

    def get_preview_context(self, request, mode_name):
        from ...intake.web import form_context

        return {**Page.get_context(self, request), **form_context(self)}

    @property
    def open_sessions(self):
        """The sessions for which this form takes sheets now, earliest first."""
        from .session import RegistrationWindow, SessionPage

        return [
            session
            for session in SessionPage.objects.upcoming()
            if session.window != RegistrationWindow.CLOSED
        ]
