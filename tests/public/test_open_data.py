"""Open data: readable by programs, in parts, never with a personal field."""

import csv
import datetime as dt
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from dialogue.actions import registrations as r
from dialogue.models import AnswerPage, Consent, OutgoingMail, Question, Registration, SessionPage
from dialogue.public.answer_data import ANSWER_FIELDS, COLUMNS
from dialogue.public.figures import COUNTED
from dialogue.states import QuestionState
from dialogue.tabular import cell
from tests import factories as make

from .reading import home_page, many_answers, words

pytestmark = pytest.mark.django_db

ANSWERS, FIGURES = "dialogue:data_answers_json", "dialogue:data_figures_json"
FILES = [
    reverse(f"dialogue:data_{name}_{kind}")
    for name in ("answers", "figures")
    for kind in ("json", "csv")
]
GUIDE = reverse("dialogue:open_data")

# What no figure and no file of open data is ever made from. A new field of these models fails the
# test below until somebody has decided on which side it stands.
NEVER = {
    Registration: """form_data page submit_time fold_text plain_text year number key_hash
        content_mac tracking_hash channel received_how recorded_at entered_by applicant_kind
        full_name
        organisation_name guardian_name phone house other_place commune province email part_1
        part_2 notice_version suspicion refusal_reason message supplement duplicate_of
        late_decision closed_at version name_key""",
    Question: """fold_text plain_text ordinal part text proposed_department instruction assigned_by
        due_how due_moved reply drafted_by approved_by approved_at other_body other_body_address
        message answer_page created_at version""",
    Consent: "id registration purpose given_at channel notice_version withdrawn_at",
    OutgoingMail: None,
    AnswerPage: "asked_by prepared_by fold_text plain_text",
}
TOLD = {**COUNTED, Consent: set(), AnswerPage: ANSWER_FIELDS}
WORD = "Chim-Hoàng-Yến"


def own_fields(model):
    """Return the names of a model's own fields; for pages without those of every page."""
    fields = {field.name for field in model._meta.concrete_fields}
    every_page = {field.name for field in Page._meta.concrete_fields}
    return fields - every_page if issubclass(model, Page) else fields


@pytest.mark.parametrize("model", TOLD, ids=lambda model: model.__name__)
def test_every_field_is_declared_public_or_never(model):
    never = set(NEVER[model].split())
    told = TOLD[model] & own_fields(model) if model is AnswerPage else TOLD[model]
    assert told | never == own_fields(model)
    assert not told & never


def columns_read(queries, model):
    """Return the fields of ``model`` whose columns the queries name."""
    names = {field.column: field.name for field in model._meta.concrete_fields}
    table = model._meta.db_table
    found = set()
    for query in queries:
        aliases = {table, *re.findall(rf'"{table}" ([A-Z]+\d+)', query["sql"])}
        for alias in aliases:
            found |= set(re.findall(rf'"?\b{alias}"?\."(\w+)"', query["sql"]))
    return {names[column] for column in found if column in names}


def test_the_database_is_asked_for_no_other_column_of_sheets_questions_and_answers(client, commune):
    make.question(QuestionState.ANSWERED, session=make.session())
    make.answer(session=make.held_session())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for address in [*FILES, reverse("dialogue:statistics")]:
            assert client.get(address).status_code == 200
    for model, declared in COUNTED.items():
        assert columns_read(asked, model) <= declared, model
        assert columns_read(asked, model)
    own = columns_read(asked, AnswerPage) & own_fields(AnswerPage)
    assert own <= ANSWER_FIELDS
    for model in (Consent, OutgoingMail):
        assert not columns_read(asked, model)


def test_what_people_sent_is_in_no_file(client, commune):
    sheet = make.accepted_sheet(
        full_name=f"{WORD} Nguyễn",
        phone="+84987654321",
        email="hoang.yen@example.vn",
        house=WORD,
        other_place=WORD,
        part_1=f"{WORD} hỏi về đất",
        organisation_name=WORD,
        guardian_name=WORD,
        session=make.session(),
    )
    made = make.question(QuestionState.ANSWERED, registration=sheet)
    Question.objects.filter(pk=made.pk).update(
        text=WORD, reply=WORD, instruction=WORD, message=WORD, other_body=WORD
    )
    make.answer(asked_by=WORD, search_description=WORD)
    for address in [*FILES, reverse("dialogue:statistics"), GUIDE]:
        page = client.get(address).content.decode()
        for told in (WORD, "987654321", "hoang.yen"):
            assert told not in page, address


def test_a_restricted_sheet_changes_no_file(client, commune):
    make.question(QuestionState.ANSWERED)
    before = [client.get(address).content for address in FILES]
    secret = make.question(QuestionState.ASSIGNED)
    r.restrict(secret.registration, user=make.office(), reason="Tố cáo")
    assert [client.get(address).content for address in FILES] == before


def data(client, name=ANSWERS, query=""):
    response = client.get(reverse(name) + query)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(response.content)


def table(client, name, query=""):
    response = client.get(reverse(name) + query)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_an_answer_is_told_as_it_was_published(client, commune):
    session = make.held_session()
    made = make.answer(title="Trích lục", answer_text="<p>Trong <b>ngày</b>.</p>", session=session)
    told = data(client)["cau_tra_loi"][0]
    assert list(told) == list(COLUMNS)
    assert told["dia_chi"] == f"http://testserver{made.get_url()}"
    assert (told["tra_loi"], told["tra_loi_html"]) == ("Trong ngày.", "<p>Trong <b>ngày</b>.</p>")
    assert (told["hoi_nghi"], told["ngay_tra_loi"]) == (session.title, "2026-06-26")
    line = table(client, "dialogue:data_answers_csv")[0]
    assert line == {name: str(value) for name, value in told.items()}


def test_only_what_anybody_may_read_is_told(client, commune):
    session = make.held_session()
    shown, closed = make.answer(session=session), make.answer()
    make.answer(live=False)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert [told["ma"] for told in data(client)["cau_tra_loi"]] == [shown.pk]
    SessionPage.objects.get(pk=session.pk).unpublish()
    assert data(client)["cau_tra_loi"][0]["hoi_nghi"] is None
    AnswerPage.objects.get(pk=shown.pk).unpublish()
    assert data(client)["cau_tra_loi"] == []


def test_all_answers_are_read_part_by_part_forth_and_back(client, commune):
    many_answers(25)
    seen, address = [], reverse(ANSWERS) + "?so-dong=10"
    while address:
        last, part = address, json.loads(client.get(address).content)
        seen += [told["ma"] for told in part["cau_tra_loi"]]
        address = part["tiep"]
    assert len(seen) == len(set(seen)) == 25
    assert seen == sorted(seen)
    back = json.loads(client.get(json.loads(client.get(last).content)["truoc"]).content)
    assert [told["ma"] for told in back["cau_tra_loi"]] == seen[10:20]


def test_an_answer_taken_off_meanwhile_lets_none_be_skipped(client, commune):
    many_answers(25)
    first = data(client, query="?so-dong=10")
    AnswerPage.objects.get(pk=first["cau_tra_loi"][0]["ma"]).unpublish()
    then = json.loads(client.get(first["tiep"]).content)["cau_tra_loi"]
    assert then[0]["ma"] == first["cau_tra_loi"][-1]["ma"] + 1


def test_a_table_leads_on_in_its_header(client, commune):
    many_answers(15)
    response = client.get(reverse("dialogue:data_answers_csv") + "?so-dong=10")
    address = re.search(r'<([^>]+)>; rel="next"', response.headers["Link"])[1]
    rest = client.get(address)
    assert len(rest.content.decode("utf-8-sig").splitlines()) == 6
    assert 'rel="prev"' in rest.headers["Link"]


@pytest.mark.parametrize(
    "query",
    [
        "?sau=abc",
        "?sau=-1",
        "?so-dong=0",
        "?so-dong=1001",
        "?sau=1&truoc=9",
        "?sau=²",
        "?truoc=99999999999999999999",
        "?sau=",
        "?sau=1%27",
    ],
)
def test_a_parameter_without_meaning_is_told_in_a_sentence(client, commune, query):
    response = client.get(reverse(ANSWERS) + query)
    assert response.status_code == 400
    assert json.loads(response.content)["loi"].endswith(".")


def test_a_year_without_figures_is_told_in_a_sentence(client, commune):
    for query in ("?nam=1999", "?nam=abc", "?nam="):
        assert client.get(reverse(FIGURES) + query).status_code == 400


def test_figures_are_the_same_in_both_forms(client, commune):
    made = make.question(QuestionState.ANSWERED, session=make.session())
    told = data(client, FIGURES)
    assert told["tong"]["noi_dung"] == told["tong"]["da_tra_loi"] == 1
    assert told["theo_linh_vuc"][0]["ten"] == made.topic.name
    lines = table(client, "dialogue:data_figures_csv")
    assert lines[0]["nhom"] == "tong"
    assert [line["ten"] for line in lines if line["nhom"] == "theo_linh_vuc"] == [made.topic.name]


def test_figures_lead_to_the_years_beside(client, commune):
    make.question()
    make.sheet(received_at=dt.datetime(2024, 5, 6, 3, 0, tzinfo=dt.UTC))
    newest = data(client, FIGURES)
    older = json.loads(client.get(newest["truoc"]).content)
    assert (older["nam"], older["truoc"]) == (2024, None)
    assert older["tiep"].endswith(f"nam={newest['nam']}")


@pytest.mark.parametrize("address", FILES)
def test_any_web_page_may_read_a_file_and_no_cookie_comes_with_it(client, commune, address):
    response = client.get(address)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()
    again = client.get(address, HTTP_IF_NONE_MATCH=response.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("=1+1", "'=1+1"),
        ("+84912345678", "'+84912345678"),
        ("0912 345 678", "'0912 345 678"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("Đất đai", "Đất đai"),
        ("12", "12"),
        (12, 12),
        (None, ""),
    ],
)
def test_no_text_is_reckoned_by_a_spreadsheet(typed, stored):
    assert cell(typed) == stored


def test_formulas_in_a_title_stay_text_in_the_table(client, commune):
    make.answer(title='=HYPERLINK("http://xau.example")', question_text='@x, "y"\nz')
    line = table(client, "dialogue:data_answers_csv")[0]
    assert line["tieu_de"] == '\'=HYPERLINK("http://xau.example")'
    assert line["cau_hoi"] == '\'@x, "y"\nz'


def test_the_terms_of_use_are_the_office_s_own_words(client, commune):
    assert "ghi rõ nguồn là UBND xã Phú Xuyên" in words(client.get(GUIDE))
    commune.open_data_licence = "Giấy phép CC BY 4.0."
    commune.save()
    assert "Giấy phép CC BY 4.0." in words(client.get(GUIDE))
    assert data(client)["giay_phep"] == "Giấy phép CC BY 4.0."


def test_the_guide_names_every_field(client, commune):
    home_page()
    make.question(QuestionState.ANSWERED, session=make.session())
    guide = words(client.get(GUIDE))
    told = data(client, FIGURES)
    for name in [*COLUMNS, *told["tong"], *(key for key in told if key.startswith("theo_"))]:
        assert name in guide, name


@pytest.mark.parametrize("address", FILES)
def test_a_file_takes_few_queries(client, commune, django_assert_max_num_queries, address):
    many_answers(150)
    for _unused in range(3):
        make.question(QuestionState.ASSIGNED, session=make.session())
    with django_assert_max_num_queries(9):
        assert client.get(address).status_code == 200
