"""
The token in the form: a random sending key and the time it was made, signed.

It stands in for a session and for Django's CSRF cookie, so that nobody without cookies, with an
expired page or a lost session loses what they typed. It gives no rights: whoever sends the form
acts for nobody but themselves. The key makes a repeated sending known (see ``receive``).

The page itself holds none, so that caches may keep it: a script asks for one (``token_request``),
and where none runs, a first sending without token leads to a step that shows the sheet once more
with one in it (``web``).
"""

import datetime as dt
from dataclasses import dataclass

from django.core import signing

from ..tracking_code import new_key

SALT = "dialogue.intake.token"
LIFETIME = dt.timedelta(hours=24)
# A person needs longer than this to fill the form in, and to look through a sheet shown once more.
LEAST_TIME, LEAST_LOOK = dt.timedelta(seconds=3), dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Token:
    """
    :param key: the sending's random key
    :param made_at: aware; when the page was opened
    :param again: the person was told that an equal sheet is there, and may send it once more
    """

    key: str
    made_at: dt.datetime
    again: bool = False

    def __str__(self):
        values = [self.key, self.made_at.timestamp(), self.again]
        return signing.dumps(values, salt=SALT)

    def is_expired(self, now):
        return now - self.made_at > LIFETIME

    def is_hasty(self, now):
        """Whether the form came back faster than a person can fill it in."""
        return now - self.made_at < LEAST_TIME

    def renewed(self, now):
        """Return a token with the same key for a page shown once more."""
        return Token(self.key, now - LEAST_TIME, self.again)

    def to_look_through(self, now):
        """Return a token with the same key for a sheet that came without one and is shown again."""
        return Token(self.key, now - max(LEAST_TIME - LEAST_LOOK, dt.timedelta(0)), self.again)


def fresh(now):
    """Return a token for a form that is shown for the first time."""
    return Token(new_key(), now)


def fresh_for_another(now):
    """Return a token for one more sheet, from a person who was told of the one that is there."""
    return Token(new_key(), now - LEAST_TIME, again=True)


def read(text):
    """Return the token that ``text`` is, or None when it is missing or not ours."""
    try:
        key, made_at, again = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return Token(key, dt.datetime.fromtimestamp(made_at, dt.UTC), again)
