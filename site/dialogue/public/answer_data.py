"""Published answers as open data, in parts that lead on to each other."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..addresses import absolute, page_address
from ..deadlines import ZONE
from ..models import AnswerPage, SessionPage
from ..models.pages.base import open_to_all
from ..vietnamese import clean
from .open_data import NotUnderstood, as_csv, as_json, for_programs, number
from .rich_texts import expanded
from .unchanged import published_at

PAGE_SIZE, LARGEST_PAGE = 100, 1000
AFTER, BEFORE, SIZE = "sau", "truoc", "so-dong"
LARGEST_KEY = 999_999_999
# All that is told of an answer; a test compares the list with the model's fields.
ANSWER_FIELDS = {
    "page_ptr",
    "title",
    "question_text",
    "answer_text",
    "topic",
    "department",
    "session",
    "answered_on",
    "first_published_at",
    "last_published_at",
}
# Each field of the data, and what it holds.
COLUMNS = {
    "ma": gettext_lazy("Number of the answer; it never changes"),
    "dia_chi": gettext_lazy("Address of its page"),
    "tieu_de": gettext_lazy("Title"),
    "cau_hoi": gettext_lazy("Question as published"),
    "tra_loi": gettext_lazy("Answer, text only"),
    "tra_loi_html": gettext_lazy("Answer with its layout (HTML)"),
    "linh_vuc": gettext_lazy("Topic"),
    "don_vi": gettext_lazy("Department that answered"),
    "hoi_nghi": gettext_lazy("Session it comes from, if any"),
    "hoi_nghi_dia_chi": gettext_lazy("Address of the session’s page"),
    "ngay_tra_loi": gettext_lazy("Day of the answer (year-month-day)"),
    "cong_bo_luc": gettext_lazy("When it was first published"),
    "cap_nhat_luc": gettext_lazy("When it was last published"),
}


@dataclass(frozen=True)
class Part:
    """
    A part of the answers, in the order in which they were stored: it never moves.

    :param after: only answers behind this key
    :param before: only answers ahead of it
    """

    after: int | None
    before: int | None
    size: int

    def read(self, answers):
        """Return the answers of the part, whether some lie ahead of it and whether behind."""
        if self.before is not None:
            found = list(answers.filter(pk__lt=self.before).order_by("-pk")[: self.size + 1])
            return found[: self.size][::-1], len(found) > self.size, True
        found = list(answers.filter(pk__gt=self.after or 0).order_by("pk")[: self.size + 1])
        return found[: self.size], bool(self.after), len(found) > self.size


def part_asked_for(params):
    """
    Return the ``Part`` that an address names.

    :raises NotUnderstood: for a parameter without meaning
    """
    after, before = number(params, AFTER, LARGEST_KEY), number(params, BEFORE, LARGEST_KEY)
    if after is not None and before is not None:
        raise NotUnderstood(_("Give either “sau” or “truoc”, not both."))
    size = number(params, SIZE, LARGEST_PAGE)
    if size == 0:
        raise NotUnderstood(_("“so-dong” must be at least 1."))
    return Part(after, before, size or PAGE_SIZE)


def _published():
    told = {"topic__name", "department__name", "url_path", "path", "depth"}
    pages = open_to_all(AnswerPage.objects.all()).select_related("topic", "department")
    return pages.only(*ANSWER_FIELDS, *told)


def _public_sessions(answers):
    """Return the sessions of the answers that anybody may read, by key (one query)."""
    keys = {answer.session_id for answer in answers} - {None}
    return {page.pk: page for page in open_to_all(SessionPage.objects.filter(pk__in=keys))}


def _moment(value):
    return value.astimezone(ZONE).isoformat(timespec="seconds")


def _row(page, html, session):
    spaced = html.replace("</p>", "\n").replace("</li>", "\n")
    values = (
        page.pk,
        page_address(page),
        clean(page.title),
        clean(page.question_text).strip(),
        clean(strip_tags(spaced)).strip(),
        clean(html),
        page.topic.name,
        page.department.name,
        session.title if session else None,
        page_address(session) if session else None,
        page.answered_on.isoformat(),
        _moment(page.first_published_at or published_at(page)),
        _moment(published_at(page)),
    )
    return dict(zip(COLUMNS, values, strict=True))


def rows_of(answers):
    """Return the answers as data, their fields in the order of ``COLUMNS``."""
    sessions = _public_sessions(answers)
    texts = expanded([answer.answer_text for answer in answers])
    return [
        _row(page, html, sessions.get(page.session_id))
        for page, html in zip(answers, texts, strict=True)
    ]


def _asked_for(request, name):
    """Return the part asked for as (rows, links, when it last changed)."""
    part = part_asked_for(request.GET)
    pages, ahead, behind = part.read(_published())
    size = {} if part.size == PAGE_SIZE else {SIZE: part.size}

    def address(parameter, page):
        return f"{absolute(reverse(name))}?{urlencode({parameter: page.pk} | size)}"

    links = {
        "prev": address(BEFORE, pages[0]) if ahead and pages else None,
        "next": address(AFTER, pages[-1]) if behind and pages else None,
    }
    changed = max((published_at(page) for page in pages), default=None)
    return rows_of(pages), links, changed


@for_programs
def answers_json(request):
    """Published answers as JSON."""
    rows, links, changed = _asked_for(request, "dialogue:data_answers_json")
    return as_json(request, {"cau_tra_loi": rows}, links, changed)


@for_programs
def answers_csv(request):
    """Published answers as CSV."""
    rows, links, changed = _asked_for(request, "dialogue:data_answers_csv")
    lines = [row.values() for row in rows]
    return as_csv(request, COLUMNS, lines, links, "cau-tra-loi.csv", changed)
