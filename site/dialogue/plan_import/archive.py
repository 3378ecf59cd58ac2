"""
Opening a Word file that anybody may have made: what it is, and its parts as XML, within limits.

Nothing in it is run, no part is kept, no address in it is opened. Sources: [ECMA-376] part 2 for
the package, [MS-CFB] 2.2 and [MS-OFFCRYPTO] 1.3.3 for old and for encrypted files.
"""

import io
import posixpath
import zipfile
import zlib

from django.utils.translation import gettext_lazy as _
from lxml import etree

MOST_BYTES = 10 * 1024 * 1024
MOST_PARTS = 2000
# Of one part that is read, and of all parts together, most of which are pictures never opened.
MOST_XML = 8 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
# A Word file unpacks to some ten times its size.
MOST_RATIO = 150
DOCUMENT = "word/document.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

OLD_WORD = _(
    "This is a file of an older Word (.doc) or of another program. Open it in Word, choose "
    "“Save as”, the kind “Word Document (.docx)”, and choose that file here."
)
PDF = _(
    "This is a PDF, from which headings and lists can't be told. Choose the Word file (.docx) it "
    "was made from, or open the PDF in Word and save it as .docx."
)
ENCRYPTED = _(
    "This file is protected by a password. Open it in Word, remove the password (File, Info, "
    "Protect Document), save it and choose it again."
)
MACROS = _("This file holds macros. Save it in Word as “Word Document (.docx)” and choose that.")
NO_WORD = _("This is no Word file (.docx). Open it in Word and save it as .docx first.")
DAMAGED = _("This Word file is damaged. Open it in Word, save it anew and choose that.")
TOO_LARGE = _("This file is larger than a plan can be. Take out the pictures and try again.")


class Refused(Exception):
    """The file or text can't be read; the message is a sentence for the editor."""


def local(element):
    """Return an element's name without its namespace; "" for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element, name):
    """Return an attribute by its name without namespace, or "" when it is missing."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def child(element, *names):
    """Return the first element at a path of local names below ``element``, or None."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


class Package:
    """
    An opened .docx.

    :param data: the file's bytes
    :raises Refused: when it is something else, damaged, or a trap
    """

    def __init__(self, data):
        _refuse_other_kinds(data)
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Refused(DAMAGED) from error
        self.entries = {}
        for entry in self.archive.infolist():
            if entry.filename in self.entries:
                raise Refused(DAMAGED)
            self.entries[entry.filename] = entry
        self._check(len(data))
        self.main = self._main()

    def _check(self, size):
        entries = self.entries.values()
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused(ENCRYPTED)
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_PARTS or unpacked > min(MOST_UNPACKED, size * MOST_RATIO):
            raise Refused(TOO_LARGE)
        if any(name.lower().endswith("vbaproject.bin") for name in self.entries):
            raise Refused(MACROS)

    def _main(self):
        """Return the name of the part with the text: what the package says, within itself."""
        named = self._related("", "officeDocument")
        name = next(iter(named), DOCUMENT)
        if name not in self.entries:
            raise Refused(NO_WORD)
        return name

    def _related(self, source, kind):
        """Return the names of the parts to which ``source`` relates as ``kind``."""
        folder, own = posixpath.split(source)
        root = self.xml(posixpath.join(folder, "_rels", f"{own}.rels"))
        names = []
        for one in root if root is not None else []:
            if local(one) != "Relationship" or one.get("TargetMode") == "External":
                continue
            if one.get("Type", "").rpartition("/")[2] == kind:
                target = posixpath.join("/", folder, one.get("Target", ""))
                names.append(posixpath.normpath(target).lstrip("/"))
        return names

    def document(self):
        """Return the root of the text."""
        return self.xml(self.main)

    def parts(self, kind):
        """Return the roots of the parts of a kind, such as "styles" or "header"."""
        found = [self.xml(name) for name in self._related(self.main, kind)]
        return [root for root in found if root is not None]

    def xml(self, name):
        """Return the root of a part, or None when there is no such part."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        if entry.file_size > MOST_XML:
            raise Refused(TOO_LARGE)
        if entry.compress_type not in _READABLE:
            raise Refused(DAMAGED)
        try:
            with self.archive.open(entry) as part:
                data = part.read(MOST_XML + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            raise Refused(DAMAGED) from error
        if len(data) > MOST_XML:
            raise Refused(TOO_LARGE)
        return _parsed(data)


def _parsed(data):
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(DAMAGED) from error
    # Word declares no document type; who does wants entities to be opened.
    if root.getroottree().docinfo.doctype:
        raise Refused(DAMAGED)
    return root


def _refuse_other_kinds(data):
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if data.startswith(_OLE):
        raise Refused(ENCRYPTED if _ENCRYPTED in data else OLD_WORD)
    if data.startswith(b"{\\rtf"):
        raise Refused(OLD_WORD)
    if b"%PDF-" in data[:1024]:
        raise Refused(PDF)
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(NO_WORD)
