"""
The secret code with which a person follows their sheet.

60 bits, typed easily (no 0/O, 1/I). It is derived from a random key that only the sender's browser
holds (so that a repeated sending shows the same code again), and stored only as a keyed hash: with
the database alone nobody opens a tracking page.
"""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 letters, 5 bits each
LENGTH = 12
GROUP = 4


def new_key():
    """Return a fresh random key of 128 bits, for one sheet."""
    return secrets.token_hex(16)


def _secrets():
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def code_for(key, secret=None):
    """Return the tracking code that belongs to ``key``: "ABCD-EFGH-JKLM"."""
    digest = salted_hmac(
        "dialogue.tracking.code", key, secret=secret or settings.SECRET_KEY, algorithm="sha256"
    ).digest()
    number = int.from_bytes(digest[:8], "big")
    letters = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))
    return "-".join(letters[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def normalise(typed):
    """Return the letters of a typed code, as they were given out; other signs are passed over."""
    return "".join(char for char in typed.upper() if char in ALPHABET)[: LENGTH * 2]


def code_hash(typed, secret=None):
    """Return what is stored of a code: a keyed hash of its letters."""
    return salted_hmac(
        "dialogue.tracking.hash",
        normalise(typed),
        secret=secret or settings.SECRET_KEY,
        algorithm="sha256",
    ).hexdigest()


def code_hashes(typed):
    """Return the hashes under the present and the former secret keys."""
    return [code_hash(typed, secret) for secret in _secrets()]


def code_still_valid(key, stored_hash):
    """
    Return the code of ``key`` if it is the one that ``stored_hash`` was made of, else "".

    It isn't when staff issued a new code since. The secret key may have changed since.
    """
    for secret in _secrets():
        code = code_for(key, secret)
        if constant_time_compare(code_hash(code, secret), stored_hash):
            return code
    return ""


def key_hash(key):
    """Return what is stored of a sending's key, by which a repeated sending is known."""
    return hashlib.sha256(b"dialogue.sending:" + key.encode()).hexdigest()


def same_digits(phone_e164, digits):
    """
    Return whether ``digits`` are the last four of the phone; takes alike for every answer.

    A sheet without a phone has no digits that fit.
    """
    fits = constant_time_compare(phone_e164[-4:].rjust(4, "x"), digits.rjust(4, "y"))
    return fits and digits.isdecimal()


def mac(value):
    """Return a short keyed mark of ``value``, to compare contents without keeping them."""
    return hmac.new(settings.SECRET_KEY.encode(), value.encode(), "sha256").hexdigest()
