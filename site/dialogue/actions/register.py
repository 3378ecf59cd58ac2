"""Receiving a sheet: the one way in, whatever the channel."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..deadlines import ZONE, official_reception
from ..models import CommuneSettings, Consent, Registration
from ..models.calendar import WorkCalendar
from ..models.register import take_number
from ..permissions import ENTER_SHEETS, NotAllowed, holds
from ..states import Channel, Visibility
from ..tracking_code import code_for, code_hash, code_still_valid, key_hash, mac
from ..vietnamese import clean, clean_line
from .base import save_noted, tell

# What the sender wrote, cleaned of invisible characters and nothing else.
LINES = (
    "full_name",
    "organisation_name",
    "guardian_name",
    "house",
    "other_place",
    "commune",
    "province",
)
TEXTS = ("part_1", "part_2")


@dataclass
class Sheet:
    """
    What a sheet says. ``phone`` is E.164 or blank; ``extra`` a list of ``{"label", "value"}``;
    ``consents`` a set of ``Consent.Purpose``.
    """

    full_name: str
    part_1: str = ""
    part_2: str = ""
    applicant_kind: str = "person"
    organisation_name: str = ""
    guardian_name: str = ""
    phone: str = ""
    house: str = ""
    village: object = None
    other_place: str = ""
    commune: str = ""
    province: str = ""
    email: str = ""
    session: object = None
    extra: list = field(default_factory=list)
    consents: frozenset = frozenset()

    def content_mac(self):
        """Return a keyed mark of the content, equal for equal sheets."""
        values = self.fields() | {"extra": self.extra, "consents": sorted(self.consents)}
        values["village"] = self.village and self.village.pk
        values["session"] = self.session and self.session.pk
        return mac(json.dumps(values, ensure_ascii=False, sort_keys=True))

    def fields(self):
        """Return the sheet as fields of a registration."""
        values = {name: clean_line(getattr(self, name)) for name in LINES}
        values |= {name: clean(getattr(self, name)).strip() for name in TEXTS}
        same = ("applicant_kind", "phone", "village", "email", "session")
        return values | {name: getattr(self, name) for name in same}

    def extra_answers(self):
        """Return the answers to the editor's own questions, cleaned like the rest."""
        return [
            {"label": clean_line(str(item["label"])), "value": clean(str(item["value"])).strip()}
            for item in self.extra
        ]


@dataclass(frozen=True)
class Received:
    """
    The stored sheet, its tracking code (blank once staff issued a new one), and whether this call
    stored it.
    """

    registration: Registration
    code: str
    created: bool
    content_mac: str

    @property
    def same_content(self):
        """Whether what is stored under the key is what was sent now."""
        return self.registration.content_mac == self.content_mac


def receive(
    sheet: Sheet,
    *,
    key: str,
    channel=Channel.WEB,
    page=None,
    user=None,
    received_at: datetime | None = None,
    suspicion="",
    now=None,
):
    """
    Store a sheet once, however often it is sent with the same ``key``, and return ``Received``.

    The register number is taken in the same short transaction, so the year's numbers have no gap.
    ``received_at`` (aware) is when the sheet reached the office; the official reception follows
    from it. ``suspicion`` sets the sheet aside for staff.

    :raises NotAllowed: when a user enters sheets without the role for it
    :raises ValidationError: never for what a form has validated
    """
    if user is not None and not holds(user, ENTER_SHEETS):
        raise NotAllowed(_("Your role does not allow this."))
    now = now or timezone.now()
    code = code_for(key)
    commune = CommuneSettings.load()
    reception = official_reception(received_at or now, WorkCalendar.load(), commune.hours)
    content = sheet.content_mac()
    if existing := find_by_key(key):
        return _received_before(existing, key, content)
    registration = Registration(
        **sheet.fields(),
        page=page,
        form_data={"extra": sheet.extra_answers()},
        key_hash=key_hash(key),
        content_mac=content,
        tracking_hash=code_hash(code),
        channel=channel,
        received_at=reception.value,
        received_how=reception.how[:300],
        recorded_at=now,
        entered_by=user,
        # Only the online form shows the notice; what a person at the counter was told isn't known.
        notice_version=commune.privacy_version if channel == Channel.WEB else "",
        visibility=Visibility.QUARANTINED if suspicion else Visibility.NORMAL,
        suspicion=suspicion[:200],
        year=now.astimezone(ZONE).year,
    )
    try:
        with transaction.atomic():
            registration.number = take_number(registration.year)
            _store(registration, sheet, channel, user, now)
    except IntegrityError:
        # A parallel sending with the same key was faster; the number went back with this one.
        existing = find_by_key(key)
        if existing is None:
            raise
        return _received_before(existing, key, content)
    return Received(registration, code, True, content)


def find_by_key(key):
    """Return the sheet that came with a sending key, or None."""
    return Registration.objects.filter(key_hash=key_hash(key)).first()


def find_equal(content_mac, now):
    """Return a sheet received within the last day that says exactly the same, or None."""
    # The official reception is never before the sending, and has an index.
    recent = Registration.objects.filter(received_at__gte=now - timedelta(days=1))
    return recent.filter(content_mac=content_mac).order_by("-pk").first()


def _received_before(registration, key, content):
    code = code_still_valid(key, registration.tracking_hash)
    return Received(registration, code, False, content)


def _store(registration, sheet, channel, user, now):
    save_noted(registration, "receive", user, "", now)
    Consent.objects.bulk_create(
        Consent(
            registration=registration,
            purpose=purpose,
            given_at=now,
            channel=channel,
            notice_version=registration.notice_version,
        )
        for purpose in sorted(sheet.consents)
    )
    tell(registration, "receive", user, "", now)
