"""Reading public pages as a visitor does."""

import datetime as dt
import html
import re

from wagtail.models import Page, Site

from dialogue.deadlines import ZONE
from dialogue.models import AnswerPage
from dialogue.vietnamese import search_fold, search_words, slugify
from tests import factories as make


def at(day, hour=8, minute=0):
    """Return a moment in the commune's zone from "2026-11-13"."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour, minute), ZONE)


def words(response):
    """Return the words a reader sees, between single spaces."""
    text = response.content.decode()
    text = re.sub(r"<(script|style|svg|head)\b.*?</\1>", " ", text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def without_data(response):
    """
    Return the page without its structured data, which is no script since it is never run, and
    without the site's own script files.
    """
    page = response.content.decode()
    page = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", page)
    return re.sub(r'<script src="/static/[^"<>]*"[^<>]*></script>', "", page)


def read(client, page, query=""):
    """Return what a visitor gets at the page's address."""
    return client.get(page.get_url() + query)


def publish(page):
    """Set a page live without the editor's checks; what it shows is tested here, not those."""
    Page.objects.filter(pk=page.pk).update(live=True)
    page.refresh_from_db()
    return page


def home_page(**fields):
    """Return the site's front page, made once and set as its root."""
    from home.models import HomePage

    existing = HomePage.objects.first()
    if existing:
        return existing
    made = make.root_page().add_child(
        instance=HomePage(title="Trang chủ", slug="trang", **({"live": True} | fields))
    )
    Site.objects.filter(is_default_site=True).update(root_page=made)
    Site.clear_site_root_paths_cache()
    return made


def many_answers(count, **fields):
    """Store ``count`` published answers at once, the way the tree stores them one by one."""
    index = make.answer_index()
    topics = [make.TopicFactory() for _unused in range(5)]
    units = [make.DepartmentFactory() for _unused in range(4)]
    made = [_answer(index, number, topics, units, fields) for number in range(1, count + 1)]
    Page.objects.bulk_create([_row(answer) for answer in made])
    stored = dict(Page.objects.child_of(index).values_list("path", "pk"))
    for answer in made:
        answer.pk = answer.page_ptr_id = stored[answer.path]
    AnswerPage.objects.all()._batched_insert(made, AnswerPage._meta.local_concrete_fields, 300)
    Page.objects.filter(pk=index.pk).update(numchild=count)
    return index


def _answer(index, number, topics, units, fields):
    title = fields.get("title", "Thời hạn cấp bản sao trích lục khai sinh") + f" {number}"
    text = f"{title} mất bao lâu?"
    return AnswerPage(
        title=title,
        draft_title=title,
        slug=f"{slugify(title)}",
        path=AnswerPage._get_path(index.path, index.depth + 1, number),
        depth=index.depth + 1,
        url_path=f"{index.url_path}{slugify(title)}/",
        content_type=AnswerPage(title="x").content_type,
        locale_id=index.locale_id,
        live=True,
        question_text=text,
        answer_text="<p>Trong ngày làm việc.</p>",
        topic=topics[number % len(topics)],
        department=units[number % len(units)],
        answered_on=dt.date(2024 + number % 3, 1 + number % 12, 1 + number % 28),
        fold_text=f" {search_fold(text)} ",
        plain_text=f" {search_words(text)} ",
    )


def _row(answer):
    """Return the base row of an answer: what the tree keeps of every page."""
    kept = {f.attname: getattr(answer, f.attname) for f in Page._meta.local_concrete_fields}
    return Page(**kept)
