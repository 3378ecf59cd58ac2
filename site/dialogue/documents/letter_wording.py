"""
The set sentences of letters about a sheet. Fixed Vietnamese, as form asks; not translation.

Source: the plan, II.4 and III.2; NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu công văn.
"""

from ..states import ApplicantKind
from ..vietnamese import local, official_date

AS_ABOVE = "Như trên"
REPLY_ABOUT = "trả lời nội dung đăng ký đối thoại"
QUESTION = "Nội dung kiến nghị"


def to_sender(sheet):
    """Return the sender as a letter addresses them."""
    if sheet.applicant_kind == ApplicantKind.ORGANISATION and sheet.organisation_name:
        return sheet.organisation_name
    return f"Ông (bà) {sheet.full_name}" + (f", {sheet.address}" if sheet.address else "")


def received(commune, sheet):
    """Return the sentence that says which sheet is answered."""
    day = official_date(local(sheet.received_at).date())
    return (
        f"{commune.body_name} nhận được Phiếu đăng ký tham gia đối thoại số {sheet.code} của "
        f"{'Quý đơn vị' if sheet.organisation_name else 'ông (bà)'}, tiếp nhận {day}. "
        f"Sau khi xem xét, {commune.body_name} trả lời như sau:"
    )


def reply_closing(commune):
    """Return the last sentence, with where to ask further."""
    phone = f" (điện thoại: {commune.hotline_national})" if commune.hotline else ""
    return (
        f"Trên đây là nội dung trả lời của {commune.body_name}. Nếu cần trao đổi thêm, đề nghị "
        f"liên hệ {commune.office_name or commune.body_name}{phone}"
    )
