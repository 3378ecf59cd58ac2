"""News by mail: begun only by who opens the mail, ended by one click, told once."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail as postbox
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from dialogue import outbox, subscriptions
from dialogue.models import Announcement, OutgoingMail, Subscription
from dialogue.notifications import Kind
from dialogue.public.subscribing import MOST_FROM_CONNECTION, MOST_TO_ADDRESS
from tests import factories as make

pytestmark = pytest.mark.django_db
EMAIL = "nguyet@example.vn"


@pytest.fixture(autouse=True)
def _commune(commune):
    return commune


def ask(client, email=EMAIL, **wishes):
    return client.post(
        reverse("dialogue:subscribe"), {"email": email} | (wishes or {"sessions": "on"})
    )


def link(kind=Kind.SUBSCRIBE):
    body = OutgoingMail.objects.filter(kind=kind).latest("pk").body
    return re.search(r"https?://[^/]+(/nhan-tin/\S+)", body)[1]


def subscribed(client, email=EMAIL, **wishes):
    ask(client, email, **wishes)
    client.post(link())
    return Subscription.objects.get(email=email)


def published(page, ago=subscriptions.SETTLING):
    type(page).objects.filter(pk=page.pk).update(
        first_published_at=timezone.now() + dt.timedelta(seconds=1), live=True
    )
    return page


def announce():
    """Announce as the background does, some time later."""
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1), tick=False):
        return subscriptions.announce()


def news():
    return OutgoingMail.objects.filter(kind=Kind.NEWS)


def test_an_address_gets_one_mail_and_nothing_else_before_it_confirms(client):
    assert ask(client).status_code == 200
    published(make.session())
    assert announce() == 0
    assert [m.kind for m in OutgoingMail.objects.all()] == [Kind.SUBSCRIBE]
    assert Subscription.objects.get().confirmed_at is None


def test_opening_the_link_asks_and_only_the_button_confirms(client):
    ask(client)
    assert "Xác nhận nhận tin" in client.get(link()).text
    assert Subscription.objects.get().confirmed_at is None
    assert "Đã xác nhận" in client.post(link()).text
    assert Subscription.objects.get().confirmed_at is not None


def test_new_sessions_and_answers_of_chosen_topics_are_told_once_in_one_mail(client):
    topic = make.TopicFactory(name="Hộ tịch")
    subscribed(client, sessions="on", topics=[topic.pk])
    published(make.session(title="Hội nghị đối thoại cuối năm"))
    published(make.answer(title="Cấp lại trích lục khai sinh", topic=topic))
    published(make.answer(title="Chuyển mục đích sử dụng đất"))
    assert announce() == 1
    told = news().get()
    assert "Hội nghị đối thoại cuối năm" in told.body
    assert "Cấp lại trích lục khai sinh" in told.body
    assert "Chuyển mục đích" not in told.body
    assert told.subject == "2 tin mới về đối thoại"
    assert announce() == 0
    assert news().count() == 1


def test_what_was_published_before_or_is_not_for_everybody_is_not_told(client):
    make.session(title="Hội nghị cũ")
    announce()
    subscribed(client)
    hidden = published(make.session(title="Hội nghị nội bộ"))
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert announce() == 0
    assert not news().exists()


def test_a_page_taken_back_within_minutes_is_told_to_nobody(client):
    subscribed(client)
    page = published(make.session())
    assert subscriptions.announce() == 0
    page.unpublish()
    assert announce() == 0
    assert not Announcement.objects.filter(page=page).exists()


def test_ending_deletes_the_address_and_the_mails_to_it(client):
    subscribed(client)
    published(make.session())
    announce()
    end = link(Kind.NEWS)
    assert "Thôi nhận tin" in client.get(end).text
    assert Subscription.objects.exists()
    assert client.post(end, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert not OutgoingMail.objects.filter(to=EMAIL).exists()
    assert client.post(end).status_code == 200


@pytest.mark.parametrize("kept", [-5, 3, 1])
def test_a_link_cut_off_by_a_mail_program_never_says_that_it_is_done(client, kept):
    subscribed(client)
    whole = subscriptions.token(Subscription.objects.get(), subscriptions.END)
    address = reverse("dialogue:subscription_end", args=[whole[:kept]])
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 410
        assert "chưa có gì thay đổi" in answer.text
        assert "Đã thôi nhận" not in answer.text
    assert Subscription.objects.confirmed().exists()


def test_a_mail_program_finds_the_one_click_address_in_the_header(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    subscribed(client)
    published(make.session())
    announce()
    outbox.deliver(news().get().pk, timezone.now() + dt.timedelta(hours=2))
    sent = postbox.outbox[-1]
    assert link(Kind.NEWS) in sent.extra_headers["List-Unsubscribe"]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_new_choice_replaces_the_former_one_when_confirmed(client):
    topic = make.TopicFactory()
    subscribed(client)
    kept = subscribed_again = ask(client, topics=[topic.pk])
    assert Subscription.objects.confirmed().get().sessions
    client.post(link())
    kept = Subscription.objects.get()
    assert subscribed_again.status_code == 200
    assert (kept.sessions, list(kept.topics.all())) == (False, [topic])


@pytest.mark.parametrize(
    ("email", "wishes"),
    [
        ("", {"sessions": "on"}),
        ("không phải thư", {"sessions": "on"}),
        ("a@b.vn\nBcc: x@y.vn", {"sessions": "on"}),
        ("x" * 300 + "@example.vn", {"sessions": "on"}),
        (EMAIL, {"sessions": ""}),
        (EMAIL, {"topics": ["99999"]}),
        (EMAIL, {"topics": ["đất"]}),
    ],
)
def test_what_can_not_be_an_address_or_a_wish_is_refused_and_kept_on_the_page(
    client, email, wishes
):
    answer = ask(client, email, **wishes)
    assert answer.status_code == 422
    assert not Subscription.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_program_that_fills_the_hidden_field_causes_no_mail(client):
    assert ask(client, sessions="on", website="http://x").status_code == 200
    assert not OutgoingMail.objects.exists()


def test_nobody_can_have_us_write_to_a_stranger_again_and_again(client):
    for _time in range(MOST_TO_ADDRESS + 3):
        assert ask(client).status_code == 200
    assert OutgoingMail.objects.count() == MOST_TO_ADDRESS


def test_other_spellings_of_one_mailbox_are_counted_as_one(client):
    for number in range(MOST_TO_ADDRESS):
        assert ask(client, f"Nguyet+{number}@example.vn").status_code == 200
    assert ask(client, "n.guyet@example.VN").status_code == 200
    assert OutgoingMail.objects.count() == MOST_TO_ADDRESS
    assert ask(client, "nguyet@thu.example.vn").status_code == 200
    assert OutgoingMail.objects.count() == MOST_TO_ADDRESS + 1


def test_one_connection_enters_only_so_many_addresses_an_hour(client):
    for number in range(MOST_FROM_CONNECTION):
        ask(client, f"dan{number}@example.vn")
    refused = ask(client, "nguoi.khac@example.vn")
    assert refused.status_code == 429
    assert not Subscription.objects.filter(email="nguoi.khac@example.vn").exists()


def test_a_forged_or_old_link_confirms_nothing(client):
    ask(client)
    good = link()
    assert client.post(good[:-3] + "xx/").status_code == 410
    with time_machine.travel(timezone.now() + dt.timedelta(days=4), tick=False):
        assert client.post(good).status_code == 410
    assert Subscription.objects.get().confirmed_at is None


def test_a_link_that_ends_does_not_confirm(client):
    ask(client)
    token = subscriptions.token(Subscription.objects.get(), subscriptions.END)
    assert client.post(reverse("dialogue:subscription_confirm", args=[token])).status_code == 410


def test_a_link_of_before_a_restored_backup_ends_nobody_else_s_mails(client):
    former = subscribed(client)
    token = subscriptions.token(former, subscriptions.END)
    Subscription.objects.filter(pk=former.pk).update(email="ban@example.vn")

    client.post(reverse("dialogue:subscription_end", args=[token]))

    assert Subscription.objects.get().email == "ban@example.vn"
    Subscription.objects.filter(pk=former.pk).update(email=EMAIL.title())
    client.post(reverse("dialogue:subscription_end", args=[token]))
    assert not Subscription.objects.exists()


def test_who_never_confirms_is_forgotten_after_three_days(client):
    ask(client)
    kept = subscribed(client, "ban@example.vn")
    with time_machine.travel(timezone.now() + dt.timedelta(days=4), tick=False):
        subscriptions.forget_unconfirmed()
    assert list(Subscription.objects.all()) == [kept]
    assert not OutgoingMail.objects.filter(to=EMAIL).exists()


def test_the_pages_are_kept_by_no_cache_and_set_no_cookie(client):
    for answer in (client.get(reverse("dialogue:subscribe")), ask(client), client.get(link())):
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies


def test_announcing_costs_queries_by_readers_only_for_their_mails(
    client, django_assert_max_num_queries
):
    for number in range(30):
        reader = Subscription.objects.create(
            email=f"dan{number}@example.vn", sessions=False, confirmed_at=timezone.now()
        )
        reader.topics.add(make.TopicFactory())
    published(make.session())
    with django_assert_max_num_queries(20):
        announce()
