"""The plan in: an editor gives a Word file or pastes the text, and gets a draft to look through."""

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from ..deadlines import ZONE
from ..intake import token
from ..models import DialogueIndexPage, PlanPage
from ..plan_import.archive import MOST_BYTES, Refused
from ..plan_import.draft import draft_plan, drafted
from ..plan_import.fonts import OLD_FONT, is_garbled
from ..plan_import.lines import pasted
from ..plan_import.recognise import recognise
from ..plan_import.result import REVIEW
from ..plan_import.summary import recognised, to_look_at
from ..plan_import.word import read_word
from .records import HOME, DeskView

MOST_PASTED = 200_000
# What the editor's form sends: of each block value, type, place, key and whether it was deleted
# (a review has one value more); and all the rest of the page, with some room to write on.
FIELDS_A_BLOCK, FIELDS_BESIDE = 5, 100
ADDRESS = "dialogue_desk:plan_import"


def fits_the_editor(result):
    """Return whether the site takes the form that the editor of such a page sends."""
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    needed = FIELDS_BESIDE + FIELDS_A_BLOCK * len(result.blocks) + result.count(REVIEW)
    return most is None or needed <= most


def indexes_for(user):
    """Return the dialogues below which the user may add a plan, in the order of the tree."""
    return [
        index
        for index in DialogueIndexPage.objects.order_by("path")
        if PlanPage.can_create_at(index) and index.permissions_for_user(user).can_add_subpage()
    ]


def import_button(page, user, view_name, next_url=None):
    """Offer the import among the verbs of a dialogue (hook ``register_page_header_buttons``)."""
    if page.specific_class is DialogueIndexPage and page in indexes_for(user):
        yield Button(
            _("Bring in a plan from a Word file"),
            url=f"{reverse(ADDRESS)}?below={page.pk}",
            icon_name="upload",
            priority=12,
        )


class PlanImportForm(forms.Form):
    """
    A Word file or pasted text, never both. What it holds is read by ``clean``: a form that is valid
    has a ``result``.

    :param indexes: the dialogues to choose from
    """

    below = forms.ChoiceField(label=gettext_lazy("Dialogue to which the plan belongs"))
    file = forms.FileField(
        label=gettext_lazy("Word file (.docx)"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={
                "accept": ".docx,application/vnd.openxmlformats-officedocument."
                "wordprocessingml.document"
            }
        ),
        help_text=gettext_lazy("At most 10 MB. The file itself is not kept."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text of the plan"),
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "All of it, from “Số: …/KH-UBND” down to the annexes, with its numbers and dashes."
        ),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, indexes, **kwargs):
        super().__init__(*args, **kwargs)
        self.indexes = {str(index.pk): index for index in indexes}
        below = self.fields["below"]
        below.choices = [(key, index.title) for key, index in self.indexes.items()]
        if len(self.indexes) == 1:
            below.widget = below.hidden_widget()
            below.initial = next(iter(self.indexes))

    @property
    def index(self):
        return self.indexes[self.cleaned_data["below"]]

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        file, text = given.get("file"), given.get("text", "")
        if file and text.strip():
            raise forms.ValidationError(
                _("Choose the file or paste the text, not both: take one of them out.")
            )
        if not file and not text.strip():
            raise forms.ValidationError(_("Choose a Word file, or paste the text of the plan."))
        self.result = self._recognised("file" if file else "text", file, text)
        return given

    def _recognised(self, name, file, text):
        try:
            source = self._from_file(file) if file else self._from_text(text)
        except Refused as error:
            self.add_error(name, str(error))
            return None
        result = recognise(source, timezone.now().astimezone(ZONE).year)
        if result.is_empty:
            self.add_error(
                name,
                _(
                    "No part of a plan was recognised in it: no number, no title, no section. "
                    "Choose the plan itself."
                ),
            )
        elif not fits_the_editor(result):
            self.add_error(
                name,
                _(
                    "This plan has %(count)s paragraphs, more than the site's editor can save. "
                    "Take its long annexes out and add them as files afterwards."
                )
                % {"count": len(result.blocks)},
            )
        return result

    def _from_file(self, file):
        if not file.size:
            raise Refused(_("This file is empty. Choose another one."))
        return read_word(file.read(MOST_BYTES + 1))

    def _from_text(self, text):
        if is_garbled(text):
            raise Refused(OLD_FONT)
        return pasted(text)


class PlanImport(DeskView, View):
    """
    GET gives the form with a signed key; POST makes one draft for it, however often it is sent, and
    leads to its editor. What is refused changes nothing; pasted text stays in the form.
    """

    template_name = "dialogue/desk/plan_import.html"
    page_title = gettext_lazy("Bring in a plan from a Word file")
    header_icon = "upload"

    def may_enter(self):
        return bool(self.indexes)

    @cached_property
    def indexes(self):
        return indexes_for(self.request.user)

    def get_breadcrumbs_items(self):
        return [HOME, {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        asked = request.GET.get("below", "")
        initial = {"token": str(token.fresh(timezone.now()))} | ({"below": asked} if asked else {})
        return self.show(PlanImportForm(indexes=self.indexes, initial=initial))

    def post(self, request, *args, **kwargs):
        sent = token.read(request.POST.get("token", ""))
        if sent and (page := drafted(sent.key)):
            return self.lead_to(page, _("This plan was brought in before; here is its draft."))
        form = PlanImportForm(request.POST, request.FILES, indexes=self.indexes)
        if form.is_valid() and sent:
            page = draft_plan(form.result, index=form.index, user=request.user, key=sent.key)
            tell(request, form.result)
            return redirect("wagtailadmin_pages:edit", page.pk)
        form.data = form.data.copy()
        form.data["token"] = str(sent or token.fresh(timezone.now()))
        if not sent:
            form.add_error(None, _("The form was open for too long. Please send it once more."))
        return self.show(form)

    def lead_to(self, page, message):
        if not page.permissions_for_user(self.request.user).can_edit():
            raise Http404
        messages.info(self.request, message)
        return redirect("wagtailadmin_pages:edit", page.pk)

    def show(self, form):
        had_file = bool(form.files.get("file"))
        return self.render_to_response(self.get_context_data(form=form, had_file=had_file))


def tell(request, result):
    """Say above the editor what was recognised, and what is to be looked at."""
    messages.success(request, _listed(_("The draft is made. Recognised:"), recognised(result)))
    if lacks := to_look_at(result):
        messages.warning(request, _listed(_("Please look at:"), lacks))


def _listed(heading, sentences):
    items = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in sentences))
    return format_html("{}<ul>{}</ul>", heading, items)
