"""
The registration form to fill in on a screen: a PDF whose fields are those of the web form.

Each field bears the web form's name, so ``intake.pdf_form`` reads it back without a table of its
own. No field has a greatest length: viewers would silently cut what is pasted.
"""

import re
from functools import cached_property
from pathlib import Path

import pydyf
from django.utils import timezone

from ..deadlines import ZONE
from ..models import CommuneSettings
from ..vietnamese import local
from . import engine, wording
from .form import chosen_session, typed_address
from .form_fields import described, extra_fields, form_version
from .paper import Paper, dated

STYLE = "fillable.css"
# The field that says which form this is: "page-version". No field of the web form is called so.
MARK_FIELD = "mau-phieu"
WHO = ("applicant_kind", "full_name", "organisation_name", "guardian_name", "phone")
ADDRESS = ("house", "village", "other_place", "commune", "province")
PARTS = ("part_1", "part_2")
CONSENTS = ("consent_publish", "consent_contact")

# Chrome and Edge (PDFium) draw letters beyond Latin-1 with a font of the computer, which may have
# no ộ or ữ, instead of the one in the file; unless that one's label is on their list of symbol
# fonts. The label is free: it names an entry of the form's resources and is shown nowhere.
FONT_NAME = "Wingdings"
_FONT = re.compile(r"/(\S+) (\S+) Tf")
_HIDDEN, _READ_ONLY = 1 << 1, 1 << 0


class FillableForm(Paper):
    """
    The form that ``form_page`` offers to fill in on a screen.

    :param session: key of the session chosen beforehand, if it takes sheets
    """

    template = "dialogue/documents/fillable.html"

    def __init__(self, form_page, commune=None, session=None):
        self.form_page = form_page
        self.commune = commune or CommuneSettings.load()
        self.sessions = form_page.open_sessions
        self.session = chosen_session(self.sessions, session)

    def title(self):
        return "Phiếu đăng ký tham gia đối thoại (điền trên máy)"

    def file_title(self):
        return "Phiếu đăng ký tham gia đối thoại - điền trên máy"

    @cached_property
    def form(self):
        return self.form_page.get_form_class()(sessions=self.sessions, commune=self.commune)

    @cached_property
    def fields(self):
        """The fields by name, each with what stands in it beforehand."""
        found = described(self.form.fields)
        for name, entry in found.items():
            entry["value"] = self._value(name)
        # The official form's own label, with the mark of its footnote.
        found["full_name"]["label"] = wording.FULL_NAME.removesuffix(":")
        found["session"]["options"] = [
            {"value": pk, "label": _session_words(session)}
            for pk, session in self.form.sessions.items()
        ]
        return found

    def _value(self, name):
        if name == "session":
            return str(self.session.pk) if self.session else ""
        value = self.form.get_initial_for_field(self.form.fields[name], name)
        if isinstance(value, list | tuple):
            return [str(entry) for entry in value]
        return "" if value in (None, False) else str(value)

    def data(self):
        def chosen(names):
            return [self.fields[name] for name in names if name in self.fields]

        year = timezone.now().astimezone(ZONE).year
        return {
            "form": {
                "title": wording.FORM_TITLE,
                "how": wording.how_to_return(self.commune, typed_address(self.form_page)),
                "session": self.fields["session"],
                "who": chosen(WHO),
                "address_label": f"{wording.ADDRESS} {wording.ADDRESS_HINT}",
                "address": chosen(ADDRESS),
                "email": self.fields["email"],
                "registers": wording.REGISTERS,
                "parts": chosen(PARTS),
                "extra": extra_fields(self.fields),
                "consents": chosen(CONSENTS),
                "privacy": wording.privacy(self.commune, typed_address(self.form_page)),
                "place": self.commune.place_name,
                "date": dated(None, year),
                "signature": wording.SIGNATURE,
                "signature_hint": wording.SIGNATURE_HINT,
                "footnotes": list(wording.FOOTNOTES),
                "version": form_version(self.form_page),
            }
        }

    def assets(self):
        return {STYLE: (Path(__file__).parent / STYLE).read_bytes()}

    def pdf(self):
        return engine.render(
            self.html,
            self._assets,
            pdf_forms=True,
            full_fonts=True,
            finisher=self._finish,
        )

    def _finish(self, document, pdf):
        labels = {name: entry["label"] for name, entry in self.fields.items()}
        finish(pdf, labels, f"{self.form_page.pk}-{form_version(self.form_page)}")


def _session_words(session):
    when = f" ({local(session.start_at):%d/%m/%Y})" if session.start_at else ""
    return f"{session.title}{when}"


def finish(pdf, labels, mark):
    """
    Mend what WeasyPrint leaves undone in a form, before the file is written.

    Buttons of one group get one field with the choices' own names; ticks called "name.0",
    "name.1" … become parts of one field "name"; the mark is added, unseen.

    :param labels: what each field is called aloud, by name
    """
    form = pdf.catalog["AcroForm"]
    by_reference = {entry.reference: entry for entry in pdf.objects[1:]}
    fonts = by_reference[by_reference[form["DR"]]["Font"]]
    kept, groups = [], {}
    for reference in form["Fields"]:
        field = by_reference[reference]
        if "DA" in field:
            _name_font(field, fonts)
        if "Opt" in field and field["FT"] == "/Btn":
            _name_choices(field, [by_reference[kid] for kid in field["Kids"]])
            field["TU"] = pydyf.String(labels[field["T"].string])
        elif "Parent" in field:
            continue  # a button, reached through its group
        elif "." in (name := field["T"].string):
            _into_group(pdf, field, name, groups, kept, labels)
            continue
        kept.append(reference)
    kept.append(_add_mark(pdf, mark))
    form["Fields"] = pydyf.Array(kept)


def _name_font(field, fonts):
    font, size = _FONT.search(_text(field["DA"])).groups()
    fonts[FONT_NAME] = fonts[font]
    field["DA"] = pydyf.String(f"/{FONT_NAME} {size} Tf 0 g")


def _text(string):
    return string.string.decode() if isinstance(string.string, bytes) else string.string


def _name_choices(group, buttons):
    """Call each button's state after its choice, which every program writes back as it stands."""
    for number, button in enumerate(buttons):
        choice = group["Opt"][number].string
        button["AP"] = pydyf.Dictionary(
            {"N": pydyf.Dictionary({choice: button["AP"]["N"][number]})}
        )
        if button["AS"] == f"/{number}":
            button["AS"] = group["V"] = f"/{choice}"
        del button["T"]
    del group["Opt"]


def _into_group(pdf, field, name, groups, kept, labels):
    stem, _dot, number = name.rpartition(".")
    if stem not in groups:
        groups[stem] = pydyf.Dictionary(
            {"T": pydyf.String(stem), "TU": pydyf.String(labels[stem]), "Kids": pydyf.Array()}
        )
        pdf.add_object(groups[stem])
        kept.append(groups[stem].reference)
    groups[stem]["Kids"].append(field.reference)
    field["T"] = pydyf.String(number)
    field["Parent"] = groups[stem].reference


def _add_mark(pdf, mark):
    page_reference = pdf.page_references[0]
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Tx",
            "Ff": _READ_ONLY,
            "F": _HIDDEN,
            "T": pydyf.String(MARK_FIELD),
            "V": pydyf.String(mark),
            "Rect": pydyf.Array([0, 0, 0, 0]),
            "P": page_reference,
        }
    )
    pdf.add_object(field)
    page = next(entry for entry in pdf.objects[1:] if entry.reference == page_reference)
    page["Annots"].append(field.reference)
    return field.reference
