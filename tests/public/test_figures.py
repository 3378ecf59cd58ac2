"""The public figures: what is counted, what is told together, and how the page reads."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from dialogue.actions import registrations as r
from dialogue.models import Registration
from dialogue.public.figures import FEWEST_SHEETS, too_few, year_figures
from dialogue.public.statistics import bar, tables
from dialogue.states import QuestionState
from tests import factories as make

from .reading import home_page, words

pytestmark = pytest.mark.django_db

PAGE = reverse("dialogue:statistics")


def question(state=QuestionState.NEW, **fields):
    """Return a question of a sheet with ``fields``."""
    return make.question(state, registration=make.accepted_sheet(**fields))


def this_year():
    from django.utils import timezone

    return timezone.localdate().year


def named(rows):
    return {row.title: row.tally.questions for row in rows}


def test_each_question_is_counted_once_by_what_became_of_it(commune):
    for state in (QuestionState.NEW, QuestionState.ANSWERED, QuestionState.REFERRED):
        question(state)
    question(QuestionState.WITHDRAWN)
    total = year_figures(this_year()).total
    assert (total.questions, total.answered, total.elsewhere, total.in_hand) == (3, 1, 1, 1)


def test_a_draft_handed_in_by_the_due_date_is_in_time_and_one_overdue_is_late(commune):
    question(QuestionState.DRAFTED)
    late = question(QuestionState.ASSIGNED)
    type(late).objects.filter(pk=late.pk).update(due_on=dt.date(2026, 1, 5))
    total = year_figures(this_year()).total
    assert (total.in_time, total.late) == (1, 1)


def test_sheets_that_are_restricted_set_aside_or_refused_change_no_figure(commune):
    question()
    before = year_figures(this_year())
    secret = question()
    r.restrict(secret.registration, user=make.office(), reason="Tố cáo")
    make.sheet(suspicion="gửi quá nhanh")
    assert year_figures(this_year()) == before


def test_a_month_and_a_year_end_at_midnight_in_vietnam(commune):
    for moment in (
        dt.datetime(2025, 12, 31, 16, 59, tzinfo=dt.UTC),
        dt.datetime(2025, 12, 31, 17, 0, tzinfo=dt.UTC),
    ):
        made = question()
        Registration.objects.filter(pk=made.registration_id).update(received_at=moment)
    assert named(year_figures(2025).months)["12/2025"] == 1
    assert named(year_figures(2026).months)["01/2026"] == 1


def test_months_still_to_come_are_not_shown(commune):
    with time_machine.travel(dt.datetime(2026, 3, 10, 3, 0, tzinfo=dt.UTC)):
        assert list(named(year_figures(2026).months)) == ["01/2026", "02/2026", "03/2026"]


def test_a_session_counts_all_its_sheets_and_is_named_only_while_it_is_public(commune):
    session = make.session()
    question(session=session)
    rows = year_figures(session.start_at.year).sessions
    assert named(rows) == {session.title: 1}
    session.unpublish()
    assert year_figures(session.start_at.year).sessions == []


def sheets_from(**villages):
    made = {name: make.VillageFactory(name=name) for name in villages}
    for name, number in villages.items():
        for _unused in range(number):
            question(village=made[name], other_place="")
    return made


def test_villages_with_few_sheets_are_told_together(commune):
    sheets_from(Đoài=3, Thượng=2, Hạ=1)
    assert named(year_figures(this_year()).villages) == {
        "Đoài": 3,
        "Các thôn có ít phiếu (gộp chung)": 3,
    }


def test_one_small_village_takes_the_next_larger_one_along(commune):
    sheets_from(Đoài=5, Thượng=3, Hạ=1)
    rows = named(year_figures(this_year()).villages)
    assert rows == {"Đoài": 5, "Các thôn có ít phiếu (gộp chung)": 4}


def test_so_few_sheets_that_they_point_to_somebody_are_told_for_no_village(commune):
    sheets_from(Đoài=1, Hạ=1)
    assert year_figures(this_year()).villages == []


def test_many_matters_of_one_sheet_are_still_one_sheet():
    groups = {1: [{"registration": 7}] * 9, 2: [{"registration": n} for n in range(4)]}
    assert too_few(groups) == [1, 2]


@pytest.mark.parametrize("numbers", [(1,), (2, 2), (1, 1, 1), (1, 3), (2, 3, 9), (3, 3), (0,)])
def test_what_is_told_of_villages_always_stands_for_enough_sheets(numbers):
    groups = {
        place: [{"registration": (place, n)} for n in range(number)]
        for place, number in enumerate(numbers)
        if number
    }
    merged = too_few(groups)
    told = [len(groups[key]) for key in groups if key not in merged]
    together = sum(len(groups[key]) for key in merged)
    assert all(number >= FEWEST_SHEETS for number in told)
    assert together == 0 or together >= FEWEST_SHEETS or not told


def test_the_parts_of_a_bar_follow_each_other_and_show_their_share(commune):
    for state in (QuestionState.NEW, QuestionState.ANSWERED, QuestionState.REFERRED):
        question(state)
    total = year_figures(this_year()).total
    parts = bar(total, 6)
    assert [(p.kind, p.start, p.length) for p in parts] == [
        ("answered", "0.00%", "16.67%"),
        ("elsewhere", "16.67%", "16.67%"),
        ("in_hand", "33.33%", "16.67%"),
    ]


def test_a_table_without_lines_is_left_out(commune):
    question()
    slugs = [table.slug for table in tables(year_figures(this_year()))]
    assert "hoi-nghi" not in slugs
    assert "linh-vuc" in slugs


def test_the_page_reads_as_tables_without_pictures_or_scripts(client, commune):
    home_page()
    made = question(QuestionState.ANSWERED)
    response = client.get(PAGE)
    page = response.content.decode()
    assert made.topic.name in words(response)
    assert "style=" not in page
    assert "<script src" not in re.sub(r'<script src="/static/home/[^>]*>', "", page)
    for chart in re.findall(r"<svg\b[^>]*>", page.split("<main")[1].split("</main")[0]):
        assert "aria-hidden" in chart or 'class="bar"' in chart
    assert page.count('<th scope="row">') == page.count("<tr") - page.count("<thead>")


def test_before_the_first_sheet_the_page_says_so(client, commune):
    assert "chưa có số liệu" in words(client.get(PAGE))


@pytest.mark.parametrize(
    "query", ["?nam=abc", "?nam=-1", "?nam=99999999999", "?nam=²", "?nam=1999"]
)
def test_a_year_without_figures_gives_the_newest(client, commune, query):
    question()
    response = client.get(PAGE + query)
    assert f"Tóm tắt năm {this_year()}" in words(response)


def test_whoever_asks_for_a_year_without_figures_is_told_which_year_they_see(client, commune):
    question()
    shown = words(client.get(PAGE + "?nam=1999"))
    assert f"Không có số liệu năm 1999. Dưới đây là số liệu năm {this_year()}." in shown


@pytest.mark.parametrize("query", ["", "?nam=abc", "?nam=0199", "?nam=²025", "?nam={this_year}"])
def test_nothing_is_said_to_lack_where_no_other_year_was_asked_for(client, commune, query):
    question()
    shown = words(client.get(PAGE + query.format(this_year=this_year())))
    assert "Không có số liệu năm" not in shown


def test_before_the_first_sheet_no_year_is_said_to_have_figures(client, commune):
    assert "Dưới đây là số liệu" not in words(client.get(PAGE + "?nam=1999"))


def test_the_page_tells_the_day_of_its_figures_and_a_new_day_is_a_new_page(client, commune):
    # 16:59 and 17:00 UTC: the two sides of midnight in Vietnam.
    with time_machine.travel(dt.datetime(2026, 3, 10, 1, 0, tzinfo=dt.UTC), tick=False):
        question()
        morning = client.get(PAGE)
    with time_machine.travel(dt.datetime(2026, 3, 10, 16, 59, tzinfo=dt.UTC), tick=False):
        evening = client.get(PAGE)
        etag = evening.headers["ETag"]
        assert client.get(PAGE, HTTP_IF_NONE_MATCH=etag).status_code == 304
    with time_machine.travel(dt.datetime(2026, 3, 10, 17, 0, tzinfo=dt.UTC), tick=False):
        tomorrow = client.get(PAGE, HTTP_IF_NONE_MATCH=etag)
    assert "Số liệu tính đến ngày 10/03/2026" in words(morning)
    assert morning.headers["ETag"] == etag
    assert tomorrow.status_code == 200
    assert "Số liệu tính đến ngày 11/03/2026" in words(tomorrow)


def test_the_page_shows_at_once_what_changed_and_is_sent_only_then(client, commune):
    question()
    first = client.get(PAGE)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    etag = first.headers["ETag"]
    assert client.get(PAGE, HTTP_IF_NONE_MATCH=etag).status_code == 304
    question()
    assert client.get(PAGE, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_the_page_takes_no_more_queries_with_many_sheets(
    client, commune, django_assert_max_num_queries
):
    home_page()
    session = make.session()
    for _unused in range(4):
        question(QuestionState.ASSIGNED, session=session, village=make.VillageFactory())
    with django_assert_max_num_queries(12):
        assert client.get(PAGE).status_code == 200
