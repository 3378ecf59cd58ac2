"""What was recognised of a plan, and what is left for the editor to look at."""

import datetime as dt
from dataclasses import dataclass, field

REVIEW = "review"


@dataclass
class Annex:
    """
    :param title: its first words
    :param fields: how many fields of the official form were found; None for any other annex
    """

    title: str
    fields: int | None = None


@dataclass
class Result:
    """
    The parts of a plan as ``PlanPage`` keeps them.

    :param blocks: the body as (block type, value), unrecognised lines as ``REVIEW`` in their place
    :param left_out: lines that page and paper write themselves, as they were
    :param marks: the numbers and dashes that were taken off, as they were
    :param remarks: sentences for the editor
    """

    number: str = ""
    symbol: str = ""
    issued_on: dt.date | None = None
    year: int | None = None
    abstract: str = ""
    bases: list = field(default_factory=list)
    opening: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
    closing: list = field(default_factory=list)
    signing_for: list = field(default_factory=list)
    signer: str = ""
    recipients: list = field(default_factory=list)
    annexes: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    remarks: list = field(default_factory=list)

    def keep_for_review(self, text, reason):
        """Keep a line in its place among the blocks, marked, with the reason for the editor."""
        self.blocks.append((REVIEW, {"reason": str(reason), "text": text}))

    def count(self, *kinds):
        """Return how many blocks of these types there are."""
        return sum(kind in kinds for kind, _value in self.blocks)

    @property
    def is_empty(self):
        """Whether nothing of a plan was recognised: no section, and no head either."""
        told = self.number or self.symbol or self.abstract or self.bases or self.signer
        return not told and self.count(REVIEW, "paragraph") == len(self.blocks)
