"""The tracking code: typed easily, guessed by nobody, and nowhere in the database."""

import math

import pytest
from django.apps import apps
from django.db import connection

from dialogue import tracking_code as tc
from dialogue.actions import registrations as r
from dialogue.actions.register import Sheet, receive
from dialogue.models import Registration
from tests import factories as make

KEY = "0123456789abcdef0123456789abcdef"


def test_a_code_has_sixty_bits_in_letters_that_are_not_mistaken_for_each_other():
    assert len(set(tc.ALPHABET)) == 32
    assert not set(tc.ALPHABET) & set("0O1I")
    assert tc.LENGTH * math.log2(len(tc.ALPHABET)) == 60
    code = tc.code_for(tc.new_key())
    groups = code.split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set(tc.ALPHABET)


def test_every_letter_of_the_alphabet_is_used_at_every_place():
    codes = [tc.normalise(tc.code_for(f"{number:032x}")) for number in range(2000)]
    for place in range(tc.LENGTH):
        assert {code[place] for code in codes} == set(tc.ALPHABET)
    assert len(set(codes)) == len(codes)


def test_keys_are_random_and_long():
    keys = {tc.new_key() for _unused in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}


def test_the_same_key_gives_the_same_code_and_another_secret_gives_another(settings):
    code = tc.code_for(KEY)
    assert tc.code_for(KEY) == code
    settings.SECRET_KEY = "khoa-khac-" + "1" * 50
    assert tc.code_for(KEY) != code


@pytest.mark.parametrize(
    "typed",
    [
        "{code}",
        "  {code}  ",
        "{lower}",
        "{bare}",
        "{spaced}",
        "{code}.",
        "\u200b{code}",
        "{dashed}",
        "mã: {code}",
    ],
)
def test_a_code_opens_however_it_is_typed(typed):
    code = tc.code_for(KEY)
    bare = code.replace("-", "")
    variant = typed.format(
        code=code,
        lower=code.lower(),
        bare=bare,
        spaced=" ".join(bare),
        dashed=code.replace("-", "–"),
    )
    if typed.startswith("mã"):
        # A word before the code adds a letter (m): this is another code, not a looser match.
        assert tc.code_hash(variant) != tc.code_hash(code)
    else:
        assert tc.code_hash(variant) == tc.code_hash(code)


def test_a_code_with_something_typed_after_it_does_not_open():
    code = tc.code_for(KEY)
    assert tc.code_hash(code + "A") != tc.code_hash(code)
    assert len(tc.normalise("A" * 100_000)) == 2 * tc.LENGTH


def test_codes_given_under_a_former_secret_key_still_open(settings):
    code = tc.code_for(KEY)
    stored = tc.code_hash(code)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "khoa-moi-" + "2" * 50
    assert stored not in tc.code_hashes(code)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert stored in tc.code_hashes(code.lower())
    assert tc.code_still_valid(KEY, stored) == code


def test_without_the_secret_key_the_stored_hash_cannot_be_made(settings):
    code = tc.code_for(KEY)
    stored = tc.code_hash(code)
    settings.SECRET_KEY = "ke-trom-co-so-du-lieu-" + "3" * 40
    assert tc.code_hash(code) != stored
    assert tc.code_for(KEY) != code


@pytest.mark.parametrize(
    ("phone", "digits", "fits"),
    [
        ("+84912345678", "5678", True),
        ("+84912345678", "8765", False),
        ("+84912345678", "", False),
        ("+84912345678", "678", False),
        ("+84912345678", "0912345678", False),
        ("+84912345678", "５６７８", False),
        ("", "", False),
        ("", "xxxx", False),
        ("", "yyyy", False),
        ("", "0000", False),
    ],
)
def test_the_last_four_digits_must_fit_and_a_sheet_without_a_phone_fits_none(phone, digits, fits):
    assert tc.same_digits(phone, digits) is fits


def everything_stored():
    """Return all values of all tables, in one text."""
    texts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            texts += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(texts)


@pytest.mark.django_db
def test_neither_code_nor_key_stands_anywhere_in_the_database(commune):
    received = receive(
        Sheet(
            full_name="Đỗ Thị Ánh Nguyệt",
            part_1="Khai sinh cần giấy tờ gì?",
            phone="+84912345678",
            email="nguyet@example.vn",
        ),
        key=KEY,
    )
    reissued = r.reissue_code(
        received.registration, user=make.office(), reason="Đã đối chiếu căn cước"
    )
    stored = everything_stored()
    assert "Đỗ Thị Ánh Nguyệt" in stored
    assert len(apps.get_models()) > 20
    for code in (received.code, reissued.new_code):
        for spelling in (code, code.replace("-", ""), code.lower(), code.replace("-", "").lower()):
            assert spelling not in stored
    assert KEY not in stored


@pytest.mark.django_db
def test_a_new_code_replaces_the_old_one(commune):
    sheet = make.sheet(key=KEY)
    old = sheet.tracking_code
    done = r.reissue_code(sheet, user=make.office(), reason="Đã đối chiếu căn cước")
    stored = Registration.objects.get(pk=sheet.pk)
    assert stored.tracking_hash in tc.code_hashes(done.new_code)
    assert stored.tracking_hash not in tc.code_hashes(old)
    assert tc.code_still_valid(KEY, stored.tracking_hash) == ""
    assert stored.new_code == ""
