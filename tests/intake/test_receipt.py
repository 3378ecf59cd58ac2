"""The receipt: for the browser that sent the sheet, for an hour, and for nobody else."""

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import registrations as r
from dialogue.actions import sessions as s
from dialogue.deadlines import ZONE
from dialogue.documents.engine import PaperError
from dialogue.models import Registration, SessionPage
from dialogue.states import LateDecision, Role
from tests import factories as make
from tests.intake.support import PART, address, filled, open_session, send
from tests.public.reading import words

pytestmark = pytest.mark.django_db
RECEIPT = reverse("dialogue:receipt")
PDF = reverse("dialogue:receipt_pdf")


def test_the_receipt_shows_number_code_dates_and_what_happens_next(client, commune):
    # Sunday evening; Tuesday the 24th is a public holiday from 2026.
    with time_machine.travel(timezone.datetime(2026, 11, 22, 21, 5, tzinfo=ZONE), tick=False):
        session = make.session(start_at=timezone.datetime(2026, 12, 22, 8, tzinfo=ZONE))
        client.post(address(), filled(session))
        answer = client.get(RECEIPT)

    text = words(answer)
    assert "0001/2026" in text
    assert answer.context["code"] in text
    assert "21 giờ 05, Chủ nhật, ngày 22/11/2026" in text
    assert "7 giờ 30, thứ Hai, ngày 23/11/2026" in text, "officially received"
    assert "gửi ngoài giờ" in text
    assert "Phiếu gửi đúng hạn (hạn đăng ký: 17 giờ 00, thứ Sáu, ngày 11/12/2026)" in text
    assert "thứ Ba, ngày 01/12/2026" in text, "five working days to forward or guide"
    assert "8 giờ 00, thứ Ba, ngày 22/12/2026" in text


def test_a_printed_receipt_says_where_to_follow_the_sheet(client, commune, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://doithoai.example.vn"
    send(client)

    assert "https://doithoai.example.vn/tra-cuu/" in client.get(RECEIPT).content.decode()


def test_the_receipts_cookie_is_safe_and_the_receipt_is_kept_by_no_cache(client, commune):
    answer = client.post(address(), filled(open_session()), secure=True)

    for cookie in answer.cookies.values():
        assert cookie["httponly"]
        assert cookie["secure"]
        assert cookie["samesite"] == "Lax"
        assert cookie["max-age"] == 3600
    paths = {name: cookie["path"] for name, cookie in answer.cookies.items()}
    assert paths == {"dialogue_receipt": RECEIPT, "dialogue_sent": address()}
    for shown in (answer, client.get(RECEIPT, secure=True)):
        assert "no-store" in shown.headers["Cache-Control"]
        assert shown.headers["Referrer-Policy"] == "no-referrer"


def test_over_plain_http_the_cookie_still_works(client, commune):
    answer = send(client)

    assert not any(cookie["secure"] for cookie in answer.cookies.values())


def test_the_code_is_in_no_address_and_in_no_cookie_in_the_clear(client, commune):
    answer = send(client)
    code = client.get(RECEIPT).context["code"]

    assert code not in answer.headers["Location"]
    assert code not in str(answer.cookies)


def test_another_browser_sees_no_receipt_but_how_to_follow_the_matter(client, commune):
    send(client)

    for answer in (Client().get(RECEIPT), Client().post(RECEIPT, follow=True)):
        text = answer.content.decode()
        assert "Đỗ Thị Ánh Nguyệt" not in text
        assert Registration.objects.get().code not in text
        assert reverse("dialogue:tracking") in text
    assert Client().get(RECEIPT).status_code == 410
    assert Client().get(PDF).url == "/bien-nhan/"


def test_a_forged_or_foreign_cookie_opens_nothing(client, commune):
    from django.core import signing

    send(client)
    key = client.cookies["dialogue_receipt"].value
    stranger = Client()
    for forged in (key[:-1] + ("A" if key[-1] != "A" else "B"), signing.dumps("khóa"), "rác"):
        stranger.cookies["dialogue_receipt"] = forged
        assert stranger.get(RECEIPT).status_code == 410
        assert stranger.get(PDF).url == "/bien-nhan/"


def test_after_an_hour_the_receipt_is_gone(client, commune):
    with time_machine.travel(timezone.now() - timezone.timedelta(hours=1, minutes=1)):
        send(client)
        assert client.get(RECEIPT).status_code == 200
    client.cookies["dialogue_receipt"]["max-age"] = ""  # a client that keeps cookies for ever

    assert client.get(RECEIPT).status_code == 410


def test_on_a_shared_computer_the_receipt_can_be_removed(client, commune):
    send(client)

    answer = client.post(RECEIPT)

    assert answer.status_code == 303
    assert client.get(RECEIPT).status_code == 410
    assert "Đã xóa biên nhận khỏi máy này." in client.get(answer.url).content.decode()
    tracking = client.get(reverse("dialogue:tracking")).content.decode()
    assert "Đã xóa biên nhận" not in tracking


def test_the_filled_form_downloads_as_a_private_pdf(client, commune):
    from io import BytesIO

    from pypdf import PdfReader

    send(client)

    answer = client.get(PDF)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "Đỗ Thị Ánh Nguyệt" in text
    assert client.get(RECEIPT).context["code"] not in text


def test_when_the_pdf_cannot_be_made_the_receipt_says_that_the_sheet_is_received_all_the_same(
    client, commune, monkeypatch
):
    def broken(registration):
        raise PaperError("no engine")

    monkeypatch.setattr("dialogue.intake.receipt.render_receipt", broken)
    send(client)

    answer = client.get(PDF)

    assert answer.status_code == 503
    assert "Phiếu của ông/bà vẫn đã được tiếp nhận" in answer.content.decode()
    assert Registration.objects.get().code in answer.content.decode()


def test_once_staff_issued_a_new_code_the_receipt_no_longer_shows_the_old_one(client, commune):
    send(client)
    old = client.get(RECEIPT).context["code"]

    r.reissue_code(Registration.objects.get(), user=make.office(), reason="Mất mã")

    text = client.get(RECEIPT).content.decode()
    assert old not in text
    assert "mã tra cứu mới" in text


def test_after_a_change_of_the_secret_key_the_receipt_still_shows_the_valid_code(
    client, commune, settings
):
    data = filled(open_session())
    client.post(address(), data)
    code = client.get(RECEIPT).context["code"]

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "khoa-moi-" + "1" * 50

    assert client.get(RECEIPT).context["code"] == code
    tracked = client.post(reverse("dialogue:tracking"), {"code": code, "digits": "5678"})
    assert tracked.status_code == 200


def test_a_confirmation_goes_to_the_address_given_and_never_holds_the_code(
    client, commune, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, email="nguyet@example.vn")

    code = client.get(RECEIPT).context["code"]
    assert "nguyet@example.vn" in client.get(RECEIPT).content.decode()
    sheet = Registration.objects.get()
    written = [(m.subject, m.body) for m in sheet.mails.all()]
    assert written, "a confirmation was written"
    for text in [*written, *[(m.subject, m.body) for m in mail.outbox]]:
        assert code not in str(text)
        assert PART not in text[0]


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (s.postpone, "Hội nghị tạm hoãn. Phiếu của ông/bà vẫn được giữ"),
        (s.cancel, "Hội nghị đã hủy. Phiếu của ông/bà vẫn được giữ"),
        (s.go_in_writing, "Kỳ này không tổ chức hội nghị"),
    ],
)
def test_the_receipt_promises_no_meeting_that_was_called_off_since(client, commune, verb, words):
    session = open_session()
    client.post(address(), filled(session))
    assert client.get(RECEIPT).context["steps"][-1].when
    boss = make.staff(Role.OFFICE, Role.LEADER)
    verb(session, user=boss, reason="Mưa lũ")

    answer = client.get(RECEIPT)
    text = answer.content.decode()
    assert words in text
    assert answer.context["session_when"] == SessionPage.objects.get().get_state_display()
    assert answer.context["steps"][-1].when == ""
    assert session.place not in text


def test_the_receipt_of_a_late_sheet_says_what_the_leader_decided_and_not_what_was_open(
    client, commune
):
    session = make.session(start_at=timezone.now() + timezone.timedelta(days=5))
    client.post(address(), filled(session))
    assert "lãnh đạo UBND xã sẽ quyết định" in words(client.get(RECEIPT))

    r.decide_late(
        Registration.objects.get(),
        user=make.leader(),
        reason="Trả lời sau",
        decision=LateDecision.IN_WRITING,
    )

    text = words(client.get(RECEIPT))
    assert "lãnh đạo UBND xã sẽ quyết định" not in text
    assert "Phiếu không bị từ chối. Trả lời bằng văn bản." in text


def test_the_same_paper_is_not_made_again_and_again_for_one_sheet(client, commune, monkeypatch):
    from dialogue.intake import receipt

    monkeypatch.setattr(receipt, "MOST_PAPERS", 1)
    send(client)
    assert client.get(PDF).status_code == 200
    refused = client.get(PDF)
    assert refused.status_code == 429
    assert "0001/" in refused.text
    assert client.get(RECEIPT).status_code == 200
