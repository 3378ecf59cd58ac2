"""A real headless Chromium against the running site, with scripts and without."""

import re

import pytest

from dialogue.models import AnswerIndexPage
from dialogue.states import Role
from tests import factories as make

CHROMIUM = "/usr/bin/chromium"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="module")
def chromium():
    """
    Give the browser. Playwright keeps an event loop in this thread meanwhile, and the tests still
    use the database here: Django is told that this is meant.
    """
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request):
    return request.param


@pytest.fixture
def people(chromium, scripts, live_server):
    """Return a function that gives a fresh browser window: another person at another device."""
    opened = []

    # Nothing is fetched behind the test's back, except where that is what is tested.
    def person(width=360, scripts=scripts, service_workers="block"):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            locale="vi-VN",
            java_script_enabled=scripts,
            service_workers=service_workers,
        )
        context.set_default_timeout(20_000)
        opened.append(context)
        return context.new_page()

    yield person
    for context in opened:
        context.close()


@pytest.fixture
def at_the_desk(people):
    """Return a function that logs a member of staff in, as they do it."""

    def log_in(user, **options):
        page = people(width=1280, **options)
        page.goto("/quan-tri/")
        page.fill("input[name=username]", user.username)
        page.fill("input[name=password]", make.PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(re.compile(r"/quan-tri/$"))
        return page

    return log_in


@pytest.fixture
def unhurried(monkeypatch):
    """The browser types faster than people; that alone sets no sheet aside here."""
    monkeypatch.setattr("dialogue.intake.token.LEAST_TIME", make.dt.timedelta(0))


@pytest.fixture
def dialogue(committed_ground, commune, unhurried):
    """A commune with a form, an open session, a list of answers and one member of each role."""

    class Ground:
        department = make.DepartmentFactory(name="Bộ phận Hộ tịch")
        topic = make.TopicFactory(name="Hộ tịch", usual_department=department)
        village = make.VillageFactory(name="Thôn Thao Chính")
        form = make.form_page()
        session = make.session(title="Hội nghị đối thoại cuối năm")
        answers: AnswerIndexPage = make.answer_index()
        clerk = make.office(username="vanphong")
        chief = make.leader(username="lanhdao")
        expert = make.officer(department, username="chuyenvien")
        editor = make.staff(Role.EDITOR, username="bientap")

    return Ground
