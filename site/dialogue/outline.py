"""
Numbering a plan's sections: I. → 1. → a) → – → +.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I (order of parts); points count with the Vietnamese alphabet.
"""

from dataclasses import dataclass, field

from .vietnamese import ENUMERATION, slugify

# What closes the text of an official document.
END_MARK = "./."
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def ended(text, mark):
    """Return ``text`` closed by ``mark`` instead of what closed it."""
    return text.rstrip().removesuffix(END_MARK).rstrip(" ;.,") + mark


def listed(entries, last="."):
    """Return entries closed by ";" and the last one by ``last``, as the decree writes lists."""
    closed = [ended(entry, ";") for entry in entries[:-1]]
    return closed + [ended(entry, last) for entry in entries[-1:]]


def roman(number):
    """Return 1…39 in Roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


@dataclass(frozen=True)
class Item:
    """One line of the plan: its kind, its mark ("I.", "1.", "a)", "–" or ""), text and anchor."""

    kind: str
    mark: str
    text: object
    anchor: str = ""


@dataclass
class Outline:
    items: list = field(default_factory=list)

    @classmethod
    def from_stream(cls, stream):
        """Return the outline of a StreamField value with ``PlanBody``'s blocks."""
        outline = cls()
        sections = headings = points = 0
        for block in stream:
            kind, mark, anchor = block.block_type, "", ""
            if kind == "section":
                sections, headings, points = sections + 1, 0, 0
                mark = f"{roman(sections)}."
                anchor = f"muc-{sections}-{slugify(str(block.value))[:60]}"
            elif kind == "heading":
                headings, points = headings + 1, 0
                mark = f"{headings}."
                anchor = f"muc-{sections}-{headings}-{slugify(str(block.value))[:60]}"
            elif kind == "point":
                points += 1
                mark = f"{ENUMERATION[(points - 1) % len(ENUMERATION)]})"
            elif kind == "group":
                points = 0
            elif kind == "dash":
                mark = "–"
            elif kind == "plus":
                mark = "+"
            outline.items.append(Item(kind, mark, block.value, anchor.rstrip("-")))
        return outline

    def __iter__(self):
        return iter(self.items)

    @property
    def contents(self):
        """The table of contents: sections, each with its headings, as (item, [items])."""
        entries = []
        for item in self.items:
            if item.kind == "section":
                entries.append((item, []))
            elif item.kind == "heading" and entries:
                entries[-1][1].append(item)
        return entries

    @property
    def is_long(self):
        """Whether a reader is helped by a table of contents."""
        return len(self.items) >= 12 or len(self.contents) >= 3
