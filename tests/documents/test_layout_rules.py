"""
The layout of Nghị định 30/2020/NĐ-CP, Phụ lục I, measured on every rendered paper.

``COMPONENTS`` and ``RULES`` are the decree's table: what it names, what it allows. Each paper is
measured against all of it, and the test says which rule a paper breaks and by how much.
"""

import itertools
from dataclasses import dataclass

import pytest

from tests.documents.every_paper import FULL, names
from tests.documents.measuring import LEVEL, MM

pytestmark = pytest.mark.django_db

LEFT, RIGHT, TOP, BOTTOM = 30, 15, 20, 20  # mm
A4 = (210, 297)
LABELS_TOP = 0
INDENTS = (10, 12.7)
# A line of Times New Roman, set single, is 1.15 times its size high.
SINGLE = 1.149
NEAR = 0.3  # mm
HEAD_LEFT, HEAD_RIGHT = (30, 96), (96, 195)
SIGN_RIGHT = (112, 195)
REPUBLIC, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
BODY = frozenset({"paragraph", "point", "dash", "plus", "note"})


@dataclass(frozen=True)
class Component:
    """A part that the decree names: how its text is found, what case, sizes, face, column."""

    name: str
    texts: object
    sizes: tuple
    face: str
    upper: bool = False
    column: object = None

    def faults(self, made, sheet):
        for text in self.texts(made.data):
            passage, _end = sheet.find(text.upper() if self.upper else text)
            if not all(self.sizes[0] <= size <= self.sizes[1] for size in passage.sizes):
                yield f"{self.name}: cỡ {sorted(passage.sizes)}, cho phép {self.sizes}"
            if passage.faces != {self.face}:
                yield f"{self.name}: kiểu {passage.faces}, cho phép {self.face or 'đứng'}"
            if self.upper and not passage.text.isupper():
                yield f"{self.name}: không phải chữ in hoa: {passage.text}"
            if self.column:
                yield from self._off_centre(passage, sheet, made)

    def _off_centre(self, passage, sheet, made):
        column = self.column(made, sheet) if callable(self.column) else self.column
        middle = sum(column) / 2
        for centre in passage.centres:
            if abs(centre - middle) > 1:
                yield f"{self.name}: tâm ở {centre:.1f} mm, phải ở {middle:.1f} mm"


def text_block(made, sheet):
    return LEFT, sheet.sizes[0][0] - RIGHT


def number_line(data):
    number = data["number"]
    return [f"Số: {number['number']}/{number['symbol']}"] if number else []


def place_and_date(data):
    if not (data["head"] and data["date"] and data["date"]["date"]):
        return []
    return [f"{data['head']['place']}, {data['date']['date']}"]


def head(data, name):
    return data["head"][name] if data["head"] else []


def ending(data, name):
    value = (data["ending"] or {}).get(name, [])
    return value if isinstance(value, list) else [value] if value else []


def marked(item):
    return f"{item['mark']}{item['text']}"


def pieces(data, *kinds):
    return [marked(item) for item in data["body"] if item["kind"] in kinds and item["text"]]


def listed(data):
    return [f"- {line}" for line in data["recipients"]]


# ruff: disable[E501]
# fmt: off
COMPONENTS = [
    Component("Quốc hiệu", lambda d: [REPUBLIC] if d["head"] else [], (12, 13), "Bold", True, HEAD_RIGHT),
    Component("Tiêu ngữ", lambda d: [MOTTO] if d["head"] else [], (13, 14), "Bold", False, HEAD_RIGHT),
    Component("Cơ quan ban hành", lambda d: head(d, "issuer"), (12, 13), "Bold", True, HEAD_LEFT),
    Component("Số, ký hiệu", number_line, (13, 13), "", False, HEAD_LEFT),
    Component("Địa danh, ngày tháng", place_and_date, (13, 14), "Italic", False, HEAD_RIGHT),
    Component("Tên loại", lambda d: [d["kind"]] if d["kind"] else [], (13, 14), "Bold", True, text_block),
    Component("Trích yếu", lambda d: [d["abstract"]] if d["abstract"] else [], (13, 14), "Bold", False, text_block),
    Component("V/v", lambda d: [f"V/v {d['about']}"] if d["about"] else [], (12, 13), "", False, HEAD_LEFT),
    Component("Kính gửi", lambda d: ["Kính gửi:", *d["addressees"]] if d["addressees"] else [], (13, 14), ""),
    Component("Căn cứ", lambda d: d["bases"], (13, 14), "Italic"),
    Component("Đề mục lớn", lambda d: pieces(d, "section"), (13, 14), "Bold", True),
    Component("Đề mục nhỏ", lambda d: pieces(d, "heading"), (13, 14), "Bold"),
    Component("Lời văn", lambda d: pieces(d, "paragraph", "point", "dash", "plus"), (13, 14), ""),
    Component("Lời kết", lambda d: d["closing"], (13, 14), ""),
    Component("Quyền hạn, chức vụ người ký", lambda d: ending(d, "signing"), (13, 14), "Bold", True, SIGN_RIGHT),
    Component("Họ tên người ký", lambda d: ending(d, "signer"), (13, 14), "Bold", False, SIGN_RIGHT),
    Component("Nơi nhận", lambda d: ["Nơi nhận:"] if d["recipients"] else [], (12, 12), "Bold-Italic"),
    Component("Danh sách nơi nhận", listed, (11, 11), ""),
]
# fmt: on
# ruff: enable[E501]


def page_size(made, sheet):
    """A4; lists with many columns lie on their side."""
    wanted = A4[::-1] if made.data.get("page") == "landscape" else A4
    for size in sheet.sizes:
        if max(abs(a - b) for a, b in zip(size, wanted, strict=True)) > NEAR:
            yield f"khổ giấy {size}, phải là {wanted}"


def margins(made, sheet):
    """No ink outside 20 mm above and below, 30 mm left, 15 mm right."""
    width, height = sheet.sizes[0]
    limits = (LEFT - NEAR, width - RIGHT + NEAR, TOP - NEAR, height - BOTTOM + NEAR)
    outside = [
        letter
        for letter in sheet.inked
        if letter.base >= TOP
        and (letter.x0 < limits[0] or letter.x1 > limits[1] or letter.base > limits[3])
    ]
    for number in sorted({letter.page for letter in outside}):
        text = "".join(letter.text for letter in outside if letter.page == number)
        yield f"chữ ra ngoài lề, trang {number}: {text[:30]!r}"
    for stroke in sheet.strokes:
        inside = stroke.x0 > limits[0] and stroke.x1 < limits[1]
        if not (inside and stroke.top > limits[2] and stroke.bottom < limits[3]):
            yield f"nét kẻ ra ngoài lề, trang {stroke.page}"


def page_numbers(made, sheet):
    """Arabic, upright, 13-14 pt, centred in the top margin, none on the first page."""
    # An annex counts its pages anew.
    has_annex = made.name == "plan" or made.data["annex"]
    annex = len(sheet.sizes) if has_annex else None
    for number in range(1, len(sheet.sizes) + 1):
        found = [letter for letter in sheet.numbers if letter.page == number]
        text = "".join(letter.text for letter in found)
        if text != ("" if number in {1, annex} else str(number)):
            yield f"trang {number} mang số {text!r}"
        if found:
            middle = (found[0].x0 + found[-1].x1) / 2
            if abs(middle - sum(text_block(made, sheet)) / 2) > 1:
                yield f"số trang {number} không ở giữa: {middle:.1f} mm"
            if any(x.face or not 13 <= x.size <= 14 for x in found):
                yield f"số trang {number} sai cỡ hoặc kiểu"


def rules_are_drawn(made, sheet):
    """Under the motto as long as it; under issuer and abstract 1/3 to 1/2 of the text, centred."""
    data = made.data
    shares = []
    if data["head"]:
        shares += [(MOTTO, 0.98, 1.02), (head(data, "issuer")[-1].upper(), 1 / 3, 1 / 2)]
    if data["abstract"]:
        shares.append((data["abstract"], 1 / 3, 1 / 2))
    for text, least, most in shares:
        passage, _end = sheet.find(text)
        rule = sheet.rule_below(passage)
        if rule is None:
            yield f"thiếu nét kẻ dưới {text!r}"
            continue
        share = rule.width / max(passage.widths)
        if not least <= share <= most:
            yield f"nét kẻ dưới {text!r} dài {share:.2f} dòng chữ, cho phép {least:.2f}–{most:.2f}"
        if abs((rule.x0 + rule.x1) / 2 - passage.centres[-1]) > 1:
            yield f"nét kẻ dưới {text!r} không cân"
    if "__" in sheet.text:
        yield "dùng gạch dưới thay nét kẻ"


def number_and_date_share_a_row(made, sheet):
    """Below issuer and motto, on one line."""
    (number,), (date,) = number_line(made.data), place_and_date(made.data) or [""]
    at, end = sheet.find(number)
    if at.first_base <= sheet.find(MOTTO)[0].last_base:
        yield "số, ký hiệu không ở dưới tiêu ngữ"
    if date and abs(at.first_base - sheet.find(date)[0].first_base) > LEVEL:
        yield "số và ngày tháng không cùng hàng"
    about = made.data["about"]
    if about:
        gap = (sheet.find(f"V/v {about}", end)[0].first_base - at.first_base) * MM - 13 * SINGLE
        if not 5.5 <= gap <= 6.5:
            yield f"V/v cách số {gap:.1f} pt, phải là 6 pt"


def paragraphs(data):
    texts = list(data["bases"])
    texts += [marked(item) for item in data["body"] if item["kind"] in BODY and item["text"]]
    return [*texts, *[line for line in data["closing"] if line != "./."]]


def body_is_set(made, sheet):
    """First line 10 or 12.7 mm in, justified, at least 6 pt between paragraphs, lines 1–1.5."""
    right, end, before = sheet.sizes[0][0] - RIGHT, 0, None
    for text in paragraphs(made.data):
        passage, end = sheet.find(text, end if before else 0)
        first = passage.lines[0][0]
        if min(abs(first.x0 - LEFT - indent) for indent in INDENTS) > NEAR:
            yield f"dòng đầu lùi {first.x0 - LEFT:.1f} mm: {text[:30]}"
        if "\n" not in text:
            for line in passage.lines[:-1]:
                if abs(line[-1].x1 - right) > 1:
                    yield f"không căn đều: {text[:30]}"
        for pitch in passage.pitches:
            if not SINGLE <= pitch / first.size <= 1.5 * SINGLE:
                yield f"dãn dòng {pitch / first.size / SINGLE:.2f}: {text[:30]}"
        if before and before.letters[-1].page == first.page:
            gap = (first.base - before.last_base) * MM - 14 * 1.25
            if gap < 5.8:
                yield f"cách đoạn trên {gap:.1f} pt: {text[:30]}"
        before = passage


def bases_and_lists_close(made, sheet):
    """Bases and recipients end with ";" and the last with "."; so do several addressees."""
    several = made.data["addressees"] if len(made.data["addressees"]) > 1 else []
    for name, lines in (
        ("Căn cứ", made.data["bases"]),
        ("Nơi nhận", made.data["recipients"]),
        ("Kính gửi", several),
    ):
        ends = [line[-1] for line in lines]
        if ends != [";"] * (len(ends) - 1) + ["."] * bool(ends):
            yield f"{name} kết thúc bằng {ends}"


def ends_with_the_mark(made, sheet):
    """The last words before the signatures close with "./."; only once."""
    issued = made.data["head"] or made.name == "plan"
    if issued and sheet.text.count("./.") != 1:
        yield f"dấu ./. xuất hiện {sheet.text.count('./.')} lần"


def recipients_level_with_the_signing_title(made, sheet):
    signing = ending(made.data, "signing")
    if not (signing and made.data["recipients"]):
        return
    title, _end = sheet.find(signing[0].upper())
    recipients, _end = sheet.find("Nơi nhận:")
    if abs(title.first_base - recipients.first_base) > 1.5 or title.page != recipients.page:
        yield "Nơi nhận không ngang hàng với chức vụ người ký"
    if abs(recipients.letters[0].x0 - LEFT) > NEAR:
        yield "Nơi nhận không sát lề trái"
    last = [letter for letter in sheet.on_page(title.page) if letter.base < title.first_base - 2]
    if not last:
        yield "phần ký đứng một mình đầu trang"


def addressees_line_up(made, sheet):
    """One stands beside "Kính gửi:"; several begin below each other, after the colon."""
    addressees = made.data["addressees"]
    if not addressees:
        return
    label, end = sheet.find("Kính gửi:")
    edges, bases = [], []
    for text in addressees:
        passage, end = sheet.find(f"- {text}" if len(addressees) > 1 else text, end)
        edges.append(passage.letters[0].x0)
        bases.append(passage.first_base)
    if any(edge < label.letters[-1].x1 for edge in edges) or max(edges) - min(edges) > NEAR:
        yield f"các dòng kính gửi không thẳng sau dấu hai chấm: {edges}"
    if len(addressees) == 1 and abs(bases[0] - label.first_base) > LEVEL:
        yield "Kính gửi và tên không cùng dòng"


def zeros_stand_where_the_decree_wants_them(made, sheet):
    if made.variant == FULL and made.data["number"] and made.name != "plan":
        for text in (f"Số: 05/{made.data['number']['symbol']}", "ngày 03 tháng 02 năm 2026"):
            if made.data["date"] or text.startswith("Số"):
                sheet.find(text)
    return ()


def fonts_are_ours(made, sheet):
    strange = {letter.face for letter in sheet.inked} - {"", "Bold", "Italic", "Bold-Italic"}
    if strange:
        yield f"phông lạ: {strange}"


def reads_top_down(made, sheet):
    """The order of the parts, as they are read."""
    data, end = made.data, 0
    order = [data["kind"].upper(), *data["bases"], *paragraphs(data)[len(data["bases"]) :]]
    for text in [text for text in order if text]:
        _passage, end = sheet.find(text, end)
    return ()


OF_ISSUED = [number_and_date_share_a_row]
RULES = [
    page_size,
    margins,
    page_numbers,
    rules_are_drawn,
    body_is_set,
    bases_and_lists_close,
    ends_with_the_mark,
    recipients_level_with_the_signing_title,
    addressees_line_up,
    zeros_stand_where_the_decree_wants_them,
    fonts_are_ours,
    reads_top_down,
]


def faults(made, sheet):
    """Return every rule that a paper breaks, in words."""
    measures = [component.faults for component in COMPONENTS] + RULES
    if made.data["number"] and made.data["head"]:
        measures += OF_ISSUED
    return [f"{made}: {fault}" for measure in measures for fault in measure(made, sheet)]


@pytest.mark.parametrize("name", names())
def test_each_paper_keeps_every_rule_of_the_decree(demo_papers, name, sheet_of):
    assert demo_papers[name], "nothing in the demo gives this paper"
    official = [made for made in demo_papers[name] if made.is_official]
    found = list(itertools.chain(*(faults(made, sheet_of(made)) for made in official)))
    assert not found, "\n".join(found)
