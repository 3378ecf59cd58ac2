"""
Word's styles, and the numbers that Word counts itself and writes nowhere in the text.

Source: [ECMA-376] part 1, 17.9 (numbering) and 17.7 (styles).
"""

from ..outline import roman
from .archive import attribute, child, local

LEVELS = 9
# What stands for bullets drawn with a font of signs; deeper levels hang below a dash.
BULLET, DEEPER_BULLET = "•", "◦"
_TYPED_BULLETS = "-–—−+*"
_HIGHEST_ROMAN = 39
_OFF = {"0", "false", "off"}


def switched_on(properties, name):
    """Return whether a property such as bold is set (True), unset (False) or not named (None)."""
    found = child(properties, name) if properties is not None else None
    return None if found is None else attribute(found, "val") not in _OFF


def _whole(text, default, most=9999):
    return min(int(text), most) if text.isascii() and text.isdecimal() else default


class Styles:
    """The styles of a file, each with those that it is based on."""

    def __init__(self, roots):
        self.styles, self.defaults = {}, None
        for root in roots:
            self.defaults = child(root, "docDefaults", "rPrDefault", "rPr")
            for style in root:
                if local(style) == "style":
                    self.styles[attribute(style, "styleId")] = style

    def chain(self, name):
        """Yield a style and those below it, the nearest first."""
        seen = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            style = self.styles[name]
            yield name, style
            based = child(style, "basedOn")
            name = attribute(based, "val") if based is not None else ""

    def is_contents(self, name):
        """Return whether a style is of a table of contents that Word made."""
        style = self.styles.get(name)
        label = child(style, "name") if style is not None else None
        return label is not None and attribute(label, "val").lower().startswith("toc ")

    def run_properties(self, name):
        """Yield the run properties of a style, the nearest first, then the file's defaults."""
        for _name, style in self.chain(name):
            if (properties := child(style, "rPr")) is not None:
                yield properties
        if self.defaults is not None:
            yield self.defaults


class Numbering:
    """Counts as Word does; ``mark`` is called for one paragraph after another."""

    def __init__(self, roots, styles):
        self.styles, self.abstract, self.nums, self.counts = styles, {}, {}, {}
        self.begun = set()
        links = {}
        for root in roots:
            for one in root:
                if local(one) == "abstractNum":
                    self.abstract[attribute(one, "abstractNumId")] = one
                    if (link := child(one, "styleLink")) is not None:
                        links[attribute(link, "val")] = one
                elif local(one) == "num":
                    self.nums[attribute(one, "numId")] = one
        for key, one in self.abstract.items():
            if (link := child(one, "numStyleLink")) is not None:
                self.abstract[key] = links.get(attribute(link, "val"), one)

    def mark(self, properties, style):
        """Return the mark that Word shows before this paragraph, or "" (counts one on)."""
        number, level = self._place(properties, style)
        num = self.nums.get(number)
        if num is None:
            return ""
        key = attribute(child(num, "abstractNumId"), "val")
        levels = self._levels(num, key)
        if level not in levels:
            return ""
        counts = self.counts.setdefault(key, [None] * LEVELS)
        self._begin(num, number, counts)
        start = self._start(levels[level])
        counts[level] = start if counts[level] is None else counts[level] + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return self._written(levels, counts, level)

    def _place(self, properties, style):
        """Return (list, level) of a paragraph: its own, or those of its style."""
        own = child(properties, "numPr") if properties is not None else None
        number, level = self._read(own)
        if number:
            return number, level or 0
        for name, one in self.styles.chain(style):
            number, styled = self._read(child(one, "pPr", "numPr"))
            if number:
                linked = self._level_of_style(number, name)
                return number, next(n for n in (level, linked, styled, 0) if n is not None)
        return "", 0

    def _read(self, node):
        if node is None:
            return "", None
        number, level = child(node, "numId"), child(node, "ilvl")
        depth = _whole(attribute(level, "val"), 0, LEVELS - 1) if level is not None else None
        return (attribute(number, "val") if number is not None else ""), depth

    def _level_of_style(self, number, style):
        num = self.nums.get(number)
        if num is None:
            return None
        levels = self._levels(num, attribute(child(num, "abstractNumId"), "val"))
        for depth, level in levels.items():
            link = child(level, "pStyle")
            if link is not None and attribute(link, "val") == style:
                return depth
        return None

    def _levels(self, num, key):
        """Return the levels of a list by depth, its own in place of those it borrows."""
        borrowed = self.abstract.get(key)
        found = [one for one in (borrowed if borrowed is not None else []) if local(one) == "lvl"]
        found += [lvl for one in num if (lvl := child(one, "lvl")) is not None]
        return {_whole(attribute(lvl, "ilvl"), 0, LEVELS - 1): lvl for lvl in found}

    def _begin(self, num, number, counts):
        """Start anew where a list says so, when it is met for the first time."""
        if number in self.begun:
            return
        self.begun.add(number)
        for one in num:
            start = child(one, "startOverride")
            if start is not None:
                depth = _whole(attribute(one, "ilvl"), 0, LEVELS - 1)
                counts[depth] = _whole(attribute(start, "val"), 1) - 1

    def _start(self, level):
        start = child(level, "start")
        return _whole(attribute(start, "val"), 1) if start is not None else 1

    def _written(self, levels, counts, depth):
        level = levels[depth]
        shape = child(level, "lvlText")
        text = attribute(shape, "val") if shape is not None else ""
        if self._format(level) == "bullet":
            plain = text.strip() in {*_TYPED_BULLETS} and text.strip()
            return plain or (DEEPER_BULLET if depth else BULLET)
        legal = switched_on(level, "isLgl")
        for place in range(LEVELS):
            if f"%{place + 1}" in text and place in levels:
                count = counts[place] if counts[place] is not None else self._start(levels[place])
                kind = "decimal" if legal and place < depth else self._format(levels[place])
                text = text.replace(f"%{place + 1}", _counted(count, kind))
        return text.strip()

    def _format(self, level):
        found = child(level, "numFmt")
        return attribute(found, "val") if found is not None else "decimal"


def _counted(number, kind):
    """Return a number as Word writes it in one of its formats."""
    if kind in {"upperLetter", "lowerLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in {"upperRoman", "lowerRoman"} and 0 < number <= _HIGHEST_ROMAN:
        return roman(number) if kind == "upperRoman" else roman(number).lower()
    if kind == "none":
        return ""
    return f"{number:02d}" if kind == "decimalZero" else str(number)
