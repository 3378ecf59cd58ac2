"""Papers and files that the tests of the office's work with papers share."""

import io

from pypdf import PdfWriter

from dialogue.documents import content as c
from dialogue.documents.official import OfficialPaper
from dialogue.states import Thing


class SampleMinutes(OfficialPaper):
    """A paper about a session that names nobody and may be published."""

    name, label, scope = "sample_minutes", "Biên bản mẫu", Thing.SESSION
    code, kind = "BB", "BIÊN BẢN"
    is_personal, may_be_published = False, True

    @classmethod
    def parts(cls, record):
        return {"": "Biên bản mẫu"}

    def body(self):
        return [c.paragraph(f"Hội nghị đối thoại tại {self.record.place}")]


class SampleInvitation(OfficialPaper):
    """Forty invitations to a session, one for each village."""

    name, label, scope = "sample_invitation", "Giấy mời mẫu", Thing.SESSION
    code, kind = "GM", "GIẤY MỜI"
    number = 40

    @classmethod
    def parts(cls, record):
        return {f"village-{n}": f"Thôn số {n}" for n in range(1, cls.number + 1)}

    @property
    def subject(self):
        return self.parts(self.record)[self.part]

    def body(self):
        return [c.paragraph(f"Kính mời đại diện {self.subject}")]


class SampleLabels(OfficialPaper):
    """Printed only: no number, no signature."""

    name, label, scope = "sample_labels", "Nhãn mẫu", Thing.SESSION
    is_issued = False

    @classmethod
    def parts(cls, record):
        return {"": "Nhãn mẫu"}

    def body(self):
        return [c.paragraph("Nhãn địa chỉ")]


SAMPLES = (SampleMinutes, SampleInvitation, SampleLabels)


def add_samples(monkeypatch):
    """Let the catalogue hold the sample papers besides the real ones."""
    from dialogue.documents import catalogue

    real = catalogue.papers()
    monkeypatch.setattr(
        catalogue, "papers", lambda: {**real, **{paper.name: paper for paper in SAMPLES}}
    )


def signed_pdf(*, pages=1, password="", mark="đã ký"):
    """Return a PDF as an office would scan it."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": mark})
    if password:
        writer.encrypt(password, algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
