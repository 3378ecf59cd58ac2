"""The verbs of a session, each with its form, on the desk's one view for verbs."""

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput

from ..actions import NotAllowed
from ..models import SessionPage
from ..permissions import PREPARE_PAGES, check, holds
from ..states import SessionVerb, Thing
from ..vietnamese import local
from . import wording
from .forms import VerbForm
from .log import log_of
from .records import DeskView, RecordView
from .sessions import TONES, when
from .verbs import VerbView, verb_url

# Written out: a browser would show its own country's order of day and month.
FORMAT = "%d/%m/%Y %H:%M"


def moment_field(label, *, required=True, help_text=""):
    """Return a field for a day with its time, in the site's zone."""
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=[FORMAT],
        widget=AdminDateTimeInput(format=FORMAT),
    )


class MomentForm(VerbForm):
    """A form that begins with a moment: it takes no focus by itself, which would open its chooser
    over the fields below."""

    def focus_first(self):
        pass


class MoveDeadline(MomentForm):
    closes_at = moment_field(gettext_lazy("New end of registration"))

    def start(self):
        closes_at = self.record.closes_at
        return {"closes_at": local(closes_at)} if closes_at else {}


class Reschedule(MomentForm):
    start_at = moment_field(gettext_lazy("New start"))
    end_at = moment_field(gettext_lazy("New end"), required=False)


FORMS = {SessionVerb.MOVE_DEADLINE: MoveDeadline, SessionVerb.RESCHEDULE: Reschedule}


class SessionVerbView(VerbView):
    """
    As ``VerbView``, for a session: no sheet stands beside it, and what happened meanwhile is read
    from Wagtail's log of the page.
    """

    thing = Thing.SESSION
    template_name = "dialogue/desk/office/session_verb.html"
    header_icon = "group"

    def may_enter(self):
        return holds(self.request.user, PREPARE_PAGES)

    def get_records(self):
        return SessionPage.objects.all()

    @property
    def sheet(self):
        return None

    @cached_property
    def session_url(self):
        return reverse("dialogue_desk:session", args=[self.record.pk])

    def get_form_class(self):
        return FORMS.get(self.row.verb, VerbForm)

    def get_page_subtitle(self):
        return self.record.title

    def get_breadcrumbs_items(self):
        return [
            *DeskView.breadcrumbs_items,
            {"url": reverse("dialogue_desk:sessions"), "label": _("Sessions")},
            {"url": self.session_url, "label": self.record.title},
            {"url": "", "label": self.row.verb.label},
        ]

    def done(self, record):
        text = wording.DONE % {"verb": self.row.verb.label, "code": record.title}
        messages.success(self.request, text)
        return redirect(self.session_url)

    def refuse(self, message):
        context = self.get_context_data(message=message)
        return render(self.request, "dialogue/desk/office/not_allowed.html", context, status=403)

    def show_conflict(self, form, conflict):
        # Every act raises the version by one and leaves one entry in the log.
        seen = form.cleaned_data["version"]
        vars(self).pop("record")
        form.show_conflict(self.record.version)
        context = {
            "conflict": True,
            "meanwhile": log_of(self.record, last=max(self.record.version - seen, 0)),
        }
        try:
            check(self.request.user, self.row.verb, self.record)
        except NotAllowed as error:
            context["not_possible"] = str(error)
        return self.show(form, status=409, **context)

    def get_context_data(self, **kwargs):
        # Past the contexts that speak of sheets, to that of every desk page.
        return super(RecordView, self).get_context_data(
            row=self.row,
            session=self.record,
            session_url=self.session_url,
            tone=TONES[self.record.state],
            when=when(self.record),
            what_happens=wording.what_happens(self.row),
            action_url=verb_url(self.record, self.row.verb),
            **kwargs,
        )
