"""One number for all invitations to a session: recorded in one step."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import documents
from dialogue.documents.catalogue import papers
from dialogue.models import OfficialDocument
from dialogue.states import Role
from tests import factories as make
from tests.desk.visiting import visit_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(commune):
    for _number in range(3):
        make.VillageFactory()
    return make.session()


def address(session, kind="invitation"):
    return reverse("dialogue_desk:session_papers", args=[session.pk, kind])


def given(**fields):
    return {"number": "12", "issued_on": f"{timezone.localdate():%d/%m/%Y}"} | fields


def test_every_invitation_gets_the_number_and_one_that_has_its_own_keeps_it(session):
    kind = papers()["invitation"]
    first, *others = kind.parts(session)
    documents.record_number(
        kind(session, first), user=make.office(), number="7", issued_on=timezone.localdate()
    )
    office = visit_as(Role.OFFICE)
    assert "Ghi một số chung cho tất cả" in office.get(address(session)).text
    assert office.post(address(session), given()).status_code == 302
    numbers = dict(OfficialDocument.objects.values_list("about", "number"))
    assert numbers.pop(kind(session, first).about) == "7"
    assert set(numbers.values()) == {"12"}
    assert len(numbers) == len(others)
    assert "GM-UBND" in OfficialDocument.objects.filter(number="12").first().full_number


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"number": "12/GM-UBND"},
        {"number": "0"},
        {"issued_on": ""},
        {"issued_on": "31/02/2026"},
        {"issued_on": f"{timezone.now() + dt.timedelta(days=400):%d/%m/%Y}"},
    ],
    ids=str,
)
def test_a_wrong_number_or_date_is_refused_on_all_of_them(session, wrong):
    answer = visit_as(Role.OFFICE).post(address(session), given(**wrong))
    assert answer.status_code == 200
    assert "<details" in answer.text
    assert not OfficialDocument.objects.exists()


def test_a_number_that_another_paper_has_is_given_to_none(session):
    other = make.session()
    kind = papers()["invitation"]
    part = next(iter(kind.parts(other)))
    documents.record_number(
        kind(other, part), user=make.office(), number="12", issued_on=timezone.localdate()
    )
    answer = visit_as(Role.OFFICE).post(address(session), given())
    assert answer.status_code == 200
    assert OfficialDocument.objects.count() == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER, Role.ADMINISTRATOR])
def test_who_does_not_handle_papers_finds_no_such_address(session, role):
    assert visit_as(role).post(address(session), given()).status_code == 404
    assert not OfficialDocument.objects.exists()


def test_letters_about_sheets_never_share_a_number(session):
    answer = visit_as(Role.OFFICE).post(address(session, "reply_letter"), given())
    assert answer.status_code == 404
    assert not OfficialDocument.objects.exists()


def test_digits_of_another_script_are_the_same_number(session):
    kind = papers()["invitation"]
    part = next(iter(kind.parts(session)))
    kept = documents.record_number(
        kind(session, part), user=make.office(), number="１２", issued_on=timezone.localdate()
    )
    assert kept.number == "12"
