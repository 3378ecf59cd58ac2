"""No English on the desk: every role, every kind of page, and what Wagtail's scripts add to it."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model

from dialogue.states import QuestionState, Role
from home.models import NoticeIndexPage, NoticePage
from tests import factories as make
from tests.browser.english import english_on, foreign
from tests.public.reading import home_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

START = ["/quan-tri/", "/quan-tri/account/"]
# Leave, or give a file instead of a page.
SKIPPED = re.compile(r"/logout/|/tep/|/da-ky/|/bulk/|\.(pdf|docx|csv)$|export=")
MOST_PAGES = 150


@pytest.fixture
def ground(committed_ground, request):
    """A commune with something of every kind; administrators see Wagtail's own pages too."""
    home = home_page()
    dialogue = request.getfixturevalue("dialogue")
    index = home.add_child(instance=NoticeIndexPage(title="Thông báo", live=True))
    dialogue.notice = index.add_child(
        instance=NoticePage(title="Lịch tiếp công dân", body="<p>Sáng thứ Hai.</p>", live=True)
    )
    dialogue.plan = make.plan(live=True)
    make.held_session()
    make.answer(topic=dialogue.topic, department=dialogue.department)
    make.sheet(session=dialogue.session)
    for state in (QuestionState.ASSIGNED, QuestionState.DRAFTED, QuestionState.ANSWERED):
        make.question(state, department=dialogue.department)
    dialogue.administrator = make.staff(Role.ADMINISTRATOR, username="quantri")
    return dialogue


def names():
    return set(get_user_model().objects.values_list("username", flat=True))


def crawl(page):
    """Return {text: where} of the English on all kinds of pages that links lead to."""
    waiting, kinds, found, known = [*START], set(), {}, names()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "#", path)
        if kind in kinds:
            continue
        kinds.add(kind)
        assert len(kinds) < MOST_PAGES, "the crawl finds no end"
        response = page.goto(path)
        assert response.status < 400, path
        found |= {f"{path}: {text}": words for text, words in english_on(page, known).items()}
        links = page.eval_on_selector_all("a[href]", "all => all.map((link) => link.href)")
        waiting += [urlsplit(link).path for link in links if leads_on(link, page)]
    return found, kinds


def leads_on(link, page):
    here, there = urlsplit(page.url), urlsplit(link)
    return (
        there.netloc == here.netloc
        and there.path.startswith("/quan-tri/")
        and not SKIPPED.search(link)
    )


@pytest.mark.parametrize("scripts", [True], indirect=True)
@pytest.mark.parametrize(
    ("who", "least"),
    [("editor", 10), ("clerk", 30), ("expert", 5), ("chief", 30), ("administrator", 50)],
)
def test_no_page_that_links_lead_to_says_a_word_of_english(ground, at_the_desk, who, least):
    found, kinds = crawl(at_the_desk(getattr(ground, who)))
    assert not found, "\n".join(f"{where} {words}" for where, words in found.items())
    assert len(kinds) >= least, sorted(kinds)


def open_plan(page, ground):
    """Open the editor of a plan with everything in it that scripts draw."""
    page.goto(f"/quan-tri/pages/{ground.plan.pk}/edit/")
    page.locator("button.c-sf-add-button").last.click()
    page.locator("[role=option], .w-combobox__option").first.wait_for()
    yield "list of blocks"
    page.locator(".w-combobox__option", has_text="Bảng").first.click()
    cell = page.locator(".handsontable td").first
    cell.click(button="right")
    page.locator(".htContextMenu").wait_for()
    yield "menu of a table"
    page.keyboard.press("Escape")
    page.locator("input[name=issued_on]").click()
    yield "dates"
    for toggle in page.locator("[data-side-panel-toggle]").all():
        toggle.click()
    yield "panels beside"
    page.locator("footer button.w-dropdown__toggle").first.click()
    yield "what may be done with the page"


def open_notice(page, ground):
    """Open the editor of a notice: formatted text, with its tools and choosers."""
    page.goto(f"/quan-tri/pages/{ground.notice.pk}/edit/")
    text = page.locator("[role=textbox][contenteditable=true]").first
    text.click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("/")
    page.locator(".w-combobox__option").first.wait_for()
    yield "list of formats"
    page.keyboard.press("Escape")
    page.keyboard.press("Backspace")
    text.press("Control+a")
    for button in page.locator(".Draftail-Toolbar button, .Draftail-ToolbarButton").all():
        if button.is_visible():
            button.hover()
            yield "tools"
    page.locator("button[name=LINK]").first.click()
    page.locator(".modal-dialog, .modal-content").first.wait_for()
    page.locator(".modal-content a").first.wait_for()
    yield "choosing a page to link to"


def open_windows(page, ground):
    """Open what an editor opens over itself: schedule, comments, checks, preview, shortcuts."""
    page.goto(f"/quan-tri/pages/{ground.notice.pk}/edit/")
    page.locator("[data-side-panel-toggle=status]").click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    page.locator("#schedule-publishing-dialog input").first.click()
    yield "schedule"
    page.keyboard.press("Escape")
    for panel in ("checks", "preview", "comments"):
        page.locator(f"[data-side-panel-toggle={panel}]").click()
        page.locator(f"[data-side-panel={panel}]").wait_for()
        yield panel
    page.locator("[data-comment-add]").first.dispatch_event("click")
    page.locator("#comments textarea").first.wait_for(state="attached")
    yield "comment"
    page.goto("/quan-tri/")
    page.keyboard.press("?")
    page.locator("#keyboard-shortcuts-dialog").wait_for()
    yield "shortcuts"


def open_choosers(page, ground):
    """Open the windows in which documents are chosen."""
    page.goto(f"/quan-tri/pages/{ground.notice.pk}/edit/")
    text = page.locator("[role=textbox][contenteditable=true]").first
    text.click()
    text.press("Control+a")
    page.locator("button[name=DOCUMENT]").first.click()
    page.locator(".modal-content").wait_for()
    yield "documents"
    page.locator(".modal-content [role=tab]").last.click()
    yield "a new document"


@pytest.mark.parametrize("scripts", [True], indirect=True)
@pytest.mark.parametrize("steps", [open_plan, open_notice, open_windows, open_choosers])
def test_what_scripts_draw_in_the_editor_is_vietnamese(ground, at_the_desk, steps):
    page = at_the_desk(ground.chief)
    found, known = {}, names()
    for step in steps(page, ground):
        found |= {f"{step}: {text}": words for text, words in english_on(page, known).items()}
    assert not found, "\n".join(f"{where} {words}" for where, words in found.items())


def test_the_search_for_english_finds_english_and_lets_vietnamese_pass():
    assert foreign("Save draft") == ["draft", "save"]
    assert foreign("Insert row above") == ["above", "insert", "row"]
    assert foreign("Nghiêng ngả, khuếch đại, quyển, giường, thuở, Ủy ban, 05/KH-UBND") == []
    assert foreign("Tải tệp don.pdf của vanphong tại https://example.vn", {"vanphong"}) == []
