"""Visiting the desk as somebody, and what the tests of the office's screens share."""

from django.contrib.auth import get_user_model
from django.test import Client

from dialogue.states import Role
from tests import factories as make

# Every role as the tests of access name them; ``anonymous`` is nobody.
ROLES = (
    "anonymous",
    "editor",
    "office",
    "officer",
    "leader",
    "administrator",
)


def person(role, department=None):
    """Return a user of one role, or None for ``anonymous``."""
    if role == "anonymous":
        return None
    return make.staff(Role(role), department=department)


def visit(user):
    """Return a browser in which ``user`` is logged in (nobody for None)."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def visit_as(*roles, department=None):
    """Return a browser of a new person who holds ``roles``."""
    return visit(make.staff(*roles, department=department))


def root_user():
    """Return Django's superuser, who holds no role of the dialogue."""
    return get_user_model().objects.create_superuser("root", "root@example.vn", make.PASSWORD)


def messages_of(response):
    """Return what a response's page tells the person, one sentence each."""
    return [str(message) for message in response.context["messages"]]
