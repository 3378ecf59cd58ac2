"""
A filled PDF form, read back into the web form.

The file is read by ``pdf_child`` in a process of its own with little memory and time, and dropped.
Nothing in it is executed, kept or shown; of its fields only those are taken that the web form has,
through the same cleaning as what people type. Nothing is saved before the person sends the form.
"""

import importlib.util
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..documents.fillable import MARK_FIELD
from ..documents.form_fields import NOT_ON_PAPER
from ..vietnamese import clean, clean_line, fold
from .fields import CleanedField

MOST_BYTES = 5 * 1024 * 1024
CHILD = Path(__file__).with_name("pdf_child.py")
MEGABYTES, SECONDS = 512, 10
# Wall time of a file, beyond which the process is stopped; and how many are read side by side.
PATIENCE = 20
AT_ONCE = 2
_places = threading.BoundedSemaphore(AT_ONCE)

# Fields by which a form of ours is known, whatever edition it is.
OURS = frozenset({"full_name", "phone", "part_1", "part_2"})
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOOKED_FOR_PDF = 1024


class Problem(models.TextChoices):
    """Why a file can't be read, with the sentence that says what to do."""

    MISSING = "missing", _("Choose the file first, then press “Read the filled form”.")
    EMPTY = (
        "empty",
        _(
            "Nothing is filled in in this file. Perhaps the program showed the form without saving"
            " what you wrote: save it once more and choose it again, or type the sheet below."
        ),
    )
    TOO_LARGE = (
        "too_large",
        _(
            "This file is too large: at most 5 MB. The form itself has less than 1 MB, so this is"
            " probably a scan or a photo. Type the sheet below, or bring or post the paper."
        ),
    )
    PICTURE = (
        "picture",
        _(
            "This is a photo. What is written on it can't be read by machine. Type the sheet below,"
            " or bring or post the paper."
        ),
    )
    WORD = (
        "word",
        _(
            "This is a Word file. Only the PDF form of this site can be read. Copy your text from"
            " Word into the form below, or print, sign and bring or post it."
        ),
    )
    NOT_PDF = (
        "not_pdf",
        _(
            "This is no PDF file. Choose the PDF form that you downloaded from this site and"
            " filled in, or type the sheet below."
        ),
    )
    SCAN = (
        "scan",
        _(
            "This PDF is a scan: a picture of a paper, without fields. Type the sheet below, or"
            " bring or post the paper."
        ),
    )
    FOREIGN = (
        "foreign",
        _(
            "This PDF has none of the form's fields. If you printed the form “to PDF”, the fields"
            " got lost: open the downloaded form again, fill it in and choose “Save”. You can also"
            " type the sheet below."
        ),
    )
    ENCRYPTED = (
        "encrypted",
        _(
            "This PDF is locked with a password. Save it without a password and choose it again,"
            " or type the sheet below."
        ),
    )
    ACTIVE = (
        "active",
        _(
            "This PDF holds scripts, attached files or links that act by themselves, which the form"
            " of this site doesn't. For safety it was not read. Download the form again and fill it"
            " in, or type the sheet below."
        ),
    )
    DAMAGED = (
        "damaged",
        _(
            "This PDF is damaged or incomplete. Save or download it once more and choose it again,"
            " or type the sheet below."
        ),
    )
    HEAVY = (
        "heavy",
        _(
            "This PDF is far larger inside than a form can be, so reading it was stopped. Download"
            " the form again and fill it in, or type the sheet below."
        ),
    )
    BUSY = (
        "busy",
        _(
            "Many files are being read at this moment. Please wait a little, choose the file again"
            " and press “Read the filled form”, or type the sheet below."
        ),
    )


class Unreadable(Exception):
    """The file can't be read: ``problem`` says why."""

    def __init__(self, problem):
        super().__init__(problem)
        self.problem = Problem(problem)


@dataclass
class Filled:
    """
    What a filled form holds, for the web form.

    :param values: by the web form's field names, as ``initial`` takes them
    :param left_over: (label, text) of what has no place in the web form
    :param other_version: whether it is another edition than the form offered now
    :param session_gone: whether its session takes no sheets (any more)
    """

    values: dict = field(default_factory=dict)
    left_over: list = field(default_factory=list)
    other_version: bool = False
    session_gone: bool = False


def read_fields(content, *, megabytes=MEGABYTES, seconds=SECONDS, patience=PATIENCE):
    """
    Return the form fields of a PDF: dicts of name, label, value.

    :param content: the file's bytes
    :raises Unreadable: when it is no filled form of ours
    """
    _refuse_other_kinds(content)
    if not _places.acquire(timeout=patience):
        raise Unreadable(Problem.BUSY)
    try:
        answer = _ask_child(content, megabytes, seconds, patience)
    finally:
        _places.release()
    if "problem" in answer:
        raise Unreadable(answer["problem"])
    names = {entry["name"] for entry in answer["fields"]}
    if MARK_FIELD not in names and not names >= OURS:
        raise Unreadable(Problem.FOREIGN)
    return answer["fields"]


def _refuse_other_kinds(content):
    """
    :raises Unreadable: when the file's first bytes are not those of a PDF
    """
    if not content:
        raise Unreadable(Problem.MISSING)
    if len(content) > MOST_BYTES:
        raise Unreadable(Problem.TOO_LARGE)
    if b"%PDF-" in content[:_LOOKED_FOR_PDF]:
        return
    if content.startswith(_PICTURES) or content[4:8] == b"ftyp" or content[8:12] == b"WEBP":
        raise Unreadable(Problem.PICTURE)
    if content.startswith(_OLD_OFFICE) or (
        content.startswith(b"PK") and (b"word/" in content or b"opendocument.text" in content)
    ):
        raise Unreadable(Problem.WORD)
    raise Unreadable(Problem.NOT_PDF)


def _ask_child(content, megabytes, seconds, patience):
    # Nothing of our environment: it may hold passwords. pypdf is looked for where we have it.
    library = Path(importlib.util.find_spec("pypdf").origin).parents[1]
    try:
        child = subprocess.run(  # noqa: S603  (our own script; the file comes on standard input)
            [sys.executable, "-I", CHILD, str(megabytes), str(seconds), library],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            env={"PATH": os.defpath},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Problem.HEAVY) from error
    if child.returncode < 0:
        raise Unreadable(Problem.HEAVY)  # stopped by its limits
    if child.returncode:
        raise Unreadable(Problem.DAMAGED)
    return json.loads(child.stdout)


def filled(form, entries, version):
    """
    Return what ``entries`` hold for ``form``, as ``Filled``.

    :param form: an unbound form, whose fields and choices count
    :param entries: as ``read_fields`` gives them
    :param version: the mark of the edition offered now (``form_version``)
    """
    found = Filled(other_version=True)
    for entry in entries:
        if entry["name"] == MARK_FIELD:
            found.other_version = entry["value"].rpartition("-")[2] != version
        elif clean_line(entry["value"]):
            _place(form, entry, found)
    return found


def _place(form, entry, found):
    """Put one filled field where it belongs in ``found``."""
    name = entry["name"]
    stem = name.rpartition(".")[0]
    target = form.fields.get(name) or form.fields.get(stem)
    if target is None or name in NOT_ON_PAPER or isinstance(target.widget, forms.HiddenInput):
        found.left_over.append((clean_line(entry["label"]) or name, _shown(entry)))
    elif isinstance(target, forms.MultipleChoiceField):
        choice = _choice(target, entry["label"])
        if choice is None:
            found.left_over.append((str(target.label), clean_line(entry["label"])))
        else:
            found.values.setdefault(stem, []).append(choice)
    elif isinstance(target, forms.BooleanField):
        found.values[name] = True
    elif isinstance(target, forms.ChoiceField):
        _place_choice(target, entry, found)
    else:
        _place_text(target, entry, found)


def _shown(entry):
    return _now("yes") if entry.get("ticked") else clean(entry["value"]).strip()


def _choice(target, words):
    """Return the choice that has this value, or that reads like ``words``; or None."""
    wanted = fold(clean_line(words))
    for value, label in target.choices:
        if value and (str(value) == words or fold(str(label)) == wanted):
            return str(value)
    return None


def _place_choice(target, entry, found):
    choice = _choice(target, entry["value"])
    if choice is not None:
        found.values[entry["name"]] = choice
    elif entry["name"] == "session":
        found.session_gone = True
    else:
        found.left_over.append((str(target.label), _shown(entry)))


def _place_text(target, entry, found):
    if isinstance(target, CleanedField):
        found.values[entry["name"]] = target.tidy(entry["value"])
        return
    try:
        found.values[entry["name"]] = target.to_python(clean_line(entry["value"]))
    except ValidationError:
        # Such a field (a day, a number) can't show what it doesn't take.
        found.left_over.append((str(target.label), _shown(entry)))
