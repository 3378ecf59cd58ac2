"""A sender takes a consent back: the office records it, and nobody relies on it any more."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import NotAllowed
from dialogue.actions import registrations as r
from dialogue.actions.consents import withdraw_consent
from dialogue.states import Role
from tests import factories as make
from tests.core.world import snapshot
from tests.desk.records import body, enter, verb_url

pytestmark = pytest.mark.django_db

REASON = "Bà Nguyệt gọi điện ngày 20/11/2026, đề nghị không nêu tên."


@pytest.fixture
def consent(commune):
    sheet = make.sheet(consents=frozenset({"publish_name", "contact_later"}))
    return sheet.consents.get(purpose="publish_name")


def address(consent):
    return reverse("dialogue_desk:consent_withdraw", args=[consent.registration_id, consent.pk])


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER])
def test_the_office_and_leaders_record_it_with_time_and_reason(consent, role):
    now, user = timezone.now(), make.staff(role)
    done = withdraw_consent(consent, user=user, reason=f"  {REASON} ", now=now)

    consent.refresh_from_db()
    assert consent.withdrawn_at == done.withdrawn_at == now
    row = consent.registration.history.first()
    assert (row.verb, row.history_change_reason) == ("withdraw_consent", REASON)
    assert (row.history_user, row.history_date, row.version) == (user, now, 2)
    other = consent.registration.consents.get(purpose="contact_later")
    assert other.withdrawn_at is None


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.OFFICER, Role.ADMINISTRATOR, Role.RESTRICTED_READER]
)
def test_nobody_else_does_and_nothing_is_changed(consent, role):
    user, before = make.staff(role), snapshot()
    with pytest.raises(NotAllowed):
        withdraw_consent(consent, user=user, reason=REASON)
    assert snapshot() == before


def test_of_a_restricted_sheet_only_named_persons_record_it(consent):
    clerk, named = make.office(), make.staff(Role.OFFICE, Role.RESTRICTED_READER)
    r.restrict(consent.registration, user=clerk, reason="Tố cáo")
    before = snapshot()
    with pytest.raises(NotAllowed):
        withdraw_consent(consent, user=clerk, reason=REASON)
    assert snapshot() == before
    assert withdraw_consent(consent, user=named, reason=REASON).withdrawn_at


def test_it_is_recorded_once(consent):
    clerk = make.office()
    withdraw_consent(consent, user=clerk, reason=REASON)
    before = snapshot()
    with pytest.raises(ValidationError):
        withdraw_consent(consent, user=clerk, reason="Lần nữa")
    assert snapshot() == before


def test_without_a_reason_nothing_is_recorded(consent):
    clerk, before = make.office(), snapshot()
    with pytest.raises(ValidationError):
        withdraw_consent(consent, user=clerk, reason=" \n")
    assert snapshot() == before


def test_a_closed_matter_does_not_keep_anybody_bound(consent):
    clerk = make.office()
    r.withdraw(consent.registration, user=clerk, reason="Người dân đề nghị")
    assert withdraw_consent(consent, user=clerk, reason=REASON).withdrawn_at


# At the desk.


def test_the_sheet_offers_it_and_then_says_since_when_and_why(client, consent):
    enter(client, make.office())
    sheet_url = consent.registration.get_absolute_url()
    assert address(consent) in client.get(sheet_url).content.decode()
    form = body(client.get(address(consent)))
    assert str(consent.get_purpose_display()) in form

    assert client.post(address(consent), {"reason": REASON}).status_code == 302
    response = client.get(sheet_url)
    assert address(consent) not in response.content.decode()
    assert "Ghi nhận rút lại sự đồng ý" in body(response)
    assert REASON in body(response)
    assert client.get(address(consent)).status_code == 403


def test_an_empty_reason_is_asked_for_again_and_nothing_is_changed(client, consent):
    enter(client, make.office())
    before = snapshot()
    response = client.post(address(consent), {"reason": ""})
    assert response.status_code == 200
    assert response.context["form"].errors["reason"]
    assert snapshot() == before


def test_a_consent_of_another_sheet_is_not_found(client, consent):
    enter(client, make.office())
    other, before = make.sheet(part_1="Nội dung khác"), snapshot()
    url = reverse("dialogue_desk:consent_withdraw", args=[other.pk, consent.pk])
    assert client.post(url, {"reason": REASON}).status_code == 404
    assert snapshot() == before


def test_a_second_click_is_told_that_it_was_recorded(client, consent):
    enter(client, make.office())
    client.post(address(consent), {"reason": REASON})
    before = snapshot()
    response = client.post(address(consent), {"reason": REASON})
    assert response.status_code == 403
    assert "đã được rút" in body(response)
    assert snapshot() == before


def test_who_prepares_an_answer_is_told_no_longer_that_the_name_may_be_shown(client, commune):
    sheet = r.accept(make.sheet(consents=frozenset({"publish_name"})), user=make.office())
    question = make.question("answered", registration=sheet)
    clerk = make.office()
    enter(client, clerk)
    make.answer_index()
    url = verb_url(question, "prepare_answer")
    assert client.get(url).context["may_name"] is True
    withdraw_consent(sheet.consents.get(), user=clerk, reason=REASON)
    assert client.get(url).context["may_name"] is False
