"""What Word puts into a file besides text: counted numbers, changes, boxes, tables, fonts."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dialogue.plan_import.archive import Refused
from dialogue.plan_import.recognise import recognise
from dialogue.plan_import.word import read_word
from tests.plan_import.writing import (
    blocks,
    body_of,
    from_word,
    item,
    numbered,
    reasons,
    repacked,
    reviews,
    saved,
    word,
    xml,
)  # fmt: skip

VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def plan(*lines):
    return word(*body_of(*lines))


def run(document, inner):
    """Add a paragraph of raw markup."""
    return xml(document, f"<w:p NS {VML}>{inner}</w:p>")


def text(words, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def test_numbers_that_word_counts_itself_are_resolved():
    document = plan()
    key = numbered(
        document,
        70,
        ("upperRoman", "%1."),
        ("decimal", "%2."),
        ("lowerLetter", "%3)"),
        ("bullet", "-"),
    )
    for words, depth in [
        ("MỤC TIÊU", 0), ("Chung", 1), ("Nghe bà con.", 2), ("Làm ngay.", 2), ("Tại xã.", 3),
        ("Riêng", 1), ("Cho thôn xa.", 2), ("CÁCH LÀM", 0), ("Văn phòng", 1),
    ]:  # fmt: skip
        item(document, words, key, depth)
    assert from_word(document).blocks == [
        ("section", "MỤC TIÊU"), ("heading", "Chung"), ("point", "Nghe bà con."),
        ("point", "Làm ngay."), ("dash", "Tại xã."), ("heading", "Riêng"),
        ("point", "Cho thôn xa."), ("section", "CÁCH LÀM"), ("heading", "Văn phòng"),
    ]  # fmt: skip


def test_a_number_of_two_parts_is_counted_from_both_levels():
    document = plan("I. MỤC TIÊU")
    key = numbered(document, 70, ("decimal", "%1."), ("decimal", "%1.%2."))
    for words, depth in [("Chung", 0), ("Nghe", 1), ("Làm", 1), ("Riêng", 0), ("Thôn xa", 1)]:
        item(document, words, key, depth)
    assert [value for _kind, value in blocks(from_word(document), "group")] == [
        "1.1. Nghe", "1.2. Làm", "2.1. Thôn xa",
    ]  # fmt: skip


def test_two_lists_count_apart_and_bullets_of_signs_are_dashes():
    document = plan("I. MỤC TIÊU")
    first = numbered(document, 70, ("decimal", "%1."))
    bullets = numbered(document, 71, ("bullet", "\uf0b7"), ("bullet", "o"))
    item(document, "Chung", first)
    item(document, "Nghe bà con.", bullets)
    item(document, "Tại nhà văn hóa.", bullets, 1)
    item(document, "Riêng", first)
    plan_ = from_word(document)
    assert plan_.blocks[1:] == [
        ("heading", "Chung"), ("dash", "Nghe bà con."), ("plus", "Tại nhà văn hóa."),
        ("heading", "Riêng"),
    ]  # fmt: skip
    assert reviews(plan_) == []


def test_a_number_of_a_style_counts_too():
    document = plan()
    key = numbered(document, 70, ("upperRoman", "%1."))
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{key}"/></w:numPr>')
    )
    for words in ("MỤC TIÊU", "CÁCH LÀM"):
        document.add_paragraph(words, style="Heading 1")
    assert from_word(document).blocks == [("section", "MỤC TIÊU"), ("section", "CÁCH LÀM")]


def test_a_list_that_starts_anew_is_not_taken_for_a_jump():
    document = plan("I. MỤC TIÊU")
    key = numbered(document, 70, ("decimal", "%1."))
    again = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="71"><w:abstractNumId w:val="70"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    document.part.numbering_part.element.append(again)
    item(document, "Chung", key)
    document.add_paragraph("II. CÁCH LÀM")
    item(document, "Văn phòng", 71)
    assert reviews(from_word(document)) == []


def test_insertions_are_kept_deletions_left_out_and_the_editor_is_told():
    document = plan("I. MỤC TIÊU", "1. Chung")
    run(
        document,
        text("- Nghe ")
        + f'<w:ins w:id="1" w:author="A">{text("mọi ")}</w:ins>'
        + '<w:del w:id="2" w:author="A"><w:r><w:delText>vài </w:delText></w:r></w:del>'
        + text("bà con."),
    )
    read = from_word(document)
    assert read.blocks[-1] == ("dash", "Nghe mọi bà con.")
    assert any("thay đổi đang được theo dõi" in remark for remark in read.remarks)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    document = plan("I. MỤC TIÊU", "1. Chung")
    run(document, "<w:pPr><w:rPr><w:del w:id='3' w:author='A'/></w:rPr></w:pPr>" + text("- Nghe "))
    run(document, text("bà con."))
    run(document, "<w:pPr><w:rPr><w:del w:id='4' w:author='A'/></w:rPr></w:pPr>" + text("- Cuối"))
    assert from_word(document).blocks[-2:] == [("dash", "Nghe bà con."), ("dash", "Cuối")]


def test_deleted_rows_go_and_inserted_rows_stay():
    document = plan("I. MỤC TIÊU", "1. Chung")
    table = document.add_table(3, 2)
    for row, words in zip(table.rows, ["Giờ", "Bỏ", "Thêm"], strict=True):
        row.cells[0].text, row.cells[1].text = words, "x"
    for place, kind in ((1, "del"), (2, "ins")):
        change = parse_xml(f'<w:{kind} {nsdecls("w")} w:id="{place}" w:author="A"/>')
        table.rows[place]._tr.get_or_add_trPr().append(change)
    ((_kind, value),) = blocks(from_word(document), "table")
    assert value["data"] == [["Giờ", "x"], ["Thêm", "x"]]


def test_a_text_box_is_read_once_and_marked():
    document = plan("I. MỤC TIÊU", "1. Chung")
    box = f"<w:txbxContent><w:p>{text('Hỏi tại bàn số 3')}</w:p></w:txbxContent>"
    run(
        document,
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    read = from_word(document)
    assert reviews(read) == ["Hỏi tại bàn số 3"]
    assert "text box" in reasons(read)[0]


def test_pictures_comments_and_hidden_text_are_told():
    document = plan("I. MỤC TIÊU", "1. Chung")
    run(
        document,
        "<w:r><w:drawing/></w:r><w:r><w:commentReference w:id='0'/></w:r>"
        + text("Chữ ẩn", "<w:rPr><w:vanish/></w:rPr>"),
    )
    read = from_word(document)
    assert read.blocks[-1] == ("paragraph", "Chữ ẩn")
    assert len(read.remarks) == 3


def test_the_head_and_foot_of_pages_are_kept_but_not_their_numbers():
    document = plan("I. MỤC TIÊU", "1. Chung")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Tài liệu lưu hành nội bộ"
    section.footer.paragraphs[0].text = "Trang 1/3"
    assert reviews(from_word(document)) == ["Tài liệu lưu hành nội bộ"]


def test_a_footnote_follows_its_paragraph_for_review():
    document = plan("I. MỤC TIÊU", "1. Chung")
    run(document, text("- Nghe bà con") + "<w:r><w:footnoteReference w:id='2'/></w:r>")
    run(document, text("- Làm ngay."))
    relations = "word/_rels/document.xml.rels"
    data = saved(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        listed = archive.read(relations).decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    listed = listed.replace(
        "</Relationships>",
        f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>',
    )
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p>{text('Kể cả người tạm trú')}"
        "</w:p></w:footnote></w:footnotes>"
    )
    read = recognise(
        read_word(repacked(data, **{relations: listed, "word/footnotes.xml": notes})), 2026
    )
    assert [kind for kind, _value in read.blocks[-3:]] == ["dash", "review", "dash"]
    assert reviews(read) == ["Kể cả người tạm trú"]


def test_a_table_keeps_its_cells_and_its_heading_row():
    document = plan("I. CHƯƠNG TRÌNH", "1. Buổi sáng")
    table = document.add_table(2, 3)
    for row, texts in zip(
        table.rows, [["Giờ", "Việc", "Ai"], ["8", "Khai mạc", "Xã"]], strict=True
    ):
        for cell, words in zip(row.cells, texts, strict=True):
            cell.text = words
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    table.rows[1].cells[1].add_paragraph("Giới thiệu đại biểu")
    read = from_word(document)
    ((_kind, value),) = blocks(read, "table")
    assert value["data"] == [["Giờ", "Việc", "Ai"], ["8", "Khai mạc\nGiới thiệu đại biểu", "Xã"]]
    assert value["first_row_is_table_header"] is True
    assert reviews(read) == []


def test_merged_cells_are_split_and_the_editor_is_told_where():
    document = plan("I. CHƯƠNG TRÌNH", "1. Buổi sáng")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Buổi sáng"
    table.cell(1, 0).text, table.cell(1, 1).text = "8 giờ", "Khai mạc"
    read = from_word(document)
    assert [kind for kind, _value in read.blocks[-2:]] == ["review", "table"]
    assert read.blocks[-1][1]["data"] == [["Buổi sáng", ""], ["8 giờ", "Khai mạc"]]


def test_a_frame_of_one_cell_is_no_table():
    document = plan("I. MỤC TIÊU", "1. Chung")
    document.add_table(1, 1).rows[0].cells[0].text = "- Nghe bà con."
    assert from_word(document).blocks[-1] == ("dash", "Nghe bà con.")


def test_manual_line_breaks_part_what_has_marks_and_join_what_goes_on():
    document = plan(
        "I. TỔ CHỨC\nTHỰC HIỆN", "1. Chung", "- Nghe bà con,\n- Làm ngay tại xã\nhôm nay."
    )
    assert from_word(document).blocks == [
        ("section", "TỔ CHỨC THỰC HIỆN"), ("heading", "Chung"), ("dash", "Nghe bà con,"),
        ("dash", "Làm ngay tại xã hôm nay."),
    ]  # fmt: skip


def test_capitals_that_word_only_draws_are_capitals():
    document = plan()
    document.add_paragraph("I. ").add_run("Mục tiêu").font.all_caps = True
    assert from_word(document).blocks == [("section", "MỤC TIÊU")]


def test_a_paragraph_all_in_bold_is_a_bold_line():
    document = plan("1. Thành phần")
    document.add_paragraph().add_run("Đại biểu xã").bold = True
    assert from_word(document).blocks[-1] == ("group", "Đại biểu xã")


def test_a_table_of_contents_is_left_out_and_told():
    document = plan("I. MỤC TIÊU", "1. Chung")
    style = document.styles.add_style("toc 1", 1)
    document.paragraphs[2].insert_paragraph_before("I. MỤC TIÊU\t2", style=style)
    read = from_word(document)
    assert [kind for kind, _value in read.blocks].count("section") == 1


@pytest.mark.parametrize(
    ("font", "words"),
    [(".VnTime", "KÕ ho¹ch ®èi tho¹i víi nh©n d©n"), ("VNI-Times", "Keá hoaïch ñoái thoaïi")],
)
def test_text_in_an_old_font_is_refused_with_a_way_out(font, words):
    document = plan("I. MỤC TIÊU")
    document.add_paragraph().add_run(words).font.name = font
    with pytest.raises(Refused, match="Unicode"):
        from_word(document)


def test_unicode_text_under_the_name_of_an_old_font_is_read():
    document = plan("I. MỤC TIÊU", "1. Chung")
    document.add_paragraph().add_run("- Nghe bà con nói.").font.name = ".VnTime"
    assert from_word(document).blocks[-1] == ("dash", "Nghe bà con nói.")


def test_a_file_without_text_gives_nothing():
    assert from_word(Document()).is_empty
