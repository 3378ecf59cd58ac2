"""Plans to bring in: one in plain text, and Word files with whatever Word can put into them."""

import io
import re
import zipfile
from collections import Counter

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dialogue.plan_import.lines import all_lines, pasted
from dialogue.plan_import.recognise import recognise
from dialogue.plan_import.word import read_word

YEAR = 2026
# The shape and the habits of a commune's plan: a blank number, bases that run on into the opening,
# stars for bold lines, a sentence cut by the edge of the page, and the form at its end.
PLAN = """\
Số: /KH-UBND

Hồng Vân, ngày tháng năm 2026

KẾ HOẠCH

Gặp gỡ, đối thoại giữa lãnh đạo UBND xã với bà con, hợp tác xã về việc giải quyết hồ sơ
năm 2026 tại xã Hồng Vân

Thực hiện Quyết định số 1122/QĐ-UBND ngày 02/02/2026 của UBND xã Hồng Vân về cải cách hành \
chính; Kế hoạch số 45a/KH-UBND ngày 10/02/2026 của UBND xã về kiểm soát thủ tục; UBND xã \
Hồng Vân tổ chức gặp gỡ bà con, cụ thể như sau:

I. MỤC TIÊU, YÊU CẦU

1. Mục tiêu

- Nghe bà con nói về chỗ còn vướng khi nộp hồ sơ tại xã.

- Sửa những chỗ làm chưa đúng ngay trong tháng.

2. Yêu cầu

- Mọi câu hỏi gửi đúng hạn của bà con và của các hợp tác xã về việc giải

quyết hồ sơ đều được trả lời rõ ràng.

*** Chú ý: Buổi gặp không nhận đơn khiếu nại, tố cáo.**

II. NỘI DUNG

1. Thời gian, địa điểm

Thời gian: Dự kiến

- Lần một: tháng 5/2026

Địa điểm: Nhà văn hóa xã.

2. Thành phần

*** Đại biểu xã:**

- Chủ tịch UBND xã (*chủ trì*);

- Trưởng các đoàn thể.

3. Cách đăng ký

- **Nơi nhận phiếu:** gửi trước 10 ngày đến:

+ UBND xã Hồng Vân, thôn Cơ Giáo.

+ Số điện thoại: 02433000111

III. TỔ CHỨC THỰC HIỆN

1. Văn phòng

Chuẩn bị hội trường, nước uống và loa đài.

Các ban, ngành căn cứ kế hoạch này để thực hiện; có khó khăn thì báo về Văn phòng./.

Nơi nhận:

- Thường trực Đảng ủy;
- Các Phó Chủ tịch; | (Để b/c)
- Lưu VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Đặng Quốc Khánh

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI

Họ và tên ¹:

Điện thoại liên hệ:

Địa chỉ *(số nhà, thôn, xã, tỉnh)*

Địa chỉ email *(nếu có)*:

1. Về thủ tục hành chính *(nội dung...):*

.....
.....

2. Về giải quyết thủ tục hành chính *(thái độ...):*

.....

NGƯỜI ĐĂNG KÝ²

(Ký, ghi rõ họ tên)

¹ Tổ chức ghi tên người đại diện
"""


def from_text(text):
    return recognise(pasted(text), YEAR)


def from_word(document):
    return recognise(read_word(saved(document)), YEAR)


def saved(document):
    """Return a document's bytes."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word(*lines):
    """Return a Word document of plain paragraphs."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def word_plan():
    """Return ``PLAN`` as an office writes it: head and signature in tables without borders."""
    plain = re.sub(r"(?<=\()\*|\*(?=\))|\*(?=\()|(?<=\))\*", "", PLAN.replace("**", ""))
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    document = Document()
    head = document.add_table(1, 2).rows[0].cells
    _fill(head[0], ["ỦY BAN NHÂN DÂN", "XÃ HỒNG VÂN", "-------", lines[0]])
    _fill(
        head[1],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc", lines[1]],
    )
    recipients, form = lines.index("Nơi nhận:"), _place(lines, "CỘNG HÒA")
    authority = _place(lines, "TM.")
    for line in lines[2:recipients]:
        document.add_paragraph(line)
    end = document.add_table(1, 2).rows[0].cells
    _fill(end[0], lines[recipients:authority])
    _fill(end[1], [*lines[authority : form - 1], "", "", lines[form - 1]])
    document.add_page_break()
    for line in lines[form:]:
        document.add_paragraph(line)
    return document


def _place(lines, start):
    return next(place for place, line in enumerate(lines) if line.startswith(start))


def _fill(cell, lines):
    cell.text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)


def body_of(*lines):
    """Return a plan's lines with ``lines`` as its body."""
    return ["Số: 05/KH-UBND", "KẾ HOẠCH", "Gặp gỡ bà con năm 2026", *lines]


def blocks(result, *kinds):
    """Return a result's blocks, or those of some types, as (type, text)."""
    return [pair for pair in result.blocks if not kinds or pair[0] in kinds]


def reviews(result):
    """Return the texts that are marked for review."""
    return [value["text"] for kind, value in result.blocks if kind == "review"]


def reasons(result):
    return [value["reason"] for kind, value in result.blocks if kind == "review"]


def words(text):
    """Return the words of a text; a run of underscores is a line to write on."""
    return [word for word in re.findall(r"\w+", text) if word.strip("_")]


def words_read(source):
    """Count the words of everything that was read."""
    return Counter(word for line in all_lines(source.items) for word in words(line.text))


def words_kept(result):
    """Count the words of everything that a result holds, and of the marks it took off."""
    texts = [result.abstract, result.signer, *result.left_out, *result.marks]
    for name in ("bases", "opening", "closing", "signing_for", "recipients"):
        texts += getattr(result, name)
    for kind, value in result.blocks:
        if kind == "table":
            texts += [cell for row in value["data"] for cell in row]
        else:
            texts.append(value["text"] if kind == "review" else value)
    return Counter(word for text in texts for word in words(text))


def xml(document, markup):
    """Put a piece of WordprocessingML at the end of a document's text and return it."""
    element = parse_xml(markup.replace("NS", nsdecls("w"), 1))
    body = document.element.body
    body.insert(len(body) - 1, element)
    return element


NUMBERING = """\
<w:abstractNum NS w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{levels}
</w:abstractNum>"""
LEVEL = """\
<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>
<w:lvlText w:val="{text}"/></w:lvl>"""


def numbered(document, key, *levels):
    """
    Give a document a list that Word counts, and return its number.

    :param levels: (format, text) from the outermost inwards, such as ("upperRoman", "%1.")
    """
    numbering = document.part.numbering_part.element
    inner = "".join(
        LEVEL.format(depth=depth, format=kind, text=text)
        for depth, (kind, text) in enumerate(levels)
    )
    abstract = parse_xml(NUMBERING.format(key=key, levels=inner).replace("NS", nsdecls("w"), 1))
    first = numbering.find(f"{{{numbering.nsmap['w']}}}num")
    first.addprevious(abstract)
    num = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
    )
    numbering.append(num)
    return key


def item(document, text, key, depth=0):
    """Add a paragraph that Word numbers."""
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>'
        )
    )
    return paragraph


def repacked(data, **parts):
    """Return a .docx with some parts replaced or added; keys are names, None takes one out."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in [*old.namelist(), *(set(parts) - set(old.namelist()))]:
            content = parts.get(name, "")
            if content is not None:
                new.writestr(name, content or old.read(name))
    return file.getvalue()
