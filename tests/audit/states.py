"""Every page type of the public site in every state that can be reached."""

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit

SITE = Path(__file__).resolve().parents[2] / "site"

TYPED = {
    "full_name": "Đỗ Thị Ánh Nguyệt",
    "phone": "0912 345 679",
    "house": "Số 12, ngõ 3",
    "part_1": "Thời hạn cấp bản sao trích lục khai sinh là bao lâu?",
}
SEND = "main button.button--primary"
RATE = "form[action*=danh-gia] button"
READ_PDF = "button[formaction*=doc-tep]"
MOST_GUESSES = 60


def add_states():
    """Add to the demo commune the states of a session that it doesn't hold by itself."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from dialogue.actions import sessions
    from dialogue.models import PlanPage, SessionPage

    chief = get_user_model().objects.get(username="lanhdao")
    plan = PlanPage.objects.live().first()

    def session(title, **fields):
        return plan.add_child(instance=SessionPage(title=title, place="Nhà văn hóa", **fields))

    today = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    later = today + dt.timedelta(days=40)
    return {
        "Hội nghị, đã hết hạn đăng ký": session(
            "Đợt đã hết hạn", start_at=today + dt.timedelta(days=3)
        ),
        "Hội nghị, dự kiến": session("Đợt dự kiến", expected_month=dt.date(2099, 1, 1)),
        "Hội nghị, đã hủy": sessions.cancel(
            session("Đợt hủy", start_at=later), user=chief, reason="Mưa bão."
        ),
        "Hội nghị, tạm hoãn": sessions.postpone(
            session("Đợt hoãn", start_at=later), user=chief, reason="Mưa bão."
        ),
    }


def types():
    """Return {page type: path}: one of each kind, what Lighthouse looks at."""
    from dialogue.models import (
        AnswerIndexPage,
        AnswerPage,
        DialogueIndexPage,
        PlanPage,
        RegistrationPage,
        SessionPage,
    )
    from home.models import NoticeIndexPage, NoticePage, StandardPage

    def first(model, **chosen):
        return model.objects.live().filter(**chosen).first().url

    return {
        "Trang chủ": "/",
        "Đối thoại": first(DialogueIndexPage),
        "Kế hoạch": first(PlanPage),
        "Hội nghị, sắp họp": first(SessionPage, state="scheduled", start_at__isnull=False),
        "Hội nghị, đã họp": first(SessionPage, state="held"),
        "Phiếu đăng ký": first(RegistrationPage),
        "Tra cứu": "/tra-cuu/",
        "Câu trả lời, danh sách": first(AnswerIndexPage),
        "Câu trả lời": first(AnswerPage),
        "Thông báo, danh sách": first(NoticeIndexPage),
        "Thông báo": first(NoticePage),
        "Trang cố định": first(StandardPage),
        "Tìm kiếm": "/tim-kiem/",
        "Thống kê": "/thong-ke/",
        "Dữ liệu mở": "/du-lieu/",
        "Nhận tin": "/nhan-tin/",
        "Ngoại tuyến": "/ngoai-tuyen/",
    }


def by_address(kinds, sessions):
    """Return {state: path} of what an address alone leads to."""
    answers = kinds["Câu trả lời, danh sách"]
    plain = kinds | {name: session.url for name, session in sessions.items()}
    return plain | {
        "Câu trả lời, không tìm thấy": f"{answers}?q=zzz",
        "Câu trả lời, tìm không dấu": f"{answers}?q=khai+sinh",
        # Search engines are kept from results on purpose, so Lighthouse looks at the page alone.
        "Tìm kiếm, thấy": "/tim-kiem/?q=thu+tuc",
        "Tìm kiếm, không thấy": "/tim-kiem/?q=zzz",
        "Biên nhận, không còn": "/bien-nhan/",
        "Nhận tin, liên kết hết hạn": "/nhan-tin/xac-nhan/khong-con/",
        "Nhận tin, liên kết thôi nhận không đúng": "/nhan-tin/thoi/khong-con/",
        "Không tìm thấy trang": "/khong-co/",
        "Địa chỉ hỏng": "/?q=%00",
    }


def failures():
    """Return {state: HTML} of the pages that a sound site doesn't show."""
    from django.db import OperationalError
    from django.test import RequestFactory

    from dialogue.documents.serving import unavailable
    from dialogue.intake.web import busy_without_database
    from home import errors

    request = RequestFactory().get("/", SERVER_NAME="127.0.0.1")
    sent = RequestFactory().post("/gui-phieu/1/", TYPED, SERVER_NAME="127.0.0.1")
    made = {
        "Không được mở": errors.permission_denied(request),
        "Biểu mẫu hết hạn": errors.csrf_failure(request),
        "Lỗi máy chủ": errors.server_error(request),
        "Đang bận": errors.unavailable(request),
        "Phiếu, chưa lưu được": busy_without_database(sent, OperationalError("bận")),
        "Tệp chưa làm được": unavailable(request),
    }
    return {name: response.content.decode() for name, response in made.items()}


class Visitor:
    """Walks without scripts, and keeps each page as the server sent it."""

    def __init__(self, page):
        self.page = page
        self.seen = {}

    def open(self, name, path):
        self.seen[name] = self.page.goto(path).text()

    def press(self, name, selector, **typed):
        """Type into the named fields, press what ``selector`` finds, and return the status."""
        for field, value in typed.items():
            self.page.fill(f"[name={field}]", value)
        with self.page.expect_navigation() as arrival:
            self.page.locator(selector).last.click()
        self.seen[name] = arrival.value.text()
        return arrival.value.status


def walk(visitor, kinds):
    """Go through the states that only a step leads to."""
    register(visitor, kinds["Phiếu đăng ký"])
    read_pdf(visitor, kinds["Phiếu đăng ký"])
    follow(visitor)
    news(visitor)
    close(visitor, kinds)


def news(visitor):
    """Ask for news by mail, confirm it by the link that was sent, and end it."""
    from dialogue import subscriptions
    from dialogue.models import Subscription

    visitor.page.goto("/nhan-tin/")
    visitor.press("Nhận tin, còn thiếu", SEND)
    visitor.page.check("[name=sessions]")
    visitor.press("Nhận tin, đã hỏi", SEND, email="nguyet@example.vn")
    asked = Subscription.objects.get(email="nguyet@example.vn")
    confirm, end = (
        urlsplit(subscriptions.address(asked, purpose)).path
        for purpose in (subscriptions.CONFIRM, subscriptions.END)
    )
    visitor.open("Nhận tin, hỏi xác nhận", confirm)
    visitor.press("Nhận tin, đã xác nhận", SEND)
    visitor.open("Nhận tin, hỏi thôi nhận", end)
    visitor.press("Nhận tin, đã thôi", SEND)


def close(visitor, kinds):
    """Look at front page and form while no session takes sheets."""
    from django.contrib.auth import get_user_model

    from dialogue.actions import sessions
    from dialogue.models import SessionPage

    chief = get_user_model().objects.get(username="lanhdao")
    for session in SessionPage.objects.live().filter(state="scheduled"):
        sessions.cancel(session, user=chief, reason="Mưa bão.")
    visitor.open("Trang chủ, không có hội nghị", kinds["Trang chủ"])
    visitor.open("Phiếu, không có hội nghị", kinds["Phiếu đăng ký"])


def register(visitor, form):
    page = visitor.page
    page.goto(form)
    page.locator("[name=village]").select_option(index=1)
    if page.locator("[name=session]").count():
        page.locator("[name=session]").first.check()
    visitor.press("Phiếu, kiểm tra lại", SEND, **TYPED)
    visitor.press("Phiếu, câu trả lời gần giống", "button[formaction*=tra-loi-gan]")
    visitor.press("Phiếu, còn thiếu", SEND, full_name="")
    visitor.press("Biên nhận", SEND, full_name=TYPED["full_name"])
    assert page.url.endswith("/bien-nhan/"), page.url


def read_pdf(visitor, form):
    """Give a file that isn't the form, and the form itself."""
    from dialogue.documents.fillable import FillableForm
    from dialogue.models import RegistrationPage

    filled = FillableForm(RegistrationPage.objects.live().first()).pdf()
    for name, content in {"không đọc được": b"khong phai PDF", "đã đọc vào": filled}.items():
        visitor.page.goto(form)
        visitor.page.locator("details.pdf-step > summary").click()
        file = {"name": "phieu.pdf", "mimeType": "application/pdf", "buffer": content}
        visitor.page.set_input_files("[name=pdf]", file)
        visitor.press(f"Phiếu, tệp {name}", READ_PDF)


def follow(visitor):
    """Follow a matter, rate it where that is offered, and guess until the site says stop."""
    from dialogue.demo.load import sample_tracking

    code, digits = sample_tracking()
    visitor.page.goto("/tra-cuu/")
    visitor.press("Tra cứu, chưa ghi gì", SEND, code="", digits="")
    visitor.press("Tra cứu, sai", SEND, code=code, digits="0000")
    visitor.press("Tra cứu, thấy", SEND, code=code, digits=digits)
    if visitor.page.locator(RATE).count():
        visitor.press("Đánh giá, đã ghi", RATE)
    visitor.page.goto("/tra-cuu/")
    for attempt in range(MOST_GUESSES):
        typed = {"code": f"AAAA-BBBB-{attempt:04}", "digits": "1111"}
        if visitor.press("Tra cứu, sai quá nhiều lần", SEND, **typed) == 429:
            return
    raise AssertionError("guessing was never stopped")
