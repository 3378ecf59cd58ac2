"""The demo's website around the dialogue: front page, notices, standing pages."""

import datetime as dt

from wagtail.models import Page

from dialogue.deadlines import ZONE
from dialogue.demo.pages import NEXT_IN_WORKING_DAYS, publish
from dialogue.demo.people import CHAIR, EDITOR
from dialogue.models import CommuneSettings
from dialogue.vietnamese import long_date

from .models import HomePage, NoticeIndexPage, NoticePage, StandardPage

PRIVACY = (
    "<p>Trang này cho biết UBND xã Phú Xuyên thu thập, sử dụng và bảo vệ thông tin của người gửi phiếu đăng "
    "ký đối thoại như thế nào.</p>"
    "<h2>Thông tin được thu thập</h2>"
    "<p>Họ tên, điện thoại, địa chỉ, thư điện tử (nếu có) và nội dung đăng ký. Không thu thập số định danh, "
    "không dùng công cụ theo dõi, không tải nội dung từ dịch vụ nước ngoài.</p>"
    "<h2>Mục đích và người được xem</h2>"
    "<p>Thông tin chỉ dùng để tiếp nhận, trả lời và mời dự Hội nghị. Văn phòng HĐND và UBND xã và lãnh đạo "
    "UBND xã xem toàn bộ phiếu; chuyên viên được giao trả lời không xem thông tin liên hệ.</p>"
    "<h2>Thời gian lưu giữ</h2>"
    "<p>Văn phòng xóa thông tin liên hệ theo quy định lưu giữ: 12 tháng kể từ khi phiếu được giải quyết "
    "xong. Nội dung đã ẩn danh được lưu theo quy định về lưu trữ.</p>"
    "<h2>Quyền của người gửi</h2>"
    "<p>Người gửi có quyền xem, sửa, rút lại sự đồng ý, hạn chế hoặc yêu cầu xóa thông tin. Yêu cầu gửi đến "
    "Văn phòng HĐND và UBND xã; được xác nhận trong 02 ngày làm việc.</p>"
)
CONTACT = (
    "<h2>UBND xã Phú Xuyên</h2>"
    "<p>Địa chỉ: thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội<br/>"
    'Đường dây nóng: <a href="tel:+842433791827">024 3379 1827</a><br/>'
    'Thư điện tử: <a href="mailto:ubnd_phuxuyen@hanoi.gov.vn">ubnd_phuxuyen@hanoi.gov.vn</a></p>'
    "<h2>Giờ làm việc</h2>"
    "<p>Thứ Hai đến thứ Sáu, sáng 7h30–11h30, chiều 13h30–17h00, trừ ngày nghỉ lễ, Tết.</p>"
    "<h2>Tiếp công dân</h2>"
    "<p>Sáng thứ Năm hằng tuần tại Phòng Tiếp công dân. Đơn khiếu nại, tố cáo được nhận tại đây, không gửi "
    "qua phiếu đăng ký đối thoại.</p>"
)
ACCESSIBILITY = (
    "<p>UBND xã mong mọi người đều đọc và gửi được phiếu trên trang này, kể cả người khiếm thị, người cao tuổi, "
    "người dùng điện thoại cũ hoặc mạng yếu.</p>"
    "<h2>Mức đáp ứng</h2>"
    "<p>Trang được làm theo hướng dẫn WCAG 2.2 mức AA và Thông tư 26/2020/TT-BTTTT:</p>"
    "<ul><li>dùng được chỉ bằng bàn phím, luôn thấy rõ vị trí đang đứng;</li>"
    "<li>đọc được bằng phần mềm đọc màn hình: tiêu đề, vùng trang, ô nhập và lỗi đều có tên;</li>"
    "<li>phóng to chữ 200% hoặc cả trang 400% không mất nội dung;</li>"
    "<li>đủ tương phản ở cả nền sáng và nền tối;</li>"
    "<li>đọc, gửi phiếu và tra cứu được khi tắt JavaScript.</li></ul>"
    "<h2>Đã kiểm tra thế nào</h2>"
    "<p>Mỗi lần sửa phần mềm, công cụ axe-core tự động kiểm tra mọi loại trang công khai và các trang làm việc của "
    "cán bộ, ở nền sáng và nền tối, trên màn hình rộng 360 và 1280 điểm ảnh, cả khi phiếu có lỗi hoặc danh sách "
    "trống. Công cụ chỉ tìm được một phần các trở ngại; việc thử với người khiếm thị dùng phần mềm đọc màn hình "
    "chưa được thực hiện.</p>"
    "<h2>Chỗ còn hạn chế</h2>"
    "<ul><li>Văn bản đã ký đóng dấu là bản chụp, phần mềm đọc màn hình có thể không đọc được; nội dung đó có trên "
    "trang của kế hoạch.</li>"
    "<li>Tệp kèm theo do đơn vị khác soạn có thể chưa đạt mức nêu trên.</li></ul>"
    "<h2>Cần giúp đỡ hoặc góp ý</h2>"
    "<p>Người khó đọc hoặc khó viết có thể gọi đường dây nóng 024 3379 1827 để được ghi phiếu giúp, hoặc đến "
    "Điểm Hỗ trợ Dịch vụ công số Phú Xuyên trong giờ hành chính. Nếu gặp chỗ khó dùng, xin báo qua các địa chỉ ở "
    "trang Liên hệ.</p>"
)
PRIVACY_VERSION_OF = dt.date(2026, 1, 1)
ACCESSIBILITY_VERSION_OF = dt.date(2026, 11, 22)
PRIVACY_TITLE = "Bảo vệ dữ liệu cá nhân"
STANDING = [
    ("Liên hệ", CONTACT, None),
    (PRIVACY_TITLE, PRIVACY, PRIVACY_VERSION_OF),
    ("Hỗ trợ tiếp cận", ACCESSIBILITY, ACCESSIBILITY_VERSION_OF),
]


def website(site, staff, clock):
    """
    Replace Wagtail's greeting by the commune's front page, and return it.

    :param staff: the demo's users by user name
    :param clock: ``dialogue.demo.clock.Clock``
    """
    root = Page.objects.get(depth=1)
    greeting = site.root_page
    home = publish(
        root,
        HomePage(
            title="Xã Phú Xuyên",
            slug="trang-chu",
            headline="Hỏi UBND xã về thủ tục hành chính",
            introduction=(
                "Gửi câu hỏi, dự hội nghị đối thoại với lãnh đạo UBND xã, theo dõi và đọc câu trả lời."
            ),
        ),
        staff[EDITOR],
        staff[CHAIR],
        dt.datetime(2026, 3, 5, 8, 0, tzinfo=ZONE),
    )
    site.root_page, site.site_name, site.hostname = home, "UBND xã Phú Xuyên", "localhost"
    site.save()
    greeting.delete()
    home.refresh_from_db()
    _add_notices(home, staff, clock)
    for title, body, version in STANDING:
        publish(
            home,
            StandardPage(title=title, body=body, updated_on=version),
            staff[EDITOR],
            staff[CHAIR],
            dt.datetime(2026, 3, 5, 8, 30, tzinfo=ZONE),
        )
    _name_privacy_page()
    return home


def _name_privacy_page():
    record = CommuneSettings.load()
    record.privacy_page = StandardPage.objects.get(title=PRIVACY_TITLE)
    record._change_reason = "Nạp dữ liệu mẫu"
    record.save()


def _add_notices(home, staff, clock):
    def add(parent, page, at):
        return publish(parent, page, staff[EDITOR], staff[CHAIR], at)

    index = add(
        home,
        NoticeIndexPage(
            title="Thông báo",
            introduction="Tin của UBND xã về các hội nghị đối thoại và việc giải quyết thủ tục hành chính.",
            show_in_menus=True,
        ),
        dt.datetime(2026, 3, 5, 8, 15, tzinfo=ZONE),
    )
    for at, title, summary, body in _notices(clock):
        page = NoticePage(title=title, date=at.date(), summary=summary, body=body)
        add(index, page, at)


def _notices(clock):
    """Return the notices as (moment, title, summary, text), oldest first."""
    session = clock.working_day(NEXT_IN_WORKING_DAYS)
    invited, desk = clock.moment("-17 08:30"), clock.moment("-6 15:00")
    return [
        (
            dt.datetime(2026, 3, 6, 8, 0, tzinfo=ZONE),
            "Công bố Kế hoạch đối thoại về thủ tục hành chính năm 2026",
            "Năm 2026 xã tổ chức hai hội nghị đối thoại; mẫu Phiếu đăng ký có thể tải về hoặc điền qua mạng.",
            "<p>UBND xã công bố Kế hoạch tổ chức Hội nghị đối thoại với người dân, tổ chức, doanh nghiệp năm "
            "2026. Kế hoạch và mẫu Phiếu đăng ký được đăng trên trang thông tin của xã và niêm yết tại trụ sở UBND xã, nhà "
            "văn hóa các thôn.</p>",
        ),
        (
            dt.datetime(2026, 5, 18, 9, 30, tzinfo=ZONE),
            "Mời đăng ký Hội nghị đối thoại đợt một",
            "Hạn nhận phiếu: hết giờ làm việc ngày 16/6/2026. Hội nghị bắt đầu lúc 8 giờ ngày 26/6/2026.",
            "<p>Địa điểm: Hội trường tầng 2 Đảng ủy xã Phú Xuyên. Phiếu gửi đúng hạn được trả lời trực tiếp tại "
            "Hội nghị.</p>",
        ),
        (
            dt.datetime(2026, 7, 3, 14, 0, tzinfo=ZONE),
            "Kết quả Hội nghị đối thoại đợt một",
            "Các câu hỏi đúng phạm vi đã được trả lời; mười hai nội dung có ích cho nhiều người được đăng công khai.",
            "<p>Hội nghị ngày 26/6/2026 do lãnh đạo UBND xã chủ trì. Những nội dung chưa trả lời được ngay đã có "
            "văn bản trả lời gửi người hỏi. UBND xã cảm ơn bà con đã góp ý thẳng thắn.</p>",
        ),
        (
            invited,
            "Mời đăng ký Hội nghị đối thoại đợt hai",
            "Người dân, tổ chức, doanh nghiệp có thể gửi phiếu qua mạng, tại trụ sở UBND xã, qua bưu điện, "
            "thư điện tử hoặc đường dây nóng.",
            f"<p>Hội nghị bắt đầu lúc 8 giờ, {long_date(session)}, tại Hội trường tầng 2 Đảng ủy xã Phú Xuyên. Hạn nhận phiếu được ghi trên "
            "trang của Hội nghị.</p>",
        ),
        (
            desk,
            "Điểm Hỗ trợ Dịch vụ công số Phú Xuyên giúp ghi phiếu miễn phí",
            "Người không quen dùng máy tính, điện thoại thông minh được giúp ghi và gửi phiếu trong giờ hành chính.",
            "<p>Chỉ cần đến và nói nội dung muốn hỏi. Cán bộ đọc lại phiếu trước khi gửi và đưa giấy ghi mã tra cứu.</p>",
        ),
    ]
