"""
Vietnamese to be read aloud: numbers, dates, hours and phones in words, abbreviations in full.

Pure functions. A loudspeaker's reader sees no digit that can be stumbled over.
"""

import re

from .vietnamese import WEEKDAYS, local

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu", " tỷ")
LARGEST = 10**12

# How fast a village loudspeaker is read, in syllables a minute: slower than talk.
SYLLABLES_A_MINUTE = 160

ABBREVIATIONS = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "MTTQ": "Mặt trận Tổ quốc",
    "TTHC": "thủ tục hành chính",
    "TP": "thành phố",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "CCCD": "căn cước công dân",
    "DVC": "dịch vụ công",
    "QSDĐ": "quyền sử dụng đất",
}
_SHORT = re.compile(r"\b(" + "|".join(ABBREVIATIONS) + r")\b")
_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_MONTH = re.compile(r"\b[Tt]háng (\d{1,2})(?:/(\d{4}))?\b")
_HOUR = re.compile(r"\b(\d{1,2})(?:h|:| giờ )(\d{2})\b|\b(\d{1,2})h\b")
_PHONE = re.compile(r"(?<!\d)0\d(?:[ .]?\d){7,9}(?!\d)")
_UNTIL = re.compile(r"\b(giờ|phút)\s?[–-]\s?(?=\w)")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")


def _tens(tens, ones, *, counted):
    """Return the words of the last two digits; ``counted`` when hundreds were said before."""
    if tens == 0:
        if ones == 0:
            return ""
        return f"linh {DIGITS[ones]}" if counted else DIGITS[ones]
    last = {0: "", 1: "mốt", 4: "tư", 5: "lăm"}.get(ones, DIGITS[ones])
    if tens == 1:
        last = {1: "một", 4: "bốn"}.get(ones, last)
        return f"mười {last}".strip()
    return f"{DIGITS[tens]} mươi {last}".strip()


def _group(number, *, counted):
    """Return the words of three digits; "không trăm" when something was said before them."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{DIGITS[hundreds]} trăm" if hundreds or counted else ""
    return f"{said} {_tens(tens, ones, counted=bool(said))}".strip()


def number_words(number):
    """
    Return a whole number from 0 below ``LARGEST`` in words: 2026 → "hai nghìn không trăm hai mươi
    sáu".

    :raises ValueError: beyond that
    """
    if not 0 <= number < LARGEST:
        raise ValueError("number out of range")
    if number == 0:
        return DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    said = []
    for place in reversed(range(len(groups))):
        if groups[place]:
            said.append(_group(groups[place], counted=bool(said)) + _SCALES[place])
    return " ".join(said)


def month_words(month):
    """Return "tư" for April, as months are said, and the number's words for the others."""
    return "tư" if month == 4 else number_words(month)


def date_words(day):
    """Return a date as it is said: "ngày mùng năm tháng một năm hai nghìn …"."""
    day = local(day)
    first = "mùng " if day.day <= 10 else ""
    return (
        f"ngày {first}{number_words(day.day)} tháng {month_words(day.month)} "
        f"năm {number_words(day.year)}"
    )


def time_words(moment):
    """Return a time of day: "bảy giờ ba mươi phút", in the site's zone."""
    moment = local(moment)
    minutes = f" {number_words(moment.minute)} phút" if moment.minute else ""
    return f"{number_words(moment.hour)} giờ{minutes}"


def moment_words(moment):
    """Return "tám giờ, thứ Sáu, ngày mười ba tháng mười một năm …", in the site's zone."""
    day = local(moment)
    return f"{time_words(day)}, {WEEKDAYS[day.weekday()]}, {date_words(day)}"


def phone_words(phone):
    """Return a phone number digit by digit, with a pause after every group of the national form."""
    groups = re.sub(r"[^\d ]", " ", phone).split()
    return ", ".join(" ".join(DIGITS[int(digit)] for digit in group) for group in groups)


def _said_date(found):
    day, month, year = (int(part) for part in found.groups())
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return " ".join(number_words(part) for part in (day, month, year))
    first = "mùng " if day <= 10 else ""
    said = f"{first}{number_words(day)} tháng {month_words(month)} năm {number_words(year)}"
    before = found.string[: found.start()].rstrip().casefold()
    return said if before.endswith("ngày") else f"ngày {said}"


def _said_month(found):
    month, year = int(found[1]), found[2]
    word = month_words(month)
    return f"{found[0][:5]} {word}" + (f" năm {number_words(int(year))}" if year else "")


def _said_hour(found):
    hour = int(found[1] or found[3])
    minutes = int(found[2] or 0)
    return f"{number_words(hour)} giờ" + (f" {number_words(minutes)} phút" if minutes else "")


def _said_number(found):
    digits = found[0].replace(".", "")
    if len(digits) > 12 or (digits[0] == "0" and len(digits) > 2):
        return " ".join(DIGITS[int(digit)] for digit in digits)
    return number_words(int(digits))


def spoken(text):
    """
    Return ``text`` for reading aloud: no digit is left, known abbreviations are said in full.

    What can't be understood as date, hour, phone or number is said digit by digit.
    """
    text = _SHORT.sub(lambda found: ABBREVIATIONS[found[0]], text)
    for pattern, said in (
        (_DATE, _said_date),
        (_MONTH, _said_month),
        (_HOUR, _said_hour),
        (_PHONE, lambda found: phone_words(found[0])),
        (_NUMBER, _said_number),
    ):
        text = pattern.sub(said, text)
    return _UNTIL.sub(r"\1 đến ", text)


def syllables(text):
    """Return how many syllables are said; Vietnamese writes each as a word."""
    return len(re.findall(r"\w+", text))


def seconds(text):
    """Return about how long ``text`` takes to read aloud, in seconds."""
    return round(60 * syllables(text) / SYLLABLES_A_MINUTE)
