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


def how_to_return(commune, address):
    """Return what to do with the form that is filled in on a screen."""
    text = (
        f"Điền vào các ô, lưu tệp, rồi tải tệp lên tại {address} để gửi trực tuyến, không phải gõ "
        f"lại; hoặc in ra, ký tên và gửi về {commune.body_name}, địa chỉ: {commune.address}"
    )
    if commune.email:
        text += f"; hoặc gửi tệp qua email: {commune.email}"
    return f"{text}."


def privacy(commune, address):
    """Return where the form that is filled in on a screen tells how data is handled."""
    version = f" (phiên bản {commune.privacy_version})" if commune.privacy_version else ""
    return (
        "Không đánh dấu hai ô trên thì phiếu vẫn được giải quyết như nhau; có thể rút lại sự đồng "
        f"ý bất cứ lúc nào. Thông báo về xử lý dữ liệu cá nhân{version}: xem tại {address}. Khiếu "
        "nại, tố cáo không thuộc phạm vi đối thoại: xin gửi đến nơi tiếp công dân."
    )
