"""
docs/states.md, written from the table of transitions.

    python -m tests.tools.diagram          writes the file
    tests/core/test_diagram.py             fails when the file isn't what the table says
"""

from pathlib import Path

import django
from django.utils import translation

PATH = Path(__file__).resolve().parents[2] / "docs" / "states.md"
INTRODUCTION = """# States and verbs

Written by `python -m tests.tools.diagram` from the table `TRANSITIONS` in
`site/dialogue/states.py`; a test fails when the two differ. Buttons, POST views, actions and
filters read the same table.

Three axes are kept apart: the processing state (below), the outcome of a question, and the
visibility of a sheet (normal, set aside as suspicious, restricted to named persons). "Late" and
"overdue" are derived from dates and never stored.
"""
THINGS = {
    "registration": (
        "Registration (phiếu đăng ký)",
        "A sheet closes by itself when its last question becomes final, unless all of them were\n"
        "dropped. Withdrawing a sheet withdraws its open questions. Refusing it as a denunciation\n"
        "restricts it at once.",
        [],
    ),
    "question": (
        "Question (nội dung kiến nghị)",
        "The department's clock runs in `assigned` only. When a sheet is withdrawn, its open\n"
        "questions become `withdrawn` with it.",
        [],
    ),
    "session": (
        "Session (hội nghị đối thoại)",
        "Whether registration is open, late or closed is derived from the state, the deadline and\n"
        "the clock. Replacing a session by written replies owes one to every question in hand.",
        [("expected", "scheduled", "the editor gives the day")],
    ),
}


def _roles(row):
    names = sorted(role.value for role in row.roles)
    if row.needs_also:
        names = [f"{name} + {row.needs_also.value}" for name in names]
    return ", ".join(names)


def _notes(row):
    notes = ["a reason"] if row.reason else []
    notes += ["not one's own draft"] if row.not_own else []
    notes += ["asked twice"] if row.critical else []
    return ", ".join(notes)


def _moves(row, states):
    kept = [state.value for state in states if row.moves.get(state) == state]
    moved = [
        f"{state.value} → {row.moves[state].value}"
        for state in states
        if state in row.moves and row.moves[state] != state
    ]
    parts = moved + ([f"stays: {', '.join(kept)}"] if kept else [])
    return "any state, stays" if len(kept) == len(states) else "; ".join(parts)


def diagram(thing):
    """Return the Mermaid diagram of one thing; verbs that keep the state are left to the table."""
    from dialogue.states import FINAL_STATES, STATES, TRANSITIONS, Thing

    states = list(STATES[Thing(thing)])
    lines = ["stateDiagram-v2", "    direction LR"]
    lines += [f'    state "{state.label}" as {state.value}' for state in states]
    lines += [f"    [*] --> {states[0].value}"]
    lines += [f"    {source} --> {target} : {label}" for source, target, label in THINGS[thing][2]]
    for row in TRANSITIONS.values():
        if row.thing == thing:
            lines += [
                f"    {state.value} --> {row.moves[state].value} : {row.verb.value}"
                for state in states
                if state in row.moves and row.moves[state] != state
            ]
    finals = FINAL_STATES[Thing(thing)]
    lines += [f"    {state.value} --> [*]" for state in states if state in finals]
    return "\n".join(lines)


def table(thing):
    """Return the verbs of one thing as a Markdown table."""
    from dialogue.states import STATES, TRANSITIONS, Thing

    lines = ["| Verb | On the button | From → to | Who | Needs |", "|---|---|---|---|---|"]
    for row in TRANSITIONS.values():
        if row.thing == thing:
            moves = _moves(row, list(STATES[Thing(thing)]))
            cells = (f"`{row.verb.value}`", row.verb.label, moves, _roles(row), _notes(row))
            lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines)


def document():
    """Return the whole of docs/states.md."""
    parts = [INTRODUCTION]
    with translation.override("vi"):
        for thing, (title, prose, _extra) in THINGS.items():
            drawn = f"```mermaid\n{diagram(thing)}\n```"
            parts.append(f"## {title}\n\n{prose}\n\n{drawn}\n\n{table(thing)}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    import os
    import sys

    sys.path.insert(0, str(PATH.parents[1] / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.test")
    django.setup()
    PATH.write_text(document())
