"""Small words of the desk's templates."""

from django import template

from ..desk.outbox import error_words
from ..desk.people import person as name_of
from ..desk.verbs import verb_url as address_of
from ..models.question import SOON_DAYS

register = template.Library()


@register.filter
def person(user):
    """Return a member of staff by name."""
    return name_of(user)


@register.simple_tag
def verb_url(record, verb):
    """Return the address of a verb's page for a record."""
    return address_of(record, verb)


@register.filter
def mail_error(mail):
    """Return in words why a mail could not be sent."""
    return error_words(mail)


@register.filter
def is_soon(days):
    """Return whether a due date that many calendar days ahead is called near."""
    return days <= SOON_DAYS


@register.filter
def absolute(number):
    """Return a number without its sign: days overdue are counted like days left."""
    return abs(number)
