"""Address labels, measured in millimetres, and the list for the post."""

import io

import pytest
from docx import Document

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.documents import word
from dialogue.documents.content import LABELS_A_SHEET
from dialogue.documents.mailing import to_post
from dialogue.models import OfficialDocument, Registration, Village
from tests import factories as make

from .measuring import Measured
from .official import in_pdf, in_word, paper, said
from .reading import opened
from .session_world import People, accepted, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commune", "render_once")]

WIDE, HIGH, TOP = 70, 37, 0.5  # mm


@pytest.fixture
def session():
    return make.session(title="Hội nghị đợt một")


@pytest.fixture
def people():
    return People(make.DepartmentFactory(name="Phòng Kinh tế"))


@pytest.fixture
def reply(session, people):
    """Make an approved reply to a sheet of the session, and return the sheet."""

    def make_one(**fields):
        question = asked(
            session, people, "Hỏi?", department=people.department, reply="Có.", **fields
        )
        return question.registration

    return make_one


def labels(session):
    return paper("address_labels", session)


def listed(session):
    return paper("mailing_list", session)


def test_labels_stand_by_village_then_given_name(session, reply):
    late, early = Village.objects.create(name="Thôn Mỹ Lâm"), Village.objects.create(name="Thôn Ba")
    reply(full_name="Trần Văn Yên", village=late)
    reply(full_name="Đỗ Thị Ánh", village=late)
    reply(full_name="Lê Ê", other_place="Hà Đông")
    reply(full_name="Phạm Thị Lụa", village=early)
    text = in_pdf(labels(session))
    names = ["Phạm Thị Lụa", "Đỗ Thị Ánh", "Trần Văn Yên", "Lê Ê"]
    assert sorted(names, key=text.index) == names
    assert "Ông (bà) Phạm Thị Lụa Số 12, Thôn Ba xã Phú Xuyên thành phố Hà Nội" in text
    assert "0912" not in text


def test_only_replies_that_go_by_letter_get_a_label(session, reply, people):
    reply(full_name="Người Được Duyệt")
    sent = reply(full_name="Người Đã Gửi")
    q.give(sent.questions.get(), user=people.clerk, way="letter")
    mailed = reply(full_name="Người Nhận Thư Điện Tử", email="nguoi@example.vn")
    q.give(mailed.questions.get(), user=people.clerk, way="email")
    asked(session, people, "Chưa trả lời?", full_name="Người Còn Chờ")
    reply(full_name="Người Không Địa Chỉ", house="", other_place="")
    shown = said(labels(session))
    assert "Người Được Duyệt" in shown and "Người Đã Gửi" in shown
    for name in ("Người Nhận Thư Điện Tử", "Người Còn Chờ", "Người Không Địa Chỉ"):
        assert name not in shown


def test_an_organisation_is_addressed_with_who_receives_it(session, reply):
    reply(
        full_name="Đinh Công Tráng",
        applicant_kind="organisation",
        organisation_name="Hợp tác xã Giẽ Thượng",
    )
    assert "Hợp tác xã Giẽ Thượng Người nhận: ông (bà) Đinh Công Tráng" in in_pdf(labels(session))


def many(session, reply, number, **fields):
    """Copy one approved reply: only the addresses matter here."""
    sheet = reply()
    question = sheet.questions.get()
    for place in range(1, number):
        sheet.pk, sheet.number, sheet.house = None, 1000 + place, f"Nhà {place:03d}."
        sheet.key_hash = sheet.tracking_hash = f"{place:064d}"
        for name, value in fields.items():
            setattr(sheet, name, value)
        sheet.save()
        question.pk, question.registration = None, sheet
        question.save()


def test_labels_lie_on_their_places_of_70_by_37_mm_on_every_sheet(session, reply):
    many(session, reply, 60)
    sheet = Measured(labels(session).pdf(), top=0)
    assert [tuple(map(round, size)) for size in sheet.sizes] == [(210, 297)] * 3
    houses = list(to_post(session).values_list("house", flat=True))
    for number in (1, 2, 3, 24, 25, 48, 59):
        house = f"Nhà {number:03d}."
        spot = sheet.find(house)[0].letters[0]
        page, place = divmod(houses.index(house), LABELS_A_SHEET)
        row, column = divmod(place, 3)
        assert spot.page == page + 1
        assert spot.x0 == pytest.approx(column * WIDE + 5, abs=0.3)
        assert 0 < spot.base - TOP - row * HIGH < HIGH


def test_the_longest_address_stays_within_its_label(session, reply):
    long = {
        "full_name": "Công Tằng Tôn Nữ Thị Huyền Trân Bảo Châu Nguyễn Phúc Ánh Nguyệt",
        "organisation_name": "Hợp tác xã Dịch vụ Nông nghiệp Tổng hợp và Thương mại " * 3,
        "other_place": "khu tập thể nhà máy cơ khí nông nghiệp đường Nguyễn Thượng Hiền " * 2,
        "commune": "xã Phú Xuyên, huyện Phú Xuyên cũ",
        "province": "thành phố Hà Nội, nước Cộng hòa Xã hội chủ nghĩa Việt Nam",
    }
    many(session, reply, 26, **long)
    sheet = Measured(labels(session).pdf(), top=0)
    end = 0
    for _number in range(25):
        passage, end = sheet.find("Hợp tác xã Dịch vụ", after=end)
        last, end = sheet.find("Việt Nam", after=end)
        first, final = passage.letters[0], last.letters[-1]
        assert first.page == final.page
        assert first.x0 // WIDE == final.x0 // WIDE
        assert (first.base - TOP) // HIGH == (final.base - TOP) // HIGH
    for letter in sheet.inked:
        assert letter.x0 % WIDE > 4.5 and letter.x1 % WIDE < WIDE - 4
        assert letter.size >= 5


def test_labels_in_the_word_file_have_the_same_places(session, reply):
    many(session, reply, 26)
    tables = Document(io.BytesIO(word.docx(labels(session)))).tables
    assert [len(table.rows) for table in tables] == [8, 1]
    heights = {row.height.mm for table in tables for row in table.rows}
    widths = {cell.width.mm for table in tables for cell in table.rows[0].cells}
    assert list(heights) == [pytest.approx(HIGH, abs=0.05)]
    assert list(widths) == [pytest.approx(WIDE, abs=0.05)]
    assert "Nhà 025." in in_word(labels(session))


def test_the_list_names_number_addressee_and_address(session, reply, people):
    sheet = reply(full_name="Lê Thị Mận")
    reply(full_name="Trần Văn Yên")
    OfficialDocument.objects.create(
        kind="reply_letter",
        about=f"registration-{sheet.pk}",
        registration=sheet,
        number="7",
    )
    made = listed(session)
    for text in (in_pdf(made), in_word(made)):
        assert "DANH SÁCH GỬI VĂN BẢN QUA BƯU ĐIỆN" in text
        assert "1 07/UBND-VP Ông (bà) Lê Thị Mận Số 12, Thôn Thao Chính, xã Phú Xuyên" in text
        assert "2 Ông (bà) Trần Văn Yên" in text
        assert "Tổng số: 02 văn bản." in text
        assert "NGƯỜI GIAO" in text and "NGƯỜI NHẬN" in text
        assert "0912" not in text and "None" not in text
    width, height = Measured(made.pdf()).sizes[0]
    assert width > height


def test_without_letters_both_say_so(session):
    for made in (labels(session), listed(session)):
        assert "chưa có văn bản trả lời nào cần gửi qua bưu điện" in in_pdf(made)
        assert "chưa có văn bản trả lời nào" in in_word(made)


def test_a_restricted_sheet_changes_neither(session, reply, people):
    reply()
    before = [labels(session).html, listed(session).html]
    secret = accepted(session, people, full_name="Hoàng Kim Tiết Lộ")
    asked(session, people, "Tố cáo?", sheet=secret, department=people.department, reply="Mật.")
    r.restrict(secret, user=people.chief, reason="Dấu hiệu tố cáo")
    assert [labels(session).html, listed(session).html] == before


def test_three_hundred_letters_take_no_more_queries_than_one(
    session, reply, django_assert_max_num_queries
):
    many(session, reply, 300)
    assert Registration.objects.count() == 300
    for made in (labels(session), listed(session)):
        with django_assert_max_num_queries(3):
            assert said(made).count("Ông (bà)") == 300
    assert len(opened(labels(session).pdf()).pages) == 13
