"""The registration form on paper: blank, and filled as a receipt."""

import datetime as dt

import pytest

from dialogue.deadlines import ZONE
from dialogue.documents import qr
from dialogue.documents.form import BlankForm, form_address
from dialogue.documents.form_fields import form_version
from dialogue.documents.receipt import FilledForm, render_receipt
from dialogue.models import RegistrationPage
from tests import factories as make
from tests.documents.form_filling import add_field
from tests.documents.reading import opened, page_words

pytestmark = pytest.mark.django_db

# Copied from the issued form, not from the code.
LABELS = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI",
    "Họ và tên ¹:",
    "Điện thoại liên hệ:",
    "Địa chỉ (ghi rõ số nhà, thôn, xã, tỉnh)",
    "Địa chỉ email (nếu có):",
    "Đăng ký tham gia Hội nghị đối thoại với Lãnh đạo UBND xã",
    "1. Về thủ tục hành chính (chất lượng nội dung, tổ chức công khai, sáng kiến...):",
    "2. Về giải quyết thủ tục hành chính (cơ sở vật chất; thái độ giao tiếp, hướng dẫn của công "
    "chức; có được nhận Giấy tiếp nhận và hẹn trả kết quả, Biên lai thu phí; kết quả giải quyết "
    "hồ sơ đúng hạn, sớm hạn, quá hạn;...):",
    "NGƯỜI ĐĂNG KÝ²",
    "(Ký, ghi rõ họ tên)",
    "¹ Đối với tổ chức, doanh nghiệp: Viết tên người đại diện và tên tổ chức, doanh nghiệp",
    "² Đóng dấu của đơn vị đối với doanh nghiệp",
]
NOTE = (
    "(Phiếu được đánh máy hoặc viết tay và điền đầy đủ thông tin liên hệ, nội dung đăng ký đối "
    "thoại và gửi về địa chỉ: UBND xã Phú Xuyên, địa chỉ: thôn Thao Chính, xã Phú Xuyên, thành phố "
    "Hà Nội hoặc gửi qua email: ubnd@example.vn)"
)


def test_the_blank_form_has_the_official_labels_in_their_order_on_one_page(commune):
    pdf = BlankForm(make.form_page(), now=dt.datetime(2026, 4, 1, tzinfo=ZONE)).pdf()
    text = page_words(pdf)
    places = [text.index(label) for label in LABELS]
    assert places == sorted(places)
    assert NOTE in text
    assert "Phú Xuyên, ngày tháng năm 2026" in text
    assert len(opened(pdf).pages) == 1


def test_the_blank_form_leads_to_the_web_form_by_a_short_address(commune, client):
    page = make.form_page()
    assert f"vào địa chỉ testserver/phieu/{page.pk} " in page_words(BlankForm(page).pdf())
    answer = client.get(form_address(page))
    assert (answer.status_code, answer["Location"]) == (302, page.url)


@pytest.fixture
def coded(monkeypatch):
    """The addresses that were made into codes."""
    made = []
    monkeypatch.setattr(qr, "svg", lambda text: made.append(text) or b"<svg/>")
    return made


def follow(client, address):
    """Open a code as a phone does; return the form's page."""
    return client.get(address.removeprefix("http://testserver"), follow=True)


def test_the_code_leads_to_the_form_with_its_session_chosen(commune, client, coded):
    page, session = make.form_page(), make.session()
    make.session()
    BlankForm(page, session=str(session.pk)).assets()
    assert coded == [f"http://testserver/phieu/{page.pk}/{session.pk}-{form_version(page)}/"]
    answer = follow(client, coded[0])
    assert answer.status_code == 200
    assert answer.context["form"]["session"].value() == str(session.pk)
    assert "mẫu cũ" not in answer.content.decode()


def test_a_form_for_the_only_open_session_names_it_and_for_one_of_several_none(commune, coded):
    page, session = make.form_page(), make.session()
    BlankForm(page).assets()
    make.session()
    BlankForm(page).assets()
    BlankForm(page, session="999999").assets()
    assert f"/{session.pk}-" in coded[0]
    assert coded[1] == coded[2] == f"http://testserver/phieu/{page.pk}/{form_version(page)}/"


def test_the_code_on_an_old_form_still_leads_to_the_form_and_says_it_is_old(commune, client, coded):
    page, session = make.form_page(), make.session()
    BlankForm(page).assets()
    add_field(page, "Ông/bà cần phiên dịch?")
    answer = follow(client, coded[0])
    assert answer.status_code == 200
    assert "mẫu cũ" in answer.content.decode()
    session.unpublish()
    assert follow(client, coded[0]).status_code == 200


@pytest.mark.parametrize("mark", ["0-", "-", "999999999999999999-aaaaaa", "x-y-z", "%C4%90"])
def test_a_damaged_code_leads_to_the_form_or_nowhere(commune, client, mark):
    make.session()
    answer = client.get(f"/phieu/{make.form_page().pk}/{mark}/", follow=True)
    assert answer.status_code in {200, 404}


def test_the_mark_of_the_edition_is_printed_and_changes_with_the_fields_only(commune):
    page = make.form_page()
    before = form_version(page)
    assert f"Mẫu {before}" in page_words(BlankForm(page).pdf())
    make.session()
    make.VillageFactory()
    page.introduction = "Lời dẫn khác"
    assert form_version(page) == before
    field = add_field(page, "Buổi phù hợp", "checkboxes", "Sáng\nChiều")
    added = form_version(RegistrationPage.objects.get())
    field.choices = "Sáng\nTối"
    field.save()
    assert len({before, added, form_version(RegistrationPage.objects.get())}) == 3


def test_the_editors_own_fields_are_on_the_blank_form(commune):
    page = make.form_page()
    add_field(page, "Ghi chú thêm", "multiline")
    add_field(page, "Buổi phù hợp", "checkboxes", "Sáng\nChiều")
    add_field(page, "Cần phiên dịch", "checkbox")
    add_field(page, "Mã đợt", "hidden")
    html = BlankForm(RegistrationPage.objects.get()).html
    text = page_words(BlankForm(RegistrationPage.objects.get()).pdf())
    assert "Ghi chú thêm:" in text
    assert "Buổi phù hợp: Sáng Chiều Cần phiên dịch" in text
    assert html.count("boxes__box") == 3
    assert html.count("dots--line") == 6 + 4 + 3
    assert "Mã đợt" not in text


def test_a_form_without_an_email_of_the_office_names_none(commune):
    commune.email = ""
    text = page_words(BlankForm(make.form_page(), commune).pdf())
    assert "email:" not in text.split("Họ và tên")[0]


def test_a_receipt_shows_what_was_sent_with_number_and_official_time(commune):
    sunday = dt.datetime(2026, 6, 7, 21, 15, tzinfo=ZONE)
    sheet = make.sheet(email="anhnguyet@example.vn", now=sunday, part_2="Cán bộ hướng dẫn chưa rõ.")
    text = page_words(render_receipt(sheet))
    assert f"Số phiếu: {sheet.code}" in text
    assert "Thời điểm tiếp nhận: 7 giờ 30, thứ Hai, ngày 08/06/2026" in text
    assert "Phú Xuyên, ngày 07 tháng 6 năm 2026" in text
    assert "Họ và tên ¹: Đỗ Thị Ánh Nguyệt" in text
    assert "Điện thoại liên hệ: 0912 345 678" in text
    assert "Số 12, Thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội" in text
    assert "Địa chỉ email (nếu có): anhnguyet@example.vn" in text
    assert "Thủ tục đăng ký khai sinh cần những giấy tờ gì?" in text
    assert "Cán bộ hướng dẫn chưa rõ." in text
    places = [text.index(label) for label in LABELS]
    assert places == sorted(places)


def test_a_body_is_named_after_its_representative_as_the_footnote_asks(commune):
    sheet = make.sheet(applicant_kind="organisation", organisation_name="Hợp tác xã Đồng Tâm")
    assert "Họ và tên ¹: Đỗ Thị Ánh Nguyệt – Hợp tác xã Đồng Tâm" in page_words(
        render_receipt(sheet)
    )


def test_what_was_not_given_is_a_line_to_fill_in_and_never_the_word_none(commune):
    sheet = make.sheet(phone="", house="", other_place="", commune="", province="")
    html = FilledForm(sheet).html
    assert html.count("field--blank") == 3
    text = page_words(render_receipt(sheet))
    assert "None" not in text
    assert "Người đại diện" not in text


def test_the_representative_of_a_minor_and_the_offices_own_questions_are_printed(commune):
    sheet = make.sheet(
        guardian_name="Đỗ Văn Bình",
        extra=[
            {"label": "Ông/bà cần phiên dịch?", "value": ""},
            {"label": "Buổi phù hợp", "value": "Sáng, Chiều"},
        ],
    )
    text = page_words(render_receipt(sheet))
    assert "dưới 16 tuổi): Đỗ Văn Bình" in text
    assert "Ông/bà cần phiên dịch?:" in text
    assert "Buổi phù hợp: Sáng, Chiều" in text


def test_a_text_of_many_pages_is_printed_to_its_last_word(commune):
    typed = "Đề nghị giải thích vì sao hồ sơ quá hạn.\n\n" * 190 + "HẾT PHẦN MỘT"
    sheet = make.sheet(full_name="Tôn Nữ " * 17, part_1=typed, part_2="w" * 9_000)
    pdf = render_receipt(sheet)
    text = page_words(pdf)
    assert len(opened(pdf).pages) >= 5
    assert text.count("vì sao hồ sơ quá hạn.") == 190
    assert "HẾT PHẦN MỘT" in text
    assert text.count("w") == 9_000


def test_what_a_person_typed_stays_text(commune):
    probe = "</p><script>alert(1)</script><img src='file:///etc/passwd'>{% load %}&lt;"
    text = page_words(render_receipt(make.sheet(full_name="<b>Đỗ</b>", part_1=probe)))
    assert probe.replace(" ", "") in text.replace(" ", "")
    assert "<b>Đỗ</b>" in text
