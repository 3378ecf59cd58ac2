"""
Who may give which right. Wagtail lets whoever edits accounts tick everything, the superuser's box
too; here nobody gives what would open restricted sheets, or more than they hold themselves.
"""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ..models import RoleGroup
from ..permissions import reads_restricted
from ..states import Role


def _restricted_group():
    row = RoleGroup.objects.filter(role=Role.RESTRICTED_READER).first()
    return str(row.group_id) if row else ""


def rights_problem(giver, groups, superuser=False, user=None):
    """
    Return, in a sentence, why ``giver`` may not give these rights, or an empty text.

    :param groups: the ids, as text, that the account is to have
    :param superuser: whether it is to be a superuser
    :param user: the account as it is; None for a new one
    """
    if giver.is_superuser:
        return ""
    if superuser or (user is not None and user.is_superuser):
        return _("Only a superuser makes or changes a superuser.")
    held = {str(pk) for pk in user.groups.values_list("pk", flat=True)} if user else set()
    if user is not None and user.pk == giver.pk and set(groups) != held:
        return _("Nobody changes their own roles: another administrator must do this.")
    if _restricted_group() in set(groups) - held and not reads_restricted(giver):
        return _(
            "Only a superuser, or a person named already, names persons for restricted sheets."
        )
    return ""


def guard_rights(request, user=None):
    """Refuse rights beyond one's own (hooks ``before_create_user``, ``before_edit_user``)."""
    if request.method != "POST":
        return None
    problem = rights_problem(
        request.user, request.POST.getlist("groups"), "is_superuser" in request.POST, user
    )
    if not problem:
        return None
    messages.error(request, problem)
    return (
        redirect("wagtailusers_users:edit", user.pk) if user else redirect("wagtailusers_users:add")
    )


def guard_bulk_rights(request, action_type, users, action):
    """The same for several accounts at once (hook ``before_bulk_action``)."""
    if action_type != "assign_role" or request.method != "POST":
        return None
    given = request.POST.get("role", "")
    for user in users:
        held = [str(pk) for pk in user.groups.values_list("pk", flat=True)]
        if problem := rights_problem(request.user, [*held, given], user=user):
            messages.error(request, problem)
            return redirect("wagtailusers_users:index")
    return None
