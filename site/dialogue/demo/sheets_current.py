"""The sheets of the last weeks, most for the coming session: something in every state."""

from ..states import Channel
from . import commune as c
from .entries import Entry, Matter

PUBLISH_NAME = frozenset({"publish_name"})
BOTH = frozenset({"publish_name", "contact_later"})

SHEETS = [
    Entry(
        "-16 09:20", "Nguyễn Văn Khánh", "201", "Thôn Cổ Châu", "reopened",
        part_1="Tôi đăng ký thêm ngành nghề cho hộ kinh doanh thì phải làm lại từ đầu hay chỉ bổ sung?",
        matters=(
            Matter(1, "Thủ tục bổ sung ngành nghề hộ kinh doanh", c.BUSINESS, "letter",
                   reply="Chủ hộ gửi Thông báo thay đổi nội dung đăng ký hộ kinh doanh đến Phòng Kinh tế "
                   "trong 10 ngày kể từ ngày thay đổi; Giấy chứng nhận mới được cấp trong 3 ngày làm "
                   "việc, không phải làm lại từ đầu."),
            Matter(1, "Trường hợp bán rượu có cần giấy phép riêng", c.BUSINESS, "new"),
        ),
        words="Người gửi hỏi thêm về mặt hàng rượu, nội dung trả lời lần trước chưa đề cập.",
    ),
    Entry(
        "-15 14:10", "Trần Thị Sen", "202", "Thôn Giẽ Hạ", "work",
        part_1="Đất vườn liền kề đất ở muốn chuyển mục đích thì cần hồ sơ gì, tính tiền theo bảng giá nào?",
        part_2="Tôi đến hỏi ba lần, mỗi lần được hướng dẫn một kiểu.",
        matters=(
            Matter(1, "Hồ sơ và cách tính tiền khi chuyển mục đích đất vườn liền kề sang đất ở", c.LAND,
                   "overdue", instruction="Nêu rõ hồ sơ, bảng giá áp dụng năm 2026."),
            Matter(2, "Hướng dẫn hồ sơ đất đai không thống nhất giữa các lần", c.SERVING, "drafted",
                   reply="Trung tâm đã kiểm tra, nhận thiếu sót; từ nay mỗi lần hướng dẫn đều ghi Phiếu "
                   "hướng dẫn bổ sung hồ sơ, nêu đủ một lần."),
        ),
        channel=Channel.COUNTER, house="Số 5, xóm Đình",
    ),
    Entry(
        "-14 08:30", "Phùng Quang Vinh", "203", "Thôn Đại Nam", "work",
        part_2="Đăng ký thường trú cho vợ đã nộp trên mạng 15 ngày chưa thấy báo kết quả.",
        matters=(
            Matter(2, "Hồ sơ đăng ký thường trú nộp trực tuyến quá hạn 7 ngày làm việc", c.RESIDENCE,
                   "overdue"),
        ),
        email="vinhpq@example.com",
    ),
    Entry(
        "-13 10:40", "Đào Thị Ngân", "204", "Thôn Văn Trai", "work",
        part_1="Đổi giấy phép lái xe sắp hết hạn thì làm ở xã được không?",
        matters=(
            Matter(1, "Nơi đổi giấy phép lái xe", c.RESIDENCE, "referred",
                   other_body="Phòng Cảnh sát giao thông, Công an thành phố Hà Nội",
                   other_body_address="Các điểm tiếp nhận hồ sơ của Công an Thành phố; hoặc nộp trực tuyến "
                   "trên Cổng Dịch vụ công"),
        ),
        channel=Channel.HOTLINE,
    ),
    Entry(
        "-12 09:15", "Nguyễn Hữu Phúc", "205", "Thôn Giẽ Thượng", "work",
        part_1="Cơ sở da giày của chúng tôi muốn biết thủ tục đăng ký môi trường nộp ở phòng nào.",
        matters=(
            Matter(1, "Thủ tục đăng ký môi trường của cơ sở sản xuất nhỏ", c.BUSINESS, "returned",
                   remark="Nội dung về môi trường do Văn phòng theo dõi theo phân công mới, đề nghị chuyển."),
        ),
        organisation="Hộ kinh doanh Da giày Hữu Phúc", consents=BOTH,
    ),
    Entry(
        "-11 15:45", "Lê Thị Hồng Gấm", "206", "Thôn Mỹ Lâm", "work",
        part_1="Hưởng trợ cấp người khuyết tật có phải giám định lại hằng năm không?",
        matters=(
            Matter(1, "Việc xác định lại mức độ khuyết tật khi đang hưởng trợ cấp", c.WELFARE, "sent_back",
                   reply="Không phải giám định lại.",
                   remark="Trả lời quá ngắn; nêu căn cứ pháp luật và trường hợp được đề nghị xác định lại."),
        ),
    ),
    Entry(
        "-11 08:00", "Vương Đình Lộc", "207", "Thôn Phú Gia", "work",
        part_1="Thủ tục tặng cho đất cho con ngay tại xã gồm những bước nào?",
        matters=(
            Matter(1, "Các bước tặng cho quyền sử dụng đất cho con", c.LAND, "approved",
                   reply="Bước 1: lập, chứng thực hợp đồng tặng cho tại UBND xã hoặc tổ chức hành nghề công "
                   "chứng. Bước 2: nộp hồ sơ đăng ký biến động trong 30 ngày. Bước 3: thực hiện nghĩa vụ "
                   "tài chính (cha mẹ tặng cho con được miễn thuế thu nhập cá nhân, lệ phí trước bạ). Bước 4: "
                   "nhận kết quả theo giấy hẹn."),
        ),
        channel=Channel.EMAIL, email="vuongloc@example.org",
    ),
    Entry(
        "-10 09:50", "Chu Văn Thành", "208", "Thôn Lạt Dương", "work",
        part_1="Phần mềm dịch vụ công hay lỗi, đăng nhập được nhưng không tải được tệp lên.",
        matters=(
            Matter(1, "Lỗi không tải được tệp khi nộp hồ sơ trên Cổng Dịch vụ công", c.ONLINE, "escalated",
                   other_body="Trung tâm Phục vụ hành chính công thành phố Hà Nội",
                   remark="Lỗi thuộc hệ thống dùng chung của Thành phố, UBND xã đã báo cáo, đề nghị khắc phục."),
        ),
        channel=Channel.COUNTER,
    ),
    Entry(
        "-9 20:15", "Hà Minh Tuấn", "209", "Thôn Nam Quất", "work",
        part_1="Xây nhà hai tầng trong thôn có phải xin phép không, hồ sơ thế nào?",
        matters=(
            Matter(1, "Trường hợp phải xin phép khi xây nhà ở riêng lẻ tại thôn", c.BUILDING, "extended",
                   remark="Cần đối chiếu quy hoạch chung vừa được phê duyệt."),
        ),
        email="haminhtuan@example.com",
    ),
    Entry(
        "-9 10:30", "Mai Thị Lan Anh", "210", "Thôn Thao Chính", "work",
        part_1="Trẻ dưới 6 tuổi bị mất thẻ bảo hiểm y tế thì xin cấp lại ở đâu?",
        matters=(
            Matter(1, "Cấp lại thẻ bảo hiểm y tế cho trẻ dưới 6 tuổi", c.HEALTH_INSURANCE, "email",
                   reply="Không cần cấp lại thẻ giấy: cha mẹ dùng thông tin thẻ của con trên ứng dụng VNeID "
                   "(mục Ví giấy tờ). Nếu muốn thẻ giấy, gửi tờ khai tới Bảo hiểm xã hội khu vực Phú Xuyên, "
                   "được cấp trong 2 ngày làm việc, không mất phí."),
        ),
        email="lananh.mai@example.com", label="sample",
    ),
    Entry(
        "-8 09:00", "Tống Văn Bách", "211", "Thôn Đường La", "accept",
        part_1="Đề nghị niêm yết thủ tục bằng chữ to và có bản đọc cho người mắt kém.",
        part_2="Ghế ngồi chờ ở bộ phận một cửa ít, buổi sáng thứ Hai phải đứng.",
        channel=Channel.POST,
    ),
    Entry(
        "-7 08:45", "Nguyễn Thị Kim Chi", "212", "Thôn An Cảnh", "work",
        part_1="Đăng ký khai tử cho bố tôi muộn hai năm có bị phạt không?",
        part_2="Bảng hướng dẫn để trong phòng, ngoài giờ không xem được.",
        matters=(
            Matter(1, "Đăng ký khai tử muộn có bị xử phạt", c.CIVIL_STATUS, "new"),
            Matter(2, "Bảng niêm yết thủ tục không xem được ngoài giờ", c.FACILITIES, "new"),
            Matter(1, "Đăng ký khai tử muộn (tách trùng)", c.CIVIL_STATUS, "dropped",
                   remark="Tách trùng với nội dung thứ nhất."),
        ),
    ),
    Entry(
        "-6 14:00", "Đoàn Thị Thắm", "213", "Thôn Duyên Yết", "work",
        part_1="Cháu tôi 15 tuổi muốn làm căn cước, bố mẹ đi xa thì bà đưa đi được không?",
        matters=(
            Matter(1, "Người đưa trẻ dưới 16 tuổi đi làm căn cước khi cha mẹ vắng nhà", c.RESIDENCE,
                   "running", instruction="Trả lời trước Hội nghị."),
        ),
        guardian="Đoàn Văn Thược",
    ),
    Entry(
        "-6 16:20", "Cao Xuân Trường", "214", "Thôn Phong Triều", "work",
        part_1="Hợp đồng thuê đất công ích hết hạn, thủ tục thuê tiếp thế nào?",
        matters=(
            Matter(1, "Thủ tục thuê tiếp đất nông nghiệp sử dụng vào mục đích công ích", c.LAND, "running"),
        ),
        channel=Channel.COUNTER,
    ),
    Entry(
        "-5 09:25", "La Văn Tài", "215", "Thôn Nam Phú", "ask_more",
        part_2="Hồ sơ của tôi nộp lâu rồi chưa thấy gì.",
    ),
    Entry(
        "-5 10:10", "Khuất Thị Hòa", "216", "Thôn Phú Mỹ", "complete",
        part_2="Tôi nộp hồ sơ trợ cấp cho con mà bị trả lại.",
        words="Bổ sung qua điện thoại: hồ sơ trợ cấp nuôi con dưới 36 tháng của hộ nghèo, nộp ngày 05 tại bộ "
        "phận một cửa, bị trả lại vì thiếu giấy xác nhận thu nhập.",
    ),
    Entry(
        "-4 11:30", "Một người dân", "", "", "refuse",
        part_1="Làm ăn thế này thì không được.", other_place="Không ghi", channel=Channel.POST,
        refusal="unidentifiable",
    ),
    Entry(
        "-4 09:05", "Quách Thị Mơ", "217", "Thôn Văn Trai", "refuse_denunciation",
        part_2="Tôi muốn báo một việc sai phạm về thu tiền của một cán bộ, xin giữ kín tên tôi.",
        refusal="denunciation",
    ),
    Entry(
        "-3 15:10", "Thân Đức Nghĩa", "218", "Thôn Cổ Châu", "restrict",
        part_2="Có người nhận tiền để làm nhanh hồ sơ, tôi chưa biết trình bày với ai.",
        words="Có dấu hiệu nội dung tố cáo, chuyển người được giao xem xét.",
    ),
    Entry(
        "-3 08:55", "Lục Thị Bưởi", "219", "Thôn Giẽ Hạ", "receive",
        part_1="Xin hỏi thủ tục hỗ trợ thiệt hại do mưa lũ cho lúa mùa, phiếu tôi ghi từ tháng 6 nhưng bưu điện "
        "chuyển nhầm địa chỉ.",
        channel=Channel.POST, session="held",
    ),
    Entry(
        "-2 01:37", "QUANG CAO 24H", "299", "", "receive",
        part_1="Thiết kế website giá rẻ http://example.com/khuyen-mai http://example.com/giam-gia",
        other_place="Khong ro", suspicion="Gửi quá nhanh, nhiều liên kết",
    ),
    Entry(
        "-2 09:40", "Ninh Văn Quyết", "220", "Thôn Đại Nam", "release",
        part_1="toi muon hoi thu tuc sang ten xe may cho con, dien thoai khong go duoc dau nen viet khong dau",
        suspicion="Gửi quá nhanh",
    ),
    Entry(
        "-2 14:25", "Âu Thị Ngọc Bích", "221", "Thôn Mỹ Lâm", "receive",
        part_1="Đề nghị hướng dẫn thủ tục đăng ký kết hôn với người nước ngoài, xã có làm được không hay phải lên "
        "Sở Tư pháp?",
        email="ngocbich.au@example.com", consents=PUBLISH_NAME,
    ),
    Entry(
        "-1 08:15", "Đỗ Đăng Ý", "222", "Thôn Phú Gia", "receive",
        part_2="Bộ phận một cửa nên có số thứ tự và bảng hẹn giờ, sáng thứ Hai chờ gần hai tiếng.",
        channel=Channel.COUNTER,
    ),
    Entry(
        "-1 16:50", "Ưng Hoàng Phương", "223", "Thôn Nam Phú", "receive",
        part_1="Công ty muốn treo biển quảng cáo tại trụ sở thì thông báo ở đâu, bao lâu được trả lời?",
        organisation="Công ty cổ phần Nội thất Nam Phú", email="hanhchinh@noithat.example.com",
    ),
    Entry(
        "-1 21:30", "Xa Thị Thu Hà", "224", "Thôn Lạt Dương", "receive",
        part_1="Tôi ở xa, có được ủy quyền cho em gái nhận kết quả hồ sơ không, giấy ủy quyền có cần chứng thực?",
        extra=[{"label": "Ông (bà) có cần hỗ trợ khi đến dự không?",
                "value": "Không đến dự được, xin trả lời qua thư"}],
    ),
]  # fmt: skip
