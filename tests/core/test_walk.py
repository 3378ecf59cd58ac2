"""
Random verbs by random people on random records, old and new, and what must hold after each step.

The walk is the same every time (``derandomize``); a failure is printed as the shortest list of
steps that leads to it.
"""

import datetime as dt
from collections import Counter
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dialogue.actions import Conflict, NotAllowed, run
from dialogue.deadlines import ZONE
from dialogue.models import AuditEntry, Question, RegisterCounter, Registration, SessionPage
from dialogue.permissions import roles_of, verbs_for, visible_questions, visible_registrations
from dialogue.states import (
    FINAL_QUESTIONS,
    TRANSITIONS,
    LateDecision,
    Outcome,
    QuestionState,
    RefusalReason,
    RegistrationState,
    Role,
    Thing,
    Visibility,
)
from dialogue.states import QuestionVerb as Q
from dialogue.states import RegistrationVerb as R
from dialogue.states import SessionVerb as S
from tests import factories as make

from .world import snapshot

STEPS, WALKS = 40, 16
DRAFTS, GIVES_OUT = ("save_draft", "submit"), ("assign", "owe_in_writing")
# Fair dice: Hypothesis' own choices lean to the first, and few walks would go far.
DICE = st.integers(0, 2**64 - 1)
REPLIES = ("Cần tờ khai.", "Cần tờ khai.", "Cần tờ khai và giấy chứng sinh.", "\u200b")


class Ground:
    """What all walks start from: people, two departments, two sessions, two answer pages."""

    def __init__(self):
        self.units = [make.DepartmentFactory(), make.DepartmentFactory()]
        self.people = [
            make.office(),
            make.leader(),
            make.staff(Role.LEADER, Role.OFFICE),
            make.staff(Role.LEADER, Role.OFFICE, Role.RESTRICTED_READER),
            make.officer(self.units[0]),
            make.staff(Role.OFFICER, Role.RESTRICTED_READER, department=self.units[1]),
            make.staff(Role.EDITOR, Role.ADMINISTRATOR),
            make.staff(Role.OFFICE, is_active=False),
        ]
        held = dt.datetime(2026, 6, 26, 8, tzinfo=ZONE)
        coming = dt.datetime(2027, 3, 12, 8, tzinfo=ZONE)
        self.sessions = [make.session(start_at=held), make.session(start_at=coming)]
        self.pages = [make.answer(), make.answer(live=False)]
        self.done = Counter()


class Walk(RuleBasedStateMachine):
    ground = None

    def __init__(self):
        super().__init__()
        self.now = dt.datetime(2026, 12, 29, 9, tzinfo=ZONE)
        # A refused step is shown to change nothing; only others need to be looked at.
        self.changed = False
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize()
    def the_day_begins_with_work_in_hand(self):
        """Three sheets: one just in, one with two questions, one with a question approved."""
        clerk, chief = self.ground.people[:2]
        unit, expert = self.ground.units[0], self.ground.people[4]
        _new, second, third = (make.sheet(now=self.later()) for _unused in range(3))
        for sheet in (second, third):
            run(sheet, R.ACCEPT, user=clerk, now=self.later())
            texts = [{"text": "Lệ phí?", "part": 1}, {"text": "Giấy tờ gì?", "part": 2}]
            run(sheet, R.SPLIT, user=clerk, now=self.later(), questions=texts)
        question = third.questions.first()
        question = run(question, Q.ASSIGN, user=chief, now=self.later(), department=unit)
        question = run(question, Q.SUBMIT, user=expert, now=self.later(), reply="Cần tờ khai.")
        run(question, Q.APPROVE, user=chief, now=self.later())

    def roll(self, seed):
        """Return dice for this step; small seeds are favoured, yet no two steps are alike."""
        return Random(f"{seed} {self.now}")

    def later(self):
        self.now += dt.timedelta(hours=7)
        return self.now

    @rule(
        session=st.sampled_from([None, 0, 1]),
        suspicious=st.booleans(),
        twice=st.booleans(),
        broken=st.booleans(),
    )
    def a_sheet_comes_in(self, session, suspicious, twice, broken):
        self.changed = True
        options = {
            "session": None if session is None else self.ground.sessions[session],
            "suspicion": "nhiều liên kết" if suspicious else "",
            "now": self.later(),
            "key": f"{Registration.objects.count():032x}",
        }
        for _unused in range(2 if twice else 1):
            make.sheet(**options)
        if broken:
            with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
                make.sheet(**options | {"key": "f" * 32})
                raise transaction.TransactionManagementError("the machine stops here")

    @rule(dice=DICE)
    def somebody_does_something_that_is_offered(self, dice):
        """Each verb that anybody is offered anywhere is as likely as any other."""
        dice = self.roll(dice)
        offered = {}
        for record in self.records():
            for user in self.ground.people:
                for row in verbs_for(user, record):
                    offered.setdefault((row.thing, row.verb), []).append((user, record))
        thing, verb = dice.choice(sorted(offered))
        user, record = dice.choice(offered[thing, verb])
        self.attempt(dice, user, record, verb, 0)

    @rule(dice=DICE)
    def somebody_else_does_what_is_offered(self, dice):
        self.somebody_does_something_that_is_offered(dice)

    @rule(dice=DICE, behind=st.sampled_from([0, 0, 1, 2]))
    def somebody_tries_anything(self, dice, behind):
        dice = self.roll(dice)
        user = dice.choice(self.ground.people)
        record = dice.choice(self.records())
        verbs = [row.verb for row in TRANSITIONS.values() if row.thing == record.THING]
        self.attempt(dice, user, record, dice.choice(verbs), behind)

    @rule(dice=DICE, up=st.booleans())
    def an_answer_is_published_or_taken_down(self, dice, up):
        self.changed = True
        page = self.roll(dice).choice(self.ground.pages)
        page = type(page).objects.get(pk=page.pk)
        if not up:
            page.unpublish()
            return
        try:
            with transaction.atomic():
                page.save_revision(clean=False).publish()
        except ValidationError:
            self.ground.done["publishing refused"] += 1

    def records(self):
        models = (Registration, Question, SessionPage)
        return [record for model in models for record in model.objects.order_by("pk")]

    def attempt(self, dice, user, record, verb, behind):
        reason = dice.choice(["Theo kế hoạch"] * 5 + [""])
        self.changed = False
        self.ground.done["tried"] += 1
        before = snapshot()
        try:
            done = run(
                record,
                verb,
                user=user,
                version=record.version - behind,
                reason=reason,
                now=self.later(),
                **self.given(dice, record, verb),
            )
        except (NotAllowed, Conflict, ValidationError) as refusal:
            assert snapshot() == before, f"refused ({refusal!r}), yet something changed"
            return
        assert behind == 0
        self.changed = True
        assert done.version == record.version + 1
        self.ground.done[f"{record.THING} {verb}"] += 1

    def given(self, dice, record, verb):
        def one(*values):
            return dice.choice(values)

        units, sessions, pages = self.ground.units, self.ground.sessions, self.ground.pages
        of_registration = {
            R.SPLIT: lambda: {
                "questions": [
                    {"text": "Lệ phí?", "part": part} for part in one([1], [1], [1, 2], [3], [])
                ]
            },
            R.COMPLETE: lambda: {"supplement": one("Số nhà 12", " ")},
            R.DECIDE_LATE: lambda: {
                "decision": one(*LateDecision),
                "session": one(None, *sessions),
            },
            R.REFUSE: lambda: {
                "refusal_reason": one(*RefusalReason),
                "duplicate_of": one(None, *Registration.objects.order_by("pk")),
            },
        }
        of_question = {
            Q.CLASSIFY: lambda: {"topic": None, "text": one(None, "", "Lệ phí bao nhiêu?")},
            Q.ASSIGN: lambda: {"department": one(*units, *units, None)},
            Q.SAVE_DRAFT: lambda: {"reply": one(*REPLIES)},
            Q.SUBMIT: lambda: {"reply": one(*REPLIES)},
            Q.EXTEND: lambda: {"due_on": one(None, dt.date(2020, 1, 1), dt.date(2028, 2, 29))},
            Q.GIVE: lambda: {"way": one(*Outcome)},
            Q.ANSWER_ON_SPOT: lambda: {"reply": one(*REPLIES)},
            Q.OWE_IN_WRITING: lambda: {"department": one(None, *units)},
            Q.REFER: lambda: {"other_body": one("Công an xã", "")},
            Q.ESCALATE: lambda: {"other_body": one("Sở Nội vụ", "")},
            Q.RECORD_SUPERIOR_REPLY: lambda: {"reply": one(*REPLIES)},
            Q.PREPARE_ANSWER: lambda: {"answer_page": one(*pages)},
        }
        of_session = {
            S.MOVE_DEADLINE: lambda: {"closes_at": one(None, self.now)},
            S.RESCHEDULE: lambda: {"start_at": one(None, self.now + dt.timedelta(days=40))},
        }
        table = {
            Thing.REGISTRATION: of_registration,
            Thing.QUESTION: of_question,
            Thing.SESSION: of_session,
        }[record.THING]
        return table.get(verb, dict)()

    @precondition(lambda self: self.changed)
    @invariant()
    def numbers_have_no_gap(self):
        for counter in RegisterCounter.objects.all():
            sheets = Registration.objects.filter(year=counter.year).order_by("number")
            numbers = list(sheets.values_list("number", flat=True))
            assert numbers == list(range(1, counter.last + 1))

    @precondition(lambda self: self.changed)
    @invariant()
    def a_closed_sheet_has_only_final_questions_and_an_open_question_an_accepted_sheet(self):
        for sheet in Registration.objects.prefetch_related("questions"):
            states = {question.state for question in sheet.questions.all()}
            if sheet.state == RegistrationState.CLOSED:
                assert states and states <= FINAL_QUESTIONS
            if states - FINAL_QUESTIONS:
                assert sheet.state == RegistrationState.ACCEPTED

    @precondition(lambda self: self.changed)
    @invariant()
    def final_questions_have_an_outcome_and_others_none(self):
        for question in Question.objects.all():
            assert bool(question.outcome) == (question.state in FINAL_QUESTIONS), question.state
            if question.state == QuestionState.ASSIGNED:
                assert question.due_on and question.due_how and question.department_id

    @precondition(lambda self: self.changed)
    @invariant()
    def the_history_is_complete(self):
        for model, first in ((Registration, "receive"), (Question, "create")):
            rows = {}
            for row in model.history.order_by("id", "version", "history_id"):
                rows.setdefault(row.id, []).append(row)
            for record in model.objects.all():
                told = rows[record.pk]
                assert [row.version for row in told] == list(range(1, record.version + 1))
                assert told[0].verb == first
                assert all(row.verb and row.history_user_id for row in told[1:])
                assert told[-1].state == record.state

    @precondition(lambda self: self.changed)
    @invariant()
    def a_restricted_sheet_is_seen_by_named_persons_only_and_never_public(self):
        secret = Registration.objects.filter(visibility=Visibility.RESTRICTED)
        assert not Question.objects.filter(registration__in=secret, answer_page__live=True).exists()
        if not secret:
            return
        for user in self.ground.people:
            if Role.RESTRICTED_READER in roles_of(user):
                continue
            assert not visible_registrations(user).filter(pk__in=secret).exists()
            assert not visible_questions(user).filter(registration__in=secret).exists()
            for sheet in secret:
                assert verbs_for(user, sheet) == []

    @precondition(lambda self: self.changed)
    @invariant()
    def every_refusal_left_an_audit_row(self):
        refused = Registration.history.filter(verb="refuse").count()
        assert AuditEntry.objects.filter(action="refuse").count() == refused

    @precondition(lambda self: self.changed)
    @invariant()
    def a_denunciation_is_restricted(self):
        refused = Registration.objects.filter(refusal_reason=RefusalReason.DENUNCIATION)
        assert not refused.exclude(visibility=Visibility.RESTRICTED).exists()

    @precondition(lambda self: self.changed)
    @invariant()
    def nobody_approved_what_they_had_a_hand_in(self):
        for approval in Question.history.filter(verb="approve"):
            rows = Question.history.filter(id=approval.id, version__lt=approval.version)
            given_out = rows.filter(verb__in=GIVES_OUT).order_by("-version").first()
            writers = rows.filter(verb__in=DRAFTS, version__gt=given_out.version)
            assert approval.history_user_id not in writers.values_list("history_user", flat=True)


@pytest.mark.django_db
def test_whatever_people_try_the_record_stays_true(commune):
    ground = Ground()
    machine = type("WalkHere", (Walk,), {"ground": ground})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # The walks came far: many verbs were really done, and more were tried.
    assert len(ground.done) >= 15, ground.done
