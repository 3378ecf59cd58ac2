"""
The year's plan. Its facts (dates, places, contacts, who takes part, time limits) are the commune's;
its wording is the demo's own. The number and the day of issue are examples.
"""

import datetime as dt

PLAN = {
    "title": "Kế hoạch tổ chức Hội nghị đối thoại về thủ tục hành chính năm 2026",
    "year": 2026,
    "number": "105",
    "symbol": "KH-UBND",
    "issued_on": dt.date(2026, 3, 5),
    "abstract": (
        "Tổ chức Hội nghị đối thoại giữa lãnh đạo UBND xã với người dân, tổ chức, doanh nghiệp về "
        "thủ tục hành chính và giải quyết thủ tục hành chính năm 2026"
    ),
    "bases": (
        "Căn cứ Quyết định số 1740/QĐ-UBND ngày 13/02/2026 của UBND xã Phú Xuyên ban hành Kế hoạch "
        "cải cách hành chính nhà nước năm 2026\n"
        "Căn cứ Kế hoạch số 98a/KH-UBND ngày 27/02/2026 của UBND xã Phú Xuyên về kiểm soát thủ tục "
        "hành chính năm 2026"
    ),
    "opening": (
        "UBND xã Phú Xuyên mở hai hội nghị đối thoại trong năm 2026 để lãnh đạo xã trực tiếp nghe và "
        "trả lời người dân, tổ chức, doanh nghiệp. Nội dung, thời gian và phân công như sau:"
    ),
    "closing": (
        "Các đơn vị chủ động chuẩn bị theo phân công; khó khăn phát sinh báo về Văn phòng HĐND và "
        "UBND xã để trình lãnh đạo UBND xã quyết định."
    ),
    "signing_for": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "signer": "Nguyễn Thành Chung",
    "recipients": (
        "Thường trực Đảng ủy xã (để b/c)\n"
        "Thường trực HĐND xã (để b/c)\n"
        "Chủ tịch, các Phó Chủ tịch UBND xã\n"
        "Các phòng, ban, ngành xã\n"
        "Trung tâm Dịch vụ tổng hợp xã\n"
        "Lưu: VT"
    ),
}

BODY = [
    ("section", "Mục đích, yêu cầu"),
    ("heading", "Mục đích"),
    ("dash", "Giúp người dân hiểu rõ từng thủ tục: cần giấy tờ gì, nộp ở đâu, bao lâu có kết quả."),
    ("dash", "Lắng nghe vướng mắc từ chính người đi làm thủ tục để sửa cách làm của cán bộ xã."),
    ("dash", "Gắn trách nhiệm của người đứng đầu từng đơn vị với chất lượng giải quyết hồ sơ."),
    ("heading", "Yêu cầu"),
    ("dash", "Ai cũng được hỏi, câu hỏi nào đúng phạm vi cũng được trả lời rõ ràng, đúng hạn."),
    ("dash", "Câu trả lời nêu căn cứ pháp luật và việc cần làm tiếp theo, không trả lời chung chung."),
    ("section", "Nội dung thực hiện"),
    ("heading", "Nội dung đối thoại"),
    ("dash", "Vướng mắc khi làm thủ tục tại xã: hồ sơ bị chậm, phải đi lại nhiều lần, bị hỏi thêm "
     "giấy tờ ngoài quy định, thiếu công khai, thái độ phục vụ chưa tốt."),
    ("dash", "Quy định về thủ tục chưa hợp lý hoặc chưa thống nhất với nhau."),
    ("dash", "Sáng kiến và đề xuất để thủ tục gọn hơn, dễ làm hơn."),
    ("note", "Hội nghị không tiếp nhận nội dung khiếu nại, tố cáo."),
    ("heading", "Thời gian và địa điểm"),
    ("point", "Đợt một, sáu tháng đầu năm: tháng 6/2026."),
    ("point", "Đợt hai, sáu tháng cuối năm: dự kiến tháng 11/2026; ngày chính thức được thông báo trên "
     "trang này."),
    ("point", "Địa điểm: Hội trường tầng 2 Đảng ủy xã Phú Xuyên."),
    ("heading", "Thành phần"),
    ("group", "Đại biểu Thành phố:"),
    ("dash", "Trung tâm Phục vụ hành chính công Thành phố."),
    ("group", "Đại biểu xã:"),
    ("dash", "Thường trực Đảng ủy, Thường trực HĐND xã."),
    ("dash", "Chủ tịch hoặc Phó Chủ tịch UBND xã, người chủ trì."),
    ("dash", "Mặt trận Tổ quốc Việt Nam xã và các đoàn thể."),
    ("dash", "Trưởng các phòng, ban chuyên môn cùng chuyên viên giải quyết thủ tục."),
    ("dash", "Công an xã, Thuế cơ sở 19 thành phố Hà Nội, Bảo hiểm xã hội khu vực Phú Xuyên."),
    ("dash", "Trung tâm Dịch vụ tổng hợp xã, dự và đưa tin."),
    ("group", "Đại biểu thôn, người dân, tổ chức, doanh nghiệp:"),
    ("dash", "Bí thư chi bộ, trưởng thôn."),
    ("dash", "Mỗi thôn hai người do trưởng thôn mời, cùng những người đã gửi phiếu đăng ký."),
    ("heading", "Cách đăng ký"),
    ("dash", "Gửi Phiếu đăng ký qua mạng hoặc bản giấy, trước ngày đối thoại ít nhất 10 ngày:"),
    ("plus", "Trực tiếp hoặc bưu điện: UBND xã, thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội."),
    ("plus", "Thư điện tử: ubnd_phuxuyen@hanoi.gov.vn."),
    ("plus", "Đường dây nóng: 024 3379 1827."),
    ("dash", "Phiếu được nhận trong giờ hành chính các ngày làm việc; gửi ngoài giờ thì tính vào ngày "
     "làm việc kế tiếp."),
    ("dash", "Phiếu đúng hạn được trả lời ngay tại Hội nghị. Người có lý do không dự được thì nhận "
     "trả lời theo địa chỉ trên phiếu."),
    ("dash", "Câu hỏi nêu tại chỗ mà chưa trả lời được ngay thì trả lời bằng văn bản sau Hội nghị."),
    ("dash", "Việc vượt thẩm quyền của xã được tổng hợp, báo cáo cấp trên."),
    ("dash", "Nếu không thể họp vì lý do bất khả kháng, mọi phiếu được trả lời bằng văn bản qua bưu "
     "điện hoặc thư điện tử."),
    ("heading", "Chương trình"),
    ("table", {
        "data": [
            ["Thời gian", "Nội dung", "Thực hiện"],
            ["10 phút", "Khai mạc, giới thiệu đại biểu, cử thư ký", "Văn phòng"],
            ["10 phút", "Nêu mục đích và cách đối thoại", "Chủ trì"],
            ["15 phút", "Báo cáo công tác kiểm soát thủ tục hành chính", "Văn phòng"],
            ["120 phút", "Người dân, tổ chức, doanh nghiệp nêu ý kiến; các đơn vị trả lời",
             "Các đơn vị"],
            ["15 phút", "Kết luận", "Chủ trì"],
        ],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_caption": "Chương trình dự kiến của mỗi hội nghị",
    }),
    ("section", "Tổ chức thực hiện"),
    ("heading", "Văn phòng HĐND và UBND xã"),
    ("dash", "Chủ trì tổ chức, chuẩn bị kinh phí, hội trường và tài liệu."),
    ("dash", "Đăng Kế hoạch và mẫu phiếu để mọi người xem, tải về."),
    ("dash", "Nhận, phân loại phiếu, trình lãnh đạo phân công và theo dõi việc trả lời."),
    ("dash", "Lập biên bản, báo cáo kết quả sau mỗi hội nghị."),
    ("heading", "Các phòng, ban, đơn vị"),
    ("dash", "Gửi dự thảo trả lời về Văn phòng trong 5 ngày kể từ ngày được phân công."),
    ("dash", "Việc không thuộc trách nhiệm: nêu rõ cơ quan có thẩm quyền để hướng dẫn người hỏi."),
    ("dash", "Cử người có thẩm quyền dự Hội nghị và khắc phục những điểm yếu được chỉ ra."),
    ("heading", "Phòng Văn hóa – Xã hội, Trung tâm Dịch vụ tổng hợp xã"),
    ("dash", "Thông tin trên đài truyền thanh xã; nêu gương đơn vị làm tốt, phản ánh nơi làm chưa tốt."),
    ("heading", "Đề nghị Mặt trận Tổ quốc Việt Nam xã và các đoàn thể"),
    ("dash", "Vận động đoàn viên, hội viên và nhân dân gửi câu hỏi, tham gia phản biện."),
]  # fmt: skip

AGENDA = [
    (10, "Khai mạc, giới thiệu đại biểu, thống nhất chương trình, cử thư ký"),
    (10, "Chủ trì nêu mục đích, yêu cầu và nội dung cần tập trung"),
    (15, "Văn phòng HĐND và UBND xã báo cáo công tác kiểm soát thủ tục hành chính"),
    (60, "Người dân, tổ chức, doanh nghiệp phát biểu ý kiến"),
    (60, "Lãnh đạo UBND xã và các đơn vị tiếp thu, trả lời"),
    (15, "Chủ trì kết luận hội nghị"),
]

PARTICIPANTS = [
    ("Đại biểu Thành phố", "Trung tâm Phục vụ hành chính công Thành phố"),
    (
        "Đại biểu xã",
        "Thường trực Đảng ủy, Thường trực HĐND xã\n"
        "Mặt trận Tổ quốc Việt Nam xã và các đoàn thể\n"
        "Trưởng các phòng, ban và chuyên viên giải quyết thủ tục hành chính\n"
        "Công an xã\n"
        "Thuế cơ sở 19 thành phố Hà Nội\n"
        "Bảo hiểm xã hội khu vực Phú Xuyên\n"
        "Trung tâm Dịch vụ tổng hợp xã (dự và đưa tin)",
    ),
    (
        "Đại biểu thôn, cá nhân, tổ chức, doanh nghiệp",
        "Bí thư chi bộ, trưởng thôn\n"
        "Mỗi thôn hai người do trưởng thôn mời\n"
        "Người đã gửi Phiếu đăng ký tham gia đối thoại",
    ),
]

PLACE = "Hội trường tầng 2 Đảng ủy xã Phú Xuyên"
HOW_TO_TAKE_PART = (
    "Gửi Phiếu đăng ký qua mạng, hoặc gửi bản giấy đến UBND xã (thôn Thao Chính), qua bưu điện, "
    "thư điện tử, hoặc gọi đường dây nóng để được ghi phiếu giúp. Người gửi phiếu đúng hạn được mời dự; "
    "nếu không dự được, câu trả lời được gửi theo địa chỉ trên phiếu."
)
RECORDING_NOTICE = (
    "Hội nghị được ghi âm, ghi hình để lập biên bản và đưa tin. Người không muốn xuất hiện trong hình "
    "ảnh đưa tin xin báo với Ban Tổ chức tại bàn đón tiếp."
)
