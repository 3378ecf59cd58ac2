"""What the document tests share."""

import pytest

from dialogue.documents import engine
from tests.documents.measuring import Measured

_made = {}
_measured = {}


@pytest.fixture
def render_once(monkeypatch):
    """Render equal HTML once for all tests that look at its PDF, not at how it is made."""
    real = engine.render

    def render(html, assets=None, **options):
        key = (html, repr(sorted((assets or {}).items())), repr(options))
        if key not in _made:
            _made[key] = real(html, assets, **options)
        return _made[key]

    monkeypatch.setattr(engine, "render", render)


@pytest.fixture(scope="session")
def demo_papers(django_db_setup, django_db_blocker):
    """Every paper of the demo commune, by name; the database is left as it was."""
    from django.db import transaction

    from dialogue.demo.load import load
    from tests.documents.every_paper import all_papers

    with django_db_blocker.unblock(), transaction.atomic():
        load()
        made = all_papers()
        transaction.set_rollback(True)
    return made


@pytest.fixture
def sheet_of():
    """Measure a paper, once for all tests."""

    def measure(made):
        key = made.paper.key
        if key not in _measured:
            _measured[key] = Measured(made.pdf, top=20 if made.is_official else 0)
        return _measured[key]

    return measure
