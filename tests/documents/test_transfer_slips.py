"""Transfer slips: what a department gets to read on paper, and what it doesn't."""

import pytest

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.states import QuestionState as State
from tests import factories as make

from .official import in_pdf, in_word, paper, parts, said, sentences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commune", "render_once")]


@pytest.fixture
def economy():
    return make.DepartmentFactory(name="Phòng Kinh tế", short_name="Kinh tế")


def given_out(department, *, instruction="", registration=None, **fields):
    question = make.question(State.NEW, registration=registration, **fields)
    return q.assign(question, user=make.leader(), department=department, instruction=instruction)


def slip(question):
    return paper("transfer_slip", question.registration, f"department-{question.department_id}")


def test_a_slip_for_each_department_of_a_sheet_and_for_no_other(economy):
    police = make.DepartmentFactory(name="Công an xã")
    make.DepartmentFactory(name="Phòng Văn hóa")
    first = given_out(economy)
    given_out(police, registration=first.registration)
    given_out(economy, registration=first.registration)
    assert parts("transfer_slip", first.registration) == {
        f"department-{economy.pk}": "Phòng Kinh tế",
        f"department-{police.pk}": "Công an xã",
    }


def test_the_slip_holds_question_instruction_leader_and_due_date(economy):
    question = given_out(economy, instruction="Kiểm tra hồ sơ, trả lời rõ căn cứ.")
    made = slip(question)
    text = said(made)
    day = question.due_on
    for expected in (
        "PHIẾU CHUYỂN",
        "/PC-UBND",
        "Kính gửi: Phòng Kinh tế",
        question.text,
        f"Nội dung kiến nghị số {question.code}",
        "Ý kiến chỉ đạo: Kiểm tra hồ sơ, trả lời rõ căn cứ.",
        f"Người phân công: {question.assigned_by.get_full_name()}, ngày",
        f"ngày {day.day:02d} tháng",
        question.due_how.replace(" → ", ", đến hết "),
        "đề nghị trả lại",
    ):
        assert expected.casefold() in text.casefold()


def test_the_slip_names_only_the_departments_own_questions(economy):
    police = make.DepartmentFactory(name="Công an xã")
    mine = given_out(economy)
    other = given_out(police, registration=mine.registration)
    type(other).objects.filter(pk=other.pk).update(text="Cấp căn cước ở đâu?")
    assert "Cấp căn cước" not in said(slip(mine))
    assert "01 nội dung" in said(slip(mine))


def test_nothing_of_the_sender_but_the_number_of_the_sheet(economy):
    question = given_out(
        economy, full_name="Đỗ Thị Ánh Nguyệt", email="nguyet@example.vn", house="Số 12"
    )
    made = slip(question)
    text = " ".join([said(made), in_word(made), made.title(), made.file_name])
    for secret in ("Nguyệt", "912", "nguyet", "Số 12", "Thao Chính,"):
        assert secret not in text.replace("thôn Thao Chính, xã Phú Xuyên", "")
    assert question.registration.code in said(made)


def test_without_an_instruction_there_is_a_line_to_write_it_on(economy):
    blanks = [p["label"] for p in slip(given_out(economy)).body() if p["kind"] == "fact"]
    empty = [
        p["label"] for p in slip(given_out(economy)).body() if p["kind"] == "fact" and not p["text"]
    ]
    assert "Ý kiến chỉ đạo" in blanks
    assert empty == ["Ý kiến chỉ đạo"]


def test_what_is_owed_in_writing_says_so(economy):
    question = q.owe_in_writing(
        make.question(State.NEW), user=make.leader(), department=economy, instruction="Gấp"
    )
    assert "Hình thức trả lời: trả lời bằng văn bản" in said(slip(question))


def test_no_slip_before_a_question_is_given_out_or_after_it_came_back(economy):
    assert parts("transfer_slip", make.question(State.NEW).registration) == {}
    question = given_out(economy)
    q.return_not_ours(question, user=make.office(), reason="Thuộc công an")
    assert parts("transfer_slip", question.registration) == {}


@pytest.mark.parametrize("state", [State.ANSWERED, State.REFERRED, State.ESCALATED])
def test_no_slip_for_what_left_the_department(state):
    assert parts("transfer_slip", make.question(state).registration) == {}


def test_a_restricted_sheet_travels_on_no_slip(economy):
    question = given_out(economy)
    r.restrict(question.registration, user=make.office(), reason="Nhạy cảm")
    assert parts("transfer_slip", question.registration) == {}
    with pytest.raises(LookupError):
        slip(question)


def test_word_says_what_the_pdf_says(economy):
    made = slip(given_out(economy, instruction="Trả lời rõ.\n- Nêu căn cứ"))
    pdf, docx = in_pdf(made), in_word(made)
    for sentence in sentences(made):
        assert sentence in docx
        assert sentence in pdf


def test_ten_questions_need_no_more_queries_than_one(economy, django_assert_max_num_queries):
    question = given_out(economy)
    for _number in range(9):
        given_out(economy, registration=question.registration)
    with django_assert_max_num_queries(8):
        slip(question).data()
