"""A registration (phiếu): a citizen's sheet as it came in. Never edited away, never deleted."""

import re

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import AbstractFormSubmission

from ..states import (
    OPEN_REGISTRATIONS,
    TO_MODERATE,
    ApplicantKind,
    Channel,
    LateDecision,
    RefusalReason,
    RegistrationState,
    Thing,
    Visibility,
)
from ..vietnamese import name_sort_key, phone_national, search_fold
from .folded import FoldedQuerySet, FoldedText
from .history import record_history

# What came after its session's deadline (``Registration.is_late`` says why by both times).
LATE = Q(
    received_at__gt=F("session__closes_at"),
    recorded_at__gt=F("session__closes_at"),
)
# Late, and a leader still has to say how it is answered; what is handed in at the session itself is
# dealt with there.
TO_DECIDE = frozenset({RegistrationState.RECEIVED, RegistrationState.ACCEPTED})
UNDECIDED = LATE & Q(state__in=TO_DECIDE, late_decision="") & ~Q(channel=Channel.SESSION)


class RegistrationQuerySet(FoldedQuerySet):
    def open(self):
        return self.filter(state__in=OPEN_REGISTRATIONS)

    def late(self):
        """Return those received after their session's deadline."""
        return self.filter(LATE)

    def undecided(self):
        """Return the late ones of which a leader still has to say how they are answered."""
        return self.filter(UNDECIDED)

    def desk_order(self):
        """Return what waits for moderation first, oldest first; then the rest, newest first."""
        waiting = Case(When(state__in=TO_MODERATE, then=Value(0)), default=Value(1))
        # What came over a weekend counts as received at one moment; then the number decides.
        first_come = [Case(When(waiting=0, then=F(name))) for name in ("received_at", "pk")]
        return self.annotate(waiting=waiting).order_by(
            "waiting", *first_come, "-received_at", "-pk"
        )


class Registration(FoldedText, AbstractFormSubmission):
    """
    One sheet. The fields from ``applicant_kind`` to ``part_2`` and ``form_data`` hold what the
    person sent and are never changed; what came later stands in ``supplement``.

    ``received_at`` is the official reception, ``recorded_at`` when the row was written; both aware,
    shown in Asia/Ho_Chi_Minh. ``form_data["extra"]`` holds the editor's own questions as a list of
    ``{"label", "value"}``, worded as they were asked.
    """

    THING = Thing.REGISTRATION
    wagtail_reference_index_ignore = True

    page = models.ForeignKey(
        "wagtailcore.Page",
        models.PROTECT,
        verbose_name=_("form"),
        related_name="+",
        null=True,
        blank=True,
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("register number"))
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    content_mac = models.CharField(max_length=64, editable=False, blank=True)
    tracking_hash = models.CharField(max_length=64, unique=True, editable=False)

    channel = models.CharField(
        _("channel"), max_length=10, choices=Channel.choices, default=Channel.WEB
    )
    received_at = models.DateTimeField(_("received at"), db_index=True)
    received_how = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("entered by"),
        related_name="+",
        null=True,
        blank=True,
    )
    session = models.ForeignKey(
        "dialogue.SessionPage",
        models.PROTECT,
        verbose_name=_("session"),
        related_name="registrations",
        null=True,
        blank=True,
    )

    applicant_kind = models.CharField(
        _("who registers"),
        max_length=12,
        choices=ApplicantKind.choices,
        default=ApplicantKind.PERSON,
    )
    full_name = models.CharField(_("full name"), max_length=120)
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    guardian_name = models.CharField(_("representative of a minor"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    house = models.CharField(_("house number, street"), max_length=150, blank=True)
    village = models.ForeignKey(
        "dialogue.Village",
        models.PROTECT,
        verbose_name=_("village"),
        related_name="registrations",
        null=True,
        blank=True,
    )
    other_place = models.CharField(_("other place"), max_length=150, blank=True)
    commune = models.CharField(_("commune"), max_length=100, blank=True)
    province = models.CharField(_("province"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    part_1 = models.TextField(_("part 1: procedures"), blank=True)
    part_2 = models.TextField(_("part 2: handling of procedures"), blank=True)
    notice_version = models.CharField(_("privacy notice shown"), max_length=30, blank=True)

    state = models.CharField(
        _("state"),
        max_length=12,
        choices=RegistrationState.choices,
        default=RegistrationState.RECEIVED,
        db_index=True,
    )
    visibility = models.CharField(
        _("visibility"),
        max_length=12,
        choices=Visibility.choices,
        default=Visibility.NORMAL,
        db_index=True,
    )
    suspicion = models.CharField(_("why set aside"), max_length=200, blank=True)
    refusal_reason = models.CharField(
        _("reason of refusal"), max_length=20, choices=RefusalReason.choices, blank=True
    )
    message = models.TextField(_("what the sender was told"), blank=True)
    supplement = models.TextField(_("added later"), blank=True)
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("the other sheet"),
        related_name="+",
        null=True,
        blank=True,
    )
    late_decision = models.CharField(
        _("decision on a late sheet"), max_length=15, choices=LateDecision.choices, blank=True
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    name_key = models.CharField(max_length=600, editable=False, blank=True)

    # Set by the verb that issues a new tracking code, for the one page that shows it.
    new_code = ""

    history = record_history(
        excluded_fields=["fold_text", "plain_text", "name_key", "key_hash", "content_mac"]
    )
    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        default_permissions = ()
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_sheet_a_number"),
            models.CheckConstraint(
                condition=~Q(part_1="") | ~Q(part_2=""), name="at_least_one_part"
            ),
        ]

    def __str__(self):
        # Neutral for every sheet: labels reach logs, titles and history.
        return str(_("Sheet %(code)s") % {"code": self.code})

    def save(self, *args, **kwargs):
        self.name_key = name_sort_key(self.full_name)[:600]
        super().save(*args, **kwargs)

    def searched_texts(self):
        return (
            self.code,
            self.full_name,
            self.organisation_name,
            self.number,
            self.phone,
            self.phone_text,
            self.phone_text.replace(" ", ""),
            self.part_1,
            self.part_2,
        )

    def get_absolute_url(self):
        return reverse("dialogue_desk:registration", args=[self.pk])

    def get_data(self):
        """Return nothing: Wagtail's stock list of submissions never shows a sheet."""
        return {}

    @property
    def code(self):
        """The register number as people write it: "0012/2026"."""
        return f"{self.number:04d}/{self.year}"

    @property
    def is_restricted(self):
        return self.visibility == Visibility.RESTRICTED

    @property
    def is_open(self):
        return self.state in OPEN_REGISTRATIONS

    @property
    def is_late(self):
        """
        Whether the sheet came after its session's deadline: ``LATE``, for a row in hand.

        What stood here before the deadline is in time, even if it counts as received only on the
        next working day: the form was open then, and said so.
        """
        closes_at = self.session.closes_at if self.session else None
        return closes_at is not None and min(self.received_at, self.recorded_at) > closes_at

    @property
    def awaits_late_decision(self):
        """Whether a leader still has to say how it is answered: ``UNDECIDED`` of a row in hand."""
        may_wait = self.state in TO_DECIDE and self.channel != Channel.SESSION
        return may_wait and self.is_late and not self.late_decision

    @property
    def applicant(self):
        """The sender in one line: the person, or the organisation with its representative."""
        if self.organisation_name:
            return f"{self.organisation_name} ({self.full_name})"
        return self.full_name

    @property
    def place(self):
        """The village chosen, or the other place typed."""
        return self.village.name if self.village else self.other_place

    @property
    def address(self):
        return ", ".join(p for p in (self.house, self.place, self.commune, self.province) if p)

    @property
    def phone_text(self):
        return phone_national(self.phone) if self.phone else ""

    def identifying_in(self, text):
        """
        Return what in ``text`` points to the sender: phone, e-mail, the name unless they agreed to
        its publication, a minor's representative always.
        """
        folded, digits = f" {search_fold(text)} ", re.sub(r"\D", "", text)
        found = [self.phone_text] if self.phone and self.phone[-9:] in digits else []
        if self.email and self.email.casefold() in text.casefold():
            found.append(self.email)
        names = [self.guardian_name] if self.may_be_named else [self.guardian_name, self.full_name]
        # One word alone is in many texts and names nobody.
        return found + [
            name for name in names if " " in name and f" {search_fold(name)} " in folded
        ]

    @property
    def may_be_named(self):
        """Whether the sender agreed to be named with a published answer, and still does."""
        return any(
            consent.purpose == Consent.Purpose.PUBLISH_NAME and consent.withdrawn_at is None
            for consent in self.consents.all()
        )

    @property
    def extra_answers(self):
        return self.form_data.get("extra", [])

    @property
    def parts(self):
        """The filled parts, as (part number, text)."""
        return [(n, text) for n, text in ((1, self.part_1), (2, self.part_2)) if text]


class Consent(models.Model):
    """One consent that was given, apart from the duty to handle the sheet. Silence is none."""

    wagtail_reference_index_ignore = True

    class Purpose(models.TextChoices):
        PUBLISH_NAME = "publish_name", _("Publish name or place with the answer")
        CONTACT_LATER = "contact_later", _("Be contacted later")

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    given_at = models.DateTimeField(_("given at"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    notice_version = models.CharField(_("notice"), max_length=30, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "purpose"], name="one_consent_a_purpose"
            )
        ]

    def __str__(self):
        return self.get_purpose_display()
