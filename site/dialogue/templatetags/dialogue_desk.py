"""Small words of the desk's templates."""

from django import template
from wagtail.admin.templatetags.wagtailadmin_tags import formattedfield

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


@register.inclusion_tag("wagtailadmin/shared/formatted_field.html")
def desk_field(field):
    """Show a field as Wagtail does; its help and its error are read out with it (WCAG 3.3.1)."""
    has_help = field.help_text and field.id_for_label
    described = [f"{field.id_for_label}-helptext"] if has_help else []
    error_id = f"{field.auto_id}_error" if field.errors else None
    if error_id:
        described.append(error_id)
    if described:
        field.field.widget.attrs["aria-describedby"] = " ".join(described)
    return formattedfield(field, error_message_id=error_id)
