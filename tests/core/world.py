"""
One sheet, one question, one session, and a person for every role, for the tests of the table.

States are set by direct updates here and nowhere else: each state must be reachable at once, and
what the verbs do on the way is tested elsewhere.
"""

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry

from dialogue.models import (
    AuditEntry,
    Consent,
    OutgoingMail,
    Question,
    RegisterCounter,
    Registration,
    SessionPage,
)
from dialogue.states import OPEN_QUESTIONS, Outcome, QuestionState, RegistrationState, Role, Thing
from tests import factories as make

WATCHED = (
    Registration,
    Question,
    SessionPage,
    Consent,
    AuditEntry,
    OutgoingMail,
    RegisterCounter,
    Registration.history.model,
    Question.history.model,
)


def snapshot():
    """Return everything that an act could change, as plain data."""
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in WATCHED}
    return rows | {"log": PageLogEntry.objects.count()}


@contextmanager
def writes():
    """Collect the statements that change rows; also those that are rolled back later."""
    seen = []

    def watch(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE")):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


@dataclass
class Person:
    name: str
    roles: frozenset
    user: object
    active: bool = True
    own_department: bool = False


@dataclass
class World:
    sheet: Registration
    question: Question
    session: SessionPage
    unit: object
    people: list = field(default_factory=list)

    def record(self, thing):
        """Return the record of ``thing`` as stored now."""
        pk = {
            Thing.REGISTRATION: self.sheet.pk,
            Thing.QUESTION: self.question.pk,
            Thing.SESSION: self.session.pk,
        }[thing]
        model = {
            Thing.REGISTRATION: Registration,
            Thing.QUESTION: Question,
            Thing.SESSION: SessionPage,
        }[thing]
        return model.objects.get(pk=pk)

    def person(self, name):
        return next(person for person in self.people if person.name == name)

    def put_sheet(self, **fields):
        Registration.objects.filter(pk=self.sheet.pk).update(**fields)

    def put_question(self, **fields):
        Question.objects.filter(pk=self.question.pk).update(**fields)

    def put_session(self, **fields):
        SessionPage.objects.filter(pk=self.session.pk).update(**fields)

    def put(self, thing, state):
        """Bring the record of ``thing`` to ``state``, with what belongs to it."""
        if thing == Thing.REGISTRATION:
            self.put_sheet(state=state)
        elif thing == Thing.SESSION:
            self.put_session(state=state)
        else:
            self.put_sheet(state=RegistrationState.ACCEPTED)
            self.put_question(state=state, **_question_fields(self, state))


def _question_fields(world, state):
    fields = {"outcome": "" if state in OPEN_QUESTIONS else Outcome.LETTER}
    if state == QuestionState.NEW:
        return fields | {"department": None}
    fields |= {"department": world.unit, "assigned_at": timezone.now()}
    drafter = world.person("lãnh đạo tự soạn dự thảo").user
    return fields | {"drafted_by": drafter, "reply": "Cần tờ khai và giấy chứng sinh."}


def build():
    """Return a fresh world: everything in its first state, the session ten days ago."""
    unit = make.DepartmentFactory(name="Phòng Kinh tế")
    session = make.session(
        title="Hội nghị đối thoại quý II", start_at=timezone.now() - dt.timedelta(days=10)
    )
    sheet = make.sheet(full_name="Đỗ Thị Ánh Nguyệt", email="nguyet@example.vn", session=session)
    question = Question.objects.create(
        registration=sheet, ordinal=1, part=1, text="Khai sinh cần giấy tờ gì?"
    )
    return World(sheet, question, session, unit, _people(unit))


def _people(unit):
    other = make.DepartmentFactory(name="Phòng Văn hóa - Xã hội")

    def person(name, *roles, department=None, active=True):
        user = make.staff(*(roles or (Role.EDITOR,)), department=department, is_active=active)
        if not roles:
            user.groups.clear()
        return Person(name, frozenset(roles), user, active, department == unit)

    everyone = [person("không có vai trò")]
    everyone += [
        person(f"chỉ có vai trò {role.value}", role) for role in Role if role != Role.OFFICER
    ]
    return [
        *everyone,
        person("chuyên viên của đơn vị", Role.OFFICER, department=unit),
        person("chuyên viên đơn vị khác", Role.OFFICER, department=other),
        person("văn phòng đã khóa tài khoản", Role.OFFICE, active=False),
        person("lãnh đạo đã khóa tài khoản", Role.LEADER, active=False),
        person("lãnh đạo tự soạn dự thảo", Role.LEADER, Role.OFFICE),
        person("văn phòng được giao phiếu hạn chế", Role.OFFICE, Role.RESTRICTED_READER),
        person("lãnh đạo được giao phiếu hạn chế", Role.LEADER, Role.RESTRICTED_READER),
        person(
            "chuyên viên được giao phiếu hạn chế",
            Role.OFFICER,
            Role.RESTRICTED_READER,
            department=unit,
        ),
    ]
