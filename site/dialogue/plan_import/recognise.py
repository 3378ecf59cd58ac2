"""From lines to the parts of a plan. Nothing that was read is dropped: see ``result.Result``."""

from . import wording
from .body import Body, is_end
from .head import Head, find_year
from .lines import all_lines
from .result import Result
from .tail import Tail, begins


def recognise(source, this_year):
    """
    Return the ``Result`` for a ``lines.Source``.

    :param this_year: taken as the plan's year when its text names none
    """
    result = Result(remarks=list(source.remarks))
    place = begins(source.items, is_end)
    head = Head(result)
    rest = head.read(source.items[:place])
    if not rest and not head.opened:
        # Nothing parts the opening from a text without sections: only its first paragraph is one.
        result.blocks += [("paragraph", text) for text in result.opening[1:]]
        result.opening = result.opening[:1]
    Body(result).read(rest)
    Tail(result).read(source.items[place:])
    result.year = find_year(result, [line.text for line in all_lines(source.items)])
    if result.year is None:
        result.year = this_year
        result.remarks.append(str(wording.NO_YEAR % {"year": this_year}))
    return result
