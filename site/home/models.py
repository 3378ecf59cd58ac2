"""The commune's website around the dialogue: home page, notices, standing pages."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from dialogue.models.pages.base import FoundPage, FoundQuerySet, ServedPage, open_to_all

from .users import User  # noqa: F401  (Django finds models here)

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class NoticeQuerySet(FoundQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")


class HomePage(ServedPage):
    """The front: what is on, until when, and the ways in."""

    headline = models.CharField(_("headline"), max_length=200, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline", help_text=_("The big line at the top of the front page.")),
        FieldPanel(
            "introduction",
            help_text=_("One or two sentences below the title, for readers and search engines."),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    template = "home/home_page.html"
    LEAD_FIELD = "introduction"
    page_description = _("The front page of the commune's website.")
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def shown_title(self):
        return self.headline or self.title

    def get_context(self, request, *args, **kwargs):
        from dialogue.models import AnswerPage, CommuneSettings, SessionPage
        from dialogue.public import hours

        context = super().get_context(request, *args, **kwargs)
        commune = CommuneSettings.load(request)
        context["office_hours"] = hours.for_script(commune, timezone.now())
        context["notices"] = open_to_all(NoticePage.objects.all()).newest_first()[:3]
        context["next_session"] = open_to_all(SessionPage.objects.upcoming()).first()
        answers = open_to_all(AnswerPage.objects.all()).newest_first().select_related("topic")
        context["answers"] = answers.defer("fold_text", "plain_text", "answer_text")[:4]
        return context


class NoticeIndexPage(ServedPage):
    """All notices, newest first."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel(
            "introduction",
            help_text=_("One or two sentences below the title, for readers and search engines."),
        ),
    ]
    template = "home/notice_index_page.html"
    LEAD_FIELD = "introduction"
    show_in_menus_default = True
    page_description = _("The list of notices.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NoticePage"]
    NOTICES_A_PAGE = 20

    class Meta:
        verbose_name = _("list of notices")
        verbose_name_plural = _("lists of notices")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        notices = open_to_all(NoticePage.objects.child_of(self)).newest_first()
        paginator = Paginator(notices, self.NOTICES_A_PAGE)
        context["notices"] = paginator.get_page(request.GET.get("trang"))
        return context


class NoticePage(FoundPage):
    """One announcement with its date and files."""

    date = models.DateField(_("date"), default=timezone.localdate)
    summary = models.TextField(_("summary"), max_length=500, blank=True)
    body = RichTextField(_("text"), features=TEXT_FEATURES, blank=True)

    objects = PageManager.from_queryset(NoticeQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel(
            "date", help_text=_("The day that readers see; the newest notice stands first.")
        ),
        FieldPanel(
            "summary",
            help_text=_("One or two sentences for the list; the text itself stands below."),
        ),
        FieldPanel("body"),
        InlinePanel("attachments", label=_("attachment"), heading=_("Attachments")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    template = "home/notice_page.html"
    LEAD_FIELD = "summary"
    page_description = _("One announcement with its date and files.")
    parent_page_types = ["home.NoticeIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def searched_texts(self):
        return (self.title, self.summary, get_text_for_indexing(self.body))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["attachments"] = list(self.attachments.select_related("document"))
        return context


class NoticeAttachment(Orderable):
    page = ParentalKey(NoticePage, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(_("title"), max_length=200)
    document = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, verbose_name=_("file"), related_name="+"
    )

    panels = [FieldPanel("title"), FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.title


class StandardPage(FoundPage):
    """A standing page: privacy, accessibility, contact."""

    LEAD_FIELD = "opening"

    updated_on = models.DateField(_("version of"), null=True, blank=True)
    body = RichTextField(_("text"), features=TEXT_FEATURES, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("updated_on", help_text=_("Shown to readers as the date of this text.")),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    template = "home/standard_page.html"
    page_description = _("A standing page, such as privacy or contact.")
    parent_page_types = ["home.HomePage"]
    subpage_types = []

    def searched_texts(self):
        return (self.title, self.opening)

    @property
    def opening(self):
        """The text without its markup, for the page's description."""
        return get_text_for_indexing(self.body)

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
