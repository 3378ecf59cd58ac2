"""Signing in: an account is locked for a while after wrong passwords; never all accounts."""

import datetime as dt
import logging

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from dialogue.models import throttle

logger = logging.getLogger(__name__)
WINDOW = dt.timedelta(minutes=15)
MOST_FAILURES = 5


class LoginForm(WagtailLoginForm):
    """
    Wagtail's, locked for 15 minutes after 5 failures within them.

    Known and unknown user names are locked alike, and the right password changes nothing while the
    lock lasts: the answer tells nothing about either.
    """

    def clean(self):
        name = self.cleaned_data.get("username", "").casefold()
        now = timezone.now()
        # Counted before it is looked at, so that many at once don't slip through.
        if throttle.hit("login", name, WINDOW, now) > MOST_FAILURES:
            logger.warning("sign-in refused: account locked after wrong passwords")
            raise forms.ValidationError(
                _("Too many wrong passwords for this account. Please try again in 15 minutes.")
            )
        cleaned = super().clean()
        throttle.take_back("login", name)
        return cleaned
