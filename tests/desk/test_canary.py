"""A restricted sheet leaves no trace for others: no word, and no page that looks different."""

import itertools
import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.models import OutgoingMail
from dialogue.states import QuestionState, Role
from tests import factories as make
from tests.desk.visiting import ROLES, person, visit

pytestmark = pytest.mark.django_db

CANARY = ("Chim Hoàng Yến", "chim.hoang.yen", "Kẹo mạch nha", "0987654321", "987 654 321")
# Where a crawl goes: the site, the desk, and Wagtail's own pages that list anything.
INSIDE = re.compile(
    r"^/(?!tai-lieu/|media/|static/|quan-tri/|_util/)"
    r"|^/quan-tri/($|doi-thoai/|reports/|forms/|pages/(\d+/)?(\?|$)|pages/\d+/(usage|history)/)"
)
# Steps that change something or leave, and files that are made anew each time.
SKIPPED = re.compile(
    r"\.pdf|/van-ban/.+/(tep|da-ky)/|/luot-in/\d+/tep/|ordering=|export=|next=|[?&]p=|/(danh-muc|lich)/.+|"
    r"reports/.+\?"
)
MOST_PAGES = 400
# A verb's page is the same form for every record: one record's is looked at.
VERB = re.compile(r"^/quan-tri/doi-thoai/[a-z-]+/\d+/[a-z_]+/")
CHANGING = [
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'), ""),
    (re.compile(r"[A-Za-z0-9]{64}"), ""),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), ""),
    (re.compile(r'nonce="[^"]*"'), ""),
    # A token that the form's page makes for each visit, so that a sheet is stored once.
    (re.compile(r'name="(khoa|token|key|ky|luc)" value="[^"]+"'), ""),
]


class Links(HTMLParser):
    """Collects where the links and forms of a page lead."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        target = given.get("href") if tag == "a" else None
        if target:
            self.found.append(target)


def crawl(client, starts):
    """Return {address: (status, page)} of all that is reached from ``starts`` by links."""
    waiting, pages, verbs = list(starts), {}, set()
    while waiting:
        address = waiting.pop(0)
        shape = re.sub(r"\d+", "", address)
        if address in pages or (VERB.match(address) and shape in verbs):
            continue
        verbs.add(shape)
        assert len(pages) < MOST_PAGES, "the crawl finds no end"
        response = client.get(address)
        text = "" if response.streaming else response.content.decode(errors="replace")
        pages[address] = (response.status_code, text)
        if response.status_code in (301, 302):
            waiting += inside(address, [response.url])
        elif "html" in response.get("Content-Type", ""):
            links = Links()
            links.feed(text)
            waiting += inside(address, links.found)
    return pages


def inside(address, targets):
    for target in targets:
        parts = urlsplit(urldefrag(urljoin(address, target)).url)
        if parts.netloc not in ("", "testserver", "localhost"):
            continue
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if INSIDE.match(path) and not SKIPPED.search(path):
            yield path


def bare(page):
    status, text = page
    for pattern, nothing in CHANGING:
        text = pattern.sub(nothing, text)
    return status, text


@pytest.fixture
def still():
    """The clock stands, so that no page differs by the time of day."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def world(still, commune):
    """A commune with something of every kind, and nothing restricted."""
    unit = make.DepartmentFactory()
    session = make.session()
    make.held_session()
    make.answer(department=unit, session=session)
    make.answer(live=False)
    make.sheet(session=session)
    make.sheet(suspicion="gửi quá nhanh")
    for state in (QuestionState.ASSIGNED, QuestionState.DRAFTED, QuestionState.ANSWERED):
        make.question(state, department=unit, session=session)
    root = make.tree()
    site = Site.objects.get(is_default_site=True)
    site.root_page = root
    site.save()
    return {"unit": unit, "session": session, "clerk": make.office(), "chief": make.leader()}


def add_secret(world):
    """Store a sheet with the canary in every field, work on it, and restrict it."""
    sheet = make.sheet(
        full_name="Chim Hoàng Yến",
        phone="+84987654321",
        email="chim.hoang.yen@example.vn",
        house="Kẹo mạch nha",
        part_1="Kẹo mạch nha: tố cáo cán bộ Chim Hoàng Yến.",
        session=world["session"],
        now=timezone.now(),
    )
    clerk, chief = world["clerk"], world["chief"]
    sheet = r.accept(sheet, user=clerk)
    r.split(sheet, user=clerk, questions=[{"text": "Kẹo mạch nha", "part": 1}])
    question = sheet.questions.get()
    q.assign(question, user=chief, department=world["unit"], instruction="Chim Hoàng Yến")
    sheet = r.restrict(sheet, user=clerk, reason="Tố cáo: Chim Hoàng Yến")
    OutgoingMail.objects.create(
        kind="contact_office",
        to=sheet.email,
        subject="S",
        body="Chim Hoàng Yến",
        registration=sheet,
    )
    return sheet


def starts(role):
    public = ["/", reverse("dialogue:tracking")]
    staff = ["/quan-tri/", "/quan-tri/reports/site-history/", "/quan-tri/forms/"]
    lists = ["registrations", "questions", "sessions", "answers", "outbox", "audit"]
    lists += ["batches", "calendar"]
    searches = [
        f"{reverse(f'dialogue_desk:{name}')}?q={word}"
        for name, word in itertools.product(lists[:6], ("hoang+yen", "0987654321"))
    ]
    desk = [reverse(f"dialogue_desk:{name}") for name in lists]
    return public if role == "anonymous" else [*public, *staff, *desk, *searches]


@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_a_role_without_the_right_shows_or_counts_a_restricted_sheet(role, world):
    user = person(role, department=world["unit"])
    client = visit(user)
    before = crawl(client, starts(role))
    # The crawl got somewhere: to a list, a record and its verbs where the role has them.
    assert len(before) >= {"anonymous": 5, "officer": 30, "office": 60, "leader": 60}.get(role, 20)

    add_secret(world)
    after = crawl(client, starts(role))

    for address, (_status, text) in after.items():
        for word in CANARY:
            if f"q={word}" not in address:
                assert word not in text, f"{word!r} at {address}"
    # The log of who restricted what is an administrator's to read; it names no sender.
    told = {a for a in after if "/nhat-ky/" in a}
    assert set(after) - told == set(before) - told
    changed = [a for a in after if a not in told and bare(after[a]) != bare(before[a])]
    assert changed == []


def test_the_persons_named_do_find_the_canary(world):
    sheet = add_secret(world)
    client = visit(make.staff(Role.OFFICE, Role.RESTRICTED_READER))
    page = client.get(reverse("dialogue_desk:registration", args=[sheet.pk])).content.decode()
    assert "Chim Hoàng Yến" in page


def test_sheets_are_in_no_chooser_snippet_index_or_stock_list(world):
    from wagtail.admin.viewsets import viewsets
    from wagtail.models import ReferenceIndex
    from wagtail.search.index import get_indexed_models
    from wagtail.snippets.models import get_snippet_models

    from dialogue import models

    add_secret(world)
    personal = {models.Registration, models.Question, models.Consent, models.OutgoingMail}
    assert not personal & set(get_indexed_models())
    assert get_snippet_models() == []
    assert not personal & {getattr(viewset, "model", None) for viewset in viewsets.viewsets}
    assert not any(ReferenceIndex.model_is_indexable(model) for model in personal)
    names = [f"dialogue.{model._meta.model_name}" for model in personal]
    rows = ReferenceIndex.objects.all()
    assert not [row for row in rows if row.content_type.model_class() in personal], names
    assert not [row for row in rows if row.to_content_type.model_class() in personal], names


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICE, Role.LEADER, Role.ADMINISTRATOR])
def test_wagtails_list_of_form_submissions_neither_shows_nor_deletes_sheets(role, world):
    from dialogue.models import Registration

    client = visit(make.staff(role))
    form, sheet = make.form_page(), Registration.objects.first()
    assert "wagtailforms" not in client.get("/quan-tri/").content.decode()
    listed = client.get(reverse("wagtailforms:list_submissions", args=[form.pk]))
    assert listed.status_code == 302
    url = reverse("wagtailforms:delete_submissions", args=[form.pk])
    assert client.post(f"{url}?selected-submissions={sheet.pk}").status_code == 302
    assert Registration.objects.filter(pk=sheet.pk).exists()
