"""The list of answers: search with and without diacritics, filters, pages, odd addresses."""

import datetime as dt
import unicodedata

import pytest

from dialogue.public.answers import PAGE_SIZE, listing
from tests import factories as make

from .reading import many_answers, read, without_data, words

pytestmark = pytest.mark.django_db


def found(query="", **params):
    """Return the titles that the list gives for a search and filters, in order."""
    return [a.title for a in listing(make.answer_index(), {"q": query, **params})["results"]]


def answer(title, **fields):
    return make.answer(
        title=title, **({"question_text": "Hỏi.", "answer_text": "<p>Có.</p>"} | fields)
    )


@pytest.mark.parametrize(
    "typed",
    [
        "đất đai",
        "dat dai",
        "ĐẤT ĐAI",
        "Dat Dai",
        unicodedata.normalize("NFD", "đất đai"),
        "  đất   đai  ",
        "đai đất",
    ],
)
def test_an_answer_is_found_however_its_words_are_typed(commune, typed):
    answer("Thủ tục đất đai")
    answer("Khai sinh")
    assert found(typed) == ["Thủ tục đất đai"]


def test_an_answer_stored_in_decomposed_letters_is_found_by_composed_ones(commune):
    made = answer(unicodedata.normalize("NFD", "Sổ đỏ hộ gia đình"))
    assert found("sổ đỏ") == [made.title]
    assert unicodedata.is_normalized("NFC", made.title)


def test_words_typed_with_diacritics_find_the_exact_ones_first(commune):
    answer("Mã số thuế", answered_on=dt.date(2026, 1, 1))
    answer("Má số thuế", answered_on=dt.date(2026, 6, 1))
    assert found("mã số") == ["Mã số thuế", "Má số thuế"]


def test_the_exact_phrase_comes_before_its_scattered_words(commune):
    answer("Sinh con rồi mới khai thì sao", answered_on=dt.date(2026, 6, 1))
    answer("Khai sinh cho con", answered_on=dt.date(2026, 1, 1))
    assert found("khai sinh") == ["Khai sinh cho con", "Sinh con rồi mới khai thì sao"]


def test_whole_words_come_before_words_only_begun(commune):
    answer("Chứng thực bản sao", answered_on=dt.date(2026, 1, 1))
    answer("Bảng giá đất", answered_on=dt.date(2026, 6, 1))
    assert found("ban") == ["Chứng thực bản sao", "Bảng giá đất"]


def test_equally_near_answers_come_newest_first(commune):
    answer("Khai tử lần một", answered_on=dt.date(2026, 1, 1))
    answer("Khai tử lần hai", answered_on=dt.date(2026, 6, 1))
    assert found("khai tử") == ["Khai tử lần hai", "Khai tử lần một"]


def test_question_and_answer_texts_are_searched_too(commune):
    answer("Một", question_text="Phí chứng thực bao nhiêu?")
    answer("Hai", answer_text="<p>Lệ phí <b>trước bạ</b> là 0,5%.</p>")
    assert found("chung thuc") == ["Một"]
    assert found("trước bạ") == ["Hai"]


def test_all_words_must_occur(commune):
    answer("Khai sinh")
    assert found("khai tử") == []


def test_signs_that_databases_read_as_wildcards_find_nothing_by_themselves(commune):
    answer("Khai sinh")
    assert found("khai_sinh") == []
    assert found("%") == ["Khai sinh"]  # no word at all: the whole list


def test_filters_narrow_by_topic_session_department_and_year(commune):
    topic, unit, session = make.TopicFactory(), make.DepartmentFactory(), make.held_session()
    wanted = answer("Đúng", topic=topic, department=unit, session=session)
    answer("Sai", answered_on=dt.date(2025, 3, 1))
    for params in (
        {"linh-vuc": str(topic.pk)},
        {"don-vi": str(unit.pk)},
        {"hoi-nghi": str(session.pk)},
        {"nam": "2026"},
        {"linh-vuc": str(topic.pk), "nam": "2026", "don-vi": str(unit.pk)},
    ):
        assert found(**params) == [wanted.title]
    assert found(**{"linh-vuc": str(topic.pk), "nam": "2025"}) == []


def test_each_option_counts_what_it_would_show_beside_the_other_filters(commune):
    land, civil = make.TopicFactory(name="Đất đai"), make.TopicFactory(name="Hộ tịch")
    answer("Một", topic=land)
    answer("Hai", topic=land, answered_on=dt.date(2025, 1, 1))
    answer("Ba", topic=civil)
    topics, _sessions, _units, years = listing(make.answer_index(), {"nam": "2026"})[
        "listing"
    ].filters
    assert [(o.title, o.count) for o in topics.options] == [("Đất đai", 1), ("Hộ tịch", 1)]
    assert [(o.title, o.count) for o in years.options] == [("2026", 2), ("2025", 1)]


def test_options_stand_in_the_order_of_the_vietnamese_alphabet(commune):
    for name in ("Y tế", "Đất đai", "Dân số", "Ăn uống", "An ninh"):
        answer(name, topic=make.TopicFactory(name=name))
    topics = listing(make.answer_index(), {})["listing"].filters[0]
    assert [o.title for o in topics.options] == ["An ninh", "Ăn uống", "Dân số", "Đất đai", "Y tế"]


@pytest.mark.parametrize(
    "query",
    [
        "?linh-vuc=abc",
        "?linh-vuc=999999",
        "?linh-vuc=-1",
        "?linh-vuc=1%27%20OR%201=1",
        "?nam=99999999999999999999999",
        "?nam=%C2%B2",
        "?hoi-nghi=1.5",
        "?don-vi=%F0%9F%92%A9",
    ],
)
def test_a_filter_value_that_does_not_exist_is_left_out_and_said(client, commune, query):
    made = make.answer()
    response = read(client, make.answer_index(), query)
    assert response.status_code == 200
    text = words(response)
    assert "Đã bỏ qua bộ lọc có giá trị không tồn tại" in text
    assert made.title in text


@pytest.mark.parametrize(
    "query",
    [
        "?q=" + "a%20" * 3000,
        "?q=" + "x" * 8000,
        "?q=%ED%A0%80",
        "?q=%E2%80%AE%C4%91",
        "?trang=abc",
        "?trang=0",
        "?trang=-3",
        "?trang=1e9",
        "?q=a&q=b&linh-vuc=&nam=",
        "?khac=1",
    ],
)
def test_whatever_stands_in_the_address_the_list_answers(client, commune, query):
    make.answer()
    assert read(client, make.answer_index(), query).status_code == 200


def test_a_nul_in_the_address_is_refused_with_a_page(client, commune):
    assert read(client, make.answer_index(), "?q=%00").status_code == 400


def test_script_in_the_search_or_a_title_is_inert(client, commune):
    make.answer(title="<script>alert(1)</script>", question_text='"><img src=x onerror=alert(1)>')
    response = read(client, make.answer_index(), "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script" not in without_data(response)
    page = without_data(read(client, make.answer_index()))
    assert "<script" not in page
    assert "<img" not in page


def test_twenty_answers_make_a_page_and_beyond_the_end_stands_the_last(client, commune):
    index = many_answers(45)
    assert len(listing(index, {})["results"]) == PAGE_SIZE == 20
    last = listing(index, {"trang": "99"})["results"]
    assert (last.number, len(last)) == (3, 5)
    text = words(read(client, index, "?trang=99"))
    assert "45 câu trả lời" in text
    assert "Trang 3 / 3" in text


def test_turning_the_page_keeps_search_and_filters(client, commune):
    index = many_answers(70)
    answer = read(client, index, "?q=khai+sinh&nam=2025").content.decode()
    assert 'href="?q=khai+sinh&amp;nam=2025&amp;trang=2"' in answer


def test_each_filter_in_force_can_be_taken_away_alone(client, commune):
    index = many_answers(10)
    answer = read(client, index, "?q=khai+sinh&nam=2025").content.decode()
    assert f'href="{index.get_url()}?nam=2025" aria-label="Bỏ Tìm kiếm: khai sinh"' in answer
    assert f'href="{index.get_url()}?q=khai+sinh" aria-label="Bỏ Năm: 2025"' in answer


def test_when_nothing_is_found_the_page_says_what_to_do(client, commune):
    make.answer()
    text = words(read(client, make.answer_index(), "?q=xyz"))
    assert "Không tìm thấy." in text
    assert "024 3379 1827" in text


def test_before_the_first_answer_the_page_says_so(client, commune):
    assert "Chưa có câu trả lời nào" in words(read(client, make.answer_index()))


def test_an_answer_page_shows_question_answer_and_where_it_comes_from(client, commune):
    topic, session = make.TopicFactory(name="Hộ tịch"), make.held_session()
    made = answer(
        "Trích lục khai sinh",
        question_text="Bao lâu?",
        answer_text="<p>Trong <b>ngày</b>.</p>",
        asked_by="Công dân tại xã",
        topic=topic,
        session=session,
    )
    other, elsewhere = answer("Khai tử", topic=topic), answer("Việc khác")
    response = read(client, made)
    text = words(response)
    for part in ("Hộ tịch", "Bao lâu?", "Công dân tại xã", "Thứ Sáu, ngày 26/06/2026"):
        assert part in text
    assert "<p>Trong <b>ngày</b>.</p>" in response.content.decode()
    assert session.title in text
    assert made.department.name in text
    assert other.title in text
    assert elsewhere.title not in text
