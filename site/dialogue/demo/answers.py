"""The twelve published answers: questions rewritten for everyone, without names or file numbers."""

from dataclasses import dataclass

from . import commune

CITIZEN = "Công dân tại xã Phú Xuyên"
BUSINESS_PERSON = "Hộ kinh doanh tại xã Phú Xuyên"


@dataclass(frozen=True)
class Answer:
    """``paragraphs`` are the reply, line by line; one that starts with "- " is a list item."""

    key: str
    title: str
    question: str
    paragraphs: tuple
    topic: str
    asked_by: str = CITIZEN

    @property
    def department(self):
        return commune.TOPICS[self.topic]

    @property
    def text(self):
        """The reply as plain text, as it goes into a letter."""
        return "\n".join(self.paragraphs)

    @property
    def html(self):
        """The reply as rich text for the page."""
        pieces, items = [], []
        for paragraph in self.paragraphs:
            if paragraph.startswith("- "):
                items.append(f"<li>{paragraph[2:]}</li>")
                continue
            pieces += [*_list(items), f"<p>{paragraph}</p>"]
            items = []
        return "".join(pieces + _list(items))


def _list(items):
    return [f"<ul>{''.join(items)}</ul>"] if items else []


ANSWERS = [
    Answer(
        "khai-sinh",
        "Đăng ký khai sinh cho con cần giấy tờ gì, bao lâu có kết quả?",
        "Tôi muốn đăng ký khai sinh cho con mới sinh thì phải chuẩn bị những giấy tờ gì, nộp ở đâu và "
        "chờ bao lâu? Có làm cùng lúc thẻ bảo hiểm y tế và đăng ký thường trú cho cháu được không?",
        (
            "Theo Luật Hộ tịch năm 2014 (Điều 15, Điều 16), cha hoặc mẹ có trách nhiệm đăng ký khai "
            "sinh cho con trong 60 ngày kể từ ngày sinh. Giấy tờ cần có:",
            "- Tờ khai đăng ký khai sinh theo mẫu (có sẵn tại bộ phận một cửa và trên Cổng Dịch vụ "
            "công quốc gia).",
            "- Giấy chứng sinh do cơ sở y tế cấp; nếu không có thì nộp văn bản của người làm chứng "
            "xác nhận việc sinh, không có người làm chứng thì viết giấy cam đoan.",
            "Người đi đăng ký xuất trình giấy tờ tùy thân hoặc tài khoản định danh mức 2. Hồ sơ đủ và "
            "đúng được giải quyết ngay trong ngày làm việc; nhận sau 15 giờ mà chưa xong thì trả vào "
            "ngày làm việc tiếp theo. Đăng ký đúng hạn được miễn lệ phí.",
            "Có thể làm liên thông khai sinh, đăng ký thường trú và cấp thẻ bảo hiểm y tế cho trẻ dưới "
            "6 tuổi bằng một lần nộp hồ sơ trên Cổng Dịch vụ công quốc gia theo Nghị định số "
            "63/2024/NĐ-CP; bộ phận một cửa của xã hỗ trợ thao tác miễn phí.",
        ),
        commune.CIVIL_STATUS,
    ),
    Answer(
        "trich-luc",
        "Xin bản sao trích lục khai sinh đã đăng ký từ nhiều năm trước",
        "Giấy khai sinh của tôi đã thất lạc, việc đăng ký từ những năm 1980 tại xã cũ trước khi sáp "
        "nhập. Tôi xin cấp bản sao trích lục ở đâu, có phải quay lại xã cũ không?",
        (
            "Không phải quay lại xã cũ. Sổ hộ tịch của các xã trước khi sáp nhập đã được bàn giao về "
            "UBND xã Phú Xuyên, và theo Điều 63 Luật Hộ tịch, cá nhân có quyền yêu cầu cơ quan quản lý "
            "cơ sở dữ liệu hộ tịch cấp bản sao trích lục, không phụ thuộc nơi cư trú.",
            "Công dân nộp tờ khai tại bộ phận một cửa hoặc trên Cổng Dịch vụ công quốc gia. Nếu thông "
            "tin còn lưu trong sổ thì bản sao được cấp ngay trong ngày làm việc; nhận sau 15 giờ thì "
            "trả vào ngày làm việc tiếp theo. Phí là 8.000 đồng một bản.",
            "Nếu sổ hộ tịch không còn lưu, công chức hộ tịch hướng dẫn thủ tục đăng ký lại khai sinh "
            "(5 ngày làm việc, thêm thời gian xác minh nếu cần).",
        ),
        commune.CIVIL_STATUS,
    ),
    Answer(
        "hon-nhan",
        "Xin Giấy xác nhận tình trạng hôn nhân",
        "Tôi cần Giấy xác nhận tình trạng hôn nhân để làm thủ tục vay vốn. Thời hạn giải quyết là bao "
        "lâu và giấy có giá trị trong bao lâu?",
        (
            "Giấy xác nhận tình trạng hôn nhân do UBND cấp xã nơi thường trú cấp (Nghị định số "
            "123/2015/NĐ-CP, được sửa đổi, bổ sung). Công dân nộp tờ khai; nếu đã ly hôn hoặc vợ, chồng "
            "đã chết thì kèm giấy tờ chứng minh, trừ khi dữ liệu đã có trong hệ thống hộ tịch điện tử.",
            "Thời hạn giải quyết là 3 ngày làm việc kể từ ngày nhận đủ hồ sơ. Nếu phải xác minh ở nơi "
            "thường trú trước đây thì thời gian xác minh được tính thêm và bộ phận một cửa thông báo "
            "cho người nộp.",
            "Giấy có giá trị 6 tháng kể từ ngày cấp và chỉ dùng đúng mục đích ghi trên giấy.",
        ),
        commune.CIVIL_STATUS,
    ),
    Answer(
        "chung-thuc",
        "Chứng thực bản sao: có phải chờ qua ngày hôm sau không?",
        "Doanh nghiệp chúng tôi thường chứng thực hồ sơ nhiều trang. Vì sao có lần phải chờ đến hôm "
        "sau, và phí tính như thế nào?",
        (
            "Theo Điều 7 Nghị định số 23/2015/NĐ-CP, việc chứng thực được thực hiện ngay trong ngày; "
            "yêu cầu nhận sau 15 giờ thì trả vào ngày làm việc tiếp theo. Trường hợp bản chính có nhiều "
            "trang, yêu cầu số lượng nhiều bản sao thì được kéo dài thêm không quá 2 ngày làm việc hoặc "
            "theo thỏa thuận bằng văn bản với người yêu cầu.",
            "Người nhận hồ sơ phải ghi phiếu hẹn nêu rõ giờ, ngày trả kết quả. Doanh nghiệp có hồ sơ lớn "
            "nên gọi trước qua đường dây nóng của xã để được bố trí giờ.",
            "Phí chứng thực bản sao từ bản chính: 2.000 đồng/trang; từ trang thứ ba trở đi 1.000 "
            "đồng/trang, tối đa 200.000 đồng/bản (Thông tư số 226/2016/TT-BTC). Mọi khoản thu đều có "
            "biên lai; chỉ cần xuất trình bản chính và bản cần chứng thực, không phải nộp đơn.",
        ),
        commune.CERTIFICATION,
        "Doanh nghiệp trên địa bàn xã Phú Xuyên",
    ),
    Answer(
        "dat-lan-dau",
        "Cấp Giấy chứng nhận quyền sử dụng đất lần đầu: nộp ở đâu, bao lâu?",
        "Gia đình tôi sử dụng đất ở ổn định từ trước năm 1993, chưa được cấp Giấy chứng nhận. Từ khi "
        "không còn cấp huyện thì nộp hồ sơ ở đâu và thời hạn giải quyết là bao lâu?",
        (
            "Từ ngày 01/7/2025, việc cấp Giấy chứng nhận lần đầu cho hộ gia đình, cá nhân thuộc thẩm "
            "quyền của Chủ tịch UBND cấp xã (Nghị định số 151/2025/NĐ-CP). Hồ sơ nộp tại bộ phận một "
            "cửa của xã hoặc trên Cổng Dịch vụ công quốc gia, gồm:",
            "- Đơn đăng ký đất đai, tài sản gắn liền với đất theo mẫu.",
            "- Giấy tờ về quyền sử dụng đất (nếu có); không có giấy tờ thì UBND xã xác nhận nguồn gốc, "
            "thời điểm sử dụng và niêm yết công khai 15 ngày.",
            "- Sơ đồ, mảnh trích đo (nếu có) và chứng từ về nghĩa vụ tài chính, giấy tờ miễn, giảm "
            "(nếu có).",
            "Thời hạn giải quyết ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả, không quá 20 ngày làm "
            "việc kể từ ngày nhận đủ hồ sơ hợp lệ; không tính thời gian niêm yết và thời gian người dân "
            "thực hiện nghĩa vụ tài chính.",
        ),
        commune.LAND,
    ),
    Answer(
        "ho-kinh-doanh",
        "Đăng ký thành lập hộ kinh doanh tại xã",
        "Tôi muốn mở cửa hàng sửa xe và bán phụ tùng. Đăng ký hộ kinh doanh bây giờ nộp ở đâu, có phải "
        "lên Thành phố không?",
        (
            "Không phải lên Thành phố. Từ ngày 01/7/2025, cơ quan đăng ký kinh doanh cấp xã (Phòng Kinh "
            "tế) cấp Giấy chứng nhận đăng ký hộ kinh doanh theo Nghị định số 168/2025/NĐ-CP.",
            "Hồ sơ gồm Giấy đề nghị đăng ký hộ kinh doanh; nếu các thành viên hộ gia đình cùng đăng ký "
            "thì kèm biên bản họp và văn bản ủy quyền cho chủ hộ. Có thể nộp trực tiếp hoặc qua mạng "
            "trên Hệ thống thông tin quốc gia về đăng ký doanh nghiệp.",
            "Giấy chứng nhận được cấp trong 3 ngày làm việc kể từ ngày nhận hồ sơ hợp lệ và đồng thời là "
            "mã số thuế. Nếu hồ sơ chưa hợp lệ, Phòng Kinh tế thông báo một lần bằng văn bản, nêu rõ mọi "
            "nội dung cần sửa.",
        ),
        commune.BUSINESS,
        BUSINESS_PERSON,
    ),
    Answer(
        "thue-ho",
        "Bỏ thuế khoán: hộ kinh doanh nhỏ phải làm gì?",
        "Nghe nói từ năm 2026 không còn thuế khoán. Hộ bán hàng nhỏ ở chợ như tôi phải kê khai thế nào "
        "và hỏi ai?",
        (
            "Từ ngày 01/01/2026, hộ kinh doanh không nộp thuế theo phương pháp khoán nữa mà tự khai, tự "
            "nộp theo doanh thu thực tế (Nghị quyết số 198/2025/QH15). Hộ có doanh thu dưới ngưỡng chịu "
            "thuế vẫn thông báo doanh thu nhưng không phải nộp thuế.",
            "Việc cần làm:",
            "- Ghi chép doanh thu hằng ngày vào sổ theo mẫu đơn giản do cơ quan thuế phát.",
            "- Kiểm tra thông tin đăng ký thuế và cài ứng dụng eTax Mobile để khai.",
            "- Hỏi trực tiếp tại bàn hướng dẫn của Thuế cơ sở 19 đặt ở bộ phận một cửa của xã, các ngày "
            "thứ Ba và thứ Năm.",
        ),
        commune.TAXES,
        BUSINESS_PERSON,
    ),
    Answer(
        "tam-tru",
        "Đăng ký tạm trú cho người lao động thuê nhà",
        "Tôi cho mấy người thợ thuê nhà. Đăng ký tạm trú cho họ cần giấy tờ gì, có phải nộp bản sao sổ "
        "hộ khẩu không?",
        (
            "Sổ hộ khẩu, sổ tạm trú giấy đã hết giá trị từ ngày 01/01/2023 nên không cơ quan nào được "
            "yêu cầu nộp. Người từ nơi khác đến ở từ 30 ngày trở lên phải đăng ký tạm trú (Điều 27 Luật "
            "Cư trú năm 2020).",
            "Hồ sơ gồm Tờ khai thay đổi thông tin cư trú và giấy tờ chứng minh chỗ ở hợp pháp (hợp đồng "
            "thuê nhà hoặc chủ nhà xác nhận trên tờ khai). Nộp tại Công an xã hoặc trên Cổng Dịch vụ "
            "công, ứng dụng VNeID.",
            "Thời hạn giải quyết là 3 ngày làm việc. Tạm trú có thời hạn tối đa 2 năm và được gia hạn "
            "nhiều lần; nộp hồ sơ gia hạn trong 15 ngày trước khi hết hạn.",
        ),
        commune.RESIDENCE,
    ),
    Answer(
        "bhyt",
        "Mua bảo hiểm y tế hộ gia đình được giảm thế nào?",
        "Nhà tôi có bốn người chưa có thẻ bảo hiểm y tế. Mua cả nhà thì được giảm ra sao và mua ở đâu?",
        (
            "Khi các thành viên hộ gia đình cùng tham gia trong năm tài chính, mức đóng được giảm dần: "
            "người thứ nhất đóng 4,5% mức lương cơ sở; người thứ hai, thứ ba, thứ tư đóng lần lượt bằng "
            "70%, 60%, 50% mức của người thứ nhất; từ người thứ năm đóng 40%.",
            "Đăng ký tại điểm thu của Bảo hiểm xã hội khu vực Phú Xuyên, bưu điện xã, hoặc trên Cổng "
            "Dịch vụ công quốc gia. Chỉ cần tờ khai và thông tin định danh của từng người; người đã có "
            "thẻ theo nhóm khác không phải mua.",
            "Thẻ được cấp trong 5 ngày làm việc và dùng được trên VNeID, không cần thẻ giấy. Người thuộc "
            "hộ cận nghèo, hộ có mức sống trung bình được hỗ trợ thêm; danh sách do Phòng Văn hóa – Xã "
            "hội lập.",
        ),
        commune.HEALTH_INSURANCE,
    ),
    Answer(
        "huu-tri",
        "Trợ cấp hưu trí xã hội cho người từ 75 tuổi",
        "Mẹ tôi 76 tuổi, không có lương hưu. Làm thủ tục hưởng trợ cấp hưu trí xã hội thế nào, mức hưởng "
        "là bao nhiêu?",
        (
            "Từ ngày 01/7/2025, công dân Việt Nam từ đủ 75 tuổi (từ đủ 70 tuổi nếu thuộc hộ nghèo, cận "
            "nghèo) không có lương hưu, trợ cấp bảo hiểm xã hội hằng tháng được hưởng trợ cấp hưu trí xã "
            "hội 500.000 đồng/tháng và được cấp thẻ bảo hiểm y tế (Nghị định số 176/2025/NĐ-CP).",
            "Người đề nghị nộp một văn bản theo mẫu tại bộ phận một cửa, qua bưu điện hoặc Cổng Dịch vụ "
            "công; có thể nhờ người thân hoặc trưởng thôn nộp thay. Không phải nộp bản sao căn cước, hộ "
            "khẩu.",
            "Chủ tịch UBND xã quyết định trong 10 ngày làm việc kể từ ngày nhận đủ hồ sơ; trợ cấp được "
            "chi trả qua tài khoản hoặc tại nhà văn hóa thôn.",
        ),
        commune.WELFARE,
    ),
    Answer(
        "qua-hen",
        "Hồ sơ quá hẹn thì người dân được thông báo thế nào?",
        "Hồ sơ của tôi quá ngày hẹn gần hai tuần mà không ai báo. Khi hồ sơ chậm thì cán bộ phải làm gì, "
        "người dân hỏi ở đâu?",
        (
            "Khi nhận hồ sơ, bộ phận một cửa phải đưa Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Trước khi "
            "hồ sơ quá hạn, đơn vị giải quyết phải gửi văn bản xin lỗi nêu rõ lý do và hẹn lại ngày trả "
            "(Nghị định số 118/2025/NĐ-CP).",
            "UBND xã đã kiểm tra, nhận thiếu sót trong việc không gửi thư xin lỗi ở một số hồ sơ đất đai "
            "tháng 5 năm 2026 và đã yêu cầu Trung tâm Phục vụ hành chính công xã: nhắn tin cho người nộp "
            "trước hạn 1 ngày; niêm yết danh sách hồ sơ chậm kèm lý do vào thứ Hai hằng tuần.",
            "Người dân tra cứu tình trạng bằng mã hồ sơ trên Cổng Dịch vụ công quốc gia, tại ki-ốt của "
            "bộ phận một cửa, hoặc gọi đường dây nóng của xã.",
        ),
        commune.SERVING,
    ),
    Answer(
        "truc-tuyen",
        "Không có điện thoại thông minh thì nộp hồ sơ trực tuyến bằng cách nào?",
        "Nhiều thủ tục nay phải nộp qua mạng, người già như chúng tôi không có điện thoại thông minh, đến "
        "xã thì được bảo về nhà nhờ con cháu. Có cách nào khác không?",
        (
            "Cán bộ không được từ chối và yêu cầu người dân về tự nộp. Ông (bà) có thể chọn nộp hồ sơ "
            "giấy trực tiếp; bộ phận một cửa có trách nhiệm số hóa và đưa lên hệ thống.",
            "Tại Điểm Hỗ trợ Dịch vụ công số Phú Xuyên có hai máy tính và người hướng dẫn trong giờ hành "
            "chính, hỗ trợ miễn phí từ tạo tài khoản định danh đến nộp hồ sơ. Mỗi thôn có Tổ công nghệ số "
            "cộng đồng đến tận nhà giúp người cao tuổi, người khuyết tật; liên hệ qua trưởng thôn.",
            "UBND xã đã chấn chỉnh việc hướng dẫn thiếu trách nhiệm nêu trong câu hỏi.",
        ),
        commune.ONLINE,
    ),
]

BY_KEY = {answer.key: answer for answer in ANSWERS}
