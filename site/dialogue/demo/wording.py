"""The words that an office prepares once: notices on the form, and replies for each occasion."""

from ..models import FormOfWords

EXCLUSION_NOTICE = (
    "<p>Hội nghị chỉ đối thoại về thủ tục hành chính và việc giải quyết thủ tục hành chính; "
    "<b>không đối thoại nội dung khiếu nại, tố cáo</b>.</p>"
    "<ul>"
    "<li>Khiếu nại: gửi đơn đến người đã ban hành quyết định hoặc có hành vi hành chính bị khiếu "
    "nại, hoặc đến Phòng Tiếp công dân của xã.</li>"
    "<li>Tố cáo: gửi đơn đến Phòng Tiếp công dân của xã hoặc cơ quan có thẩm quyền. Họ tên, địa chỉ "
    "của người tố cáo được giữ bí mật; xin đừng viết nội dung tố cáo vào phiếu này.</li>"
    "</ul>"
)

PRIVACY_NOTICE = (
    "<h3>Ai giữ thông tin của ông/bà</h3>"
    "<p>UBND xã Phú Xuyên, thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội; đường dây nóng "
    "024 3379 1827; thư điện tử ubnd_phuxuyen@hanoi.gov.vn.</p>"
    "<h3>Hỏi những gì và để làm gì</h3>"
    "<p>Họ tên, điện thoại và địa chỉ là bắt buộc: để biết ai hỏi, mời dự Hội nghị và gửi trả lời. "
    "Địa chỉ thư điện tử không bắt buộc: để báo tin nhanh hơn. Không hỏi số định danh, không yêu cầu "
    "ảnh giấy tờ.</p>"
    "<h3>Ai được xem và giữ trong bao lâu</h3>"
    "<p>Văn phòng HĐND và UBND xã, lãnh đạo UBND xã xem toàn bộ phiếu; chuyên viên được giao trả lời "
    "chỉ xem nội dung kiến nghị, không xem thông tin liên hệ. Văn phòng xóa thông tin liên hệ theo quy "
    "định lưu giữ: 12 tháng kể từ khi giải quyết xong; nội dung đã ẩn danh được lưu theo quy định về lưu trữ.</p>"
    "<h3>Công khai những gì</h3>"
    "<p>Câu hỏi được viết lại, bỏ tên và địa chỉ, rồi mới đăng cùng câu trả lời. Tên hoặc thôn chỉ "
    "được nêu khi ông/bà đồng ý riêng.</p>"
    "<h3>Quyền của ông/bà</h3>"
    "<p>Xem, sửa, rút lại sự đồng ý, yêu cầu hạn chế hoặc xóa thông tin: liên hệ theo địa chỉ trên. "
    "UBND xã xác nhận đã nhận yêu cầu trong 02 ngày làm việc.</p>"
)

_WHERE_RECEPTION = (
    "Phòng Tiếp công dân, trụ sở UBND xã, thôn Thao Chính (sáng thứ Năm hằng tuần, từ 8 giờ đến "
    "11 giờ 30 phút)"
)

# Occasion → (title, text). Staff start from these words and may change them each time.
FORMS = {
    "refuse:complaint": (
        "Từ chối: nội dung khiếu nại",
        "Nội dung trong phiếu là khiếu nại nên không thuộc phạm vi Hội nghị đối thoại về thủ tục "
        "hành chính. Đề nghị ông (bà) gửi đơn khiếu nại đến người đã ban hành quyết định hoặc có "
        f"hành vi hành chính bị khiếu nại, hoặc đến {_WHERE_RECEPTION} để được hướng dẫn theo Luật "
        "Khiếu nại.",
    ),
    "refuse:denunciation": (
        "Từ chối: nội dung tố cáo",
        "Nội dung trong phiếu không thuộc phạm vi Hội nghị đối thoại. Phiếu được chuyển cho người có "
        "trách nhiệm và thông tin về người gửi được giữ bí mật theo quy định. Đề nghị ông (bà) đến "
        f"{_WHERE_RECEPTION} để được hướng dẫn.",
    ),
    "refuse:off_topic": (
        "Từ chối: không phải thủ tục hành chính",
        "Nội dung trong phiếu không phải là thủ tục hành chính hoặc việc giải quyết thủ tục hành "
        "chính nên không đưa ra Hội nghị đối thoại. Văn phòng HĐND và UBND xã đã ghi nhận; để được xử "
        "lý, đề nghị ông (bà) liên hệ trưởng thôn hoặc gọi đường dây nóng 024 3379 1827 trong giờ "
        "hành chính.",
    ),
    "refuse:unidentifiable": (
        "Từ chối: không rõ người gửi hoặc nội dung",
        "Phiếu không ghi rõ người gửi hoặc nội dung đề nghị nên chưa thể tiếp nhận. Đề nghị ông (bà) "
        "gửi lại phiếu, ghi đủ họ tên, điện thoại, địa chỉ và nội dung cụ thể; hoặc đến Văn phòng "
        "HĐND và UBND xã để được giúp ghi phiếu.",
    ),
    "refuse:spam": (
        "Từ chối: thư rác",
        "Phiếu có nội dung quảng cáo hoặc được gửi tự động, không liên quan đến thủ tục hành chính "
        "nên không được tiếp nhận. Nếu có sự nhầm lẫn, đề nghị gọi đường dây nóng 024 3379 1827.",
    ),
    "refuse:already_registered": (
        "Từ chối: đã đăng ký",
        "Nội dung này đã được tiếp nhận ở một phiếu khác của ông (bà) và đang được giải quyết theo "
        "phiếu đó. Đề nghị ông (bà) dùng mã tra cứu của phiếu đã gửi để theo dõi, không cần gửi lại.",
    ),
    "ask_more": (
        "Đề nghị bổ sung thông tin",
        "Để trả lời được cụ thể, đề nghị ông (bà) cho biết thêm: loại thủ tục, thời gian và nơi đã "
        "nộp hồ sơ, mã hồ sơ trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả (nếu có). Có thể bổ sung "
        "qua đường dây nóng 024 3379 1827, thư điện tử hoặc trực tiếp tại Văn phòng HĐND và UBND xã.",
    ),
    "refer": (
        "Hướng dẫn đến cơ quan có thẩm quyền",
        "Nội dung ông (bà) nêu thuộc thẩm quyền giải quyết của cơ quan khác. UBND xã đã ghi nhận và "
        "đề nghị ông (bà) liên hệ cơ quan có thẩm quyền theo địa chỉ ghi dưới đây để được giải quyết "
        "đúng quy định.",
    ),
}


def words(occasion):
    """Return the prepared text for an occasion."""
    return FORMS[occasion][1]


def make_forms():
    for occasion, (title, text) in FORMS.items():
        FormOfWords.objects.create(occasion=occasion, title=title, text=text)
