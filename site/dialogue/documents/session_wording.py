"""
The set words of the papers of a session. Fixed Vietnamese, as form asks; not translation.

Source: NĐ 30/2020/NĐ-CP, Phụ lục III (báo cáo, biên bản); the plan, III.2.
"""

from ..states import ApplicantKind, Outcome, QuestionState
from ..vietnamese import local, official_date

# Groups of questions that belong to no department.
UNASSIGNED = "Nội dung chưa phân công đơn vị trả lời"
BY_THE_CHAIR = "Nội dung được trả lời trực tiếp tại hội nghị"
OTHER_BODIES = "Nội dung thuộc thẩm quyền của cơ quan khác"
NO_TOPIC = "Chưa phân loại lĩnh vực"
NO_QUESTIONS = "Đến nay chưa có nội dung kiến nghị nào được tiếp nhận để đưa ra hội nghị."

TOTAL = "Tổng số"
TIME, PLACE, CHAIR = "Thời gian", "Địa điểm", "Chủ trì"


def two_digits(number):
    """Return a count as official papers write it: 05 below 10, and 0 for none."""
    return f"{number:02d}" if number else "0"


def moment(when):
    """Return "08 giờ 00, ngày 26 tháng 6 năm 2026" in the site's zone."""
    when = local(when)
    return f"{when:%H} giờ {when:%M}, {official_date(when)}"


def session_time(session):
    """Return when a session begins as paper says it; "" while it isn't set or no longer holds."""
    if session.shows_former_time:
        return ""
    if session.start_at:
        return moment(session.start_at)
    month = session.expected_month
    if month is None:
        return ""
    number = f"{month.month:02d}" if month.month <= 2 else str(month.month)
    return f"tháng {number} năm {month.year} (dự kiến)"


# Question book and its projector edition.

BOOK_KIND = "Tổng hợp nội dung kiến nghị"
BOOK_WARNING = (
    "Tài liệu phục vụ người chủ trì, có thông tin cá nhân của người gửi: không sao chụp, không "
    "chuyển cho người không có trách nhiệm, thu lại sau hội nghị."
)
OVERVIEW = "Tổng quan"
BOOK_COLUMNS = ("STT", "Đơn vị trả lời", "Số nội dung", "Đã duyệt", "Chờ duyệt", "Chưa có dự thảo")
SENDER, ASKED, INSTRUCTION = "Người gửi", "Nội dung kiến nghị", "Ý kiến chỉ đạo"
NOTES = "Ghi chú của người chủ trì"
LATE = "Phiếu gửi sau thời hạn đăng ký, chờ lãnh đạo quyết định."
NO_DRAFT = "Chưa có dự thảo trả lời"
NOT_YET_ASSIGNED = "Chưa phân công đơn vị trả lời."

SHOWN_KIND = "Nội dung đối thoại"
ANSWER = "Trả lời"
ANSWERED_HERE = "Nội dung này được trả lời trực tiếp tại hội nghị."


def question_number(number):
    return f"Nội dung {number}"


def sender(sheet):
    """Return who sent a sheet, from where, with its code, as the chair reads it."""
    parts = [sheet.applicant, sheet.place, f"phiếu số {sheet.code}"]
    return ", ".join(part for part in parts if part)


def reply_label(question):
    """Return what the reply of a question is at this moment, for the chair."""
    if question.state == QuestionState.ANSWERED:
        if question.outcome == Outcome.SUPERIOR:
            return f"Trả lời của {question.other_body}" if question.other_body else "Trả lời"
        return "Đã trả lời"
    if question.state == QuestionState.APPROVED:
        return "Nội dung trả lời (đã phê duyệt)"
    if question.state == QuestionState.DRAFTED:
        return "Dự thảo trả lời (chờ phê duyệt)"
    return "Dự thảo trả lời (đơn vị đang soạn)"


def no_draft(question):
    due = f"; hạn của đơn vị: {official_date(question.due_on)}" if question.due_on else ""
    return f"{NO_DRAFT}{due}."


def passed_on(question):
    """Return to whom a question went that isn't answered here; "" for all others."""
    body = question.other_body or "cơ quan có thẩm quyền"
    if question.state == QuestionState.REFERRED:
        return f"Nội dung thuộc thẩm quyền giải quyết của {body}; đã chuyển, hướng dẫn người gửi."
    if question.state == QuestionState.ESCALATED:
        return f"Nội dung vượt thẩm quyền; đã báo cáo, kiến nghị {body}, đang chờ trả lời."
    return ""


def anybody(commune, sheet):
    """
    Return how a sender is spoken of where everybody may read it.

    Source: Luật 91/2025/QH15: neither name nor thôn without consent; and who agreed to be named
    with a published answer didn't agree to stand in minutes, from which no name can be taken back.
    """
    if sheet.applicant_kind == ApplicantKind.ORGANISATION:
        return f"Tổ chức, doanh nghiệp tại {commune.name}" if commune.name else "Tổ chức"
    return f"Công dân tại {commune.name}" if commune.name else "Công dân"


# Attendance list.

ATTENDANCE_KIND = "Danh sách đại biểu tham dự"
ATTENDANCE_COLUMNS = ("STT", "Họ và tên", "Địa chỉ, đơn vị", "Ký tên")
BODIES = "Đại biểu các cơ quan, đơn vị"
VILLAGES = "Đại biểu các thôn, tổ dân phố"
REGISTERED = "Công dân, tổ chức, doanh nghiệp đã đăng ký"
OTHERS = "Đại biểu khác"
PRESENT = "Tổng số đại biểu có mặt"

# Minutes.

MINUTES_KIND = "Biên bản"
BEGAN, SECRETARY, CHAIR_OF_MEETING = "Thời gian bắt đầu", "Thư ký", "Chủ tọa"
PRESENT_GROUPS, ABSENT = "Thành phần tham dự", "Vắng mặt"
CITIZENS = "Công dân, tổ chức, doanh nghiệp tham dự (có danh sách kèm theo)"
COURSE, PUT_AND_ANSWERED, CONCLUSIONS = (
    "Diễn biến hội nghị",
    "Nội dung kiến nghị và trả lời",
    "Kết luận của chủ tọa",
)
AS_ANNOUNCED = "Hội nghị được tiến hành theo chương trình sau:"
NOTHING_PUT = "Các nội dung công dân, tổ chức, doanh nghiệp nêu tại hội nghị và ý kiến trả lời:"
ANSWERED_AT_SESSION = "Nội dung được trả lời tại hội nghị"
ON_THE_SPOT = "Nội dung phát sinh tại hội nghị"
OWED = "Nội dung trả lời bằng văn bản sau hội nghị"
PASSED_ON = "Nội dung thuộc thẩm quyền của cơ quan khác và của cấp trên"
BEFORE = "Nội dung đã trả lời bằng văn bản trước hội nghị"
STILL_TO_RECORD = "Nội dung khác được nêu tại hội nghị"
REPLY = "Trả lời"
SECRETARY_SIGNS, CHAIR_SIGNS = "THƯ KÝ", "CHỦ TỌA"


def asks(number, who, topic):
    return f"{question_number(number)}. {who} kiến nghị (lĩnh vực: {topic}):"


def unit_replies(question):
    return f"{question.department.name} trả lời:" if question.department else "Trả lời:"


def owes(question):
    """Return who replies in writing and until when, or when they did."""
    unit = question.department.name if question.department else "Đơn vị được giao"
    if question.given_at:
        return f"{unit} trả lời bằng văn bản; đã trả lời {official_date(question.given_at)}."
    until = f" Thời hạn: {official_date(question.due_on)}." if question.due_on else ""
    return f"{unit} có trách nhiệm tham mưu trả lời bằng văn bản.{until}"


def answered_before(question):
    return f"Đã trả lời bằng văn bản {official_date(question.given_at)}."


def meeting_ends(session):
    """Return the sentence that closes minutes, with room for an hour that isn't known."""
    if session.end_at and not session.shows_former_time:
        return f"Hội nghị kết thúc vào {moment(session.end_at)}"
    day = official_date(session.start_at) if session.start_at else "ngày …… tháng …… năm ………"
    return f"Hội nghị kết thúc vào ……… giờ ………, {day}"


def minutes_recipients(commune):
    return [f"Lãnh đạo {commune.body_name}".strip(), "Các đơn vị có nội dung trả lời"]


# Post.

MAILING_KIND = "Danh sách gửi văn bản qua bưu điện"
MAILING_COLUMNS = ("STT", "Số, ký hiệu văn bản", "Người nhận", "Địa chỉ", "Ghi chú, ký nhận")
NOTHING_TO_POST = "Đến nay chưa có văn bản trả lời nào cần gửi qua bưu điện."
CLERK_SIGNS, POST_SIGNS = "NGƯỜI GIAO", "NGƯỜI NHẬN"


def letters_to_post(number):
    return f"Tổng số: {two_digits(number)} văn bản."


def addressee(sheet):
    """Return whom a letter is addressed to, in one line."""
    if sheet.organisation_name:
        return sheet.organisation_name
    return f"Ông (bà) {sheet.full_name}"


def addressee_person(sheet):
    """Return who receives it in an organisation."""
    return f"Người nhận: ông (bà) {sheet.full_name}"
