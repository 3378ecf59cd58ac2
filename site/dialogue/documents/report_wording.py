"""
The set words of the summary report of a session. Fixed Vietnamese, as form asks; not translation.

Source: NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu báo cáo.
"""

from ..states import Channel, RefusalReason
from .session_wording import two_digits

KIND = "Báo cáo"
ORGANISED, RECEIVED, HANDLED, REMAINS, PROPOSALS = (
    "Công tác tổ chức",
    "Kết quả tiếp nhận",
    "Kết quả trả lời",
    "Nội dung cần tiếp tục giải quyết",
    "Đề xuất, kiến nghị",
)
SHEETS, BY_CHANNEL, BY_VILLAGE, BY_REFUSAL = (
    "Phiếu đăng ký",
    "Theo hình thức tiếp nhận",
    "Theo địa bàn",
    "Phiếu không tiếp nhận, theo lý do",
)
BY_TOPIC, BY_DEPARTMENT, IN_TIME, AFTERWARDS = (
    "Theo lĩnh vực",
    "Theo đơn vị trả lời",
    "Thời hạn",
    "Trả lời bằng văn bản, báo cáo cấp trên và công khai",
)
COUNT_COLUMNS = ("Hình thức", "Số phiếu")
VILLAGE_COLUMNS = ("Thôn, tổ dân phố", "Số phiếu")
REFUSAL_COLUMNS = ("Lý do", "Số phiếu")
DEPARTMENT_COLUMNS = (
    "Đơn vị",
    "Tổng số",
    "Tại hội nghị",
    "Bằng văn bản",
    "Chuyển nơi khác",
    "Báo cáo cấp trên",
    "Đang giải quyết",
)
ELSEWHERE, NO_DEPARTMENT = "Nơi khác", "Không qua đơn vị, chưa phân công"
BARS = "Biểu đồ: số nội dung kiến nghị theo lĩnh vực"
DELEGATES = "Số đại biểu tham dự"
CHANNELS = {
    Channel.WEB: "Trang thông tin điện tử",
    Channel.COUNTER: "Trực tiếp tại bộ phận tiếp nhận",
    Channel.POST: "Dịch vụ bưu chính",
    Channel.EMAIL: "Thư điện tử",
    Channel.HOTLINE: "Điện thoại",
    Channel.SESSION: "Trực tiếp tại hội nghị",
}
REFUSALS = {
    RefusalReason.COMPLAINT: "Thuộc trường hợp khiếu nại",
    RefusalReason.DENUNCIATION: "Thuộc trường hợp tố cáo",
    RefusalReason.OFF_TOPIC: "Không thuộc phạm vi thủ tục hành chính",
    RefusalReason.UNIDENTIFIABLE: "Không xác định được người gửi hoặc nội dung",
    RefusalReason.SPAM: "Thư rác",
    RefusalReason.ALREADY_REGISTERED: "Đã đăng ký ở phiếu khác",
}


def about(session):
    return f"Kết quả tổ chức {_lower_first(session.title)}"


def _lower_first(text):
    """Return ``text`` as it goes on within a sentence; a word in capitals stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def opening(commune, plan):
    """Return the first paragraph; ``plan`` is the plan as papers cite it, or ""."""
    thus = f"{commune.body_name} báo cáo kết quả như sau:"
    return f"Thực hiện {plan} của {commune.body_name}, {thus}" if plan else thus


def closing(commune, session):
    """Return the sentence that ends the report."""
    return (
        f"Trên đây là báo cáo kết quả tổ chức {_lower_first(session.title)} của {commune.body_name}"
    )


NOT_HELD = "Hội nghị được thay thế bằng trả lời bằng văn bản."


def sheets_received(f):
    """Return the sentence on sheets; ``f`` is ``session_figures.Figures``."""
    if not f.sheets:
        return "Đến thời điểm báo cáo, chưa có phiếu đăng ký nào được tiếp nhận."
    parts = [
        (f.accepted, "được chấp nhận"),
        (f.waiting, "đang xem xét"),
        (f.refused, "không tiếp nhận, đã thông báo và hướng dẫn người gửi"),
        (f.withdrawn, "do người gửi rút"),
    ]
    shown = "; ".join(f"{two_digits(number)} phiếu {what}" for number, what in parts if number)
    return f"Tổng số phiếu đăng ký đã nhận: {two_digits(f.sheets)} phiếu, trong đó {shown}."


def questions_put(f):
    h = f.handling
    if not h.questions:
        return "Đến thời điểm báo cáo, chưa có nội dung kiến nghị nào được giao trả lời."
    parts = [
        (h.at_session, "đã trả lời tại hội nghị"),
        (h.in_writing, "đã trả lời bằng văn bản, thư điện tử"),
        (h.referred, "đã chuyển, hướng dẫn đến cơ quan có thẩm quyền"),
        (h.escalated, "đã báo cáo cấp trên"),
        (h.in_hand, "đang giải quyết"),
    ]
    shown = "; ".join(f"{two_digits(number)} nội dung {what}" for number, what in parts if number)
    return f"Tổng số nội dung kiến nghị: {two_digits(h.questions)} nội dung, trong đó {shown}."


def in_time(f):
    if not f.in_time + f.late + f.running + f.overdue:
        return "Chưa có nội dung nào được giao đơn vị kèm thời hạn."
    parts = [
        (f.in_time, "dự thảo trả lời gửi đúng hạn"),
        (f.late, "dự thảo trả lời gửi quá hạn"),
        (f.running, "nội dung còn trong hạn"),
        (f.overdue, "nội dung đã quá hạn, chưa có dự thảo"),
    ]
    shown = "; ".join(f"{two_digits(number)} {what}" for number, what in parts if number)
    return f"Theo thời hạn giao cho các đơn vị: {shown}."


def afterwards(f):
    return [
        f"Nội dung còn phải trả lời bằng văn bản sau hội nghị: {two_digits(f.owed)}.",
        f"Nội dung báo cáo, kiến nghị cấp trên: {two_digits(f.handling.escalated)}.",
        f"Câu trả lời đã công khai trên trang thông tin điện tử: {two_digits(f.answers)}.",
    ]


NOTHING_REMAINS = "Các nội dung đã tiếp nhận đều đã được trả lời hoặc chuyển cơ quan có thẩm quyền."


def remains(unit, handling):
    """Return what a department still has to do."""
    late = (
        f", trong đó {two_digits(handling.overdue)} nội dung đã quá hạn" if handling.overdue else ""
    )
    return f"{unit or 'Chưa phân công đơn vị'}: {two_digits(handling.in_hand)} nội dung{late}."


def recipients(commune):
    name = f" {commune.name}" if commune.name else ""
    return [
        f"Thường trực Đảng ủy{name}",
        f"Thường trực Hội đồng nhân dân{name}",
        f"Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam{name}",
        "Các đơn vị có liên quan",
    ]
