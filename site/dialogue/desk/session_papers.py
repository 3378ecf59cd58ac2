"""The papers of one kind for a session: one for each guest, village or sheet, to search."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages

from ..actions.documents import record_number_for_all
from ..documents import catalogue
from ..models import CommuneSettings, OfficialDocument
from ..permissions import HANDLE_PAPERS, holds
from ..states import Thing
from ..vietnamese import search_fold
from .lists import number_condition
from .paper_forms import NumberForAllForm
from .paper_lines import Line, about_key, latest_of, lines_of
from .papers import records_with_papers
from .records import DeskView

LINES_A_PAGE = 25
FILTERS = {
    "": gettext_lazy("All"),
    "blank": gettext_lazy("No number yet"),
    "numbered": gettext_lazy("Number recorded"),
    "signed": gettext_lazy("Signed"),
}


def stage_of(document):
    """Return under which of ``FILTERS`` a paper stands."""
    if document is not None and document.is_signed:
        return "signed"
    return "numbered" if document is not None and document.number else "blank"


class PapersOfSession(DeskView, View):
    """What the pages about the papers of one session share."""

    header_icon = "doc-full"
    http_method_names = ("get", "head", "post")

    def may_enter(self):
        return holds(self.request.user, HANDLE_PAPERS)

    @cached_property
    def session(self):
        sessions = records_with_papers(self.request.user, Thing.SESSION)
        session = sessions.filter(pk=self.kwargs["pk"]).first()
        if session is None:
            raise Http404
        return session

    @cached_property
    def session_url(self):
        return reverse("dialogue_desk:session", args=[self.session.pk])

    def get_page_subtitle(self):
        return self.session.title

    def get_breadcrumbs_items(self):
        own = {"url": self.session_url, "label": self.session.title}
        sessions = {"url": reverse("dialogue_desk:sessions"), "label": _("Sessions")}
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, sessions, own, here]


class SessionPapers(PapersOfSession):
    """The papers of one kind, with search, filter and "print all"."""

    template_name = "dialogue/desk/office/session_papers.html"

    @cached_property
    def kind(self):
        kind = catalogue.papers().get(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return kind

    def get_page_title(self):
        return self.kind.label

    @property
    def numbered_together(self):
        """Whether these papers may go out under one number: several about the session itself."""
        return self.kind.is_issued and self.kind.scope == Thing.SESSION

    def post(self, request, *args, **kwargs):
        """Record one number and date on all papers of the kind that have none."""
        if not self.numbered_together:
            raise Http404
        form = NumberForAllForm(request.POST)
        if form.is_valid():
            try:
                number = record_number_for_all(
                    self.papers(), user=request.user, **form.cleaned_data
                )
            except ValidationError as error:
                form.show(error)
            else:
                messages.success(
                    request,
                    ngettext(
                        "The number is recorded on %(number)s paper.",
                        "The number is recorded on %(number)s papers.",
                        number,
                    )
                    % {"number": number},
                )
                return redirect(request.path)
        return self.show(request, form)

    def papers(self):
        commune = CommuneSettings.load()
        parts = self.kind.parts(self.session)
        return [self.kind(self.session, part, commune=commune) for part in parts]

    def get(self, request, *args, **kwargs):
        return self.show(request, NumberForAllForm() if self.numbered_together else None)

    def show(self, request, form):
        query = request.GET.get("q", "").strip()
        stage = request.GET.get("stage", "")
        stage = stage if stage in FILTERS and self.kind.is_issued else ""
        of_sheets = self.kind.scope == Thing.REGISTRATION
        rows = (self.sheets if of_sheets else self.lines)(query, stage)
        page = Paginator(rows, LINES_A_PAGE).get_page(request.GET.get("p"))
        lines = self.lines_of_sheets(page.object_list) if of_sheets else page.object_list
        return self.render_to_response(
            self.get_context_data(
                session=self.session,
                session_url=self.session_url,
                kind=self.kind,
                query=query,
                stage=stage,
                filters=FILTERS.items() if self.kind.is_issued else [],
                of_sheets=of_sheets,
                page=page,
                lines=lines,
                form=form,
            )
        )

    def lines(self, query, stage):
        """Return the lines of a kind that the session itself has."""
        parts = self.kind.parts(self.session)
        wanted = search_fold(query)
        found = {part: label for part, label in parts.items() if wanted in search_fold(str(label))}
        lines = lines_of(self.kind, self.session, found, latest_of(self.session))
        return [line for line in lines if not stage or stage_of(line.document) == stage]

    def sheets(self, query, stage):
        """Return the sheets of the session, whether or not they have this paper now."""
        sheets = records_with_papers(self.request.user, Thing.REGISTRATION)
        sheets = sheets.filter(session=self.session).order_by("year", "number")
        if query:
            number = number_condition(query)
            sheets = sheets.filter(number) if number else sheets.search_folded(query)
        return sheets.filter(self.at_stage(stage)) if stage else sheets

    def at_stage(self, stage):
        """Return the condition for sheets whose paper is at this stage, by its latest edition."""
        newer = OfficialDocument.objects.filter(
            kind=OuterRef("kind"), about=OuterRef("about"), edition__gt=OuterRef("edition")
        )
        latest = OfficialDocument.objects.filter(~Exists(newer), kind=self.kind.name)
        signed = Q(pk__in=latest.exclude(signed_sha256="").values("registration"))
        numbered = latest.filter(signed_sha256="").exclude(number="")
        numbered = Q(pk__in=numbered.values("registration"))
        return {"signed": signed, "numbered": numbered, "blank": ~signed & ~numbered}[stage]

    def lines_of_sheets(self, sheets):
        """Return for each sheet of the page its lines; one without occasion gives an empty list."""
        sheets = catalogue.with_questions(list(sheets))
        kept = OfficialDocument.objects.filter(kind=self.kind.name, registration__in=sheets)
        latest = {(d.kind, d.about): d for d in kept.order_by("edition")}
        found = []
        for sheet in sheets:
            lines = lines_of(self.kind, sheet, self.kind.parts(sheet), latest)
            about = about_key(sheet, "")
            former = latest.get((self.kind.name, about))
            if not lines and former:
                lines = [Line(self.kind, about, str(self.kind.label), former, False)]
            found.append((sheet, lines))
        return found
