"""
The set words of what the office passes on: transfer slips to departments, reports to the superior
body. Fixed Vietnamese, as form asks; not translation.

Source: the plan, III.2 (departments draft replies) and II.4 (matters beyond authority are reported
upward); NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu văn bản có tên loại.
"""

from ..vietnamese import local, official_date
from .letter_wording import GAP, body_of, following, office_of

SLIP_KIND = "Phiếu chuyển"
REPORT_KIND = "Báo cáo"
TOPIC = "Lĩnh vực"
INSTRUCTION = "Ý kiến chỉ đạo"
GIVEN_BY = "Người phân công"
DUE = "Hạn gửi dự thảo trả lời"
FOR = "Hình thức trả lời"
IN_WRITING = "trả lời bằng văn bản"
OPINION = "Lý do báo cáo và ý kiến của Ủy ban nhân dân"


def numbered(question):
    """Return how a question is named between offices: by its number, never by its sender."""
    return f"Nội dung kiến nghị số {question.code}"


# Transfer slip.


def slip_about(sheet):
    return f"Về việc xem xét, trả lời nội dung của Phiếu đăng ký số {sheet.code}"


def passing_on(commune, sheet, number, plan=""):
    day = official_date(local(sheet.received_at).date())
    return (
        f"{following(plan)}{office_of(commune)} chuyển đến Quý đơn vị {number:02d} nội dung của "
        f"Phiếu đăng ký tham gia đối thoại số {sheet.code}, tiếp nhận {day}, để xem xét và dự thảo "
        "trả lời:"
    )


def given_by(question):
    """Return who gave the question out and when; "" when nobody did."""
    if question.assigned_by is None or question.assigned_at is None:
        return ""
    name = question.assigned_by.get_full_name() or question.assigned_by.get_username()
    return f"{name}, {official_date(local(question.assigned_at).date())}"


def due(question):
    """Return the due date with how it was counted; "" without one."""
    if question.due_on is None:
        return ""
    how = f" ({question.due_how.replace(' → ', ', đến hết ')})" if question.due_how else ""
    return f"{official_date(question.due_on)}{how}"


def given_at(question):
    """Return whether the reply is for the session or in writing."""
    session = question.registration.session
    if question.owed_in_writing or session is None:
        return IN_WRITING
    return f"trả lời tại {session.title}"


def slip_closing(commune):
    office = office_of(commune)
    return (
        f"Đề nghị Quý đơn vị gửi dự thảo trả lời về {office} đúng hạn. Nếu nội dung không thuộc "
        f"nhiệm vụ được giao, đề nghị trả lại {office} ngay khi nhận phiếu này, nêu lý do và đơn "
        "vị cần chuyển đến, để trình lãnh đạo phân công lại. Thông tin liên hệ của người gửi do "
        f"{office} quản lý, không ghi trên phiếu chuyển"
    )


# Report to the superior body.


def report_about(commune, session=None):
    at = f" gửi đến {session.title}" if session else ""
    return f"Nội dung kiến nghị{at} vượt thẩm quyền giải quyết của {body_of(commune)}"


def reporting(commune, other, number, session=None, plan=""):
    of = f" đăng ký tham gia {session.title}" if session else " đăng ký tham gia đối thoại"
    return (
        f"{following(plan)}{body_of(commune)} đã tiếp nhận, xem xét các nội dung{of}. Trong đó có "
        f"{number:02d} nội dung vượt thẩm quyền giải quyết, {body_of(commune)} báo cáo "
        f"{other or GAP} như sau:"
    )


def report_closing(commune, other):
    return (
        f"{body_of(commune)} kính đề nghị {other or GAP} xem xét, giải quyết và có ý kiến để "
        f"{body_of(commune)} trả lời người có kiến nghị theo quy định"
    )
