"""
Vietnamese text: normal form, fold, search, sorting, slugs, names, phones and official dates.

Pure functions. Source of the rules: shared conventions of Vietnamese typing (tone placement is
never rewritten) and Nghị định 30/2020/NĐ-CP, Phụ lục I, for dates and numbers.
"""

import re
import unicodedata

import phonenumbers
from django.utils import timezone
from django.utils.text import slugify as django_slugify

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# The order of tones in Vietnamese dictionaries: level, grave, hook, tilde, acute, dot below.
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
ENUMERATION = "abcdđeghiklmnopqrstuvxy"  # a) b) c) d) đ) e) g) …, as official documents count

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f"  # controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # drawn as nothing
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # zero width, direction
    "\ud800-\udfff\ufff0-\ufffb\ufffe\uffff"  # halves of pairs, no characters
    "\U000e0000-\U000e0fff]"  # tags
)
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_PHONE_SIGNS = re.compile(r"[\d ()+.\-]{1,40}")
_SHORT_NUMBER = re.compile(r"1[0-9]{2,7}")  # hotlines without an area code: 1022, 1900 1234
_WORD = re.compile(r"\w+")
# More marks on one letter than any script needs (Unicode's stream-safe format): sorting a run of
# 100,000 would keep the processor busy for seconds.
MOST_MARKS = 30


def _normal(form, text):
    """Return ``text`` in a normal form, without what can't be seen."""
    text = _INVISIBLE.sub("", text)
    if text.isascii():
        return text
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return unicodedata.normalize(form, "".join(kept))


def clean(text):
    """
    Return ``text`` in NFC, without invisible control and direction characters.

    macOS pastes decomposed letters; both forms must be equal afterwards. Letters, tone placement
    and line breaks stay as typed; every kind of line break becomes "\\n".
    """
    return _normal("NFC", _LINE_END.sub("\n", text))


def clean_line(text):
    """Return ``text`` cleaned, on one line, with single spaces."""
    return " ".join(clean(text).split())


def fold(text):
    """
    Return ``text`` without diacritics and case: "Đối thoại" → "doi thoai".

    đ has no decomposition, so it is mapped by hand.
    """
    decomposed = _normal("NFD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.replace("đ", "d").replace("Đ", "D").casefold()


def search_words(text):
    """Return the words of ``text`` between single spaces, in NFC and lower case."""
    return " ".join(_WORD.findall(clean(text).casefold()))


def search_fold(text):
    """Return the words of ``text`` between single spaces, folded: what searches compare with."""
    return " ".join(_WORD.findall(fold(text)))


def has_diacritics(text):
    """Return whether ``text`` was typed with Vietnamese diacritics."""
    return search_words(text) != search_fold(text)


# Keys are digits only: every database and collation sorts those alike.
_WORD_END, _LETTERS_END = "00", "01"


def _letter_key(char):
    """Return (letter, tone): the letter with its breve, circumflex or horn, and the tone's rank."""
    tone = "0"
    shape = ""
    for part in unicodedata.normalize("NFD", char):
        if part in TONES:
            tone = TONES[part]
        else:
            shape += part
    letter = unicodedata.normalize("NFC", shape)
    if letter in ALPHABET:
        return f"{20 + ALPHABET.index(letter)}", tone
    if letter.isascii() and letter.isdigit():
        return f"1{letter}", tone
    return f"9{ord(char):07d}", tone


def sort_key(text):
    """
    Return a key that sorts as digits in the order of the Vietnamese alphabet: letters first, then
    tones, word by word ("mà" < "mả" < "mã" < "má" < "mạ" < "mai").
    """
    words = []
    for word in search_words(text).split():
        pairs = [_letter_key(char) for char in word]
        words.append("".join(p[0] for p in pairs) + _LETTERS_END + "".join(p[1] for p in pairs))
    return _WORD_END.join(words)


def name_sort_key(full_name):
    """Return the key lists of people sort by: the given name (last word) first, then the rest."""
    words = full_name.split()
    return sort_key(" ".join([words[-1], *words[:-1]])) if words else ""


def slugify(text):
    """Return an ASCII slug; unlike Django's, Đ becomes d: "Đối thoại" → "doi-thoai"."""
    return django_slugify(fold(text))


def phone_e164(text, region="VN"):
    """
    Return a phone number as E.164 ("0912 345 678" → "+84912345678").

    :raises ValueError: when ``text`` is no valid number, or more than one number
    """
    typed = clean_line(text)
    # The library would read letters as keys of a telephone and drop a second number.
    if not _PHONE_SIGNS.fullmatch(typed):
        raise ValueError("not one phone number")
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException as error:
        raise ValueError("not a phone number") from error
    if not phonenumbers.is_valid_number(number):
        raise ValueError("not a valid phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_to_call(text):
    """
    Return what a phone dials for ``text``: E.164, or the digits of a short number ("1022").

    :raises ValueError: when ``text`` is no number that can be dialled
    """
    digits = re.sub(r"[ .\-]", "", clean_line(text))
    if _SHORT_NUMBER.fullmatch(digits):
        return digits
    return phone_e164(text)


def phone_national(e164):
    """Return the form people know ("+84912345678" → "0912 345 678"); as given if unreadable."""
    try:
        number = phonenumbers.parse(e164, "VN")
    except phonenumbers.NumberParseException:
        return e164
    if number.country_code != 84:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def local(moment):
    """Return a datetime in the site's zone (Asia/Ho_Chi_Minh); dates pass through."""
    if hasattr(moment, "hour") and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def official_date(day):
    """
    Return "ngày 05 tháng 01 năm 2026": zeros before days under 10 and months 1 and 2 only.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, phần II, khoản 4.
    """
    day = local(day)
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def number(value):
    """Return a whole number with its thousands apart, "10.001" (Django's formats for vi don't)."""
    return f"{value:,}".replace(",", ".")


def clock(time):
    """Return "8 giờ 00"."""
    return f"{time.hour} giờ {time.minute:02d}"


def long_date(day):
    """Return "thứ Sáu, ngày 13/11/2026"."""
    day = local(day)
    return f"{WEEKDAYS[day.weekday()]}, ngày {day:%d/%m/%Y}"


def long_datetime(moment):
    """Return "8 giờ 00, thứ Sáu, ngày 13/11/2026", in the site's zone."""
    moment = local(moment)
    return f"{clock(moment)}, {long_date(moment)}"
