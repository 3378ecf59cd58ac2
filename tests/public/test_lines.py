"""What stays together at the end of a line: a range of hours, "ngày" and its date."""

import pytest

from tests import factories as make
from tests.public.reading import at, read

pytestmark = pytest.mark.django_db

JOINER, HARD_SPACE = "\N{WORD JOINER}", "\N{NO-BREAK SPACE}"


def test_a_range_of_hours_does_not_break_after_its_dash(client, commune):
    commune.hours_text = "Thứ Hai – thứ Sáu, 7h30–11h30"
    commune.save()

    text = read(client, make.session()).content.decode()

    assert f"Thứ Hai – thứ Sáu, 7h30{JOINER}–{JOINER}11h30" in text
    assert "7h30–11h30" not in text.split("</head>")[1]


def test_a_date_does_not_part_from_the_word_before_it(client, commune):
    text = read(client, make.session(start_at=at("2099-12-17"))).content.decode()

    assert f"ngày{HARD_SPACE}17/12/2099" in text
