"""Entering a sheet at the desk, and the slip with number and code that is handed over."""

from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from ..actions.register import receive
from ..documents.form_fields import form_version
from ..intake import token
from ..intake.pdf_form import Unreadable
from ..intake.pdf_upload import FILE, fill, typed_before
from ..intake.staff import StaffSheetForm, now_here, sessions_for_entry
from ..models import CommuneSettings, RegistrationPage
from ..models.pages.session import RegistrationWindow
from ..permissions import ENTER_SHEETS, holds, visible_registrations
from ..states import Channel, SessionState, Thing
from .records import LISTS, DeskView
from .verbs import slip

# The button that reads a filled PDF form instead of saving.
READ_PDF = "read_pdf"


class EnterSheet(DeskView, View):
    """
    GET gives the form with a signed key; POST stores the sheet once, however often it is sent, or
    reads a PDF form that the sender filled in into the fields.

    The answer to the POST is the slip itself: the tracking code stands in no address and no log.
    """

    template_name = "dialogue/desk/enter_sheet.html"
    page_title = _("Enter a sheet")
    header_icon = "form"

    def may_enter(self):
        return holds(self.request.user, ENTER_SHEETS)

    def get_breadcrumbs_items(self):
        own = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, LISTS[Thing.REGISTRATION], own]

    @cached_property
    def commune(self):
        return CommuneSettings.load()

    def get_form(self, data=None, **initial):
        return StaffSheetForm(
            data, sessions=sessions_for_entry(), commune=self.commune, initial=initial
        )

    def get(self, request, *args, **kwargs):
        return self.ask()

    def ask(self):
        """Return an empty form; channel and session of the sheet before stay, for a whole pile."""
        now = timezone.now()
        form = self.get_form(
            received_at=now_here(),
            token=str(token.fresh(now)),
            channel=self.kept("channel", Channel.values, Channel.COUNTER),
        )
        form.fields["session"].initial = self.usual_session(form)
        return self.render_to_response(self.get_context_data(form=form))

    def kept(self, name, choices, default):
        value = self.request.GET.get(name)
        return value if value in choices else default

    def usual_session(self, form):
        """
        Return the session to choose first: the one before, else the next to come. None once its
        deadline has passed: a letter may have come in time for it or be meant for the one after.
        """
        kept = self.kept("session", form.sessions, "")
        coming = [s for s in form.sessions.values() if s.state != SessionState.HELD]
        following = coming[0] if coming else None
        takes_sheets = following and following.window == RegistrationWindow.OPEN
        return kept or (following.pk if takes_sheets else None)

    def post(self, request, *args, **kwargs):
        if READ_PDF in request.POST:
            return self.read_pdf(request)
        form = self.get_form(request.POST)
        sent = token.read(request.POST.get("token", ""))
        if not form.is_valid() or sent is None:
            if sent is None:
                form.data = form.data.copy() | {"token": ""}
                form.add_error(None, _("The form was open for too long. Please save it once more."))
                form.data["token"] = str(token.fresh(timezone.now()))
            return self.show(form)
        try:
            received = self.receive(form, sent)
        except OperationalError:
            form.add_error(
                None, _("The database was busy. Nothing is lost: please save once more.")
            )
            return self.show(form, status=503)
        return self.show_slip(received)

    def read_pdf(self, request):
        """Show the form filled from a PDF, on top of what was typed; nothing is stored."""
        typed = typed_before(self.get_form(request.POST))
        page = RegistrationPage.objects.order_by("pk").first()
        try:
            found = fill(self.get_form(), request.FILES.get(FILE), page and form_version(page))
        except Unreadable as error:
            form = self.get_form(**typed)
            return self.show(form, status=422, problem_of_file=error.problem.label)
        return self.show(self.get_form(**typed | found.values), filled=found)

    def receive(self, form, sent):
        return receive(
            form.to_sheet(),
            key=sent.key,
            channel=Channel(form.cleaned_data["channel"]),
            page=RegistrationPage.objects.order_by("pk").first(),
            user=self.request.user,
            received_at=form.cleaned_data["received_at"],
        )

    def show(self, form, status=200, **more):
        return self.render_to_response(self.get_context_data(form=form, **more), status=status)

    def show_slip(self, received):
        sheet = visible_registrations(self.request.user).get(pk=received.registration.pk)
        if not received.same_content:
            messages.warning(
                self.request,
                _("This form was saved before, and that sheet stays as it was. Open a new form."),
            )
        self.template_name = "dialogue/desk/slip.html"
        again = f"?channel={sheet.channel}&session={sheet.session_id or ''}"
        return self.render_to_response(
            self.get_context_data(
                **slip(sheet, received.code),
                add_url=reverse("dialogue_desk:registration_add") + again,
            )
        )
