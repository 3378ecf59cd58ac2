"""
Who may do what. The table of transitions names the roles of each verb; here it meets a person.

``visible_registrations(user)`` and ``visible_questions(user)`` are what every staff view starts
from; ``can(user, verb, thing)`` answers for one record, ``check`` says in a sentence why not.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from .models import Question, Registration, RoleGroup
from .states import QuestionVerb, Role, Thing, Visibility, transition, verbs_from


class NotAllowed(PermissionDenied):
    """The person may not do this, or not in this state. The message is for them."""


# Who sees what of the desk, besides the verbs: read this as the design's table of roles.
READ_ALL = frozenset({Role.OFFICE, Role.LEADER})
READ_DEPARTMENT = frozenset({Role.OFFICER})
ENTER_SHEETS = frozenset({Role.OFFICE, Role.LEADER})
MANAGE_DIRECTORY = frozenset({Role.OFFICE, Role.ADMINISTRATOR})
WITHDRAW_CONSENTS = frozenset({Role.OFFICE, Role.LEADER})
# Official papers name people: printing, numbering, keeping signed copies, printing many.
HANDLE_PAPERS = frozenset({Role.OFFICE, Role.LEADER})
# Putting a signed copy before everyone is publishing, as with pages.
PUBLISH_PAPERS = frozenset({Role.LEADER})
READ_OUTBOX = frozenset({Role.OFFICE, Role.ADMINISTRATOR})
READ_AUDIT = frozenset({Role.ADMINISTRATOR, Role.RESTRICTED_READER})
PREPARE_PAGES = frozenset({Role.EDITOR, Role.OFFICE, Role.LEADER, Role.ADMINISTRATOR})

# Whose text a reply is, as its history tells it.
DRAFTS = (QuestionVerb.SAVE_DRAFT, QuestionVerb.SUBMIT)
GIVES_OUT = (QuestionVerb.ASSIGN, QuestionVerb.OWE_IN_WRITING)


def roles_of(user):
    """Return the roles a user holds through their groups; none for the inactive."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if not hasattr(user, "_dialogue_roles"):
        held = RoleGroup.objects.filter(group__user=user).values_list("role", flat=True)
        user._dialogue_roles = frozenset(Role(role) for role in held)
    return user._dialogue_roles


def holds(user, roles):
    """Return whether the user holds one of ``roles``."""
    return bool(roles_of(user) & frozenset(roles))


def departments_of(user):
    """Return the ids of the departments whose officer the user is."""
    if not hasattr(user, "_dialogue_departments"):
        user._dialogue_departments = frozenset(
            user.dialogue_departments.values_list("pk", flat=True)
        )
    return user._dialogue_departments


def reads_restricted(user):
    return Role.RESTRICTED_READER in roles_of(user)


def visible_registrations(user):
    """Return the sheets a user may open: all, those of their department, or none."""
    sheets = Registration.objects.all()
    if not reads_restricted(user):
        sheets = sheets.exclude(visibility=Visibility.RESTRICTED)
    if holds(user, READ_ALL):
        return sheets
    if holds(user, READ_DEPARTMENT):
        own = Question.objects.filter(department__in=departments_of(user))
        return sheets.filter(pk__in=own.values("registration"))
    return sheets.none()


def visible_questions(user):
    """Return the questions a user may open."""
    questions = Question.objects.all()
    if not reads_restricted(user):
        questions = questions.exclude(registration__visibility=Visibility.RESTRICTED)
    if holds(user, READ_ALL):
        return questions
    if holds(user, READ_DEPARTMENT):
        return questions.filter(department__in=departments_of(user))
    return questions.none()


def sees_contacts(user):
    """Return whether phone, address and e-mail of a visible sheet are shown to the user."""
    return holds(user, READ_ALL)


def _role_reaches(user, roles, thing):
    """Return whether one of ``roles``, as the user holds it, reaches this very record."""
    held = roles_of(user) & roles
    if held - READ_DEPARTMENT:
        return True
    if held and thing.THING == Thing.QUESTION:
        return thing.department_id in departments_of(user)
    return False


def _hidden(user, thing):
    restricted = thing.THING != Thing.SESSION and thing.is_restricted
    return restricted and not reads_restricted(user)


def may_withdraw_consents(user, sheet):
    """Return whether the user may record that the sender of ``sheet`` took a consent back."""
    return holds(user, WITHDRAW_CONSENTS) and not _hidden(user, sheet)


def may_handle_papers(user, record):
    """Return whether the user may print, number and keep the papers about a sheet or session."""
    return holds(user, HANDLE_PAPERS) and not _hidden(user, record)


def may_publish_papers(user, record):
    """Return whether the user may put a signed paper about ``record`` before everyone."""
    return holds(user, PUBLISH_PAPERS) and not _hidden(user, record)


def check_reach(user, verb, thing):
    """
    Return the transition if the user's roles reach ``verb`` on ``thing``, whatever its state.

    :raises NotAllowed: with a sentence saying why not
    """
    row = transition(thing.THING, verb)
    if _hidden(user, thing) or not _role_reaches(user, row.roles, thing):
        raise NotAllowed(_("Your role does not allow this."))
    if row.needs_also and row.needs_also not in roles_of(user):
        raise NotAllowed(_("Only persons named for restricted sheets may do this."))
    return row


def check(user, verb, thing):
    """
    Return the transition if ``user`` may do ``verb`` to ``thing`` as it stands.

    :raises NotAllowed: with a sentence saying why not
    """
    row = check_reach(user, verb, thing)
    if thing.state not in row.sources:
        raise NotAllowed(
            _("This can't be done now: the state is “%(state)s”.")
            % {"state": thing.get_state_display()}
        )
    if row.not_own and _wrote_the_draft(user, thing):
        raise NotAllowed(_("Nobody approves their own draft; another leader must do this."))
    return row


def _wrote_the_draft(user, question):
    """
    Return whether the reply is wholly or in part the user's own.

    Handing in what somebody else wrote doesn't make it another's: everyone who saved or submitted
    a draft since the question was last given out counts.
    """
    return Question.objects.filter(_written_by(user), pk=question.pk).exists()


def _written_by(user):
    """Return the condition for questions whose reply is wholly or in part the user's own."""
    rows = Question.history.model.objects
    given_out = rows.filter(id=OuterRef("id"), verb__in=GIVES_OUT).order_by("-version")
    own = rows.filter(
        id=OuterRef("pk"),
        verb__in=DRAFTS,
        history_user=user,
        version__gt=Coalesce(Subquery(given_out.values("version")[:1]), 0),
    )
    return Q(drafted_by=user) | Q(Exists(own))


def to_approve(user):
    """Return the condition for the visible questions whose draft ``user`` may approve now."""
    row = transition(Thing.QUESTION, QuestionVerb.APPROVE)
    if not holds(user, row.roles):
        return Q(pk__in=[])
    return Q(state__in=row.sources) & ~_written_by(user)


def can(user, verb, thing):
    """Return whether ``user`` may do ``verb`` to ``thing`` as it stands."""
    try:
        check(user, verb, thing)
    except NotAllowed:
        return False
    return True


def verbs_for(user, thing):
    """Return the transitions that ``user`` may start on ``thing`` now, in the table's order."""
    return [row for row in verbs_from(thing.THING, thing.state) if can(user, row.verb, thing)]
