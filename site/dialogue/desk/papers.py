"""One official paper at the desk: its files, number and date, signed copy and editions."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from ..actions import Conflict, NotAllowed, documents
from ..documents import catalogue
from ..documents.editions import EDITIONS
from ..models import CommuneSettings, OfficialDocument, SessionPage
from ..permissions import HANDLE_PAPERS, holds, may_publish_papers, visible_registrations
from ..states import Thing
from .paper_forms import FORMS, KeepSignedForm, PrintForm, RecordNumberForm
from .paper_lines import number_and_date, paper_url, state_of
from .people import person
from .records import LISTS, DeskView, note_reading

Verb = OfficialDocument.Verb


def records_with_papers(user, scope):
    """Return the sheets or sessions whose papers the user may handle; none for others."""
    if scope == Thing.SESSION:
        records, seen = SessionPage.objects.all(), holds(user, HANDLE_PAPERS)
    else:
        records, seen = visible_registrations(user), holds(user, HANDLE_PAPERS)
        records = records.select_related("session", "village")
    return records if seen else records.none()


class OnePaper(DeskView, View):
    """
    What all addresses of one paper share. ``kind`` and ``about`` name it; a forbidden one and a
    missing one are the same 404.
    """

    header_icon = "doc-full"

    def may_enter(self):
        return holds(self.request.user, HANDLE_PAPERS)

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter():
            raise Http404
        self.look_up()
        note_reading(request.user, self.sheet)
        return super().dispatch(request, *args, **kwargs)

    def look_up(self):
        """Find record, paper and what is kept of it; 404 where there is none for this person."""
        try:
            self.kind = catalogue.papers()[self.kwargs["kind"]]
            scope, key, part = catalogue.split_about(self.kwargs["about"])
        except LookupError as error:
            raise Http404 from error
        if scope != self.kind.scope:
            raise Http404
        self.record = records_with_papers(self.request.user, scope).filter(pk=key).first()
        if self.record is None:
            raise Http404
        self.sheet = self._sheet(part)
        self.paper = self.kind(self.record, part)
        if self.paper.about != self.kwargs["about"]:
            raise Http404
        self.kept = list(documents.kept_of(self.paper))
        self.paper.document = self.kept[0] if self.kept else None
        self.is_current = self.kind.prints(self.record, part)
        if not self.is_current and not self.kept:
            raise Http404

    def _sheet(self, part):
        """Return the sheet that the paper is about or whose sender it names, or None."""
        if self.record.THING == Thing.REGISTRATION:
            return self.record
        key = self.kind.sheet_named(part)
        if key is None:
            return None
        # A signed one stays, also when its sheet is restricted afterwards.
        return get_object_or_404(visible_registrations(self.request.user), pk=key)

    @property
    def document(self):
        return self.paper.document

    @property
    def is_signed(self):
        return self.document is not None and self.document.is_signed

    @cached_property
    def url(self):
        return paper_url(self.kind.name, self.kwargs["about"])

    @property
    def what(self):
        """The paper in the log: keys, no names."""
        return f"paper {self.kind.name} {self.kwargs['about']}"

    @property
    def record_name(self):
        return str(self.record) if self.record.THING == Thing.REGISTRATION else self.record.title

    @cached_property
    def name(self):
        """The paper as people call it; of one without occasion only its kind and record."""
        if self.is_current:
            return self.paper.title()
        return f"{self.kind.label} {self.record_name}"

    def edition(self, name="pdf"):
        return EDITIONS[name](self.paper)


class PaperView(OnePaper):
    """The paper's page. POST to one of its verbs does it; what is refused changes nothing."""

    template_name = "dialogue/desk/office/paper.html"
    page_title = gettext_lazy("Paper")
    http_method_names = ("get", "post", "head")

    def get_page_subtitle(self):
        return self.name

    def get_breadcrumbs_items(self):
        if self.record.THING == Thing.REGISTRATION:
            way = [LISTS[Thing.REGISTRATION]]
            way.append({"url": self.record.get_absolute_url(), "label": self.record.code})
        else:
            way = [{"url": reverse("dialogue_desk:sessions"), "label": _("Sessions")}]
            way.append({"url": self.record_url, "label": self.record.title})
        return [*self.breadcrumbs_items, *way, {"url": "", "label": self.kind.label}]

    @cached_property
    def record_url(self):
        return reverse(f"dialogue_desk:{self.record.THING.value}", args=[self.record.pk])

    def get(self, request, *args, **kwargs):
        if kwargs.get("verb", Verb.RENEW) not in documents.VERBS:
            raise Http404
        return self.show()

    def post(self, request, *args, **kwargs):
        verb = kwargs.get("verb")
        if verb not in documents.VERBS:
            raise Http404
        form = self.form(Verb(verb), request.POST, request.FILES)
        try:
            if not form.is_valid():
                return self.show({verb: form}, status=422)
            self.perform(verb, form)
        except NotAllowed as error:
            return self.show(refused=str(error), status=403)
        except ValidationError as error:
            form.show(error)
            return self.show({verb: form}, status=422)
        except Conflict as conflict:
            return self.show_conflict(verb, form, conflict)
        messages.success(request, DONE[verb])
        return redirect(self.url)

    def perform(self, verb, form):
        documents.VERBS[verb](
            self.paper,
            user=self.request.user,
            version=form.cleaned_data["version"],
            **form.given(),
        )

    def show_conflict(self, verb, form, conflict):
        self.look_up()
        form.show_conflict(self.document.version if self.document else 0)
        return self.show(
            {verb: form}, status=409, meanwhile=history_of(conflict.meanwhile), conflict=True
        )

    def form(self, verb, *data):
        options = {"document": self.document}
        if verb == Verb.RECORD_NUMBER:
            options["commune"] = self.commune
        return FORMS[verb](*data, **options)

    @cached_property
    def commune(self):
        return CommuneSettings.load()

    def offered(self):
        """Return the verbs with a form on the page now; the actions decide all the same."""
        if not self.kind.is_issued:
            return []
        if not self.is_signed:
            numbered = self.document is not None and self.document.number
            verbs = [Verb.RECORD_NUMBER, *([Verb.KEEP_SIGNED] if numbered else [])]
        else:
            verbs = [Verb.RENEW]
        if self.kind.may_be_published and may_publish_papers(self.request.user, self.record):
            if any(kept.published_at for kept in self.kept):
                verbs.append(Verb.UNPUBLISH)
            if self.is_signed and not self.document.published_at:
                verbs.append(Verb.PUBLISH)
        return verbs

    def show(self, bound=None, status=200, **context):
        forms = {verb.value: self.form(verb) for verb in self.offered()}
        forms |= bound or {}
        return self.render_to_response(self.get_context_data(forms=forms, **context), status=status)

    def get_context_data(self, forms, **kwargs):
        takes_long = self.prints_now and self.edition().takes_long
        tone, word = state_of(self.document, is_issued=self.kind.is_issued)
        return super().get_context_data(
            kind=self.kind,
            name=self.name,
            record=self.record,
            record_url=self.record_url,
            record_name=self.record_name,
            url=self.url,
            about=self.kwargs["about"],
            document=self.document,
            former=self.kept[1:],
            tone=tone,
            state=word,
            noted=number_and_date(self.document),
            is_current=self.is_current,
            prints_now=self.prints_now,
            takes_long=takes_long,
            print_form=PrintForm() if takes_long else None,
            odd=self.paper.odd_characters() if self.prints_now else [],
            forms=forms,
            media=RecordNumberForm(document=None, commune=self.commune).media
            + KeepSignedForm(document=None).media,
            history=self.history(),
            verb_url={
                verb: reverse("dialogue_desk:paper_verb", args=[*self.address, verb])
                for verb in documents.VERBS
            },
            **kwargs,
        )

    @property
    def address(self):
        return self.kind.name, self.kwargs["about"]

    @property
    def prints_now(self):
        """Whether the paper is made from the records now: the signed copy takes its place."""
        return self.is_current and not self.is_signed

    def history(self):
        rows = OfficialDocument.history.filter(id__in=[kept.pk for kept in self.kept])
        return history_of(rows.select_related("history_user").order_by("-version", "-history_id"))


DONE = {
    Verb.RECORD_NUMBER: gettext_lazy("Number, date and signer are recorded."),
    Verb.KEEP_SIGNED: gettext_lazy(
        "The signed copy is kept. From now on it is what is downloaded."
    ),
    Verb.RENEW: gettext_lazy("A new edition is begun. The signed one stays below, as it is."),
    Verb.PUBLISH: gettext_lazy("The signed copy is on the session's page now."),
    Verb.UNPUBLISH: gettext_lazy("The signed copy is off the session's page."),
}


def history_of(rows):
    """Return what was done with a paper, as dicts of ``at``, ``by``, ``what``, ``reason``."""
    return [
        {
            "at": row.history_date,
            "by": person(row.history_user) or _("the system"),
            "what": f"{Verb(row.verb).label}{_told(row)}",
            "reason": row.history_change_reason or "",
        }
        for row in rows
    ]


def _told(row):
    told = number_and_date(row.instance) if row.verb == Verb.RECORD_NUMBER else ""
    return f": {told}" if told else ""
