"""The loudspeaker: texts to read aloud, made from plan and sessions, and a log of the readings."""

import datetime as dt

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..documents import word
from ..documents.broadcast import EDITIONS, BroadcastText
from ..documents.paper import content_disposition
from ..models import Broadcast, PlanPage, SessionPage
from ..permissions import PREPARE_PAGES, holds
from ..spoken import seconds
from ..vietnamese import clean_line, local
from .blanks import name_blanks
from .listing import LinkColumn, OfficeListing, TextColumn
from .people import person
from .records import HOME
from .session_verbs import moment_field

# Nobody notes a reading of long ago; a year typed wrong is noticed.
OLDEST = dt.timedelta(days=366)
PDF, WORD = "pdf", "docx"
KINDS = {
    PDF: "application/pdf",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def pages_to_read():
    """Return what texts are made from, the latest first: sessions, then plans."""
    sessions = SessionPage.objects.newest_first().only("pk", "title")[:6]
    return [*sessions, *PlanPage.objects.order_by("-year", "-pk").only("pk", "title")[:3]]


class BroadcastForm(forms.ModelForm):
    """Noting that a text was read."""

    edition = forms.ChoiceField(
        label=gettext_lazy("Edition read"),
        choices=[(edition.key, edition.label) for edition in EDITIONS.values()],
        widget=forms.RadioSelect,
    )
    aired_at = moment_field(gettext_lazy("Read at"))

    class Meta:
        model = Broadcast
        fields = ["edition", "aired_at", "reader", "place"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_blanks(self)

    def clean_aired_at(self):
        aired_at, now = self.cleaned_data["aired_at"], timezone.now()
        if aired_at > now:
            raise forms.ValidationError(_("A reading is noted once it took place."))
        if aired_at < now - OLDEST:
            raise forms.ValidationError(_("This lies more than a year back: check the year."))
        return aired_at

    def clean_reader(self):
        return clean_line(self.cleaned_data["reader"])

    def clean_place(self):
        return clean_line(self.cleaned_data["place"])


class BroadcastList(OfficeListing):
    """What was read, newest first; above it, what a text can be made from."""

    roles = PREPARE_PAGES
    model = Broadcast
    template_name = "dialogue/desk/office/broadcasts.html"
    page_title = gettext_lazy("Loudspeaker")
    header_icon = "media"
    index_url_name = "dialogue_desk:broadcasts"
    index_results_url_name = "dialogue_desk:broadcasts_results"
    is_searchable = False
    no_results_message = gettext_lazy("No reading was noted yet.")

    @cached_property
    def columns(self):
        return [
            LinkColumn(
                "page_title",
                label=pgettext_lazy("broadcast", "About"),
                get_url=lambda row: _address(row.page_id) if row.page_id else None,
                note=lambda row: str(EDITIONS[row.edition].label),
            ),
            TextColumn(
                "aired_at",
                label=gettext_lazy("Read at"),
                lines=lambda row: [f"{local(row.aired_at):%H:%M %d/%m/%Y}", row.place],
            ),
            TextColumn("reader", label=gettext_lazy("Read by"), lines=lambda row: [row.reader]),
            TextColumn(
                "noted_by", label=gettext_lazy("Noted by"), lines=lambda row: [person(row.noted_by)]
            ),
        ]

    def get_base_queryset(self):
        return Broadcast.objects.select_related("noted_by").defer("text")

    def get_context_data(self, **kwargs):
        pages = [(page.title, _address(page.pk)) for page in pages_to_read()]
        return super().get_context_data(**kwargs) | {"pages": pages}


def _address(page_id):
    return reverse("dialogue_desk:broadcast", args=[page_id])


class PageToRead(WagtailAdminTemplateMixin, View):
    """What the views about one plan or session share."""

    def dispatch(self, request, *args, **kwargs):
        if not holds(request.user, PREPARE_PAGES):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self):
        for model in (SessionPage, PlanPage):
            if found := model.objects.filter(pk=self.kwargs["pk"]).first():
                return found
        raise Http404


class BroadcastView(PageToRead):
    """Both editions to read or print; POST notes a reading."""

    template_name = "dialogue/desk/office/broadcast.html"
    header_icon = "media"
    page_title = gettext_lazy("Text for the loudspeaker")

    def get_page_subtitle(self):
        return self.page.title

    def get_breadcrumbs_items(self):
        readings = {"url": reverse("dialogue_desk:broadcasts"), "label": _("Loudspeaker")}
        return [HOME, readings, {"url": "", "label": self.page.title}]

    def get(self, request, *args, **kwargs):
        form = BroadcastForm(initial={"edition": next(iter(EDITIONS))})
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request, *args, **kwargs):
        form = BroadcastForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        noted = form.save(commit=False)
        edition = EDITIONS[noted.edition]
        noted.page, noted.page_title, noted.noted_by = self.page, self.page.title, request.user
        noted.text = "\n".join(BroadcastText(self.page, edition).paragraphs)
        # A double click notes the same reading once.
        same = {"page": self.page, "edition": noted.edition, "aired_at": noted.aired_at}
        if not Broadcast.objects.filter(place=noted.place, **same).exists():
            noted.save()
        messages.success(request, _("The reading is noted."))
        return redirect(_address(self.page.pk))

    def get_context_data(self, **kwargs):
        texts = [BroadcastText(self.page, edition) for edition in EDITIONS.values()]
        told = [(paper.edition, paper.paragraphs) for paper in texts]
        return super().get_context_data(
            page_read=self.page,
            texts=[(edition, text, seconds(" ".join(text))) for edition, text in told],
            readings=Broadcast.objects.filter(page=self.page.pk).select_related("noted_by")[:20],
            **kwargs,
        )


class BroadcastPaper(PageToRead):
    """One edition as PDF or Word file, to hand to who reads it."""

    def get(self, request, *args, edition, suffix, **kwargs):
        if edition not in EDITIONS or suffix not in KINDS:
            raise Http404
        paper = BroadcastText(self.page, EDITIONS[edition])
        content = paper.pdf() if suffix == PDF else word.docx(paper)
        name = f"{paper.file_name.rpartition('.')[0]}.{suffix}"
        return HttpResponse(
            content,
            content_type=KINDS[suffix],
            headers={"Content-Disposition": content_disposition(name)},
        )
