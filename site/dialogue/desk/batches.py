"""Printing many papers at once: what, how far it is, and the file when it is ready."""

import hashlib
import logging

import django_filters
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet

from ..actions import NotAllowed
from ..actions.printing import note_download, print_many
from ..documents import catalogue
from ..documents.paper import content_disposition, file_safe
from ..documents.serving import PERSONAL, unavailable
from ..models import CommuneSettings, PaperBatch
from ..permissions import HANDLE_PAPERS, holds
from ..states import Thing, Visibility
from ..vietnamese import local
from .listing import BadgeColumn, LinkColumn, OfficeListing, TextColumn
from .paper_forms import PrintKindsForm
from .paper_lines import kinds_of_sessions, kinds_of_sheets, paper_url
from .papers import PaperView, records_with_papers
from .people import person
from .records import DeskView
from .session_papers import PapersOfSession

State = PaperBatch.State
TONES = {State.WAITING: "info", State.RUNNING: "info", State.DONE: "good", State.FAILED: "bad"}
UNFINISHED = (State.WAITING, State.RUNNING)
SUFFIX_TYPES = {"pdf": "application/pdf", "zip": "application/zip"}
CHUNK = 1024 * 1024

logger = logging.getLogger("dialogue.documents")


def papers_of(session, sheets, names):
    """
    Return the papers of the kinds ``names`` for a session and its sheets, kind by kind.

    Those of restricted sheets are printed one by one, by the persons named, and never here.
    """
    commune, found = CommuneSettings.load(), []
    sheets = catalogue.with_questions(list(sheets.exclude(visibility=Visibility.RESTRICTED)))
    for name, kind in catalogue.papers().items():
        if name not in names:
            continue
        records = [session] if kind.scope == Thing.SESSION else sheets
        for record in records:
            found += [kind(record, part, commune=commune) for part in kind.parts(record)]
    return found


class SessionPrint(PapersOfSession):
    """Choose which papers of a session to print, and as what."""

    template_name = "dialogue/desk/office/print_many.html"
    page_title = gettext_lazy("Print many at once")

    @cached_property
    def sheets(self):
        sheets = records_with_papers(self.request.user, Thing.REGISTRATION)
        return sheets.filter(session=self.session).order_by("year", "number")

    @cached_property
    def kinds(self):
        own = [(kind, len(kind.parts(self.session))) for kind in kinds_of_sessions()]
        shown = [(kind.name, f"{kind.label} ({number})") for kind, number in own if number]
        sheets = _("%(kind)s, for each sheet that has one")
        return shown + [(kind.name, sheets % {"kind": kind.label}) for kind in kinds_of_sheets()]

    def get(self, request, *args, **kwargs):
        chosen = [name for name, _label in self.kinds if name == request.GET.get("kind")]
        return self.show(PrintKindsForm(kinds=self.kinds, initial={"kinds": chosen}))

    def post(self, request, *args, **kwargs):
        form = PrintKindsForm(request.POST, kinds=self.kinds)
        if not form.is_valid():
            return self.show(form, status=422)
        names = form.cleaned_data["kinds"]
        labels = [str(kind.label) for name, kind in catalogue.papers().items() if name in names]
        try:
            batch = print_many(
                papers_of(self.session, self.sheets, names),
                user=request.user,
                form=form.cleaned_data["form"],
                title=f"{', '.join(labels)} – {self.session.title}",
                session=self.session,
                reason=form.cleaned_data["reason"],
            )
        except NotAllowed as error:
            raise Http404 from error
        except ValidationError as error:
            form.show(error)
            return self.show(form, status=422)
        return redirect("dialogue_desk:batch", batch.pk)

    def show(self, form, status=200):
        context = self.get_context_data(
            form=form, session=self.session, session_url=self.session_url
        )
        return self.render_to_response(context, status=status)


class PaperPrint(PaperView):
    """Have one long paper made in the background. GET shows its page, where the form is."""

    def post(self, request, *args, **kwargs):
        try:
            batch = print_many(
                [self.paper],
                user=request.user,
                form=request.POST.get("form", PaperBatch.Form.PDF),
                title=str(self.kind.label),
                session=self.record if self.record.THING == Thing.SESSION else None,
                reason=request.POST.get("reason", ""),
            )
        except (NotAllowed, ValidationError) as error:
            told = error.messages if isinstance(error, ValidationError) else [str(error)]
            messages.error(request, " ".join(told))
            return redirect(self.url)
        return redirect("dialogue_desk:batch", batch.pk)


class OneBatch(DeskView, View):
    """What the addresses of one batch share. All who handle papers see all batches."""

    http_method_names = ("get", "head")

    def may_enter(self):
        return holds(self.request.user, HANDLE_PAPERS)

    @cached_property
    def batch(self):
        found = PaperBatch.objects.select_related("asked_by", "session")
        batch = found.filter(pk=self.kwargs["pk"]).first()
        if batch is None:
            raise Http404
        return batch


class BatchView(OneBatch):
    """How far a batch is. The page asks again by itself until it is finished."""

    template_name = "dialogue/desk/office/batch.html"
    page_title = gettext_lazy("Print job")
    header_icon = "doc-full"

    def get_page_subtitle(self):
        return self.batch.title

    def get_breadcrumbs_items(self):
        batches = {"url": reverse("dialogue_desk:batches"), "label": _("Print jobs")}
        return [*self.breadcrumbs_items, batches, {"url": "", "label": self.batch.title}]

    def get(self, request, *args, **kwargs):
        batch = self.batch
        return self.render_to_response(
            self.get_context_data(
                batch=batch,
                tone=TONES[batch.state],
                by=person(batch.asked_by),
                is_unfinished=batch.state in UNFINISHED,
                is_gone=batch.state == State.DONE and not batch.result,
                # One long paper is had on its own page, as it was made for it.
                single=paper_url(*batch.papers[0]) if batch.total == 1 else "",
            )
        )


class BatchFile(OneBatch):
    """The finished file, byte for byte as it was put together."""

    def get(self, request, *args, **kwargs):
        batch = self.batch
        if batch.state != State.DONE or not batch.result:
            raise Http404
        try:
            file = batch.result.open("rb")
        except FileNotFoundError:
            logger.error("result of batch %s is missing from storage", batch.pk)
            return unavailable(request)
        if hashlib.file_digest(file, "sha256").hexdigest() != batch.result_sha256:
            file.close()
            logger.error("result of batch %s is not the one that was made", batch.pk)
            return unavailable(request)
        note_download(batch, request.user)
        file.seek(0)
        suffix = batch.SUFFIXES[batch.form]
        response = FileResponse(file, content_type=SUFFIX_TYPES[suffix])
        response.headers["Content-Disposition"] = content_disposition(
            f"{file_safe(batch.title)}.{suffix}"
        )
        response.headers["Cache-Control"] = PERSONAL
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


class BatchFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=State.choices)

    class Meta:
        model = PaperBatch
        fields = []


class BatchList(OfficeListing):
    """Newest first."""

    roles = HANDLE_PAPERS
    model = PaperBatch
    page_title = gettext_lazy("Print jobs")
    header_icon = "doc-full"
    index_url_name = "dialogue_desk:batches"
    index_results_url_name = "dialogue_desk:batches_results"
    filterset_class = BatchFilterSet
    introduction = gettext_lazy(
        "Papers that were printed many at once. The files are kept for 14 days. "
        "To print, open a session and choose “Print many at once”."
    )
    columns = [
        LinkColumn(
            "title",
            label=gettext_lazy("What"),
            get_url=lambda row: reverse("dialogue_desk:batch", args=[row.pk]),
            note=lambda row: row.get_form_display(),
        ),
        BadgeColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            tone=lambda row: TONES[row.state],
        ),
        TextColumn(
            "done", label=gettext_lazy("Papers"), lines=lambda row: [f"{row.done}/{row.total}"]
        ),
        TextColumn(
            "asked_by",
            label=pgettext_lazy("print job", "Asked by"),
            lines=lambda row: [person(row.asked_by), f"{local(row.asked_at):%H:%M %d/%m/%Y}"],
        ),
    ]

    def get_base_queryset(self):
        return PaperBatch.objects.select_related("asked_by")

    def search_queryset(self, queryset):
        typed = self.search_query.strip() if self.is_searching else ""
        return queryset.filter(title__icontains=typed) if typed else queryset
