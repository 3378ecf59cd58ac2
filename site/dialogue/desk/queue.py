"""What waits next: for the clerk with forty sheets and the leader with ten minutes."""

from ..models import Registration
from ..permissions import sees_contacts, visible_questions, visible_registrations
from ..states import FINAL_STATES, RegistrationState, Thing, Visibility

# Nobody walks further than this in one go; it keeps the look ahead cheap.
MOST = 500


def next_after(user, record):
    """
    Return the key of the record that waits next, in the desk's order, or None.

    A sheet leads to one that waits for moderation, a question to one in the same state. After the
    last it starts again from the first, so that what was skipped comes back.
    """
    if record.THING == Thing.SESSION:
        return None
    if record.THING == Thing.REGISTRATION:
        asked = record.state == RegistrationState.NEEDS_INFO
        state = RegistrationState.NEEDS_INFO if asked else RegistrationState.RECEIVED
        waiting = visible_registrations(user).filter(state=state)
        waiting = waiting.filter(visibility=Visibility.NORMAL)
    else:
        if record.state in FINAL_STATES[Thing.QUESTION]:
            return None
        waiting = visible_questions(user).filter(state=record.state)
    keys = list(waiting.desk_order().values_list("pk", flat=True)[:MOST])
    if record.pk in keys:
        place = keys.index(record.pk)
        keys = keys[place + 1 :] + keys[:place]
    return keys[0] if keys else None


def alike(user, sheet):
    """
    Return up to five other sheets of the same phone or the same content, as a hint.

    Only for who sees contacts: that two sheets share a phone is one.
    """
    if not sees_contacts(user):
        return []
    others = visible_registrations(user).exclude(pk=sheet.pk)
    same = Registration.objects.none()
    if sheet.phone:
        same = same | others.filter(phone=sheet.phone)
    if sheet.part_1.strip() or sheet.part_2.strip():
        same = same | others.filter(part_1=sheet.part_1, part_2=sheet.part_2)
    return list(same.order_by("-received_at", "-pk")[:5])
