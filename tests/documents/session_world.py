"""Sessions with sheets and questions, through the real verbs, for the tests of their papers."""

import datetime as dt

from django.utils import timezone

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.actions import sessions
from dialogue.models import SessionPage
from dialogue.states import QuestionState
from tests import factories as make

NAME, PHONE = "Đỗ Thị Ánh Nguyệt", "+84912345678"
STEPS = (QuestionState.ASSIGNED, QuestionState.DRAFTED, QuestionState.APPROVED)


class People:
    """One clerk, one leader and one officer for all that happens in a test."""

    def __init__(self, department):
        self.department = department
        self.clerk, self.chief = make.office(), make.leader()
        self.officer = make.officer(department)


def received(session, **fields):
    """Return a sheet for ``session`` that came in time."""
    now = (session.closes_at or timezone.now()) - dt.timedelta(days=2)
    return make.sheet(session=session, now=now, received_at=now, **fields)


def accepted(session, people, **fields):
    return r.accept(received(session, **fields), user=people.clerk)


def asked(session, people, text, *, sheet=None, topic=None, department=None, reply="", **fields):
    """
    Return a question of ``session``: new, or with the department, or approved if it has a reply.

    :param department: who gets it; it stays new without one
    """
    sheet = sheet or accepted(session, people, **fields)
    r.split(sheet, user=people.clerk, questions=[{"text": text, "part": 1, "topic": topic}])
    question = sheet.questions.order_by("-ordinal").first()
    if department:
        question = q.assign(question, user=people.chief, department=department)
    if reply:
        question = q.submit(question, user=people.clerk, reply=reply)
        question = q.approve(question, user=people.chief)
    return question


def held(session, people):
    """Let ``session`` have begun an hour ago, and record it as held."""
    start = timezone.now() - dt.timedelta(hours=1)
    SessionPage.objects.filter(pk=session.pk).update(start_at=start, sort_at=start)
    return sessions.hold(SessionPage.objects.get(pk=session.pk), user=people.clerk)
