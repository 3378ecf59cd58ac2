"""The commune: one record, used by every page, paper and mail."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField

from ..deadlines import OfficeHours
from ..vietnamese import phone_national, phone_to_call
from .history import record_history


class Palette(models.TextChoices):
    """The colours of the public pages; each is checked for contrast, light and dark."""

    RICE = "lua", pgettext_lazy("palette", "Rice-field green")
    RIVER = "song", pgettext_lazy("palette", "River blue")
    BRICK = "gach", pgettext_lazy("palette", "Brick red")
    LOTUS = "sen", pgettext_lazy("palette", "Lotus plum")


def validate_hotline(value):
    """Raise ValidationError unless ``value`` is one number that a phone can dial."""
    try:
        phone_to_call(value)
    except ValueError as error:
        raise ValidationError(
            _("Write one phone number, such as 024 3379 1827 or 1900 1234.")
        ) from error


@register_setting(icon="home", order=100)
class CommuneSettings(BaseGenericSetting):
    """Name, contacts, office hours, header lines for paper, time limits with sources, retention."""

    name = models.CharField(
        _("commune"), max_length=100, blank=True, help_text=_("As in a sentence: “xã …”.")
    )
    place_name = models.CharField(
        _("place for dates on paper"), max_length=60, blank=True, help_text=_("Before “, ngày …”.")
    )
    province = models.CharField(_("province or city"), max_length=100, blank=True)
    body_name = models.CharField(
        _("body"), max_length=100, blank=True, help_text=_("As in a sentence: “UBND xã …”.")
    )
    office_name = models.CharField(_("office in charge"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    hotline = models.CharField(
        _("hotline"), max_length=30, blank=True, validators=[validate_hotline]
    )
    email = models.EmailField(_("e-mail"), blank=True)
    opens = models.TimeField(_("office opens"), default=dt.time(7, 30))
    closes = models.TimeField(_("office closes"), default=dt.time(17, 0))
    noon_from = models.TimeField(_("noon break from"), null=True, blank=True)
    noon_to = models.TimeField(_("noon break to"), null=True, blank=True)
    hours_text = models.CharField(_("office hours in words"), max_length=200, blank=True)
    palette = models.CharField(
        _("colours of the public pages"),
        max_length=10,
        choices=Palette.choices,
        default=Palette.RICE,
    )
    portal_url = models.URLField(_("national public service portal"), blank=True)

    open_data_licence = models.TextField(
        _("terms of use of the open data"),
        blank=True,
        help_text=_(
            "Stands on the page of open data and in every file, "
            "such as: CC BY 4.0, naming the source."
        ),
    )

    superior_line = models.CharField(
        _("superior body on paper"), max_length=120, blank=True, help_text=_("Blank by default.")
    )
    issuer_line_1 = models.CharField(_("issuing body, first line"), max_length=120, blank=True)
    issuer_line_2 = models.CharField(_("issuing body, second line"), max_length=120, blank=True)
    symbol = models.CharField(
        _("symbol of the body"), max_length=20, default="UBND", help_text=_("As in “KH-UBND”.")
    )
    office_symbol = models.CharField(
        _("symbol of the office"),
        max_length=20,
        default="VP",
        blank=True,
        help_text=_("As in “UBND-VP”, on letters, and in “Lưu: VT, VP”."),
    )
    signing_for = models.TextField(
        _("signing authority and title"),
        blank=True,
        help_text=_("Of letters and reports, one on each line as on paper: TM. …, KT. …, …"),
    )
    signer = models.CharField(_("signer"), max_length=100, blank=True)

    reply_days = models.PositiveSmallIntegerField(_("days for a draft reply"), default=5)
    reply_days_source = models.CharField(_("source"), max_length=200, blank=True)
    registration_days_before = models.PositiveSmallIntegerField(
        _("days before a session when registration closes"), default=10
    )
    registration_days_source = models.CharField(_("source"), max_length=200, blank=True)
    referral_working_days = models.PositiveSmallIntegerField(
        _("working days to forward or guide"), default=5
    )
    referral_days_source = models.CharField(_("source"), max_length=200, blank=True)
    written_reply_days = models.PositiveSmallIntegerField(
        _("days for a reply owed in writing after a session"), default=5
    )

    exclusion_notice = RichTextField(
        _("what is not handled here, and where it goes"),
        blank=True,
        features=["bold", "italic", "ol", "ul", "link"],
    )
    reception_address = models.CharField(
        _("place of citizen reception"), max_length=250, blank=True
    )
    reception_hours = models.CharField(_("hours of citizen reception"), max_length=200, blank=True)

    privacy_version = models.CharField(
        _("version of the privacy notice"), max_length=30, blank=True
    )
    privacy_notice = RichTextField(
        _("privacy notice"), blank=True, features=["h3", "bold", "italic", "ol", "ul", "link"]
    )
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        verbose_name=_("page on privacy"),
        null=True,
        blank=True,
        related_name="+",
    )
    recipients_of_data = models.CharField(_("who receives the data"), max_length=250, blank=True)
    spam_retention_days = models.PositiveSmallIntegerField(_("days that spam is kept"), default=30)
    contact_retention_months = models.PositiveSmallIntegerField(
        _("months after closing when contacts are redacted"), default=12
    )
    history = record_history(excluded_fields=[])

    identity_panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("body_name")]),
        FieldRowPanel([FieldPanel("place_name"), FieldPanel("province")]),
        FieldPanel("office_name"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("hotline"), FieldPanel("email")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
                FieldRowPanel([FieldPanel("noon_from"), FieldPanel("noon_to")]),
                FieldPanel("hours_text"),
            ],
            heading=_("Office hours"),
        ),
        FieldPanel("portal_url"),
        FieldPanel("open_data_licence", widget=forms.Textarea(attrs={"rows": 3})),
        FieldPanel("palette", widget=forms.RadioSelect),
    ]
    paper_panels = [
        FieldPanel("superior_line"),
        FieldPanel("issuer_line_1"),
        FieldPanel("issuer_line_2"),
        FieldRowPanel([FieldPanel("symbol"), FieldPanel("office_symbol")]),
        FieldPanel("signing_for", widget=forms.Textarea(attrs={"rows": 3})),
        FieldPanel("signer", help_text=_("Full name only; the post stands in the lines above.")),
    ]
    limits_panels = [
        FieldRowPanel(
            [
                FieldPanel(
                    "registration_days_before",
                    help_text=_(
                        "Registration closes so long ahead; a change moves coming deadlines."
                    ),
                ),
                FieldPanel("registration_days_source"),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel(
                    "reply_days",
                    help_text=_(
                        "The due date of every newly assigned question is counted with it."
                    ),
                ),
                FieldPanel("reply_days_source"),
            ]
        ),
        FieldPanel(
            "written_reply_days",
            help_text=_(
                "The due date of what is owed in writing after a session is counted with it."
            ),
        ),
        FieldRowPanel(
            [
                FieldPanel(
                    "referral_working_days",
                    help_text=_(
                        "Senders read on the receipt by when the office forwards their sheet."
                    ),
                ),
                FieldPanel("referral_days_source"),
            ]
        ),
    ]
    notice_panels = [
        FieldPanel("exclusion_notice"),
        FieldRowPanel([FieldPanel("reception_address"), FieldPanel("reception_hours")]),
        FieldPanel("privacy_version"),
        FieldPanel("privacy_notice"),
        PageChooserPanel(
            "privacy_page", help_text=_("The registration form links to it, once it is published.")
        ),
        FieldPanel("recipients_of_data"),
        FieldRowPanel(
            [
                FieldPanel(
                    "spam_retention_days",
                    help_text=_("The office's own rule; nothing is deleted by itself."),
                ),
                FieldPanel(
                    "contact_retention_months",
                    help_text=_(
                        "The office's rule in the privacy notice; nothing is deleted by itself."
                    ),
                ),
            ]
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(identity_panels, heading=_("Commune")),
            ObjectList(paper_panels, heading=_("On paper")),
            ObjectList(limits_panels, heading=_("Time limits")),
            ObjectList(notice_panels, heading=_("Notices and data")),
        ]
    )

    class Meta:
        verbose_name = _("commune")

    def __str__(self):
        return self.body_name or str(self._meta.verbose_name)

    @cached_property
    def hours(self):
        return OfficeHours(self.opens, self.closes)

    def clean(self):
        super().clean()
        if bool(self.noon_from) != bool(self.noon_to):
            raise ValidationError({"noon_to": _("Give both ends of the noon break, or none.")})
        if self.noon_from and not self.opens < self.noon_from < self.noon_to < self.closes:
            raise ValidationError({"noon_from": _("The noon break lies within office hours.")})

    @property
    def office_spans(self):
        """The times of a working day between which the office is open, as (from, to) pairs."""
        if self.noon_from and self.noon_to:
            return [(self.opens, self.noon_from), (self.noon_to, self.closes)]
        return [(self.opens, self.closes)]

    @property
    def hotline_national(self):
        return phone_national(self.hotline) if self.hotline else ""

    @property
    def hotline_tel(self):
        """The address of a tap-to-call link; what was stored unreadable gives its digits only."""
        if not self.hotline:
            return ""
        try:
            return f"tel:{phone_to_call(self.hotline)}"
        except ValueError:
            return "tel:" + "".join(char for char in self.hotline if char.isdigit())

    @property
    def public_privacy_page(self):
        """The page on privacy if anybody may read it, else None."""
        page = self.privacy_page
        return page if page and page.live and not page.get_view_restrictions().exists() else None

    def missing_for_paper(self):
        """Return the labels of what official paper needs and this record lacks."""
        needed = ["name", "place_name", "body_name", "address", "issuer_line_1", "issuer_line_2"]
        return [str(self._meta.get_field(f).verbose_name) for f in needed if not getattr(self, f)]
