"""
The set sentences of letters about a sheet. Fixed Vietnamese, as form asks; not translation.

Source: the plan, II.4 and III.2; NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu công văn; on what goes another
way NĐ 20/2008/NĐ-CP Điều 1 and Luật Tố cáo 2018 Điều 56 (who denounced is kept secret).
"""

from ..states import RefusalReason
from ..vietnamese import local, long_datetime, official_date

AS_ABOVE = "Như trên"
REPLY_ABOUT = "trả lời nội dung đăng ký đối thoại"
RESULT_ABOUT = "kết quả xem xét Phiếu đăng ký tham gia đối thoại"
REFERRED_ABOUT = "hướng dẫn liên hệ cơ quan có thẩm quyền"
MORE_ABOUT = "bổ sung thông tin Phiếu đăng ký tham gia đối thoại"
QUESTION = "Nội dung kiến nghị"
REPLY = "Trả lời"
COMPETENT = "Cơ quan có thẩm quyền"
ADDRESS = "Địa chỉ"
RECEPTION = "Nơi tiếp công dân"
RECEPTION_HOURS = "Thời gian tiếp"
BY_WHEN = "Thời hạn bổ sung"
PHONE, EMAIL, AT_OFFICE = "Điện thoại", "Thư điện tử", "Gửi bưu điện hoặc đến trực tiếp"
# Where a sentence can't do without what the office hasn't filled in yet.
GAP = "…………………"


def to_sender(sheet):
    """
    Return the sender as a letter addresses them.

    For a child under 16 that is the representative (BLDS 2015 Đ21: who acts for a minor).
    """
    if sheet.organisation_name:
        who = sheet.organisation_name
    elif sheet.guardian_name:
        who = f"Ông (bà) {sheet.guardian_name}, người đại diện của em {sheet.full_name}"
    else:
        who = f"Ông (bà) {sheet.full_name}"
    return f"{who}, {sheet.address}" if sheet.address else who


def you(sheet):
    return "Quý đơn vị" if sheet.organisation_name else "ông (bà)"


def body_of(commune):
    return commune.body_name or GAP


def office_of(commune):
    return commune.office_name or body_of(commune)


def following(plan):
    """Return how a paper begins that carries out ``plan`` (as cited), up to the comma."""
    return f"Thực hiện {plan}, " if plan else ""


def received(commune, sheet, plan=""):
    """
    Return the sentence that says which sheet the letter is about.

    :param plan: the plan as cited, or ""
    """
    own = you(sheet)
    if sheet.guardian_name and not sheet.organisation_name:
        own = f"em {sheet.full_name}, do ông (bà) đại diện"
    day = official_date(local(sheet.received_at).date())
    return (
        f"{following(plan)}{body_of(commune)} nhận được Phiếu đăng ký tham gia đối thoại số "
        f"{sheet.code} của {own}, tiếp nhận {day}."
    )


# The reply to all questions of a sheet.


def replying(commune, sheet):
    return f"Sau khi xem xét, {body_of(commune)} trả lời {you(sheet)} như sau:"


def at_session(session):
    """Return what goes before a reply that was given at a session already."""
    when = f", {official_date(session.start_at)}" if session.start_at else ""
    return f"Nội dung này đã được trả lời tại {session.title}{when}, cụ thể:"


def superior_replied(commune, question):
    other = question.other_body or GAP
    return (
        f"Nội dung này vượt thẩm quyền của {body_of(commune)} nên đã được báo cáo {other}. "
        f"{other} trả lời như sau:"
    )


def reported(commune, question):
    return (
        f"Nội dung này vượt thẩm quyền của {body_of(commune)}. {body_of(commune)} đã báo cáo "
        f"{question.other_body or GAP} xem xét và sẽ thông báo ngay khi có kết quả."
    )


def referred(question):
    where = f" (địa chỉ: {question.other_body_address})" if question.other_body_address else ""
    return (
        f"Nội dung này thuộc thẩm quyền giải quyết của {question.other_body or GAP}{where}. "
        "Hướng dẫn cụ thể:"
    )


def still_waiting(commune, sheet, number):
    return (
        f"Ngoài các nội dung trên, phiếu còn {number:02d} nội dung đang được xem xét; "
        f"{body_of(commune)} sẽ trả lời {you(sheet)} ngay khi có kết quả."
    )


def reply_closing(commune):
    """Return the last sentence, with where to ask further."""
    return (
        f"Trên đây là nội dung trả lời của {body_of(commune)}. Nếu cần trao đổi thêm, đề nghị "
        f"liên hệ {_contact(commune)}"
    )


def _contact(commune):
    phone = f" (điện thoại: {commune.hotline_national})" if commune.hotline else ""
    return f"{office_of(commune)}{phone}"


# Guidance: the matter goes another way.

_SCOPE = "Hội nghị đối thoại dành cho thủ tục hành chính và việc giải quyết thủ tục hành chính"
# Reason → why the sheet isn't taken into the dialogue.
_WHY = {
    RefusalReason.COMPLAINT: (
        f"{_SCOPE}. Khiếu nại có trình tự giải quyết riêng theo Luật Khiếu nại nên không đưa ra "
        "Hội nghị."
    ),
    RefusalReason.OFF_TOPIC: (
        f"{_SCOPE}. Nội dung của phiếu không thuộc phạm vi này nên không đưa ra Hội nghị."
    ),
}
# A letter lies on a table: of itself it says neither what the matter is nor of what kind.
_WHY_DISCREET = (
    f"{_SCOPE}. Nội dung của phiếu không thuộc phạm vi này và được xem xét theo quy định riêng. "
    "Thông tin về người gửi được giữ bí mật theo quy định của pháp luật."
)


def why_not_here(sheet):
    """Return why a refused sheet isn't part of the dialogue; of a restricted one discreetly."""
    if sheet.is_restricted:
        return _WHY_DISCREET
    return _WHY.get(sheet.refusal_reason, _WHY_DISCREET)


def guiding(commune, sheet):
    return f"{body_of(commune)} hướng dẫn {you(sheet)} như sau:"


def competent_elsewhere(commune, sheet):
    return (
        f"Sau khi xem xét, nội dung dưới đây thuộc thẩm quyền giải quyết của cơ quan khác. "
        f"{body_of(commune)} hướng dẫn {you(sheet)} liên hệ như sau:"
    )


def guidance_closing(commune, sheet):
    return f"Nếu cần được giải thích thêm, đề nghị {you(sheet)} liên hệ {_contact(commune)}"


# More information is needed.


def asking(commune, sheet):
    return f"Để có đủ căn cứ xem xét, đề nghị {you(sheet)} bổ sung thông tin sau:"


def in_time_for(sheet):
    """Return by when what lacks helps for the sheet's session."""
    closes = sheet.session.closes_at
    return f"trước {long_datetime(closes)}, để kịp đưa ra Hội nghị"


def how_to_add(sheet):
    return f"Khi bổ sung, xin ghi hoặc nói rõ số phiếu {sheet.code}, bằng một trong các cách:"


def more_closing(commune, sheet, address):
    """
    Return the last sentence of a request for more information.

    :param address: the page on which a sheet is followed
    """
    return (
        f"Có thể theo dõi việc giải quyết tại {address} bằng mã tra cứu ghi trên giấy tiếp nhận. "
        f"Trân trọng cảm ơn sự phối hợp của {you(sheet)}"
    )
