"""
The set words of invitations to a session. Fixed Vietnamese, as form asks; not translation.

Source: NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu giấy mời; the plan, II.3 (who takes part), II.4 (who
can't come gets the reply at home).
"""

import re

from ..vietnamese import WEEKDAYS, clean_line, local, official_date
from .letter_wording import body_of, following, office_of, to_sender

KIND = "Giấy mời"
TO, CHAIR, TIME, PLACE = "Tới dự", "Chủ trì", "Thời gian", "Địa điểm"
PROGRAMME = "Chương trình"
ENCLOSED = "gửi kèm theo Giấy mời này"
ORDER, CONTENT = "STT", "Nội dung"
DELEGATE = "Đại biểu thứ"
_DOTS = "……"

# What bids somebody in before the name, and says what they do there after it.
_BIDDING = re.compile(r"^(?:[-–+*•]\s*)?(?:(?:kính\s+)?mời\s+)?", re.IGNORECASE)
_DOING = re.compile(r"\s*\([^()]*\)$")
# Who may stand before the body that sends them.
_ON_BEHALF = re.compile(
    r"^(?:đại diện|lãnh đạo|thủ trưởng)(?: và chuyên viên)?(?: lãnh đạo)?\s+", re.IGNORECASE
)
# First words by which a line of participants reads like a body, in lower case.
_BODIES = (
    "bảo hiểm xã hội",
    "ban ",
    "bộ ",
    "chi cục ",
    "công an",
    "công ty ",
    "cục ",
    "đảng ủy",
    "đảng uỷ",
    "điện lực",
    "đoàn ",
    "hđnd",
    "hội ",
    "hợp tác xã",
    "kho bạc",
    "liên đoàn",
    "liên minh",
    "mặt trận",
    "mttq",
    "ngân hàng",
    "phòng ",
    "quỹ tín dụng",
    "sở ",
    "thanh tra",
    "thuế ",
    "thường trực",
    "toà án",
    "tòa án",
    "trạm ",
    "trung tâm",
    "trường ",
    "tt hđnd",
    "ubmttq",
    "ubnd",
    "ủy ban",
    "uỷ ban",
    "văn phòng",
    "viện ",
)
_VILLAGES = ("thôn ", "xóm ", "bản ", "ấp ", "làng ", "buôn ", "khu ")


def as_body(line):
    """
    Return a line of participants as the body to invite, or "" when it doesn't read like one.

    "- Mời Thường trực Đảng ủy xã;" → "Thường trực Đảng ủy xã"; "Bí thư chi bộ, trưởng thôn" → "".
    """
    name = _BIDDING.sub("", clean_line(line)).rstrip(" ;.,")
    name = _DOING.sub("", name).rstrip(" ;.,")
    bare = _ON_BEHALF.sub("", name).casefold()
    return name[:1].upper() + name[1:] if bare.startswith(_BODIES) else ""


def _within(village):
    """Return a village's name as within a sentence: "Thôn Phú Mỹ" → "thôn Phú Mỹ"."""
    name = clean_line(village)
    generic = name.casefold().startswith((*_VILLAGES, "tổ "))
    return name[0].lower() + name[1:] if generic else name


def head_of(village):
    """Return who heads a village: "Trưởng thôn Phú Mỹ", "Tổ trưởng tổ dân phố số 3"."""
    name = _within(village)
    if name.startswith(_VILLAGES):
        return f"Trưởng {name}"
    return f"Tổ trưởng {name}" if name.startswith("tổ ") else f"Trưởng thôn {name}"


def about(session):
    return f"Dự {session.title}"


def inviting(commune, guest, plan=""):
    return f"{following(plan)}{body_of(commune)} trân trọng kính mời: {guest}"


def person(sheet):
    """Return a sender as a guest; an organisation sends whom it chooses."""
    guest = to_sender(sheet)
    return f"Đại diện {guest}" if sheet.organisation_name else guest


def delegates(number, village):
    return f"{number:02d} đại biểu của {_within(village)}, nhờ ông (bà) mời giúp"


def _hour(moment):
    return f"{moment.hour} giờ {moment.minute:02d}"


def when(session):
    """
    Return the day and hour of a session as a sentence; with dots for what isn't known yet.

    A month alone: "…… giờ ……, ngày …… tháng 11 năm 2026 (dự kiến)".
    """
    if session.start_at is None:
        month = session.expected_month
        number = f"{month.month:02d}" if month.month <= 2 else str(month.month)
        return f"{_DOTS} giờ {_DOTS}, ngày {_DOTS} tháng {number} năm {month.year} (dự kiến)"
    start = local(session.start_at)
    hours = _hour(start)
    if session.ends_same_day:
        hours = f"từ {hours} đến {_hour(local(session.end_at))}"
    return f"{hours}, {WEEKDAYS[start.weekday()]}, {official_date(start.date())}"


def programme_of(session):
    return f"{PROGRAMME} {session.title}"


def clock(row):
    """Return when an item of the agenda begins, or "" when nobody can say."""
    return _hour(local(row.starts_at)) if row.starts_at else ""


def _telling(commune):
    phone = f" (điện thoại: {commune.hotline_national})" if commune.hotline else ""
    return f"{office_of(commune)}{phone}"


def to_person(commune, sheet):
    return (
        f"Giấy mời này gửi theo Phiếu đăng ký số {sheet.code}; nội dung của phiếu được trả lời tại "
        f"Hội nghị. Trường hợp không đến dự được, xin báo {_telling(commune)}: nội dung trả lời sẽ "
        "được gửi theo địa chỉ ghi trên phiếu"
    )


def to_body(commune):
    return f"Đề nghị Quý cơ quan, đơn vị cử người dự đúng thành phần và báo {_telling(commune)}"


def to_village(commune, number):
    return (
        f"{body_of(commune)} nhờ ông (bà) chọn và mời giúp {number:02d} đại biểu, ưu tiên người "
        "thường làm thủ tục hành chính tại xã, rồi báo danh sách về "
        f"{_telling(commune)}"
    )
