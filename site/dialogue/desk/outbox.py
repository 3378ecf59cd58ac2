"""The outbox at the desk: what was sent to whom, what became of it, and sending it again."""

import django_filters
from django.db.models import Case, Q, Value, When
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import OutgoingMail
from ..notifications import kinds
from ..outbox import requeue
from ..permissions import READ_ALL, READ_OUTBOX, NotAllowed, holds, reads_restricted
from ..states import Visibility
from ..vietnamese import local
from .listing import BadgeColumn, LinkColumn, OfficeListing, TextColumn
from .records import HOME, note_reading

State = OutgoingMail.State
TONES = {State.QUEUED: "info", State.SENT: "good", State.KEPT: "quiet", State.FAILED: "bad"}


# What the kinds of failure mean (``dialogue.outbox.describe``).
ERRORS = {
    "InvalidAddress": gettext_lazy("The address is not valid."),
    "SMTPRecipientsRefused": gettext_lazy("The mail server refused the address."),
    "SMTPSenderRefused": gettext_lazy("The mail server refuses our own address."),
    "SMTPAuthenticationError": gettext_lazy("The mail server refused our login."),
    "SMTPServerDisconnected": gettext_lazy("The mail server broke off the connection."),
    "SMTPConnectError": gettext_lazy("The mail server can't be reached."),
    "ConnectionRefusedError": gettext_lazy("The mail server can't be reached."),
    "ConnectionResetError": gettext_lazy("The mail server broke off the connection."),
    "TimeoutError": gettext_lazy("The mail server didn't answer in time."),
    "gaierror": gettext_lazy("The mail server's name is not known."),
    "WorkerStopped": gettext_lazy("The sending was broken off."),
}


def error_words(mail):
    """Return in words why a mail could not be sent, with the technical name for who needs it."""
    if not mail.error:
        return ""
    name = mail.error.split()[0]
    words = ERRORS.get(name, _("The mail could not be sent."))
    return f"{words} ({mail.error})"


def visible_mails(user):
    """Return the mails a user may read; those of restricted sheets are for the named only."""
    mails = OutgoingMail.objects.select_related("registration")
    if not holds(user, READ_OUTBOX):
        return mails.none()
    if not reads_restricted(user):
        mails = mails.exclude(registration__visibility=Visibility.RESTRICTED)
    return mails


def kind_label(mail):
    """Return the occasion of a mail in words."""
    return dict(kinds()).get(mail.kind, mail.kind)


class OutboxFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=State.choices)
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Occasion"), choices=kinds)

    class Meta:
        model = OutgoingMail
        fields = []


class OutboxList(OfficeListing):
    """Mails, what failed first, then newest first."""

    roles = READ_OUTBOX
    model = OutgoingMail
    page_title = gettext_lazy("Outbox")
    header_icon = "mail"
    index_url_name = "dialogue_desk:outbox"
    index_results_url_name = "dialogue_desk:outbox_results"
    filterset_class = OutboxFilterSet
    introduction = gettext_lazy(
        "Every mail the system writes. Failed ones can be sent again once the cause is mended."
    )
    columns = [
        LinkColumn(
            "subject",
            label=gettext_lazy("Subject"),
            get_url=lambda row: reverse("dialogue_desk:mail", args=[row.pk]),
            note=kind_label,
        ),
        BadgeColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            tone=lambda row: TONES[row.state],
        ),
        TextColumn("to", label=pgettext_lazy("mail", "To"), lines=lambda row: [row.to]),
        TextColumn(
            "registration",
            label=gettext_lazy("Sheet"),
            lines=lambda row: [row.registration.code if row.registration else "–"],
        ),
        TextColumn(
            "created_at",
            label=gettext_lazy("Written at"),
            lines=lambda row: [f"{local(row.created_at):%H:%M %d/%m/%Y}"],
        ),
    ]

    def get_base_queryset(self):
        failed_first = Case(When(state=State.FAILED, then=Value(0)), default=Value(1))
        return visible_mails(self.request.user).order_by(failed_first, "-created_at", "-pk")

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        typed = self.search_query.strip()
        return queryset.filter(Q(to__icontains=typed) | Q(subject__icontains=typed))


class MailView(WagtailAdminTemplateMixin, View):
    """One mail, as it was written. POST sends it again if it failed."""

    template_name = "dialogue/desk/office/mail.html"
    header_icon = "mail"
    page_title = gettext_lazy("Mail")
    breadcrumbs_items = [HOME]

    @cached_property
    def mail(self):
        mail = visible_mails(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if mail is None:
            raise Http404
        return mail

    def get_breadcrumbs_items(self):
        outbox = {"url": reverse("dialogue_desk:outbox"), "label": _("Outbox")}
        return [*self.breadcrumbs_items, outbox, {"url": "", "label": self.mail.subject}]

    def get(self, request, *args, **kwargs):
        note_reading(request.user, self.mail.registration)
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        try:
            requeue(self.mail, user=request.user)
        except NotAllowed as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The mail waits to be sent again."))
        return redirect("dialogue_desk:mail", self.mail.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            mail=self.mail,
            kind=kind_label(self.mail),
            tone=TONES[self.mail.state],
            error=error_words(self.mail),
            can_resend=self.mail.state == State.FAILED,
            # The text is a person's matter; who only looks after the sending sees its fate.
            reads_text=holds(self.request.user, READ_ALL),
            **kwargs,
        )
