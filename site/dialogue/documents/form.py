"""The registration form: blank to fill by hand, or filled from a sheet."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ..deadlines import ZONE
from ..models import CommuneSettings
from . import qr, wording
from .paper import Paper, dated

# As on the issued form.
ROWS_OF_PART = {1: 6, 2: 4}
QR_FILE = "qr.svg"


def form_address(form_page):
    """Return the short address of the web form, as people type it or their camera opens it."""
    path = reverse("dialogue:form_link", args=[form_page.pk])
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _typed(address):
    return address.split("://", 1)[-1].rstrip("/")


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
        "online": _typed(form_address(form_page)) if form_page else "",
    }


def form_assets(form_page):
    """Return the QR code of the web form, for ``Paper.assets``."""
    return {QR_FILE: qr.svg(form_address(form_page))} if form_page else {}


class BlankForm(Paper):
    """The form that ``form_page`` offers to print; dated in the present year."""

    template = "dialogue/documents/form.html"

    def __init__(self, form_page, commune=None, now=None):
        self.form_page = form_page
        self.commune = commune or CommuneSettings.load()
        self.year = (now or timezone.now()).astimezone(ZONE).year

    def title(self):
        return "Phiếu đăng ký tham gia đối thoại"

    file_title = title

    def data(self):
        date = dated(None, self.year)
        return {"form": form_data(self.commune, date=date, form_page=self.form_page)}

    def assets(self):
        return form_assets(self.form_page)
