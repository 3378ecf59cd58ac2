"""News by e-mail at the desk: figures without addresses, and deleting one on request."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogue import subscriptions
from dialogue.models import AuditEntry, OutgoingMail, Subscription, Topic
from dialogue.models.audit import AuditAction
from dialogue.permissions import NotAllowed
from dialogue.states import Role
from tests import factories as make
from tests.desk.visiting import visit
from tests.public.reading import words

pytestmark = pytest.mark.django_db
EMAIL = "Nguyen.Anh@example.com"
REASON = "Gọi đường dây nóng sáng nay"


@pytest.fixture
def page():
    return reverse("dialogue_desk:subscriptions")


@pytest.fixture
def clerk(commune):
    return make.office()


@pytest.fixture
def client(clerk):
    return visit(clerk)


def topic(name="Đất đai"):
    return Topic.objects.create(name=name)


def subscribe(email=EMAIL, *, topics=(), confirmed=True):
    asked = subscriptions.ask(email, sessions=True, topics=topics)
    if confirmed:
        subscriptions.confirm(asked)
    return asked


def test_the_page_tells_how_many_read_what_and_no_address(client, page):
    land = topic()
    subscribe(topics=[land])
    subscribe("khac@example.com", topics=[land])
    subscribe("cho@example.com", confirmed=False)
    response = client.get(page)
    assert response.context["figures"] == {
        "confirmed": 2,
        "waiting": 1,
        "sessions": 2,
        "topics": [(land.name, 2)],
    }
    assert "@example.com" not in words(response)


def test_an_address_is_deleted_on_request_with_its_mails_and_the_log_tells_of_it(
    client, clerk, page
):
    subscribe()
    subscribe("khac@example.com")
    response = client.post(page, {"email": EMAIL.lower(), "reason": REASON})
    assert response.status_code == 302
    assert [row.email for row in Subscription.objects.all()] == ["khac@example.com"]
    assert not OutgoingMail.objects.filter(to__iexact=EMAIL).exists()
    entry = AuditEntry.objects.get(action=AuditAction.FORGET)
    assert (entry.user, entry.reason) == (clerk, REASON)
    assert EMAIL.lower() not in f"{entry} {entry.subject} {entry.reason}".lower()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"email": "khong-co@example.com", "reason": REASON}, "không đăng ký nhận tin"),
        ({"email": EMAIL, "reason": "   "}, "Không được để trống"),
        ({"email": "không phải thư", "reason": REASON}, "thư điện tử"),
        ({}, "Không được để trống"),
        ({"email": EMAIL, "reason": "dài " * 500}, "500"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_deleted(client, page, typed, told):
    subscribe()
    response = client.post(page, typed)
    assert response.status_code == 422
    assert told in words(response)
    assert Subscription.objects.filter(email=EMAIL).exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER, Role.LEADER])
def test_others_delete_nothing(commune, page, role):
    subscribe()
    user = make.staff(role)
    assert visit(user).post(page, {"email": EMAIL, "reason": REASON}).status_code == 404
    with pytest.raises(NotAllowed):
        subscriptions.forget(EMAIL, user=user, reason=REASON, now=timezone.now())
    assert Subscription.objects.filter(email=EMAIL).exists()
    assert not AuditEntry.objects.exists()


def test_the_page_takes_as_many_queries_with_many_readers_as_with_few(
    client, page, django_assert_max_num_queries
):
    for number in range(30):
        subscribe(f"nguoi{number}@example.com", topics=[topic(f"Lĩnh vực {number}")])
    with django_assert_max_num_queries(14):
        client.get(page)


def test_the_log_shows_why_to_whoever_reads_it(client, page):
    subscribe()
    client.post(page, {"email": EMAIL, "reason": REASON})
    administrator = visit(make.staff(Role.ADMINISTRATOR))
    assert REASON in words(administrator.get(reverse("dialogue_desk:audit")))
