"""docs/states.md is what the table of transitions says."""

import re

import pytest

from dialogue.states import STATES, TRANSITIONS
from tests.tools import diagram


def test_the_diagrams_in_the_documentation_are_those_of_the_table():
    assert diagram.PATH.read_text() == diagram.document(), "run `python -m tests.tools.diagram`"


@pytest.mark.parametrize("thing", list(STATES))
def test_every_state_and_every_verb_is_in_the_picture_or_the_list(thing):
    drawn, listed = diagram.diagram(thing), diagram.table(thing)
    for state in STATES[thing]:
        assert re.search(rf"\b{state.value}\b", drawn)
    for row in TRANSITIONS.values():
        if row.thing == thing:
            assert f"`{row.verb.value}`" in listed
            if row.changes_state:
                assert f": {row.verb.value}" in drawn


@pytest.mark.parametrize("thing", list(STATES))
def test_every_state_can_be_reached_and_no_open_state_is_a_dead_end(thing):
    from dialogue.states import FINAL_STATES

    rows = [row for row in TRANSITIONS.values() if row.thing == thing]
    states = list(STATES[thing])
    reached = {states[0]} | ({states[1]} if thing == "session" else set())
    for _unused in states:
        reached |= {row.moves[s] for row in rows for s in row.sources if s in reached}
    assert reached == set(states)
    for state in set(states) - FINAL_STATES[thing]:
        assert any(row.moves.get(state, state) != state for row in rows), state
