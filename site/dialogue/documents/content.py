"""
What the body of an official paper is made of: a closed list of pieces, as plain data.

A paper's class puts pieces together; ``official.html`` prints them and ``word.py`` writes them to
.docx. A piece is a dict whose ``kind`` is the name of the function that made it (headings and
lists have those of a plan's blocks). Nothing here knows HTML.
"""

# Of the width that a bar and its figure share, in per cent.
LONGEST_BAR = 80
LABELS_A_SHEET = 24


def _piece(kind, text="", mark="", **more):
    return {"kind": kind, "text": text, "mark": mark, **more}


def section(text, mark=""):
    """A first-level heading in capitals: "I. KẾT QUẢ"."""
    return _piece("section", text, mark)


def heading(text, mark=""):
    """A second-level heading in bold: "1. Lĩnh vực đất đai"."""
    return _piece("heading", text, mark)


def levelled(body):
    """
    Return ``body`` with the level of each heading below the title, none skipped: a paper without
    sections has its headings at the second level.
    """
    below, made = 2, []
    for item in body:
        if item["kind"] == "section":
            below = 3
            item = item | {"level": 2}
        elif item["kind"] == "heading":
            item = item | {"level": below}
        made.append(item)
    return made


def paragraph(text):
    return _piece("paragraph", text)


def dash(text):
    return _piece("dash", text, "-")


def plus(text):
    return _piece("plus", text, "+")


def note(text):
    """A line in bold italics that warns or explains."""
    return _piece("note", text)


def group(text):
    """A line in bold that heads what follows, without a number."""
    return _piece("group", text)


def quote(text):
    """What a person wrote, printed as it is, line by line."""
    return _piece("quote", text)


def fact(label, value=""):
    """ "Label: value"; without a value a dotted line to fill in by hand."""
    return _piece("fact", value, label=label)


def blank(rows=3):
    """Dotted lines to write on."""
    return _piece("blank", rows=list(range(rows)))


def page_break():
    return _piece("page_break")


def cell(text, *, align="", scope="", colspan=1):
    """
    A cell of a table.

    :param align: "", "to-centre" or "to-right"
    :param scope: "col" or "row" for a heading
    """
    return {"text": text, "align": align, "scope": scope, "rowspan": 1, "colspan": colspan}


def table(columns, rows, *, caption="", widths=(), aligns=(), to_fill=False):
    """
    A table with a heading row that repeats on every page.

    :param columns: the headings
    :param rows: lists of texts; the first row after the headings is row 1
    :param widths: of the columns, in per cent; free if not given
    :param aligns: of the columns, "" or "to-centre" or "to-right"
    :param to_fill: whether people write in it: rows are high enough, and none is split
    """
    aligns = [*aligns, *[""] * (len(columns) - len(aligns))]
    head = [cell(text, scope="col") for text in columns]
    body = [[cell(text, align=aligns[n]) for n, text in enumerate(row)] for row in rows]
    return _piece(
        "table",
        table={
            "caption": caption,
            "head": [head],
            "rows": body,
            "widths": list(widths),
            "to_fill": int(to_fill),
        },
    )


def chart(caption, bars):
    """
    Horizontal bars with their figures, which read as a table without seeing them.

    :param bars: (label, number) in order; the largest gets the length ``LONGEST_BAR``
    """
    most = max((number for _label, number in bars), default=0) or 1
    rows = [
        {"label": label, "number": number, "length": round(LONGEST_BAR * number / most)}
        for label, number in bars
    ]
    return _piece("chart", caption=caption, bars=rows)


def labels(entries):
    """
    Sheets of address labels, 3 × 8 of 70 × 37 mm on A4.

    :param entries: (name, address lines, size in pt) of each label, in order
    """
    made = [{"name": name, "lines": list(rows), "size": size} for name, rows, size in entries]
    sheets = [made[n : n + LABELS_A_SHEET] for n in range(0, len(made), LABELS_A_SHEET)]
    return _piece("labels", sheets=sheets)


def signature(title, name="", hint="(Ký, ghi rõ họ tên)"):
    """One of several signatures that stand side by side, as below minutes."""
    return {"title": title, "name": name, "hint": hint}
