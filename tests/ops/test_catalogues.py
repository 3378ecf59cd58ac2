"""Every message has its Vietnamese."""

import pytest

from tests.tools import catalogue


@pytest.mark.parametrize("name", catalogue.CATALOGUES)
def test_no_message_is_untranslated_or_doubtful(name):
    assert catalogue.untranslated(name) == []
    numbers = catalogue.statistics(name)
    assert "untranslated" not in numbers
    assert "fuzzy" not in numbers


@pytest.mark.parametrize("name", catalogue.CATALOGUES)
def test_the_catalogue_names_no_folder_and_no_person(name):
    header = catalogue.po_path(name).read_text().split("\n\n", 1)[0]
    assert header + "\n" == catalogue.HEADER
