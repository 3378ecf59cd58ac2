"""What the document tests share."""

import pytest

from dialogue.documents import engine

_made = {}


@pytest.fixture
def render_once(monkeypatch):
    """Render equal HTML once for all tests that look at its PDF, not at how it is made."""
    real = engine.render

    def render(html, assets=None, identifier=b"", **options):
        key = (html, identifier)
        if key not in _made:
            _made[key] = real(html, assets, identifier, **options)
        return _made[key]

    monkeypatch.setattr(engine, "render", render)
