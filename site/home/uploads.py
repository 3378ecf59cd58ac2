"""
Files that staff upload: what is inside must be what the name says.

A name can be chosen freely and a browser believes what it finds, so both must agree: a page of
HTML or a program called "ke-hoach.pdf" is refused, and so is a file with anything before its mark.
"""

import zipfile
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from dialogue.vietnamese import slugify

PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What stands at byte 0 (ISO 32000 for PDF, APPNOTE 4.3.7 for ZIP, [MS-CFB] 2.2 for old Office),
# and what an archive of the kind always holds: [ECMA-376] part 2, OpenDocument 1.3 part 2.
KINDS = {
    "pdf": (PDF, ""),
    "doc": (OLE, ""),
    "xls": (OLE, ""),
    "docx": (ZIP, "word/document.xml"),
    "xlsx": (ZIP, "xl/workbook.xml"),
    "odt": (ZIP, "content.xml"),
    "ods": (ZIP, "content.xml"),
}
# Macros run when the file is opened; a plain office file has none.
MACROS = "vbaproject.bin"
# An office file unpacks to some ten times its size. More is a trap for whoever opens it.
MOST_UNPACKED = 400 * 1024 * 1024  # bytes
LONGEST_NAME = 80


def extension(name):
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def stored_name(name):
    """Return the name under which a file is stored: ASCII letters, digits and hyphens."""
    words = PurePosixPath(name.replace("\\", "/")).stem.replace(".", " ")
    stem = slugify(words)[:LONGEST_NAME].strip("-")
    return f"{stem or 'tai-lieu'}.{extension(name)}"


def _archive_fits(file, needed):
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    names = {entry.filename.lower() for entry in entries}
    return (
        needed in names
        and not any(name.endswith(MACROS) for name in names)
        and sum(entry.file_size for entry in entries) <= MOST_UNPACKED
    )


def _hides_an_archive(file):
    """Return whether a file that is no ZIP would open as one: they are read from the end."""
    file.seek(0)
    try:
        return zipfile.is_zipfile(file)
    finally:
        file.seek(0)


def fits(file, kind):
    """Return whether the content of ``file`` is of ``kind``, an extension, and of no other."""
    mark, needed = KINDS[kind]
    file.seek(0)
    try:
        if file.read(len(mark)) != mark:
            return False
        return _archive_fits(file, needed) if needed else not _hides_an_archive(file)
    finally:
        file.seek(0)


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for documents, which looks into the file and gives it a plain name."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        kind = extension(file.name)
        if kind not in KINDS:
            raise ValidationError(
                _("Files of this kind are not taken. Allowed are: %(kinds)s.")
                % {"kinds": ", ".join(KINDS)}
            )
        if not fits(file, kind):
            raise ValidationError(
                _(
                    "The content of this file is not what its name says (%(kind)s), or it holds "
                    "macros or another file. Save it anew in its program and upload that."
                )
                % {"kind": kind.upper()}
            )
        file.name = stored_name(file.name)
        return file
