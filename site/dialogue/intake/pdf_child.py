"""
Reads the fields of one PDF, in a process of its own that may harm only itself.

Run as a script, it imports pypdf and nothing of ours: the file comes on standard input, the answer
goes to standard output as JSON, ``{"problem": …}`` or ``{"fields": […]}``. What it doesn't foresee
ends it with an error, and the caller takes the file for damaged (see ``pdf_form``).

    python -I pdf_child.py MEGABYTES SECONDS FOLDER_OF_PYPDF
"""

import io
import json
import resource
import sys

MOST_OBJECTS = 20_000
MOST_FIELDS = 2_000
MOST_LETTERS = 200_000
DEEPEST = 30
UTF_8_MARK = b"\xef\xbb\xbf"
# Keys and kinds of actions by which a PDF does more than show itself.
ACTIVE_KEYS = frozenset({"/JS", "/AA", "/XFA", "/EF", "/RichMediaContent"})
ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition",
        "/RichMediaExecute", "/Movie", "/Sound", "/Trans", "/GoTo3DView",
    }
)  # fmt: skip


class Refused(Exception):
    """The file is not read; its argument is the problem."""


def limit(megabytes, seconds):
    """Keep this process within its memory and time; it may write no file and leave no image."""
    memory = megabytes * 1024 * 1024
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def read(content):
    """
    Return the form fields of a PDF: dicts of name, label, value and, of buttons, ticked.

    :raises Refused: with the problem
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Refused("encrypted")
    root = reader.trailer["/Root"].get_object()
    _refuse_active(reader, root)
    form = root.get("/AcroForm")
    fields = list(_fields(form.get_object())) if form is not None else []
    if not fields:
        raise Refused("scan" if _is_picture(reader) else "foreign")
    if sum(len(field["value"]) for field in fields) > MOST_LETTERS:
        raise Refused("heavy")
    return fields


def _refuse_active(reader, root):
    """
    :raises Refused: when anything in the file acts, wherever it hides
    """
    from pypdf.errors import PyPdfError
    from pypdf.generic import IndirectObject

    opening = root.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    if isinstance(opening, dict) and opening.get("/S") != "/GoTo":
        raise Refused("active")
    keys = [(number, generation) for generation, ids in reader.xref.items() for number in ids]
    keys += [(number, 0) for number in reader.xref_objStm]
    if len(keys) > MOST_OBJECTS:
        raise Refused("heavy")
    for number, generation in keys:
        try:
            entry = reader.get_object(IndirectObject(number, generation, reader))
        except PyPdfError:
            continue  # what can't be read does nothing either
        _look_through(entry, DEEPEST)


def _look_through(entry, depth):
    """Look at an object and what stands in it, without following references."""
    if depth == 0:
        raise Refused("heavy")
    if isinstance(entry, dict):
        if ACTIVE_KEYS & entry.keys() or entry.get("/S") in ACTIVE_ACTIONS:
            raise Refused("active")
        inner = entry.values()
    else:
        inner = entry if isinstance(entry, list) else ()
    for part in inner:
        if isinstance(part, dict | list):
            _look_through(part, depth - 1)


def _fields(form):
    """Yield the fields of a form, those within others as "parent.child"."""
    waiting = [(kid, "", {}) for kid in reversed(form.get("/Fields") or [])]
    seen = set()
    while waiting:
        reference, prefix, above = waiting.pop()
        number = getattr(reference, "idnum", None)
        if number in seen or len(seen) > MOST_FIELDS:
            raise Refused("heavy")
        seen.add(number if number is not None else object())
        field = reference.get_object()
        own = {key: field[key] for key in ("/FT", "/V", "/Opt", "/TU", "/AS") if key in field}
        name = f"{prefix}{_text(field['/T'])}" if "/T" in field else prefix.rstrip(".")
        kids = field.get("/Kids") or []
        parts = [kid for kid in kids if "/T" in kid.get_object()]
        if parts:
            waiting += [(kid, f"{name}.", above | own) for kid in reversed(parts)]
        else:
            yield _described(name, above | own, [kid.get_object() for kid in kids])


def _described(name, field, widgets):
    value = field.get("/V")
    value = value.get_object() if value is not None else None
    if field.get("/FT") == "/Btn":
        return _button(name, field, value, widgets)
    if isinstance(value, list):
        value = value[0] if value else None
    text = _text(value)
    if field.get("/FT") == "/Ch":
        text = _export_value(text, field.get("/Opt"))
    return {"name": name, "label": _text(field.get("/TU")), "value": text}


def _button(name, field, value, widgets):
    """Describe a tick or a choice by buttons: its value is the state, blank when off."""
    states = [value, field.get("/AS"), *(widget.get("/AS") for widget in widgets)]
    on = next((str(s) for s in states if isinstance(s, str) and s != "/Off"), "")
    if value == "/Off":
        on = ""
    label = _text(field.get("/TU"))
    return {"name": name, "label": label, "value": on.removeprefix("/"), "ticked": bool(on)}


def _export_value(text, options):
    """Return the value of the choice that shows ``text``: some programs store what they show."""
    pairs = [o.get_object() for o in (options.get_object() if options is not None else [])]
    pairs = [(_text(p[0]), _text(p[1])) for p in pairs if isinstance(p, list) and len(p) == 2]
    if any(text == export for export, _shown in pairs):
        return text
    return next((export for export, shown in pairs if text == shown), text)


def _text(value):
    """Return a text of the file, in whichever of the encodings that programs write."""
    value = value.get_object() if hasattr(value, "get_object") else value
    if hasattr(value, "get_data"):
        value = _decoded(value.get_data())  # a long text may be a stream
    elif hasattr(value, "original_bytes"):
        value = _decoded(value.original_bytes, str(value))
    return value if isinstance(value, str) else ""


def _decoded(raw, otherwise=None):
    """Return ``raw`` as text: UTF-16 or UTF-8 as marked, else UTF-8 if it is that."""
    if raw[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.removeprefix(UTF_8_MARK).decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1") if otherwise is None else otherwise


def _is_picture(reader):
    """Return whether the first page shows pictures and no letters."""
    resources = reader.pages[0].get("/Resources")
    resources = resources.get_object() if resources is not None else {}
    return "/XObject" in resources and not resources.get("/Font")


def main(megabytes, seconds, library):
    limit(int(megabytes), int(seconds))
    sys.path.append(library)
    try:
        answer = {"fields": read(sys.stdin.buffer.read())}
    except Refused as refused:
        answer = {"problem": refused.args[0]}
    except MemoryError:
        answer = {"problem": "heavy"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
