"""The sheets for the session of June 2026: all of them finished."""

from ..states import Channel
from . import commune as c
from .entries import Entry, Matter

PUBLISH_NAME = frozenset({"publish_name"})
LATER = frozenset({"contact_later"})

SHEETS = [
    Entry(
        "2026-05-20 09:10", "Nguyễn Thị Hằng", "101", "Thôn Thao Chính", "work",
        part_1="Con tôi sinh ngày 02/5, tôi muốn đăng ký khai sinh cho cháu. Cần giấy tờ gì, bao lâu "
        "có kết quả, có làm luôn thẻ bảo hiểm y tế và nhập khẩu cho cháu được không?",
        matters=(
            Matter(1, "Giấy tờ và thời hạn đăng ký khai sinh; làm liên thông với thẻ bảo hiểm y tế và "
                   "đăng ký thường trú", c.CIVIL_STATUS, "at_session", answer="khai-sinh",
                   instruction="Trả lời rõ từng loại giấy tờ và việc làm liên thông."),
        ),
        channel=Channel.COUNTER, session="held", house="Số 14, ngõ 3", label="first",
    ),
    Entry(
        "2026-05-21 20:45", "Trần Văn Long", "102", "Thôn Phú Mỹ", "work",
        part_1="Giấy khai sinh của tôi bị mất, đăng ký từ năm 1983 ở xã cũ. Nay sáp nhập rồi thì xin "
        "trích lục ở đâu?",
        matters=(
            Matter(1, "Nơi cấp bản sao trích lục khai sinh đăng ký tại xã cũ trước khi sáp nhập",
                   c.CIVIL_STATUS, "at_session", answer="trich-luc"),
        ),
        email="long.tran@example.com", session="held", consents=PUBLISH_NAME,
    ),
    Entry(
        "2026-05-25 10:05", "Phạm Đình Khải", "103", "Thôn Nam Phú", "work",
        part_1="Doanh nghiệp thường chứng thực hồ sơ dự thầu, mỗi bộ vài trăm trang. Đề nghị cho biết "
        "thời hạn và mức phí.",
        part_2="Hai lần nộp lúc hơn 15 giờ thì được hẹn sang hôm sau nhưng không có giấy hẹn.",
        matters=(
            Matter(1, "Thời hạn và phí chứng thực bản sao hồ sơ nhiều trang", c.CERTIFICATION,
                   "at_session", answer="chung-thuc"),
            Matter(2, "Hẹn sang hôm sau khi chứng thực nhưng không đưa giấy hẹn", c.SERVING,
                   "at_session",
                   reply="UBND xã tiếp thu. Từ ngày 22/6/2026 mọi trường hợp hẹn lại đều có phiếu hẹn "
                   "ghi giờ, ngày trả kết quả; đã nhắc nhở bộ phận tiếp nhận."),
        ),
        organisation="Công ty TNHH Xây dựng Mộc Nam Tiến", email="vanthu@moctien.example.com",
        session="held",
    ),
    Entry(
        "2026-05-26 15:20", "Lê Thị Mận", "104", "Thôn Giẽ Hạ", "work",
        part_1="Đất ở của gia đình tôi dùng từ trước năm 1993, chưa có sổ. Từ khi bỏ cấp huyện thì nộp "
        "hồ sơ ở đâu, bao lâu được cấp?",
        part_2="Tôi đã nộp hồ sơ từ tháng 3, đến nay chưa được trả lời.",
        matters=(
            Matter(1, "Nơi nộp hồ sơ và thời hạn cấp Giấy chứng nhận lần đầu", c.LAND, "at_session",
                   answer="dat-lan-dau"),
            Matter(2, "Hồ sơ cấp Giấy chứng nhận lần đầu nộp từ tháng 3 chưa có kết quả", c.LAND,
                   "owed",
                   instruction="Kiểm tra hồ sơ, trả lời bằng văn bản kèm thời hạn cụ thể.",
                   reply="Hồ sơ của bà còn thiếu xác nhận ranh giới của một hộ liền kề. Phòng Kinh tế đã "
                   "tổ chức ký giáp ranh ngày 30/6/2026 và niêm yết công khai từ ngày 01/7/2026; kết "
                   "quả trả chậm nhất ngày 31/7/2026. UBND xã xin lỗi bà vì đã không thông báo kịp "
                   "thời."),
        ),
        channel=Channel.POST, session="held",
    ),
    Entry(
        "2026-05-27 09:40", "Đỗ Văn Sỹ", "105", "Thôn Cổ Châu", "work",
        part_1="Tôi định mở cửa hàng sửa xe máy. Đăng ký hộ kinh doanh ở xã hay phải lên Thành phố?",
        matters=(
            Matter(1, "Nơi đăng ký và hồ sơ thành lập hộ kinh doanh", c.BUSINESS, "at_session",
                   answer="ho-kinh-doanh"),
        ),
        channel=Channel.HOTLINE, session="held",
    ),
    Entry(
        "2026-05-28 14:15", "Vũ Thị Thanh Hương", "106", "Thôn Mỹ Lâm", "work",
        part_1="Xin hỏi thời hạn cấp giấy xác nhận độc thân để vay ngân hàng, giấy dùng được mấy tháng?",
        matters=(
            Matter(1, "Thời hạn cấp và giá trị của Giấy xác nhận tình trạng hôn nhân", c.CIVIL_STATUS,
                   "email", answer="hon-nhan"),
        ),
        channel=Channel.EMAIL, email="thanhhuong.vu@example.com", session="held",
    ),
    Entry(
        "2026-05-29 11:00", "Phan Thị Hạnh", "107", "Thôn Phong Triều", "withdraw",
        part_2="Tôi nộp hồ sơ đăng ký kết hôn cho con, hẹn trả ngày 27/5 nhưng chưa có.",
        matters=(
            Matter(2, "Hồ sơ đăng ký kết hôn chậm trả so với giấy hẹn", c.CIVIL_STATUS, "new"),
        ),
        words="Người gửi báo qua điện thoại đã nhận được kết quả ngày 01/6, xin rút phiếu.",
        session="held",
    ),
    Entry(
        "2026-06-01 08:20", "Hoàng Văn Tuyến", "108", "Thôn Đại Nam", "work",
        part_1="Tôi bán tạp hóa ở chợ. Nghe nói bỏ thuế khoán thì chúng tôi kê khai thế nào, hỏi ai?",
        matters=(
            Matter(1, "Cách kê khai thuế của hộ kinh doanh sau khi bỏ thuế khoán", c.TAXES,
                   "at_session", answer="thue-ho"),
        ),
        session="held", consents=LATER,
    ),
    Entry(
        "2026-06-02 09:30", "Bùi Thị Nhàn", "109", "Thôn Phú Gia", "work",
        part_1="Nhà tôi 4 người chưa có thẻ bảo hiểm y tế, mua cả nhà thì được giảm bao nhiêu?",
        matters=(
            Matter(1, "Mức giảm khi mua bảo hiểm y tế theo hộ gia đình và nơi mua",
                   c.HEALTH_INSURANCE, "at_session", answer="bhyt"),
        ),
        channel=Channel.COUNTER, session="held",
    ),
    Entry(
        "2026-06-03 21:10", "Nguyễn Đức Thịnh", "110", "Thôn Nam Quất", "work",
        part_1="Tôi cho thợ thuê trọ, công an bảo phải đăng ký tạm trú. Cần giấy tờ gì, có phải phô tô sổ "
        "hộ khẩu không?",
        matters=(
            Matter(1, "Hồ sơ đăng ký tạm trú cho người thuê nhà", c.RESIDENCE, "at_session",
                   answer="tam-tru"),
        ),
        session="held",
    ),
    Entry(
        "2026-06-04 08:50", "Phạm Thị Lụa", "111", "Thôn Duyên Yết", "work",
        part_1="Mẹ tôi 76 tuổi không có lương hưu, làm thủ tục nhận trợ cấp tuổi già thế nào?",
        matters=(
            Matter(1, "Thủ tục và mức hưởng trợ cấp hưu trí xã hội", c.WELFARE, "at_session",
                   answer="huu-tri"),
        ),
        channel=Channel.COUNTER, session="held",
    ),
    Entry(
        "2026-06-05 16:30", "Tạ Quang Minh", "112", "Thôn Thao Chính", "work",
        part_2="Hồ sơ đất đai của tôi hẹn 22/5 mà gần hai tuần sau vẫn không ai báo gì, hỏi thì bảo chờ. "
        "Chậm thì cán bộ phải làm gì?",
        matters=(
            Matter(2, "Hồ sơ quá hẹn không được thông báo, không có thư xin lỗi", c.SERVING,
                   "at_session", answer="qua-hen",
                   instruction="Rà soát toàn bộ hồ sơ quá hạn tháng 5; báo cáo kèm dự thảo trả lời."),
        ),
        email="tqminh@example.com", session="held",
    ),
    Entry(
        "2026-06-08 08:05", "Đặng Thị Thu", "113", "Thôn Lạt Dương", "work",
        part_2="Người già không có điện thoại thông minh, ra xã thì được bảo về nhờ con cháu nộp qua mạng.",
        matters=(
            Matter(2, "Người không có điện thoại thông minh bị yêu cầu về nhà nộp hồ sơ trực tuyến",
                   c.ONLINE, "at_session", answer="truc-tuyen"),
        ),
        session="held",
        extra=[{"label": "Ông (bà) có cần hỗ trợ khi đến dự không?", "value": "Cần ghế ngồi gần cửa"}],
    ),
    Entry(
        "2026-06-09 10:25", "Nguyễn Văn Đạt", "114", "Thôn Văn Trai", "work",
        part_1="Chứng thực bản sao bằng cấp cho con đi làm, nộp buổi chiều có lấy được trong ngày không?",
        matters=(
            Matter(1, "Chứng thực bản sao nộp buổi chiều có được trả trong ngày", c.CERTIFICATION,
                   "at_session", answer="chung-thuc"),
        ),
        session="held",
    ),
    Entry(
        "2026-06-10 09:00", "Trịnh Thị Oanh", "115", "Thôn Đường La", "refuse",
        part_2="Tôi không đồng ý với quyết định thu hồi đất của gia đình tôi, đề nghị hủy quyết định.",
        channel=Channel.POST, session="held", refusal="complaint",
    ),
    Entry(
        "2026-06-11 02:14", "Dịch vụ vay nhanh", "199", "", "refuse_spam",
        part_1="Vay tiền nhanh trong ngày không cần thế chấp, nhấn vào liên kết để nhận ưu đãi!!!",
        other_place="Hà Nội", session="held", refusal="spam",
        suspicion="Gửi quá nhanh, có liên kết quảng cáo",
    ),
    Entry(
        "2026-06-12 10:10", "Lê Văn Hợi", "116", "Thôn An Cảnh", "refuse",
        part_2="Đèn đường đầu thôn hỏng ba tháng nay không ai sửa.",
        channel=Channel.HOTLINE, session="held", refusal="off_topic",
    ),
    Entry(
        "2026-06-15 19:50", "Nguyễn Thị Hằng", "101", "Thôn Thao Chính", "refuse_double",
        part_1="Tôi hỏi giấy tờ đăng ký khai sinh cho con sinh ngày 02/5, không biết phiếu trước có "
        "gửi được không.",
        house="Số 14, ngõ 3", session="held", refusal="already_registered",
    ),
    Entry(
        "2026-06-16 10:00", "Đinh Công Tráng", "117", "Thôn Giẽ Thượng", "work",
        part_1="Đề nghị bỏ yêu cầu bản giấy khi xã viên đã có dữ liệu đất đai trên hệ thống, và cho hợp tác "
        "xã được ủy quyền nộp hồ sơ thay nhiều hộ một lần.",
        matters=(
            Matter(1, "Kiến nghị bỏ thành phần hồ sơ giấy khi dữ liệu đất đai đã có; cho phép nộp hồ sơ "
                   "tập trung qua hợp tác xã", c.LAND, "superior",
                   remark="Nội dung thuộc thẩm quyền của Thành phố, UBND xã đã có văn bản báo cáo và kiến "
                   "nghị.",
                   other_body="Sở Nông nghiệp và Môi trường thành phố Hà Nội",
                   reply="Sở Nông nghiệp và Môi trường trả lời: tiếp thu kiến nghị; đang trình UBND Thành "
                   "phố danh mục giấy tờ được thay thế bằng dữ liệu. Trong thời gian chờ, hợp tác xã được "
                   "nộp thay nếu có văn bản ủy quyền của từng hộ."),
        ),
        organisation="Hợp tác xã Nông nghiệp Giẽ Thượng", session="held", consents=PUBLISH_NAME,
    ),
    Entry(
        "2026-06-18 08:40", "Kiều Văn Toản", "118", "Thôn Phú Mỹ", "late_this",
        part_2="Nộp hồ sơ cấp lại bản sao bị yêu cầu thêm giấy xác nhận của thôn, trong khi bảng niêm yết "
        "không ghi.",
        matters=(
            Matter(2, "Yêu cầu thêm giấy xác nhận của thôn ngoài danh mục hồ sơ đã niêm yết",
                   c.CIVIL_STATUS, "at_session",
                   reply="Yêu cầu thêm giấy xác nhận của thôn là không đúng quy định. UBND xã đã quán triệt "
                   "và niêm yết lại danh mục hồ sơ; đề nghị ông nộp lại, hồ sơ được giải quyết ngay."),
        ),
        channel=Channel.COUNTER, session="held",
    ),
    Entry(
        "2026-06-19 15:05", "Dương Thị Bích", "119", "Thôn Mỹ Lâm", "late_writing",
        part_1="Con tôi học xong nghề, làm thủ tục vay vốn tạo việc làm cần xác nhận gì của xã?",
        matters=(
            Matter(1, "Giấy tờ xã cần xác nhận khi vay vốn hỗ trợ tạo việc làm", c.WELFARE, "letter",
                   reply="Người vay lập Giấy đề nghị vay vốn theo mẫu; UBND xã xác nhận về nơi thực hiện dự "
                   "án trong 2 ngày làm việc tại bộ phận một cửa, không thu lệ phí. Tổ tiết kiệm và vay "
                   "vốn của thôn hướng dẫn lập hồ sơ gửi Ngân hàng Chính sách xã hội."),
        ),
        channel=Channel.POST, session="held",
    ),
    Entry(
        "2026-06-22 20:30", "Ngô Quốc Việt", "120", "Thôn Đại Nam", "late_next",
        part_1="Xin hỏi điều kiện để cấp lại biển số nhà và thủ tục đổi địa chỉ trên giấy tờ sau khi đặt tên "
        "ngõ mới.",
        matters=(
            Matter(1, "Thủ tục cập nhật địa chỉ trên giấy tờ sau khi đặt tên ngõ mới", c.RESIDENCE,
                   "approved",
                   reply="Khi tên ngõ, số nhà thay đổi, Công an xã chủ động cập nhật địa chỉ vào Cơ sở dữ "
                   "liệu quốc gia về dân cư, người dân không phải đổi thẻ căn cước. Giấy chứng nhận quyền "
                   "sử dụng đất, đăng ký hộ kinh doanh vẫn có giá trị."),
        ),
        session="held",
    ),
    Entry(
        "2026-06-26 09:35", "Nguyễn Thị Vượng", "121", "Thôn Nam Phú", "work",
        part_2="Khi nộp phí có được biên lai không? Lần trước tôi nộp mà không thấy đưa.",
        matters=(
            Matter(2, "Nộp phí chứng thực không được đưa biên lai", c.TAXES, "on_spot",
                   reply="Mọi khoản phí, lệ phí đều phải có biên lai, người nộp có quyền yêu cầu. Từ tháng "
                   "7/2026 bộ phận một cửa chỉ thu qua mã QR, biên lai điện tử gửi ngay."),
        ),
        channel=Channel.SESSION, session="held",
    ),
    Entry(
        "2026-06-26 10:15", "Lưu Văn Chiến", "122", "Thôn Phong Triều", "work",
        part_2="Danh sách hộ được xét giao đất giãn dân của thôn tôi niêm yết ở đâu, đã nộp đơn từ năm ngoái.",
        matters=(
            Matter(2, "Niêm yết danh sách hộ đủ điều kiện xét giao đất ở và kết quả đơn đã nộp", c.LAND,
                   "owed",
                   instruction="Trả lời bằng văn bản sau Hội nghị, nêu rõ tình trạng đơn.",
                   reply="Đơn của ông đã được Hội đồng tư vấn xét tháng 5/2026. Danh sách niêm yết tại nhà văn "
                   "hóa thôn Phong Triều và trụ sở UBND xã từ ngày 06/7/2026 trong 15 ngày."),
        ),
        channel=Channel.SESSION, session="held",
    ),
]  # fmt: skip
