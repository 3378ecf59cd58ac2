"""The commune itself: its record, departments, topics, villages, and days off."""

import datetime as dt

from ..models import CalendarDay, CommuneSettings, Department, Topic, Village
from .wording import EXCLUSION_NOTICE, PRIVACY_NOTICE

PRIVACY_VERSION = "01/01/2026"

SETTINGS = {
    "name": "xã Phú Xuyên",
    "place_name": "Phú Xuyên",
    "province": "thành phố Hà Nội",
    "body_name": "UBND xã Phú Xuyên",
    "office_name": "Văn phòng HĐND và UBND xã",
    "address": "thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội",
    "hotline": "02433791827",
    "email": "ubnd_phuxuyen@hanoi.gov.vn",
    "opens": dt.time(7, 30),
    "closes": dt.time(17, 0),
    "noon_from": dt.time(11, 30),
    "noon_to": dt.time(13, 30),
    "hours_text": "Thứ Hai đến thứ Sáu, sáng 7h30–11h30, chiều 13h30–17h00, trừ ngày nghỉ lễ, Tết",
    "portal_url": "https://dichvucong.gov.vn",
    "open_data_licence": "Dữ liệu được sử dụng tự do theo Giấy phép Creative Commons Ghi công 4.0 "
    "(CC BY 4.0): ghi rõ nguồn là UBND xã Phú Xuyên, không làm sai lệch nội dung.",
    "issuer_line_1": "ỦY BAN NHÂN DÂN",
    "issuer_line_2": "XÃ PHÚ XUYÊN",
    "signing_for": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "signer": "Nguyễn Thành Chung",
    "reply_days": 5,
    "reply_days_source": "Kế hoạch đối thoại năm 2026, mục III.2",
    "registration_days_before": 10,
    "registration_days_source": "Kế hoạch đối thoại năm 2026, mục II.4",
    "referral_working_days": 5,
    "referral_days_source": "Nghị định số 20/2008/NĐ-CP (được sửa đổi, bổ sung)",
    "written_reply_days": 5,
    "exclusion_notice": EXCLUSION_NOTICE,
    "reception_address": "Phòng Tiếp công dân, trụ sở UBND xã, thôn Thao Chính, xã Phú Xuyên",
    "reception_hours": "sáng thứ Năm hằng tuần, 8h00–11h30 (Chủ tịch UBND xã tiếp)",
    "privacy_version": PRIVACY_VERSION,
    "privacy_notice": PRIVACY_NOTICE,
    "recipients_of_data": (
        "Văn phòng HĐND và UBND xã, lãnh đạo UBND xã và chuyên viên của đơn vị được giao trả lời"
    ),
}

OFFICE = "Văn phòng HĐND và UBND xã"
ECONOMY = "Phòng Kinh tế"
SOCIETY = "Phòng Văn hóa – Xã hội"
SERVICE = "Trung tâm Phục vụ hành chính công xã"
POLICE = "Công an xã"
TAX = "Thuế cơ sở 19 thành phố Hà Nội"
INSURANCE = "Bảo hiểm xã hội khu vực Phú Xuyên"
MEDIA = "Trung tâm Dịch vụ tổng hợp xã"

# Name → short name.
DEPARTMENTS = {
    OFFICE: "Văn phòng",
    ECONOMY: "Kinh tế",
    SOCIETY: "VH – XH",
    SERVICE: "Trung tâm PVHCC",
    POLICE: "Công an",
    TAX: "Thuế cơ sở 19",
    INSURANCE: "BHXH",
    MEDIA: "TT DVTH",
}

CIVIL_STATUS = "Hộ tịch"
CERTIFICATION = "Chứng thực"
LAND = "Đất đai"
BUILDING = "Xây dựng"
BUSINESS = "Hộ kinh doanh"
TAXES = "Thuế, phí và lệ phí"
RESIDENCE = "Cư trú và căn cước"
HEALTH_INSURANCE = "Bảo hiểm xã hội, bảo hiểm y tế"
WELFARE = "Bảo trợ xã hội và người có công"
ONLINE = "Dịch vụ công trực tuyến"
SERVING = "Tiếp nhận và trả kết quả hồ sơ"
FACILITIES = "Cơ sở vật chất nơi tiếp dân"

# Topic → the department that usually replies.
TOPICS = {
    CIVIL_STATUS: OFFICE,
    CERTIFICATION: OFFICE,
    LAND: ECONOMY,
    BUILDING: ECONOMY,
    BUSINESS: ECONOMY,
    TAXES: TAX,
    RESIDENCE: POLICE,
    HEALTH_INSURANCE: INSURANCE,
    WELFARE: SOCIETY,
    ONLINE: SERVICE,
    SERVING: SERVICE,
    FACILITIES: OFFICE,
}

VILLAGES = [
    "Thôn Thao Chính",
    "Thôn Phú Mỹ",
    "Thôn Mỹ Lâm",
    "Thôn Đại Nam",
    "Thôn Phú Gia",
    "Thôn Giẽ Hạ",
    "Thôn Giẽ Thượng",
    "Thôn Nam Phú",
    "Thôn Nam Quất",
    "Thôn Cổ Châu",
    "Thôn Duyên Yết",
    "Thôn Lạt Dương",
    "Thôn Phong Triều",
    "Thôn Văn Trai",
    "Thôn Đường La",
    "Thôn An Cảnh",
]

_NEW_YEAR = "Hoán đổi ngày nghỉ Tết Dương lịch 2026"
CALENDAR = [
    (dt.date(2026, 1, 2), CalendarDay.Kind.DAY_OFF, _NEW_YEAR),
    (dt.date(2026, 1, 10), CalendarDay.Kind.WORKING, f"{_NEW_YEAR} (làm bù)"),
    (dt.date(2026, 11, 24), CalendarDay.Kind.DAY_OFF, "Ngày Văn hóa Việt Nam, nghỉ từ năm 2026"),
]


def fill_settings():
    """Fill the commune's one record."""
    record = CommuneSettings.load()
    for name, value in SETTINGS.items():
        setattr(record, name, value)
    record._change_reason = "Nạp dữ liệu mẫu"
    record.save()
    return record


def make_directory():
    """Create departments, topics, villages and days that differ from the public calendar."""
    units = {
        name: Department.objects.create(name=name, short_name=short)
        for name, short in DEPARTMENTS.items()
    }
    for name, unit in TOPICS.items():
        Topic.objects.create(name=name, usual_department=units[unit])
    for name in VILLAGES:
        Village.objects.create(name=name)
    for date, kind, note in CALENDAR:
        CalendarDay.objects.create(date=date, kind=kind, note=note)
