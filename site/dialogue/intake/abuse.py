"""
Telling programs from people without asking people to prove anything.

A suspicious sheet is received like any other and set aside for staff, who see why; it is never
dropped. Only far above anything that people behind one connection do is a sheet turned back, with
everything typed kept on the page.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import throttle
from .client import client_address

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)

# Sheets an hour from one address. A village may share one: set aside, not turned back.
MANY_FROM_ADDRESS = 20
MOST_FROM_ADDRESS = 300
# Sheets a day with one phone. Never turned back: anyone could use up another's number.
MANY_FROM_PHONE = 5
# Sheets an hour altogether.
MANY_FROM_ALL = 500


@dataclass(frozen=True)
class Judgement:
    """
    :param suspicion: why the sheet is to be set aside, for staff; blank if it is like any other
    :param too_many: nothing more is taken from this address for now
    """

    suspicion: str = ""
    too_many: bool = False


def judge(request, form, token, phone, now):
    """Count this sending and return a ``Judgement`` on it. Call it once for each new sheet."""
    signs = []
    if form.trapped:
        signs.append(_("The field that people don't see was filled in."))
    if token.is_hasty(now):
        signs.append(_("Sent faster than a person can write."))
    altogether = throttle.hit("intake.all", "", HOUR, now)
    if altogether == 1:
        # One request an hour comes here, so no two sweep at once.
        throttle.sweep(now - 2 * DAY)
    from_address = throttle.hit("intake.address", client_address(request), HOUR, now)
    if from_address > MOST_FROM_ADDRESS:
        return Judgement(too_many=True)
    if from_address > MANY_FROM_ADDRESS:
        signs.append(_("Many sheets from one connection within an hour."))
    if throttle.hit("intake.phone", phone, DAY, now) > MANY_FROM_PHONE:
        signs.append(_("Many sheets with one phone number within a day."))
    if altogether > MANY_FROM_ALL:
        signs.append(_("Unusually many sheets within an hour."))
    return Judgement(suspicion=" ".join(signs))
