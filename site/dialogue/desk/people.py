"""How staff are named at the desk."""


def person(user):
    """Return a member of staff by name, family name first as Vietnamese names go."""
    if user is None:
        return ""
    return f"{user.last_name} {user.first_name}".strip() or user.get_username()
