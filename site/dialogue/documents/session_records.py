"""
Which sheets and questions the papers of a session may speak of: one rule for all of them.

Session papers are handed round, so a sheet that is restricted, set aside, refused or withdrawn
stands in none of them, whoever prints: adding one changes no paper.
"""

from ..models import PlanPage, Question, Registration
from ..models.pages.base import open_to_all
from ..states import QuestionState, RegistrationState, Thing, Visibility
from ..vietnamese import official_date

# Source: the plan, II.3: the head of each village invites so many for us.
DELEGATES_A_VILLAGE = 2
ENDED = (RegistrationState.REFUSED, RegistrationState.WITHDRAWN)


def registrations_of(session):
    """Return the sheets of ``session`` that its papers may name, by register number."""
    sheets = Registration.objects.filter(session=session, visibility=Visibility.NORMAL)
    return (
        sheets.exclude(state__in=ENDED)
        .select_related("village", "session")
        .order_by("year", "number")
    )


def questions_of(session):
    """
    Return the questions of those sheets, by register number and ordinal, without dropped ones.

    With sheet, village, department and topic, so that a paper needs one query for all of them.
    """
    questions = Question.objects.filter(registration__in=registrations_of(session))
    return (
        questions.exclude(state=QuestionState.WITHDRAWN)
        .select_related(
            "registration__village", "registration__session", "department", "topic", "assigned_by"
        )
        .order_by("registration__year", "registration__number", "ordinal")
    )


def hidden_now(sheet):
    """
    Return whose papers may speak of ``sheet`` if its latest act restricted it, as {(Thing, pk)}:
    its own, and those of every session that it was ever registered for. Otherwise an empty set.

    Whatever the act was: refusing a denunciation restricts, too.
    """
    if not sheet.is_restricted:
        return set()
    noted = Registration.history.filter(id=sheet.pk)
    before = noted.filter(version__lt=sheet.version).order_by("-version").first()
    if before is not None and before.visibility == Visibility.RESTRICTED:
        return set()
    sessions = noted.exclude(session=None).values_list("session_id", flat=True)
    return {(Thing.REGISTRATION, sheet.pk)} | {(Thing.SESSION, pk) for pk in sessions}


def plan_cited(session):
    """
    Return the published plan that ``session`` belongs to as papers cite it, or "".

    "Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2026": a draft has no number and isn't cited.
    """
    if session is None:
        return ""
    plans = open_to_all(PlanPage.objects.ancestor_of(session)).exclude(number="")
    plan = plans.filter(issued_on__isnull=False).first()
    return f"Kế hoạch số {plan.full_number} {official_date(plan.issued_on)}" if plan else ""
