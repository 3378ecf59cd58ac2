"""
An official paper as .docx, from the same data as its PDF: offices finish letters in a word
processor.
"""

from docx.shared import Mm, Pt

from . import engine
from . import word_page as w

BODY_AFTER = 6
HEAD_WIDTHS = (66, 99)
# Of an addressee: so many letters stand beside "Kính gửi:", more hang beside it.
ONE_LINE = 50
ADDRESSEE, LABEL_WIDTH = Mm(33), Mm(23)
FILL_HEIGHT = 9  # mm
LABEL = (70, 37)  # mm
LABEL_MARGIN = Mm(5)


def docx(paper):
    """
    Return ``paper``'s .docx as bytes.

    :param paper: an ``OfficialPaper``, or another paper whose data has the same names
    :raises engine.PaperError: when the text is longer than such a paper may be
    """
    return w.saved(document_of(paper))


def document_of(paper):
    """Return the document itself, for a paper that goes on with something of its own."""
    engine.check_length(paper.html, paper.most_letters)
    data = paper.plain
    page = data.get("page", "portrait")
    document = w.new_document(data["title"], page)
    width = w.text_width(page)
    if data["head"]:
        _head(document, data)
    if data["kind"]:
        _title(document, data, width)
    if data["addressees"]:
        _addressees(document, data["addressees"])
    for line in data["bases"]:
        _text(document, line, italic=True)
    for item in data["body"]:
        _PIECES.get(item["kind"], _plain)(document, item, width)
    for line in data["closing"]:
        _text(document, line)
    if data["signatures"]:
        _signatures(document, data, width)
    elif data["ending"]:
        _ending(document, data)
    if data.get("annex"):
        w.annex(document)
        for item in data["annex"]:
            _PIECES.get(item["kind"], _plain)(document, item, width)
    return document


def _line(cell, text, *, first=False, **look):
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    w.shape(paragraph, align=w.CENTRE)
    w.write(paragraph, text, **look)
    return paragraph


def _head(document, data):
    table = w.grid(document, HEAD_WIDTHS, rows=2)
    left, right = table.rows[0].cells
    head = data["head"]
    above = [(head["superior"].upper(), False)] if head["superior"] else []
    for number, (text, bold) in enumerate([*above, *[(t.upper(), True) for t in head["issuer"]]]):
        _line(left, text, first=number == 0, size=13, bold=bold)
    w.rule(left, share=0.4, width=HEAD_WIDTHS[0])
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", first=True, size=13, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=14, bold=True)
    w.rule(right, share=0.62, width=HEAD_WIDTHS[1])
    _number_and_date(*table.rows[1].cells, data)


def _number_and_date(left, right, data):
    if not data["number"]:
        return
    number = data["number"]["number"] or " " * 7
    _line(left, f"Số: {number}/{data['number']['symbol']}", first=True, size=13)
    if data["about"]:
        w.shape(_line(left, f"V/v {data['about']}", size=13), align=w.CENTRE, before=6)
    if data["date"]:
        _line(right, _place_and_date(data), first=True, size=14, italic=True)


def _place_and_date(data):
    day = data["date"]["date"] or f"ngày      tháng      năm {data['date']['year']}"
    return f"{data['head']['place'] or ' ' * 10}, {day}"


def _title(document, data, width):
    title = document.add_heading(level=1)
    w.shape(title, align=w.CENTRE, before=16)
    w.write(title, data["kind"].upper())
    if data["abstract"]:
        w.write(w.shape(document.add_paragraph(), align=w.CENTRE), data["abstract"], bold=True)
        w.rule(document, share=0.35, width=width)
    w.shape(document.add_paragraph(), after=0, line=Pt(8))


def _addressees(document, addressees):
    first = document.add_paragraph()
    if len(addressees) == 1:
        _addressee(first, addressees[0])
        return
    w.shape(first, before=14, after=0, left=Mm(20))
    w.write(first, "Kính gửi:")
    for line in addressees:
        w.write(w.shape(document.add_paragraph(), left=Mm(40)), f"- {line}")
    w.shape(document.add_paragraph(), line=Pt(12))


def _addressee(paragraph, name):
    """Write the one addressee: in the middle of the line, or beside the label over several."""
    if len(name) <= ONE_LINE:
        w.shape(paragraph, align=w.CENTRE, before=14, after=12)
        w.write(paragraph, f"Kính gửi: {name}")
        return
    w.shape(paragraph, before=14, after=12, left=ADDRESSEE, first=-LABEL_WIDTH)
    w.write(paragraph, "Kính gửi:")
    paragraph.add_run("\t")
    w.write(paragraph, name)


def _text(document, text, *, bold=False, italic=False, keep_with_next=False):
    paragraph = w.shape(
        document.add_paragraph(), align=w.JUSTIFY, first=w.FIRST_LINE, after=BODY_AFTER, line=1.15
    )
    paragraph.paragraph_format.keep_with_next = keep_with_next or None
    paragraph.paragraph_format.keep_together = keep_with_next or None
    w.write(paragraph, text, bold=bold, italic=italic)
    return paragraph


def _marked(item):
    return f"{item['mark']} {item['text']}" if item["mark"] else item["text"]


def _plain(document, item, width):
    look = {"note": {"bold": True, "italic": True}, "group": {"bold": True}}
    heads = item["kind"] == "group"
    _text(document, _marked(item), keep_with_next=heads, **look.get(item["kind"], {}))


def _heading(document, item, width):
    text = _marked(item)
    paragraph = document.add_heading(level=item["level"])
    w.shape(paragraph, first=w.FIRST_LINE, after=BODY_AFTER, before=0, line=1.15)
    w.write(paragraph, text.upper() if item["kind"] == "section" else text)


def _quote(document, item, width):
    paragraph = w.shape(
        document.add_paragraph(), align=w.JUSTIFY, left=w.FIRST_LINE, after=BODY_AFTER, line=1.15
    )
    w.write(paragraph, item["text"], italic=True)


def _fact(document, item, width):
    if item["text"]:
        _text(document, f"{item['label']}: {item['text']}")
        return
    paragraph = w.shape(document.add_paragraph(), first=w.FIRST_LINE, after=3)
    w.write(paragraph, f"{item['label']}: ")
    w.dotted(paragraph, width)


def _blank(document, item, width):
    for place in item["rows"]:
        is_last = place == item["rows"][-1]
        w.dotted(w.shape(document.add_paragraph(), after=10 if is_last else 4), width)


def _page_break(document, item, width):
    document.add_page_break()


def _table(document, item, width):
    table = item["table"]
    rows = [*table["head"], *table["rows"]]
    if not rows:
        return
    if table["caption"]:
        w.write(
            w.shape(document.add_paragraph(), align=w.CENTRE, after=4), table["caption"], bold=True
        )
    columns = max(sum(cell["colspan"] for cell in row) for row in rows)
    shares = table["widths"] or [100 / columns] * columns
    made = w.ruled_table(document, [width * share / sum(shares) for share in shares], len(rows))
    spans_rows = any(cell["rowspan"] > 1 for row in rows for cell in row)
    for number, row in enumerate(rows):
        _row(made, number, row, _covered_from_above(made, number) if spans_rows else ())
    for row in made.rows[: len(table["head"])]:
        w.repeat_on_every_page(row)
    if table.get("to_fill"):
        _make_room(made.rows)
    w.shape(document.add_paragraph(), line=Pt(9))


def _row(table, number, row, taken):
    place, cells = 0, table.rows[number].cells
    for entry in row:
        while place in taken:
            place += 1
        cell = cells[place]
        if entry["rowspan"] > 1 or entry["colspan"] > 1:
            last = table.cell(
                min(number + entry["rowspan"], len(table.rows)) - 1,
                min(place + entry["colspan"], len(table.columns)) - 1,
            )
            cell = cell.merge(last) if last is not cell else cell
        align = w.CENTRE if entry["scope"] == "col" else w.ALIGNED.get(entry["align"])
        paragraph = w.shape(cell.paragraphs[0], align=align, before=2, after=2)
        w.write(paragraph, entry["text"], size=13, bold=bool(entry["scope"]))
        place += entry["colspan"]


def _make_room(rows):
    for row in rows:
        w.at_least(row, FILL_HEIGHT)
        w.keep_together(row)
        for cell in row.cells:
            cell.vertical_alignment = w.MIDDLE


def _covered_from_above(table, number):
    """Return the columns of a row that a cell from a row above reaches into."""
    if number == 0:
        return set()
    above = [table.cell(number - 1, n)._tc for n in range(len(table.columns))]
    return {n for n in range(len(table.columns)) if table.cell(number, n)._tc is above[n]}


def _chart(document, item, width):
    caption = w.shape(document.add_paragraph(), align=w.CENTRE, after=4)
    caption.paragraph_format.keep_with_next = True
    w.write(caption, item["caption"], bold=True)
    table = w.grid(document, [width * 0.38, width * 0.62], rows=len(item["bars"]))
    for row, bar in zip(table.rows, item["bars"], strict=True):
        label, drawn = row.cells
        named = w.shape(label.paragraphs[0], align=w.ALIGNED["to-right"])
        named.paragraph_format.right_indent, named.paragraph_format.keep_with_next = Mm(2), True
        w.write(named, bar["label"], size=13)
        # A full block of Times New Roman is 0.6 em wide: 28 of them fill the column at 10 pt.
        w.write(drawn.paragraphs[0], "█" * round(bar["length"] * 0.28), size=10)
        w.write(drawn.paragraphs[0], f" {bar['number']}", size=13)
    w.shape(document.add_paragraph(), line=Pt(9))


def _labels(document, item, width):
    for labels in item["sheets"]:
        rows = -(-len(labels) // 3)
        table = w.grid(document, [LABEL[0]] * 3, rows)
        cells = [cell for row in table.rows for cell in row.cells]
        for row in table.rows:
            w.exactly(row, LABEL[1])
        for cell, label in zip(cells, labels, strict=False):
            _label(cell, label)


def _label(cell, label):
    cell.vertical_alignment = w.MIDDLE
    name = cell.paragraphs[0]
    w.write(name, label["name"], size=label["size"], bold=True)
    for line in label["lines"]:
        w.write(cell.add_paragraph(), line, size=label["size"])
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.left_indent = LABEL_MARGIN
        paragraph.paragraph_format.right_indent = LABEL_MARGIN


_PIECES = {
    "section": _heading,
    "heading": _heading,
    "quote": _quote,
    "fact": _fact,
    "blank": _blank,
    "page_break": _page_break,
    "table": _table,
    "chart": _chart,
    "labels": _labels,
}


def _recipients(container, lines, *, first):
    if not lines:
        return
    title = container.paragraphs[0] if first else container.add_paragraph()
    w.write(title, "Nơi nhận:", size=12, bold=True, italic=True)
    for line in lines:
        w.write(container.add_paragraph(), f"- {line}", size=11)


def _signed(cell, titles, name, hint=""):
    for number, text in enumerate(titles or [""]):
        _line(cell, text.upper(), first=number == 0, bold=True)
    if hint:
        _line(cell, hint, italic=True)
    w.shape(_line(cell, name, bold=True), align=w.CENTRE, before=79)


def _lead_to_end(document):
    """Leave a gap before signatures, and keep the last words of the text on their page."""
    gap = w.shape(document.add_paragraph(), line=Pt(8))
    for paragraph in [*document.paragraphs[-2:-1], gap]:
        paragraph.paragraph_format.keep_with_next = True


def _ending(document, data):
    _lead_to_end(document)
    table = w.grid(document, (82, 83))
    left, right = table.rows[0].cells
    w.keep_together(table.rows[0])
    _recipients(left, data["recipients"], first=True)
    _signed(right, data["ending"]["signing"], data["ending"]["signer"])


def _signatures(document, data, width):
    _lead_to_end(document)
    signatures = data["signatures"]
    table = w.grid(document, [width / len(signatures)] * len(signatures))
    w.keep_together(table.rows[0])
    for cell, one in zip(table.rows[0].cells, signatures, strict=True):
        _signed(cell, [one["title"]], one["name"], one["hint"])
    _recipients(document, data["recipients"], first=False)
