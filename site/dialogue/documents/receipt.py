"""A sheet as a filled form, for the person who sent it."""

from ..models import CommuneSettings
from ..vietnamese import local, long_datetime
from .form import form_data
from .paper import Paper, dated


def _sender(registration):
    """Return the name line as footnote 1 of the form asks: representative, then body."""
    names = (registration.full_name, registration.organisation_name)
    return " – ".join(name for name in names if name)


class FilledForm(Paper):
    """The form with what was sent, the register number and the official time of reception."""

    template = "dialogue/documents/form.html"

    def __init__(self, registration, commune=None):
        self.registration = registration
        self.commune = commune or CommuneSettings.load()

    def title(self):
        return f"Phiếu đăng ký tham gia đối thoại số {self.registration.code}"

    def file_title(self):
        return f"Phiếu đăng ký số {self.registration.code.replace('/', '-')}"

    def data(self):
        sheet = self.registration
        sent = local(sheet.recorded_at)
        values = {
            "full_name": _sender(sheet),
            "phone": sheet.phone_text,
            "address": sheet.address,
            "email": sheet.email,
            "part_1": sheet.part_1,
            "part_2": sheet.part_2,
            "guardian": sheet.guardian_name,
            "signed_name": sheet.full_name,
            "extra": [
                {"label": entry["label"], "value": entry["value"]} for entry in sheet.extra_answers
            ],
            "reception": [
                {"label": "Số phiếu:", "value": sheet.code},
                {"label": "Thời điểm tiếp nhận:", "value": long_datetime(sheet.received_at)},
                *self._session(),
            ],
        }
        date = dated(sent.date(), sent.year)
        return {"form": form_data(self.commune, date=date, sheet=values)}

    def _session(self):
        session = self.registration.session
        return [{"label": "Hội nghị:", "value": session.title}] if session else []


def render_receipt(registration):
    """
    Return a sheet as a filled form in PDF. Made anew each time and kept nowhere: it is personal.

    :raises dialogue.documents.engine.PaperError: when the PDF can't be made
    """
    return FilledForm(registration).pdf()
