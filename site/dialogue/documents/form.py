"""The registration form: blank to fill by hand, or filled from a sheet."""

from django.urls import reverse
from django.utils import timezone

from ..addresses import absolute
from ..deadlines import ZONE
from ..models import CommuneSettings
from . import qr, wording
from .form_fields import ROWS_OF_TEXT, described, extra_fields, form_version
from .paper import Paper, dated

# As on the issued form.
ROWS_OF_PART = {1: 6, 2: 4}
QR_FILE = "qr.svg"
# In addresses: for which session, and that the printed form was of an earlier edition.
SESSION_PARAMETER = "hoi-nghi"
OLD_FORM_PARAMETER = "mau-cu"


def form_address(form_page):
    """Return the short address of the web form, as people type it or their camera opens it."""
    return absolute(reverse("dialogue:form_link", args=[form_page.pk]))


def typed_address(form_page):
    """Return the same address as people type it."""
    return form_address(form_page).split("://", 1)[-1].rstrip("/")


def marked_address(form_page, session=None):
    """
    Return the address in the code of a printed form: it also says which session the sheet is for,
    if one was chosen, and of which edition the form is.
    """
    mark = f"{session.pk}-" if session else ""
    return f"{form_address(form_page)}{mark}{form_version(form_page)}/"


def chosen_session(sessions, key=None):
    """Return the session that a form is given out for: the one called ``key``, or the only one."""
    wanted = [session for session in sessions if str(session.pk) == key]
    only = sessions if len(sessions) == 1 else []
    return next(iter(wanted or only), None)


def form_data(commune, *, date, form_page=None, sheet=None):
    """
    Return what the form's template shows.

    :param date: the parts that ``dated`` gives
    :param form_page: the web form that the QR code leads to, or None for no code
    :param sheet: the values of a filled form by label, as ``receipt`` gives them, or None
    """
    sheet = sheet or {}
    fields = [
        (wording.FULL_NAME, "", "full_name"),
        (wording.PHONE, "", "phone"),
        (wording.ADDRESS, wording.ADDRESS_HINT, "address"),
        (wording.EMAIL, wording.EMAIL_HINT, "email"),
    ]
    parts = [
        (1, wording.PART_1, wording.PART_1_HINT, "part_1"),
        (2, wording.PART_2, wording.PART_2_HINT, "part_2"),
    ]
    return {
        "title": wording.FORM_TITLE,
        "note": wording.note(commune),
        "fields": [
            {"label": label, "hint": hint, "value": sheet.get(name, "")}
            for label, hint, name in fields
        ],
        "registers": wording.REGISTERS,
        "parts": [
            {
                "label": label,
                "hint": hint,
                "value": sheet.get(name, ""),
                "rows": list(range(ROWS_OF_PART[number])),
            }
            for number, label, hint, name in parts
        ],
        "extra": sheet.get("extra", []),
        "guardian": sheet.get("guardian", ""),
        "reception": sheet.get("reception", []),
        "place": commune.place_name,
        "date": date,
        "signature": wording.SIGNATURE,
        "signature_hint": wording.SIGNATURE_HINT,
        "name": sheet.get("signed_name", ""),
        "footnotes": list(wording.FOOTNOTES),
        "online": typed_address(form_page) if form_page else "",
    }


def form_assets(form_page):
    """Return the QR code of the web form, for ``Paper.assets``."""
    return {QR_FILE: qr.svg(form_address(form_page))} if form_page else {}


def blank_extras(form_page):
    """Return the editor's own fields as lines and boxes to fill in by hand."""
    fields = extra_fields(described(form_page.get_form_class().base_fields))
    return [_blank(entry) for entry in fields]


def _blank(entry):
    if entry["kind"] == "tick":
        return {"label": "", "boxes": [entry["label"]]}
    if entry["options"]:
        return {"label": entry["label"], "boxes": [o["label"] for o in entry["options"]]}
    rows = ROWS_OF_TEXT if entry["kind"] == "text" else 1
    return {"label": entry["label"], "hint": entry["hint"], "rows": list(range(rows))}


class BlankForm(Paper):
    """
    The form that ``form_page`` offers to print; dated in the present year.

    :param session: key of the session that the sheets are for, if it takes sheets
    """

    template = "dialogue/documents/form.html"

    def __init__(self, form_page, commune=None, now=None, session=None):
        self.form_page = form_page
        self.commune = commune or CommuneSettings.load()
        self.year = (now or timezone.now()).astimezone(ZONE).year
        self.session = chosen_session(form_page.open_sessions, session)

    def title(self):
        return "Phiếu đăng ký tham gia đối thoại"

    file_title = title

    def data(self):
        date = dated(None, self.year)
        form = form_data(self.commune, date=date, form_page=self.form_page)
        own = {"extra": blank_extras(self.form_page), "version": form_version(self.form_page)}
        return {"form": form | own}

    def assets(self):
        return {QR_FILE: qr.svg(marked_address(self.form_page, self.session))}
