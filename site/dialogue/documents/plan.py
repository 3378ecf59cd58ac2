"""The plan as official paper, unsigned, with the blank registration form as its annex."""

from ..models import CommuneSettings
from .content import levelled, paragraph
from .form import form_assets, form_data
from .official import with_end_mark
from .paper import Paper, dated, header, lines

KIND = "KẾ HOẠCH"
# The page shows a long dash; the decree's parts are marked "-" on paper.
PAPER_MARKS = {"–": "-"}
_ALIGNED = {"htCenter": "to-centre", "htRight": "to-right"}


def table_data(value):
    """
    Return a table block as a piece's table (``content.table``): rows of cells with their spans;
    cells under a merge are left out.
    """
    merged = {(m["row"], m["col"]): m for m in value.get("mergeCells") or []}
    hidden = {
        (m["row"] + down, m["col"] + right)
        for m in merged.values()
        for down in range(m["rowspan"])
        for right in range(m["colspan"])
        if down or right
    }
    classes = {(c["row"], c["col"]): c.get("className") or "" for c in value.get("cell") or []}
    rows = []
    for r, row in enumerate(value.get("data") or []):
        cells = []
        for c, text in enumerate(row):
            if (r, c) in hidden:
                continue
            span = merged.get((r, c), {})
            heads_column = r == 0 and bool(value.get("first_row_is_table_header"))
            heads_row = c == 0 and bool(value.get("first_col_is_header"))
            cells.append(
                {
                    "text": str(text or ""),
                    "scope": "col" if heads_column else "row" if heads_row else "",
                    "rowspan": span.get("rowspan", 1),
                    "colspan": span.get("colspan", 1),
                    "align": " ".join(
                        _ALIGNED[name]
                        for name in classes.get((r, c), "").split()
                        if name in _ALIGNED
                    ),
                }
            )
        rows.append(cells)
    # A heading that reaches into the rows below can't repeat on the next page without them.
    repeats = (
        rows and value.get("first_row_is_table_header") and all(c["rowspan"] == 1 for c in rows[0])
    )
    return {
        "caption": value.get("table_caption") or "",
        "head": rows[:1] if repeats else [],
        "rows": rows[1:] if repeats else rows,
        "widths": [],
    }


def body_data(outline):
    """Return the numbered body: each item with its kind, mark and text (or table)."""
    items = []
    for item in outline:
        entry = {"kind": item.kind, "mark": PAPER_MARKS.get(item.mark, item.mark)}
        if item.kind == "table":
            entry["table"] = table_data(item.text or {})
        else:
            entry["text"] = str(item.text)
        items.append(entry)
    return items


class PlanPaper(Paper):
    """
    The plan to number, sign and seal. Blank number and date stay blank, to be filled in by hand;
    a signature is never pasted.
    """

    template = "dialogue/documents/plan.html"

    def __init__(self, plan, commune=None):
        self.plan = plan
        self.commune = commune or CommuneSettings.load()
        self.form_page = plan.registration_page

    def title(self):
        number = f" số {self.plan.full_number}" if self.plan.number else ""
        return f"Kế hoạch{number}: {self.plan.abstract}"

    def file_title(self):
        return f"Kế hoạch {self.plan.full_number}" if self.plan.number else self.plan.title

    def data(self):
        plan = self.plan
        date = dated(plan.issued_on, plan.year)
        body, closing = with_end_mark(body_data(plan.outline), lines(plan.closing))
        return {
            "head": header(self.commune),
            "number": {
                "number": plan.full_number.rpartition(f"/{plan.symbol}")[0] if plan.number else "",
                "symbol": plan.symbol,
            },
            "date": date,
            "kind": KIND,
            "abstract": plan.abstract,
            "about": "",
            "bases": plan.listed_bases,
            "addressees": [],
            "body": levelled([*map(paragraph, lines(plan.opening)), *body]),
            "closing": closing,
            "signatures": [],
            "recipients": plan.listed_recipients,
            "ending": {"signing": plan.signing_lines, "signer": plan.signer},
            "body_name": self.commune.body_name,
            "form": form_data(self.commune, date=dated(None, plan.year), form_page=self.form_page),
        }

    def assets(self):
        return form_assets(self.form_page)
