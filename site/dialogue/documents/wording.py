"""
The words of the official form, exactly as they were issued; they are law here, not translation.

Source: the annex of the plan, "Phiếu đăng ký tham gia đối thoại" (mẫu ban hành kèm theo Kế hoạch).
"""

FORM_TITLE = "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI"
FULL_NAME = "Họ và tên ¹:"
PHONE = "Điện thoại liên hệ:"
ADDRESS = "Địa chỉ"
ADDRESS_HINT = "(ghi rõ số nhà, thôn, xã, tỉnh)"
EMAIL = "Địa chỉ email"
EMAIL_HINT = "(nếu có):"
REGISTERS = "Đăng ký tham gia Hội nghị đối thoại với Lãnh đạo UBND xã"
PART_1 = "1. Về thủ tục hành chính"
PART_1_HINT = "(chất lượng nội dung, tổ chức công khai, sáng kiến...):"
PART_2 = "2. Về giải quyết thủ tục hành chính"
PART_2_HINT = (
    "(cơ sở vật chất; thái độ giao tiếp, hướng dẫn của công chức; có được nhận Giấy tiếp nhận và "
    "hẹn trả kết quả, Biên lai thu phí; kết quả giải quyết hồ sơ đúng hạn, sớm hạn, quá hạn;...):"
)
SIGNATURE = "NGƯỜI ĐĂNG KÝ²"
SIGNATURE_HINT = "(Ký, ghi rõ họ tên)"
FOOTNOTES = (
    "¹ Đối với tổ chức, doanh nghiệp: Viết tên người đại diện và tên tổ chức, doanh nghiệp",
    "² Đóng dấu của đơn vị đối với doanh nghiệp",
)


def note(commune):
    """Return the form's note on where to send it, with the commune's own address."""
    text = (
        "Phiếu được đánh máy hoặc viết tay và điền đầy đủ thông tin liên hệ, nội dung đăng ký "
        f"đối thoại và gửi về địa chỉ: {commune.body_name}, địa chỉ: {commune.address}"
    )
    if commune.email:
        text += f" hoặc gửi qua email: {commune.email}"
    return f"({text})"
