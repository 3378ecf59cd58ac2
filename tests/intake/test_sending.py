"""Sending the form: one sheet each time, nothing lost, and a receipt."""

import pytest
import time_machine
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from dialogue.intake import receipt, token
from dialogue.models import Consent, Registration, SessionPage
from dialogue.states import Visibility
from tests import factories as make
from tests.intake.support import (
    PART,
    a_minute_ago,
    a_token,
    address,
    filled,
    given_token,
    nothing_registered,
    open_session,
    send,
    token_in,
)

pytestmark = pytest.mark.django_db


def begin(session):
    """Let the session begin now."""
    SessionPage.objects.filter(pk=session.pk).update(start_at=a_minute_ago())


def test_a_filled_form_is_registered_and_leads_to_a_receipt(client, commune):
    village = make.VillageFactory()

    answer = send(client, village=str(village.pk), other_place="", consent_contact="on")

    assert answer.status_code == 303
    assert answer.headers["Location"] == reverse("dialogue:receipt")
    sheet = Registration.objects.get()
    assert (sheet.full_name, sheet.phone, sheet.village) == (
        "Đỗ Thị Ánh Nguyệt",
        "+84912345678",
        village,
    )
    assert (sheet.part_1, sheet.part_2) == (PART, "")
    assert sheet.session == open_session()
    assert sheet.page_id == make.form_page().pk
    assert sheet.visibility == Visibility.NORMAL
    assert sheet.notice_version == commune.privacy_version
    assert [c.purpose for c in sheet.consents.all()] == [Consent.Purpose.CONTACT_LATER]


def test_a_sheet_can_be_sent_in_the_name_of_an_organisation(client, commune):
    send(
        client, applicant_kind="organisation", organisation_name="Hợp tác xã Nông nghiệp Đồng Tiến"
    )

    assert Registration.objects.get().applicant == (
        "Hợp tác xã Nông nghiệp Đồng Tiến (Đỗ Thị Ánh Nguyệt)"
    )


def test_a_double_click_makes_one_registration_and_shows_the_same_receipt(client, commune):
    data = filled(open_session())

    first = client.post(address(), data)
    code = client.get(first.headers["Location"]).context["code"]
    second = client.post(address(), data)

    assert second.status_code == 303
    assert client.get(second.headers["Location"]).context["code"] == code
    assert Registration.objects.count() == 1


def test_a_repeated_sending_without_cookies_shows_the_same_receipt(client, commune):
    data = filled(open_session())
    client.post(address(), data)
    client.cookies.clear()

    client.post(address(), data)

    assert client.get(reverse("dialogue:receipt")).status_code == 200
    assert Registration.objects.count() == 1


def test_going_back_and_sending_the_same_from_a_fresh_page_shows_the_first_receipt(client, commune):
    send(client)

    answer = send(client)  # another token: the page was loaded anew

    assert answer.status_code == 303
    assert Registration.objects.count() == 1


def test_an_equal_sheet_from_a_browser_without_cookies_is_pointed_out_before_it_counts_twice(
    client, commune
):
    send(client)
    client.cookies.clear()

    answer = send(client)

    assert answer.status_code == 409
    first = Registration.objects.get()
    assert f"số {first.code}" in answer.content.decode()
    assert PART in answer.content.decode()
    told = answer.content.decode().partition('role="alert"')[2].partition("</div>")[0]
    assert 'form="phieu"' in told, "the button is where it is asked for"
    assert 'href="/tra-cuu/"' in told

    insisted = send(client, token=token_in(answer))
    assert insisted.status_code == 303
    assert Registration.objects.count() == 2


def test_the_same_page_sent_with_other_words_tells_of_the_first_sheet_and_can_be_sent_as_a_second(
    client, commune
):
    data = filled(open_session())
    client.post(address(), data)
    data["part_1"] = "Còn giấy chứng sinh thì sao?"

    answer = client.post(address(), data)

    assert answer.status_code == 409
    assert Registration.objects.get().code in answer.content.decode()
    assert "Còn giấy chứng sinh thì sao?" in answer.content.decode()
    assert Registration.objects.get().part_1 == PART

    client.post(address(), data | {"token": token_in(answer)})
    assert Registration.objects.count() == 2


def test_without_scripts_the_sheet_is_shown_once_more_and_the_second_tap_sends_it(client, commune):
    with nothing_registered():
        answer = send(client, token="", part_2="Cán bộ hướng dẫn chưa rõ.")

    assert answer.status_code == 200
    assert "Bước 2/2: xem lại và gửi" in answer.text
    assert "mở đã quá lâu" not in answer.text
    for typed in (PART, "Cán bộ hướng dẫn chưa rõ.", "Đỗ Thị Ánh Nguyệt", "0912 345 678"):
        assert typed in answer.text
    data = filled(open_session(), token=token_in(answer), part_2="Cán bộ hướng dẫn chưa rõ.")

    with time_machine.travel(timezone.now() + token.LEAST_LOOK, tick=False):
        assert client.post(address(), data).status_code == 303
        assert client.post(address(), data).status_code == 303, "a double click"

    sheet = Registration.objects.get()
    assert sheet.suspicion == "", "who looks at the step briefly is no program"


def test_a_program_that_takes_both_steps_at_once_is_set_aside(client, commune):
    with time_machine.travel(timezone.now(), tick=False):
        answer = send(client, token="")
        assert send(client, token=token_in(answer)).status_code == 303
    assert "Gửi nhanh hơn" in Registration.objects.get().suspicion


def test_mistakes_are_told_at_the_first_step_and_the_corrected_sheet_goes_through(client, commune):
    with nothing_registered():
        answer = send(client, token="", phone="")

    assert answer.status_code == 422
    assert send(client, token=token_in(answer)).status_code == 303


def test_what_a_script_got_sends_the_sheet_at_once(client, commune):
    assert send(client, token=given_token(client)).status_code == 303
    assert Registration.objects.count() == 1


def test_a_program_that_sends_as_soon_as_it_got_a_token_is_set_aside(client, commune):
    send(client, token=given_token(client))

    assert Registration.objects.get().visibility == Visibility.QUARANTINED


def test_a_form_whose_token_did_not_arrive_comes_back_filled(client, commune):
    data = filled(open_session())
    del data["token"]

    with nothing_registered():
        answer = client.post(address(), data)

    assert answer.status_code == 422
    assert "mở đã quá lâu" in answer.text
    assert client.post(address(), data | {"token": token_in(answer)}).status_code == 303


@pytest.mark.parametrize("bad", [" ", "rác", "WyJhIl0:1abc:def"])
def test_a_form_without_a_valid_token_comes_back_filled_and_goes_through_when_sent_again(
    client, commune, bad
):
    with nothing_registered():
        answer = send(client, token=bad)

    assert answer.status_code == 422
    assert PART in answer.content.decode()
    assert send(client, token=token_in(answer)).status_code == 303


def test_a_token_made_for_something_else_is_no_token(client, commune):
    from django.core import signing

    foreign = signing.dumps(["khóa", 1.0, False], salt="something.else")

    with nothing_registered():
        assert send(client, token=foreign).status_code == 422


def test_a_page_open_for_days_comes_back_filled_and_makes_one_registration_when_sent_again(
    client, commune
):
    key = token.new_key()
    old = a_token(timezone.now() - timezone.timedelta(days=3), key)

    with nothing_registered():
        answer = send(client, token=old)

    assert answer.status_code == 422
    assert PART in answer.content.decode()
    assert token.read(token_in(answer)).key == key
    send(client, token=token_in(answer))
    client.cookies.clear()
    assert send(client, token=old).status_code == 303, "the old page, sent once more"
    sheet = Registration.objects.get()
    assert sheet.suspicion == ""


def test_a_locked_database_answers_with_the_filled_form_and_never_with_a_receipt(
    client, commune, monkeypatch
):
    def locked(year):
        raise OperationalError("database is locked")

    data = filled(open_session())
    with monkeypatch.context() as patch, nothing_registered():
        patch.setattr("dialogue.actions.register.take_number", locked)
        answer = client.post(address(), data)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert PART in answer.content.decode()
    assert "đã tiếp nhận" not in answer.content.decode().split("<form")[0]
    assert receipt.COOKIE not in answer.cookies
    kept = token.read(token_in(answer)).key
    assert kept == token.read(data["token"]).key, "the same key: sending again makes one sheet"
    assert client.post(address(), data).status_code == 303
    assert Registration.objects.count() == 1


def test_a_database_that_is_away_answers_with_a_page_that_can_be_sent_again(
    client, commune, monkeypatch
):
    data = filled(open_session(), part_2="Cán bộ <b>hướng dẫn</b> chưa rõ.")
    where = address()

    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr("dialogue.intake.web.get_object_or_404", away)
        answer = client.post(where, data)

    html = answer.content.decode()
    assert answer.status_code == 503
    assert "Cán bộ &lt;b&gt;hướng dẫn&lt;/b&gt; chưa rõ." in html
    assert data["token"] in html
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_fault_of_the_program_is_not_taken_for_a_busy_database(client, commune, monkeypatch):
    def broken(year):
        raise RuntimeError("a fault")

    monkeypatch.setattr("dialogue.actions.register.take_number", broken)
    data = filled(open_session())

    with nothing_registered(), pytest.raises(RuntimeError):
        client.post(address(), data)


def test_a_session_that_began_meanwhile_gives_the_text_back(client, commune):
    session = make.session()
    data = filled(session)
    begin(session)

    with nothing_registered():
        answer = client.post(address(), data)

    assert answer.status_code == 409
    assert PART in answer.content.decode()
    assert "chưa được gửi" in answer.content.decode()
    assert f">{session.pk}<" not in answer.content.decode(), "texts, no inner values"
    assert 'name="token"' not in answer.content.decode()


def test_a_session_that_no_longer_takes_sheets_is_never_swapped_for_another_silently(
    client, commune
):
    gone = make.session(title="Hội nghị đối thoại tháng 6")
    data = filled(gone)
    begin(gone)
    make.session(title="Hội nghị đối thoại tháng 11")

    with nothing_registered():
        answer = client.post(address(), data)

    assert answer.status_code == 422
    assert "Hội nghị đối thoại tháng 11" in answer.content.decode()
    assert PART in answer.content.decode()


def test_the_address_for_sending_leads_to_the_form_when_opened(client, commune):
    page = make.form_page()

    answer = client.get(address(page))

    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(page.url)


def test_a_form_that_is_not_published_takes_nothing(client, commune):
    page = make.form_page()
    page.live = False
    page.save()

    with nothing_registered():
        assert client.post(address(page), filled(open_session())).status_code == 404


def test_a_private_form_takes_nothing_from_those_not_let_in(client, commune):
    from wagtail.models import PageViewRestriction

    page = make.form_page()
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    with nothing_registered():
        assert client.post(address(page), filled(open_session())).status_code == 302


def test_sending_takes_few_queries(client, commune, django_assert_max_num_queries):
    make.VillageFactory.create_batch(3)
    page, data = make.form_page(), filled(open_session(), email="nguyet@example.vn")
    send(client, part_1="Một phiếu trước đó trong năm.", phone="0987654321")
    client.cookies.clear()

    with django_assert_max_num_queries(25):
        assert client.post(address(page), data).status_code == 303


def test_the_posted_state_channel_and_number_are_ignored(client, commune):
    send(
        client,
        state="accepted",
        visibility="restricted",
        channel="counter",
        number="999",
        received_at="2020-01-01",
        refusal_reason="spam",
    )

    sheet = Registration.objects.get()
    assert (sheet.state, sheet.visibility, sheet.channel, sheet.number) == (
        "received",
        "normal",
        "web",
        1,
    )
    assert sheet.received_at > a_minute_ago()
