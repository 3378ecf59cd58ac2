"""What every desk view of one record shares: it starts from what the person may see."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..intake.official_form import OfficialForm
from ..models import AuditEntry, Question, Registration
from ..models.audit import AuditAction
from ..permissions import (
    READ_ALL,
    READ_DEPARTMENT,
    holds,
    sees_contacts,
    visible_questions,
    visible_registrations,
)
from ..states import Thing

HOME = {"url": reverse_lazy("wagtailadmin_home"), "label": _("Desk")}
LISTS = {
    Thing.REGISTRATION: {
        "url": reverse_lazy("dialogue_desk:registrations"),
        "label": _("Registrations"),
    },
    Thing.QUESTION: {"url": reverse_lazy("dialogue_desk:questions"), "label": _("Questions")},
}
ICONS = {Thing.REGISTRATION: "form", Thing.QUESTION: "help"}


def registrations_for_desk(user):
    """Return the sheets the user may open, with what a line or a page of them shows."""
    return visible_registrations(user).select_related("session", "village")


def questions_for_desk(user):
    """Return the questions the user may open, with what a line or a page of them shows."""
    return visible_questions(user).select_related(
        "registration__session",
        "registration__village",
        "topic",
        "department",
        "proposed_department",
        "assigned_by",
        "drafted_by",
        "approved_by",
        "answer_page",
    )


def reads_records(user):
    """Return whether the person has any business with sheets and questions."""
    return holds(user, READ_ALL | READ_DEPARTMENT)


def note_reading(user, sheet):
    """Leave an audit row when a restricted sheet is opened."""
    if sheet is not None and sheet.is_restricted:
        AuditEntry.objects.create(
            action=AuditAction.READ_RESTRICTED,
            user=user,
            at=timezone.now(),
            subject=sheet.code,
        )


def labelled_parts(sheet, only=None):
    """Return the filled parts of a sheet as (number, official label, text)."""
    return [
        (part, OfficialForm.base_fields[f"part_{part}"].label, text)
        for part, text in sheet.parts
        if only in (None, part)
    ]


class DeskView(WagtailAdminTemplateMixin):
    """
    The frame of the desk's own pages.

    Who has no business here gets the 404 of an address that does not exist.
    """

    breadcrumbs_items = [HOME]

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self):
        return reads_records(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(sees_contacts=sees_contacts(self.request.user), **kwargs)


class RecordView(DeskView, View):
    """
    A page about one record. ``thing`` says of which kind; the record comes from what the person
    may see, so a forbidden one and a missing one are the same 404.
    """

    thing: Thing = None
    page_title = ""

    @cached_property
    def record(self):
        wanted = {"pk": self.kwargs["pk"]}
        found = self.get_records().filter(**wanted).first()
        if found is None:
            raise Http404
        return found

    def get_records(self):
        by_thing = {
            Thing.REGISTRATION: registrations_for_desk,
            Thing.QUESTION: questions_for_desk,
        }
        return by_thing[self.thing](self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter():
            raise Http404
        note_reading(request.user, self.sheet)
        return super().dispatch(request, *args, **kwargs)

    @property
    def sheet(self):
        """The sheet that is shown: the record itself, or the one its question came from."""
        return self.record if isinstance(self.record, Registration) else self.record.registration

    @property
    def question(self):
        return self.record if isinstance(self.record, Question) else None

    @property
    def url_name(self):
        return f"dialogue_desk:{self.thing.value}"

    @property
    def header_icon(self):
        return ICONS[self.thing]

    def get_page_subtitle(self):
        return self.record.code

    def get_breadcrumbs_items(self):
        own = {"url": self.record.get_absolute_url(), "label": self.record.code}
        return [*self.breadcrumbs_items, LISTS[self.thing], own]

    def get_context_data(self, **kwargs):
        following = kwargs.setdefault("following", None)
        return super().get_context_data(
            record=self.record,
            sheet=self.sheet,
            question=self.question,
            labels={name: field.label for name, field in OfficialForm.base_fields.items()},
            parts=labelled_parts(self.sheet, self.question and self.question.part),
            following_url=following and reverse(self.url_name, args=[following]),
            **kwargs,
        )

    def refuse(self, message):
        """Return the page that says why this can't be done; nothing was changed."""
        return render(
            self.request,
            "dialogue/desk/not_allowed.html",
            self.get_context_data(message=message),
            status=403,
        )
