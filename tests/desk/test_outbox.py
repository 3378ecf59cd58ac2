"""The outbox at the desk: who reads what, and sending again."""

import pytest
from django.urls import reverse

from dialogue.actions import registrations as r
from dialogue.models import AuditEntry, OutgoingMail
from dialogue.models.audit import AuditAction
from dialogue.states import Role
from tests import factories as make
from tests.desk.records import body
from tests.desk.visiting import messages_of, visit, visit_as

pytestmark = pytest.mark.django_db

LIST = "dialogue_desk:outbox"
State = OutgoingMail.State


def mail(state=State.SENT, registration=None, **fields):
    fields = {
        "kind": "received",
        "to": "nguoidan@example.vn",
        "subject": "Đã nhận phiếu số 0001/2026",
        "body": "Kính gửi bà Ánh Nguyệt",
        "registration": registration or make.sheet(),
    } | fields
    return OutgoingMail.objects.create(state=state, **fields)


def restricted_mail():
    sheet = r.restrict(make.sheet(), user=make.office(), reason="Tố cáo")
    return mail(registration=sheet, to="bi.mat@example.vn", subject="Về phiếu số 0002/2026")


def listed(client, **query):
    return list(client.get(reverse(LIST), query).context["object_list"])


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER, Role.LEADER])
def test_others_find_no_outbox(role):
    letter = mail()
    client = visit_as(role)
    assert client.get(reverse(LIST)).status_code == 404
    assert client.get(reverse("dialogue_desk:mail", args=[letter.pk])).status_code == 404


def test_failed_mails_stand_first():
    mail(State.SENT)
    failed = mail(State.FAILED)
    mail(State.QUEUED)
    assert listed(visit_as(Role.OFFICE))[0] == failed


def test_a_mail_is_found_by_address_state_and_occasion():
    one = mail(to="lan@example.vn")
    two = mail(State.FAILED, kind="refused")
    client = visit_as(Role.OFFICE)
    assert listed(client, q="lan@") == [one]
    assert listed(client, state="failed") == [two]
    assert listed(client, kind="refused") == [two]


def test_mails_of_restricted_sheets_are_for_the_persons_named_only():
    secret = restricted_mail()
    url = reverse("dialogue_desk:mail", args=[secret.pk])
    office = visit_as(Role.OFFICE)
    assert listed(office) == []
    assert (
        office.get(url).status_code == office.get(url.replace(str(secret.pk), "9999")).status_code
    )
    named = visit_as(Role.OFFICE, Role.RESTRICTED_READER)
    assert listed(named) == [secret]
    assert named.get(url).status_code == 200


def test_reading_a_mail_of_a_restricted_sheet_is_kept_in_the_log():
    secret = restricted_mail()
    named = make.staff(Role.OFFICE, Role.RESTRICTED_READER)
    readings = AuditEntry.objects.filter(action=AuditAction.READ_RESTRICTED)
    visit(named).get(reverse("dialogue_desk:mail", args=[mail().pk]))
    assert not readings.exists()
    visit(named).get(reverse("dialogue_desk:mail", args=[secret.pk]))
    entry = readings.get()
    assert (entry.user, entry.subject) == (named, secret.registration.code)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("SMTPRecipientsRefused 550", "Máy chủ thư từ chối địa chỉ"),
        ("SSLError certificate", "Thư không gửi được. (SSLError certificate)"),
    ],
)
def test_why_a_mail_failed_is_told_in_words_in_the_outbox_and_beside_the_sheet(error, told):
    letter = mail(State.FAILED, error=error)
    client = visit_as(Role.OFFICE)
    for url in (
        reverse("dialogue_desk:mail", args=[letter.pk]),
        letter.registration.get_absolute_url(),
    ):
        assert told in body(client.get(url))


def test_the_office_reads_the_text_and_the_administrator_only_its_fate():
    url = reverse("dialogue_desk:mail", args=[mail().pk])
    assert "Ánh Nguyệt" in visit_as(Role.OFFICE).get(url).content.decode()
    page = visit_as(Role.ADMINISTRATOR).get(url).content.decode()
    assert "Ánh Nguyệt" not in page
    assert "nguoidan@example.vn" in page


def test_a_failed_mail_is_sent_again_from_its_first_try():
    letter = mail(State.FAILED, attempts=5, error="TimeoutError")
    url = reverse("dialogue_desk:mail", args=[letter.pk])
    page = visit_as(Role.OFFICE).get(url).content.decode()
    assert "không trả lời kịp" in page
    visit_as(Role.OFFICE).post(url)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.error) == (State.QUEUED, 0, "")


@pytest.mark.parametrize("state", [State.SENT, State.QUEUED, State.KEPT])
def test_what_did_not_fail_is_not_sent_again(state):
    letter = mail(state, attempts=1)
    url = reverse("dialogue_desk:mail", args=[letter.pk])
    response = visit_as(Role.OFFICE).post(url, follow=True)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (state, 1)
    assert messages_of(response)


def test_a_forged_post_for_a_restricted_mail_sends_nothing():
    secret = restricted_mail()
    OutgoingMail.objects.filter(pk=secret.pk).update(state=State.FAILED)
    url = reverse("dialogue_desk:mail", args=[secret.pk])
    assert visit_as(Role.OFFICE).post(url).status_code == 404
    secret.refresh_from_db()
    assert secret.state == State.FAILED


def test_the_list_takes_no_more_queries_with_a_thousand_mails(django_assert_max_num_queries):
    sheet = make.sheet()
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            kind="received", to=f"a{n}@example.vn", subject="S", body="B", registration=sheet
        )
        for n in range(1000)
    )
    client = visit_as(Role.OFFICE)
    with django_assert_max_num_queries(25):
        client.get(reverse(LIST))


def test_the_texts_of_a_mail_are_inert():
    letter = mail(subject="<script>alert(1)</script>", body="<img src=x onerror=alert(1)>")
    page = visit_as(Role.OFFICE).get(reverse("dialogue_desk:mail", args=[letter.pk]))
    assert "<script>alert(1)" not in page.content.decode()
    assert "<img src=x" not in page.content.decode()
