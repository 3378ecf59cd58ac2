"""Sheets on paper, by e-mail, by phone and at the session, entered at the desk."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogue.deadlines import ZONE
from dialogue.models import Registration
from dialogue.states import Role
from dialogue.tracking_code import code_hash
from tests import factories as make
from tests.desk.records import body, enter

pytestmark = pytest.mark.django_db
URL = reverse("dialogue_desk:registration_add")
FRIDAY = "2026-11-20T09:15"


@pytest.fixture
def session(commune):
    return make.session()


def filled(client, chosen, **fields):
    """Return what a clerk types, on top of what the form holds when it opens."""
    form = client.get(URL).context["form"]
    values = {
        "token": form.initial["token"],
        "channel": "counter",
        "received_at": FRIDAY,
        "session": chosen.pk,
        "applicant_kind": "person",
        "full_name": "Đỗ Thị Ánh Nguyệt",
        "phone": "0912 345 678",
        "commune": "xã Phú Xuyên",
        "province": "thành phố Hà Nội",
        "part_1": "Thủ tục khai sinh cần giấy tờ gì?",
    }
    return values | fields


@pytest.fixture
def clerk(client):
    return enter(client, make.office())


@pytest.mark.parametrize("channel", ["counter", "post", "email", "hotline", "session"])
def test_it_gives_the_number_and_the_code_once(clerk, session, channel):
    response = clerk.post(URL, filled(clerk, session, channel=channel))
    sheet = Registration.objects.get()

    assert response.status_code == 200
    code = response.context["code"]
    assert code_hash(code) == sheet.tracking_hash
    assert code in body(response) and sheet.code in body(response)
    assert code not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]
    assert "no-store" in response["Cache-Control"]
    assert (sheet.channel, str(sheet.entered_by_id)) == (channel, clerk.session["_auth_user_id"])
    assert sheet.received_at == dt.datetime(2026, 11, 20, 9, 15, tzinfo=ZONE)


def test_sent_twice_it_is_one_sheet_with_one_code(clerk, session):
    form = filled(clerk, session)
    first, second = clerk.post(URL, form), clerk.post(URL, form)

    assert Registration.objects.count() == 1
    assert first.context["code"] == second.context["code"]
    changed = clerk.post(URL, form | {"full_name": "Người Khác"})
    assert Registration.objects.get().full_name == "Đỗ Thị Ánh Nguyệt"
    assert "giữ nguyên" in body(changed)


def test_a_letter_without_phone_needs_a_place(clerk, session):
    refused = clerk.post(URL, filled(clerk, session, phone="", channel="post"))
    assert "phone" in refused.context["form"].errors
    assert "Đỗ Thị Ánh Nguyệt" in refused.content.decode()
    assert not Registration.objects.exists()

    taken = clerk.post(URL, filled(clerk, session, phone="", other_place="Thôn Thao Chính"))
    assert taken.status_code == 200
    assert Registration.objects.get().phone == ""


def test_the_day_is_typed_as_vietnamese_offices_write_it(clerk, session):
    clerk.post(URL, filled(clerk, session, received_at="20/11/2026 09:15"))
    received = Registration.objects.get().received_at
    assert received == dt.datetime(2026, 11, 20, 9, 15, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("channel", "web"),
        ("channel", "fax"),
        ("received_at", "2999-01-01T08:00"),
        ("received_at", "hôm qua"),
        ("session", "999999"),
        ("phone", "12"),
        ("part_1", ""),
        ("full_name", " "),
    ],
)
def test_what_does_not_do_is_said_at_its_field(clerk, session, field, value):
    response = clerk.post(URL, filled(clerk, session, **{field: value}))

    assert field in response.context["form"].errors
    assert not Registration.objects.exists()


def test_smuggled_fields_are_never_read(clerk, session):
    clerk.post(
        URL,
        filled(clerk, session, state="closed", visibility="restricted", number="77", year="1999"),
    )
    sheet = Registration.objects.get()
    assert (sheet.state, sheet.visibility, sheet.number) == ("received", "normal", 1)


def test_a_forged_or_old_token_keeps_what_was_typed(clerk, session):
    response = clerk.post(URL, filled(clerk, session, token="giả-mạo"))

    assert not Registration.objects.exists()
    assert "Đỗ Thị Ánh Nguyệt" in response.content.decode()
    renewed = response.context["form"].data["token"]
    assert clerk.post(URL, filled(clerk, session, token=renewed)).context["code"]


def test_consents_are_kept_only_when_ticked(clerk, session):
    clerk.post(URL, filled(clerk, session))
    assert not Registration.objects.get().consents.exists()
    clerk.post(URL, filled(clerk, session, consent_publish="on"))
    newest = Registration.objects.order_by("-pk").first()
    assert [c.purpose for c in newest.consents.all()] == ["publish_name"]


def test_a_held_session_can_be_chosen_for_sheets_handed_in_there(clerk, commune):
    held = make.held_session()
    response = clerk.post(URL, filled(clerk, held, channel="session"))

    assert response.status_code == 200
    assert Registration.objects.get().session == held


def test_the_next_sheet_of_the_pile_keeps_channel_and_session(clerk, session):
    make.session(start_at=timezone.now() + dt.timedelta(days=60))
    slip = clerk.post(URL, filled(clerk, session, channel="post"))
    form = clerk.get(slip.context["add_url"]).context["form"]

    assert form.initial["channel"] == "post"
    assert form["session"].initial == str(session.pk)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER, Role.ADMINISTRATOR])
def test_other_roles_can_not_enter_sheets(client, session, role):
    form = filled(enter(client, make.office()), session)
    enter(client, make.staff(role))

    assert client.get(URL).status_code == 404
    assert client.post(URL, form).status_code == 404
    assert not Registration.objects.exists()


def test_the_session_chosen_beforehand_is_the_next_while_it_takes_sheets(clerk, commune):
    following = make.session(start_at=timezone.now() + dt.timedelta(days=30))
    make.session(start_at=timezone.now() + dt.timedelta(days=90))
    assert clerk.get(URL).context["form"].fields["session"].initial == following.pk


def test_once_its_deadline_has_passed_the_clerk_chooses_between_it_and_the_one_after(
    clerk, commune
):
    over = make.session(start_at=timezone.now() + dt.timedelta(days=3))
    after = make.session(start_at=timezone.now() + dt.timedelta(days=40))
    form = clerk.get(URL).context["form"]
    assert form.fields["session"].initial is None
    assert list(form.sessions) == [str(over.pk), str(after.pk)]


def test_each_session_to_choose_says_its_day(clerk, session):
    labels = [label for _key, label in clerk.get(URL).context["form"].fields["session"].choices]
    assert any(f"{session.start_at.astimezone(ZONE):%d/%m/%Y}" in label for label in labels)
