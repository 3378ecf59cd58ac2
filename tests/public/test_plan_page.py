"""The plan page: the document, its contents, the downloads, tables and files."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from dialogue.documents.plan import PlanPaper
from dialogue.models import PlanAttachment, SessionPage
from dialogue.public.tables import rows
from tests import factories as make

from .reading import publish, read, without_data, words

pytestmark = pytest.mark.django_db

TABLE = {
    "data": [
        ["Thời gian", "Nội dung", "Chủ trì"],
        ["Tháng 6", "Kỳ 1", "Văn phòng"],
        ["Tháng 11", "Kỳ 2", None],
    ],
    "first_row_is_table_header": True,
    "first_col_is_header": True,
    "table_caption": "Lịch tổ chức",
    "mergeCells": [{"row": 1, "col": 2, "rowspan": 2, "colspan": 1}],
    "table_header_choice": "both",
}
LONG = [
    ("section", "Mục đích, yêu cầu"),
    ("heading", "Mục đích"),
    ("dash", "Lắng nghe ý kiến."),
    ("section", "Nội dung"),
    ("heading", "Đối thoại"),
    ("point", "Vướng mắc cụ thể."),
    ("point", "Đề xuất."),
    ("section", "Tổ chức thực hiện"),
]


def plan(**fields):
    make.form_page()
    return publish(make.plan(**fields))


def test_the_head_gives_number_date_and_abstract(client, commune):
    text = words(read(client, plan(bases="Luật số 10/2022/QH15\nKế hoạch số 98a/KH-UBND")))
    assert "Số: 05/KH-UBND" in text
    assert "ngày 05 tháng 3 năm 2026" in text
    assert "Tổ chức hội nghị đối thoại năm 2026" in text
    assert "Luật số 10/2022/QH15; Kế hoạch số 98a/KH-UBND." in text


def test_sections_number_themselves_and_the_contents_lead_to_them(client, commune):
    answer = read(client, plan(body=LONG)).content.decode()
    assert '<h2 class="doc__section" id="muc-2-noi-dung">II. Nội dung</h2>' in answer
    assert '<h3 class="doc__heading" id="muc-2-1-doi-thoai">1. Đối thoại</h3>' in answer
    assert 'href="#muc-2-1-doi-thoai"' in answer
    assert '<span class="doc__mark">b)</span> <span>Đề xuất.</span>' in answer


def test_a_short_plan_has_no_table_of_contents(client, commune):
    assert "Mục lục" not in words(read(client, plan()))


def test_both_downloads_and_the_form_are_offered(client, commune):
    made = plan()
    answer = read(client, made).content.decode()
    assert f'href="/tai-ve/ke-hoach/{made.pk}.pdf"' in answer
    assert f'href="/tai-ve/phieu-dang-ky/{make.form_page().pk}.pdf"' in answer
    assert "Tải kế hoạch (PDF)" in answer


def test_the_download_says_that_it_is_the_signed_plan_once_there_is_one(client, commune):
    signed = Document.objects.create(title="Bản ký", file=ContentFile(b"%PDF-1.4", "ky.pdf"))
    assert "Tải kế hoạch đã ký (PDF)" in words(read(client, plan(signed_pdf=signed)))


def test_signer_and_recipients_stand_at_the_end(client, commune):
    text = words(read(client, plan()))
    assert "Nơi nhận: - Như trên; - Lưu: VT." in text
    assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Nguyễn Văn Đức" in text


def test_what_closes_a_line_as_typed_is_not_doubled_on_the_page_or_on_paper(client, commune):
    typed = {
        "bases": "Căn cứ Luật số 72/2025/QH15;\nTheo đề nghị của Chánh Văn phòng.",
        "recipients": "- Như trên;\n– Lưu: VT./.",
    }
    made = plan(**typed)
    text = words(read(client, made))
    assert "Căn cứ Luật số 72/2025/QH15; Theo đề nghị của Chánh Văn phòng. " in text
    assert "Nơi nhận: - Như trên; - Lưu: VT. " in text
    assert not any(doubled in text for doubled in (";;", "..", "- -", "- –"))
    paper = PlanPaper(made).data()
    assert paper["bases"] == [
        "Căn cứ Luật số 72/2025/QH15;",
        "Theo đề nghị của Chánh Văn phòng.",
    ]
    assert paper["recipients"] == ["Như trên;", "Lưu: VT."]


def test_attachments_and_sessions_of_the_plan_are_listed_but_no_draft_session(client, commune):
    made = plan()
    document = Document.objects.create(title="Mẫu", file=ContentFile(b"%PDF-1.4", "mau.pdf"))
    PlanAttachment.objects.create(page=made, title="Mẫu giấy mời", document=document)
    month = dt.date(2026, 12, 1)
    for title, live in (("Hội nghị kỳ 1", True), ("Hội nghị còn nháp", False)):
        session = SessionPage(title=title, place="Nhà văn hóa", live=live, expected_month=month)
        made.add_child(instance=session)
    text = words(read(client, made))
    assert "Mẫu giấy mời (PDF" in text
    assert "Hội nghị kỳ 1" in text
    assert "Hội nghị còn nháp" not in text


def test_a_table_has_a_caption_header_cells_and_merged_cells(client, commune):
    answer = read(client, plan(body=[("section", "Lịch"), ("table", TABLE)])).content.decode()
    assert "<caption>Lịch tổ chức</caption>" in answer
    assert '<th scope="col">Thời gian</th>' in answer
    assert '<th scope="row">Tháng 6</th>' in answer
    assert '<td rowspan="2">Văn phòng</td>' in answer
    assert 'class="table-scroll" role="region" tabindex="0"' in answer


def test_a_merged_cell_hides_those_it_covers():
    assert [len(line) for line in rows(TABLE).body] == [3, 2]


@pytest.mark.parametrize("value", [None, {}, {"data": []}, {"data": [[None, 7]]}])
def test_an_empty_or_odd_table_does_no_harm(value):
    assert rows(value).head == []


def test_script_typed_into_the_plan_is_inert(client, commune):
    bad = "<script>alert(1)</script>"
    made = plan(
        title=f"Kế hoạch {bad}",
        abstract=bad,
        opening=bad,
        bases=bad,
        recipients=bad,
        signer=bad,
        body=[("section", bad), ("dash", bad), ("note", bad), ("table", TABLE | {"data": [[bad]]})],
    )
    answer = without_data(read(client, made))
    assert "<script" not in answer
    assert "&lt;script&gt;" in answer
