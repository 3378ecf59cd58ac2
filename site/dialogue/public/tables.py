"""A plan's table, made ready to be written as an accessible HTML table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell; ``scope`` is "col" or "row" on a header cell, else empty."""

    text: str
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Table:
    caption: str
    head: list
    body: list


def rows(value):
    """
    Return a ``Table`` from the value that Wagtail's table block stores.

    Cells that a merged one covers are left out; an empty value gives an empty table.
    """
    value = value or {}
    data = value.get("data") or []
    spans = {(merge["row"], merge["col"]): merge for merge in value.get("mergeCells") or []}
    covered = {spot for merge in spans.values() for spot in _covered(merge)}
    head_rows = 1 if value.get("first_row_is_table_header") and data else 0
    made = [
        [
            _cell(text, spans.get((y, x)), _scope(value, y < head_rows, x))
            for x, text in enumerate(line)
            if (y, x) not in covered
        ]
        for y, line in enumerate(data)
    ]
    return Table(value.get("table_caption") or "", made[:head_rows], made[head_rows:])


def _covered(merge):
    """Yield the places that a merged cell hides."""
    for y in range(merge["row"], merge["row"] + merge["rowspan"]):
        for x in range(merge["col"], merge["col"] + merge["colspan"]):
            if (y, x) != (merge["row"], merge["col"]):
                yield y, x


def _scope(value, in_head, x):
    if in_head:
        return "col"
    return "row" if x == 0 and value.get("first_col_is_header") else ""


def _cell(text, merge, scope):
    text = str(text).strip() if text is not None else ""
    if merge is None:
        return Cell(text, scope)
    return Cell(text, scope, merge["colspan"], merge["rowspan"])
