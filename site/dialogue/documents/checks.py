"""What a plan needs before both of its downloads can be offered."""


def publication_problems(plan):
    """Return, in sentences for the editor, what still lacks."""
    return []
