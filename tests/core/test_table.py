"""
Every verb in every state by every role: allowed exactly when the table of transitions says so,
and a refused one changes nothing.
"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dialogue.actions import ACTIONS, Conflict, NotAllowed, run
from dialogue.models import AuditEntry
from dialogue.permissions import can, verbs_for
from dialogue.states import (
    STATES,
    TRANSITIONS,
    LateDecision,
    Outcome,
    QuestionState,
    RefusalReason,
    Role,
    SessionState,
    Thing,
    Visibility,
)
from dialogue.states import QuestionVerb as Q
from dialogue.states import RegistrationVerb as R
from dialogue.states import SessionVerb as S
from tests import factories as make

from . import world as worlds

pytestmark = pytest.mark.django_db

REASON = "Theo quy định tại kế hoạch."
OFFICE, OFFICER, LEADER = Role.OFFICE, Role.OFFICER, Role.LEADER
# Who may, written out by hand from the table of roles that was agreed on: not to be derived.
WHO_MAY = {
    (Thing.REGISTRATION, R.ACCEPT): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.ASK_MORE): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.COMPLETE): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.REFUSE): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.SPLIT): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.CLOSE): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.WITHDRAW): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.REOPEN): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.DECIDE_LATE): {LEADER},
    (Thing.REGISTRATION, R.RESTRICT): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.UNRESTRICT): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.RELEASE): {OFFICE, LEADER},
    (Thing.REGISTRATION, R.REISSUE_CODE): {OFFICE},
    (Thing.QUESTION, Q.CLASSIFY): {OFFICE, LEADER},
    (Thing.QUESTION, Q.ASSIGN): {LEADER},
    (Thing.QUESTION, Q.EXTEND): {LEADER},
    (Thing.QUESTION, Q.RETURN): {OFFICE, OFFICER},
    (Thing.QUESTION, Q.SAVE_DRAFT): {OFFICE, OFFICER},
    (Thing.QUESTION, Q.SUBMIT): {OFFICE, OFFICER},
    (Thing.QUESTION, Q.APPROVE): {LEADER},
    (Thing.QUESTION, Q.SEND_BACK): {LEADER},
    (Thing.QUESTION, Q.GIVE): {OFFICE},
    (Thing.QUESTION, Q.ANSWER_ON_SPOT): {OFFICE, LEADER},
    (Thing.QUESTION, Q.OWE_IN_WRITING): {LEADER},
    (Thing.QUESTION, Q.REFER): {OFFICE, LEADER},
    (Thing.QUESTION, Q.ESCALATE): {LEADER},
    (Thing.QUESTION, Q.RECORD_SUPERIOR_REPLY): {OFFICE, LEADER},
    (Thing.QUESTION, Q.DROP): {OFFICE},
    (Thing.QUESTION, Q.REOPEN): {OFFICE, LEADER},
    (Thing.QUESTION, Q.PREPARE_ANSWER): {OFFICE, LEADER},
    (Thing.SESSION, S.RESCHEDULE): {OFFICE, LEADER},
    (Thing.SESSION, S.POSTPONE): {OFFICE, LEADER},
    (Thing.SESSION, S.CANCEL): {LEADER},
    (Thing.SESSION, S.HOLD): {OFFICE, LEADER},
    (Thing.SESSION, S.CONCLUDE): {OFFICE, LEADER},
    (Thing.SESSION, S.GO_IN_WRITING): {LEADER},
    (Thing.SESSION, S.MOVE_DEADLINE): {OFFICE, LEADER},
}
# What each verb is given, and what must stand beforehand for it to make sense.
GIVEN = {
    (Thing.REGISTRATION, R.SPLIT): lambda w: {
        "questions": [{"text": "Lệ phí bao nhiêu?", "part": 2}]
    },
    (Thing.REGISTRATION, R.COMPLETE): lambda w: {"supplement": "Số nhà 12, thôn Thao Chính."},
    (Thing.REGISTRATION, R.DECIDE_LATE): lambda w: {"decision": LateDecision.IN_WRITING},
    (Thing.REGISTRATION, R.REFUSE): lambda w: {"refusal_reason": RefusalReason.OFF_TOPIC},
    (Thing.QUESTION, Q.CLASSIFY): lambda w: {"topic": None},
    (Thing.QUESTION, Q.ASSIGN): lambda w: {"department": w.unit},
    (Thing.QUESTION, Q.SAVE_DRAFT): lambda w: {"reply": "Cần tờ khai."},
    (Thing.QUESTION, Q.SUBMIT): lambda w: {"reply": "Cần tờ khai và giấy chứng sinh."},
    (Thing.QUESTION, Q.EXTEND): lambda w: {"due_on": dt.date(2099, 1, 5)},
    (Thing.QUESTION, Q.GIVE): lambda w: {"way": Outcome.LETTER},
    (Thing.QUESTION, Q.ANSWER_ON_SPOT): lambda w: {"reply": "Đã trả lời tại chỗ."},
    (Thing.QUESTION, Q.OWE_IN_WRITING): lambda w: {"department": w.unit},
    (Thing.QUESTION, Q.REFER): lambda w: {"other_body": "Công an xã"},
    (Thing.QUESTION, Q.ESCALATE): lambda w: {"other_body": "Sở Nội vụ"},
    (Thing.QUESTION, Q.RECORD_SUPERIOR_REPLY): lambda w: {"reply": "Sở đã trả lời."},
    (Thing.QUESTION, Q.PREPARE_ANSWER): lambda w: {"answer_page": None},
    (Thing.SESSION, S.MOVE_DEADLINE): lambda w: {
        "closes_at": w.session.start_at - dt.timedelta(days=1)
    },
    (Thing.SESSION, S.RESCHEDULE): lambda w: {"start_at": timezone.now() + dt.timedelta(days=30)},
}
BEFORE = {
    (Thing.REGISTRATION, R.CLOSE): lambda w: w.put_question(
        state=QuestionState.ANSWERED, outcome=Outcome.LETTER
    ),
    (Thing.REGISTRATION, R.DECIDE_LATE): lambda w: w.put_sheet(
        received_at=timezone.now(), recorded_at=timezone.now()
    ),
    (Thing.QUESTION, Q.ANSWER_ON_SPOT): lambda w: w.put_session(state=SessionState.HELD),
}
# Permitted by the table, yet without sense in this visibility: refused all the same.
SENSELESS = {
    (R.RESTRICT, Visibility.RESTRICTED): ValidationError,
    (R.RELEASE, Visibility.RESTRICTED): ValidationError,
    (R.RELEASE, Visibility.NORMAL): ValidationError,
    (R.UNRESTRICT, Visibility.NORMAL): ValidationError,
    (R.UNRESTRICT, Visibility.QUARANTINED): ValidationError,
    (R.ACCEPT, Visibility.QUARANTINED): ValidationError,
    (Q.PREPARE_ANSWER, Visibility.RESTRICTED): NotAllowed,
}


def expected(row, state, person, visibility):
    """Say from the table alone whether ``person`` may: the test's own reading of the design."""
    if not person.active or state not in row.sources:
        return False
    hidden = row.thing != Thing.SESSION and visibility == Visibility.RESTRICTED
    if hidden and Role.RESTRICTED_READER not in person.roles:
        return False
    held = person.roles & row.roles
    by_department = row.thing == Thing.QUESTION and person.own_department
    if not (held - {Role.OFFICER} or (Role.OFFICER in held and by_department)):
        return False
    if row.needs_also and row.needs_also not in person.roles:
        return False
    return not (row.not_own and person.name == "lãnh đạo tự soạn dự thảo")


def attempt(world, row, person, before, allowed, wanted_error):
    """Do the verb as ``person`` and undo it; raise AssertionError if it went otherwise."""
    key = (row.thing, row.verb)
    record = world.record(row.thing)
    assert can(person.user, row.verb, record) == allowed
    given = GIVEN.get(key, lambda w: {})(world)
    if allowed and not wanted_error:
        done = run(record, row.verb, user=person.user, reason=REASON, **given)
        check_done(row, record, done, person)
        return
    with worlds.writes() as written, pytest.raises(wanted_error or NotAllowed):
        run(record, row.verb, user=person.user, reason=REASON, **given)
    # Who may not, doesn't even make the database try; what else is refused is taken back.
    assert not written or (wanted_error and worlds.snapshot() == before)


def check_done(row, record, done, person):
    stored = type(done).objects.get(pk=done.pk)
    assert stored.state == row.moves[record.state]
    assert stored.version == record.version + 1
    if row.thing != Thing.SESSION:
        newest = stored.history.get(version=stored.version)
        assert (newest.verb, newest.history_user, newest.history_change_reason) == (
            str(row.verb),
            person.user,
            REASON,
        )


CASES = [(thing, state) for thing, states in STATES.items() for state in states]


@pytest.mark.parametrize(("thing", "state"), CASES, ids=[f"{t}-{s}" for t, s in CASES])
def test_a_verb_is_done_exactly_when_the_table_allows_it_and_else_changes_nothing(
    commune, thing, state
):
    world = worlds.build()
    world.put(thing, state)
    visibilities = [Visibility.NORMAL]
    if thing != Thing.SESSION:
        visibilities.append(Visibility.RESTRICTED)
    if thing == Thing.REGISTRATION:
        visibilities.append(Visibility.QUARANTINED)
    wrong = []
    for visibility in visibilities:
        world.put_sheet(visibility=visibility)
        for row in (row for row in TRANSITIONS.values() if row.thing == thing):
            wrong += tries(world, row, state, visibility)
    assert not wrong, "\n".join(wrong)


def tries(world, row, state, visibility):
    """Return in sentences what went otherwise than the table says."""
    wrong = []
    with transaction.atomic():
        BEFORE.get((row.thing, row.verb), lambda w: None)(world)
        before = worlds.snapshot()
        for person in world.people:
            allowed = expected(row, state, person, visibility)
            error = SENSELESS.get((row.verb, visibility)) if allowed else None
            save = transaction.savepoint()
            try:
                attempt(world, row, person, before, allowed, error)
            except (AssertionError, NotAllowed, ValidationError, Conflict) as problem:
                what = "allowed" if allowed else "refused"
                wrong.append(
                    f"{row.verb} in {state} ({visibility}) by {person.name}: should be {what}: "
                    f"{problem!r}"
                )
            transaction.savepoint_rollback(save)
        if worlds.snapshot() != before:
            wrong.append(f"{row.verb} in {state} ({visibility}): something changed for good")
        transaction.set_rollback(True)
    return wrong


def test_every_verb_of_the_table_has_one_action_and_every_action_stands_in_the_table():
    assert set(ACTIONS) == set(TRANSITIONS)


def test_every_verb_leads_between_states_that_exist():
    for row in TRANSITIONS.values():
        states = set(STATES[row.thing])
        assert set(row.moves) <= states
        assert set(row.moves.values()) <= states
        assert row.roles


def test_each_verb_is_for_the_roles_agreed_on():
    assert {key: set(row.roles) for key, row in TRANSITIONS.items()} == WHO_MAY
    beside = {key: row.needs_also for key, row in TRANSITIONS.items() if row.needs_also}
    assert beside == {(Thing.REGISTRATION, R.UNRESTRICT): Role.RESTRICTED_READER}
    assert [key for key, row in TRANSITIONS.items() if row.not_own] == [(Thing.QUESTION, Q.APPROVE)]


def test_nothing_can_add_to_the_table_while_the_site_runs():
    with pytest.raises(TypeError):
        TRANSITIONS[(Thing.REGISTRATION, "delete")] = None


REASONED = [row for row in TRANSITIONS.values() if row.reason]


@pytest.mark.parametrize("row", REASONED, ids=[f"{row.thing}-{row.verb}" for row in REASONED])
def test_a_verb_that_needs_a_reason_is_refused_without_one(commune, row):
    world = worlds.build()
    world.put(row.thing, next(iter(row.sources)))
    chief = make.staff(Role.LEADER, Role.OFFICE, Role.RESTRICTED_READER)
    BEFORE.get((row.thing, row.verb), lambda w: None)(world)
    before = worlds.snapshot()
    for blank in ("", "   ", "\u200b\u202e\n"):
        given = GIVEN.get((row.thing, row.verb), lambda w: {})(world)
        with pytest.raises(ValidationError) as refused:
            run(world.record(row.thing), row.verb, user=chief, reason=blank, **given)
        assert "reason" in refused.value.message_dict
    assert worlds.snapshot() == before


def test_the_desk_offers_exactly_what_may_be_done(commune):
    world = worlds.build()
    offered = verbs_for(world.person("chỉ có vai trò leader").user, world.sheet)
    assert [row.verb for row in offered] == [
        R.ACCEPT,
        R.ASK_MORE,
        R.DECIDE_LATE,
        R.REFUSE,
        R.WITHDRAW,
        R.RELEASE,
        R.RESTRICT,
    ]


def test_a_user_who_was_demoted_is_out_at_the_next_request(commune):
    world = worlds.build()
    clerk = world.person("chỉ có vai trò office").user
    clerk.groups.clear()
    fresh = type(clerk).objects.get(pk=clerk.pk)
    before = worlds.snapshot()
    with pytest.raises(NotAllowed):
        run(world.sheet, R.ACCEPT, user=fresh)
    assert worlds.snapshot() == before
    assert AuditEntry.objects.count() == 0
