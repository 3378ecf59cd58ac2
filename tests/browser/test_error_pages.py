"""Pages for what went wrong, as people see them: on a phone, in both themes, database or none."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError

from dialogue.public import tracking
from tests.browser.axe import overflow, violations
from tests.browser.test_axe import front  # noqa: F401  (fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAILURES = {
    400: RequestDataTooBig("nội tình"),
    403: PermissionDenied("nội tình"),
    500: RuntimeError("nội tình"),
    503: OperationalError("nội tình"),
}


@pytest.mark.parametrize("scripts", [True], indirect=True)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_error_page_helps_and_has_no_barrier(front, people, monkeypatch, theme):  # noqa: F811
    page = people(width=360)
    page.emulate_media(color_scheme=theme)
    found = []

    def look(name, status, response):
        assert response.status == status, name
        found.extend(f"{name}: {line}" for line in violations(page))
        if wide := overflow(page):
            found.append(f"{name}: {wide} px too wide")
        assert page.locator("h1").count() == 1
        assert "nội tình" not in page.content()

    look("404", 404, page.goto("/khong-co/"))
    monkeypatch.setattr(tracking, "MOST_FROM_ADDRESS", 0)
    page.goto("/tra-cuu/")
    page.fill("[name=code]", "AAAA-BBBB-CCCC")
    page.fill("[name=digits]", "1111")
    with page.expect_navigation() as arrival:
        page.locator("main button.button--primary").click()
    look("429", 429, arrival.value)
    for status, failure in FAILURES.items():

        def fail(*args, failure=failure, **kwargs):
            raise failure

        with monkeypatch.context() as patch:
            patch.setattr("wagtail.views.serve", fail)
            look(status, status, page.goto("/"))
        assert page.get_by_role("link", name="Về trang chủ").is_visible()
    assert not found, "\n".join(found)
