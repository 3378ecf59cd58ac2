"""Taking a consent back: as easy as it was given, at any time, whatever became of the sheet."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Consent
from ..permissions import NotAllowed, may_withdraw_consents
from ..vietnamese import clean
from .base import lock, store, tell

VERB = "withdraw_consent"


@transaction.atomic
def withdraw_consent(consent, *, user, reason, now=None):
    """
    Record that the sender took ``consent`` back; what was done before stays lawful.

    :param reason: how the office learnt of it; kept in the history of the sheet
    :param now: aware; the present if not given
    :returns: the consent, with ``withdrawn_at`` set
    :raises NotAllowed: when the user may not see the sheet or holds no role for this
    :raises ValidationError: without a reason, or when it was withdrawn before
    """
    sheet = lock(consent.registration)
    if not may_withdraw_consents(user, sheet):
        raise NotAllowed(_("Your role does not allow this."))
    reason = clean(reason).strip()
    if not reason:
        raise ValidationError({"reason": _("Please give the reason.")})
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_at:
        raise ValidationError(_("This consent was withdrawn already."))
    now = now or timezone.now()
    consent.withdrawn_at = now
    consent.save(update_fields=["withdrawn_at"])
    store(sheet, VERB, user, reason, now)
    tell(sheet, VERB, user, reason, now)
    return consent
