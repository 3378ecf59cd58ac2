"""Receiving a sheet: numbers without gaps, one sheet a sending, nothing that can't be stored."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from dialogue import tracking_code
from dialogue.actions import NotAllowed
from dialogue.actions.register import Sheet, receive
from dialogue.deadlines import ZONE
from dialogue.models import Consent, RegisterCounter, Registration
from dialogue.models.register import take_number
from dialogue.states import Channel, Visibility
from tests import factories as make

pytestmark = pytest.mark.django_db

SHEET = {
    "full_name": "Đỗ Thị Ánh Nguyệt",
    "phone": "+84912345678",
    "part_1": "Khai sinh cần giấy tờ gì?",
}


def at(*parts):
    return dt.datetime(*parts, tzinfo=ZONE)


def send(key=None, **options):
    fields = {name: options.pop(name) for name in list(options) if name in Sheet.__annotations__}
    return receive(Sheet(**(SHEET | fields)), key=key or tracking_code.new_key(), **options)


def test_numbers_follow_each_other(commune):
    codes = [send(now=at(2026, 11, 3, 9)).registration.code for _unused in range(3)]
    assert codes == ["0001/2026", "0002/2026", "0003/2026"]


def test_the_year_of_the_number_is_the_year_in_vietnam(commune):
    last = send(now=at(2026, 12, 31, 23, 59)).registration
    # 17:00 UTC on New Year's Eve is midnight in Vietnam.
    first = send(now=dt.datetime(2026, 12, 31, 17, 0, tzinfo=dt.UTC)).registration
    assert (last.code, first.code) == ("0001/2026", "0001/2027")
    assert last.received_at == at(2027, 1, 4, 7, 30)
    assert "thứ Hai 04/01/2027" in last.received_how


def test_a_clock_that_steps_back_gives_no_number_twice(commune):
    send(now=at(2027, 1, 1, 0, 0))
    assert send(now=at(2026, 12, 31, 23, 59)).registration.code == "0001/2026"
    assert send(now=at(2027, 1, 1, 0, 1)).registration.code == "0002/2027"


def test_a_sheet_that_fails_to_be_stored_gives_its_number_back(commune):
    send(now=at(2026, 11, 3, 9))
    with pytest.raises(IntegrityError):
        send(part_1="", part_2="", now=at(2026, 11, 3, 9))
    assert Registration.objects.count() == 1
    assert send(now=at(2026, 11, 3, 9)).registration.number == 2


def test_a_number_is_only_given_inside_the_transaction_that_stores_the_sheet(monkeypatch):
    with monkeypatch.context() as outside:
        outside.setattr(transaction.get_connection(), "in_atomic_block", False)
        with pytest.raises(transaction.TransactionManagementError):
            take_number(2026)
    assert not RegisterCounter.objects.exists()


def test_sending_twice_with_one_key_stores_one_sheet_and_shows_the_same_code(commune):
    key = tracking_code.new_key()
    first, again = send(key), send(key)
    assert (first.created, again.created) == (True, False)
    assert again.registration == first.registration
    assert again.code == first.code
    assert again.same_content
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"part_1": "Khai tử cần giấy tờ gì?"},
        {"full_name": "Đỗ Thị Anh Nguyệt"},
        {"applicant_kind": "organisation"},
        {"consents": frozenset({Consent.Purpose.PUBLISH_NAME})},
        {"extra": [{"label": "Nghề nghiệp", "value": "Nông dân"}]},
        {"email": "nguyet@example.vn"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_same_key_with_another_content_is_noticed_and_stores_nothing(commune, changed):
    key = tracking_code.new_key()
    first = send(key)
    again = send(key, **changed)
    assert not again.created
    assert not again.same_content
    first.registration.refresh_from_db()
    assert first.registration.part_1 == SHEET["part_1"]
    assert Consent.objects.count() == 0


def test_the_faster_of_two_equal_sendings_wins_and_the_other_gives_its_number_back(
    commune, monkeypatch
):
    """The second looks before the first is there, and meets it only when storing."""
    from dialogue.actions import register

    key = tracking_code.new_key()
    first = send(key)
    real, looked = register.find_by_key, []

    def find(key):
        looked.append(key)
        return real(key) if len(looked) > 1 else None

    monkeypatch.setattr(register, "find_by_key", find)
    with transaction.atomic():
        again = send(key)
    assert again.registration == first.registration
    assert not again.created
    assert RegisterCounter.objects.get().last == 1


def test_codes_shown_again_are_those_given_before_the_secret_key_changed(commune, settings):
    key = tracking_code.new_key()
    first = send(key)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "khoa-moi-" + "4" * 50
    assert send(key).code == first.code


def test_what_was_sent_is_kept_in_the_senders_words_less_what_cannot_be_seen(commune):
    sheet = send(
        full_name="  Đỗ\u200b Thị\n Ánh  Nguyệt ",
        part_1="Hoà giải\r\nở thôn\x00\ud800",
        extra=[{"label": "Nghề\x00 nghiệp", "value": "Nông\u202e dân\x00"}],
    ).registration
    sheet.refresh_from_db()
    assert sheet.full_name == "Đỗ Thị Ánh Nguyệt"
    assert sheet.part_1 == "Hoà giải\nở thôn"
    assert sheet.extra_answers == [{"label": "Nghề nghiệp", "value": "Nông dân"}]


@pytest.mark.parametrize("channel", Channel)
def test_consents_are_kept_with_time_channel_and_the_notice_that_was_shown(commune, channel):
    sheet = send(
        consents=frozenset({Consent.Purpose.CONTACT_LATER}),
        channel=channel,
        user=None if channel == Channel.WEB else make.office(),
        now=at(2026, 11, 3, 9),
    ).registration
    consent = sheet.consents.get()
    assert consent.purpose == Consent.Purpose.CONTACT_LATER
    assert (consent.given_at, consent.channel) == (at(2026, 11, 3, 9), channel)
    # Only the online form shows the notice.
    shown = "2026-01-01" if channel == Channel.WEB else ""
    assert consent.notice_version == sheet.notice_version == shown


def test_silence_is_no_consent(commune):
    assert not send().registration.consents.exists()


@pytest.mark.parametrize("role", ["editor", "officer", "administrator", "restricted_reader"])
def test_only_office_and_leader_enter_paper_sheets(commune, role):
    with pytest.raises(NotAllowed):
        send(user=make.staff(role), channel=Channel.COUNTER)
    assert not Registration.objects.exists()
    assert not RegisterCounter.objects.exists()


def test_a_paper_sheet_counts_from_when_it_reached_the_office(commune):
    sheet = send(
        user=make.office(),
        channel=Channel.POST,
        received_at=at(2026, 11, 3, 9),
        now=at(2026, 11, 5, 10),
    ).registration
    assert sheet.received_at == at(2026, 11, 3, 9)
    assert sheet.recorded_at == at(2026, 11, 5, 10)


def test_the_first_history_row_names_who_entered_it_and_when(commune):
    clerk = make.office()
    paper = send(user=clerk, channel=Channel.COUNTER, now=at(2026, 11, 5, 10)).registration
    row = paper.history.get()
    assert (row.verb, row.history_user, row.version) == ("receive", clerk, 1)
    assert row.history_date == at(2026, 11, 5, 10)
    assert send().registration.history.get().history_user is None


def test_a_suspicious_sheet_is_set_aside_and_numbered_like_any_other(commune):
    sheet = send(suspicion="nhiều liên kết").registration
    assert sheet.visibility == Visibility.QUARANTINED
    assert sheet.number == 1


def late(**options):
    session = make.session(start_at=at(2026, 11, 13, 8))  # closes Tue 03/11 at 17:00
    return send(session=session, **options).registration


def test_a_sheet_is_late_only_if_it_came_after_the_deadline(commune):
    assert not late(now=at(2026, 11, 3, 17, 0)).is_late
    assert late(now=at(2026, 11, 3, 17, 0, 1)).is_late
    assert not late(
        received_at=at(2026, 11, 3, 9), user=make.office(), now=at(2026, 11, 5, 9)
    ).is_late
    sheets = Registration.objects.order_by("pk")
    assert [sheet in Registration.objects.late() for sheet in sheets] == [False, True, False]


def test_who_sends_while_the_form_is_open_is_in_time_even_outside_office_hours(commune):
    """The deadline was moved to a Saturday evening; the sheet of Friday evening counts as
    received on Monday, but stood here while the form said that it is open."""
    session = make.session(start_at=at(2026, 11, 27, 8))
    type(session).objects.filter(pk=session.pk).update(closes_at=at(2026, 11, 21, 20))
    session.refresh_from_db()
    sheet = send(session=session, now=at(2026, 11, 20, 18)).registration
    assert sheet.received_at == at(2026, 11, 23, 7, 30)
    assert not sheet.is_late
    assert sheet not in Registration.objects.late()
