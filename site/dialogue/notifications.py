"""Mails: one function a message. Written with the act that causes it, sent after commit."""

from django.dispatch import receiver

from .signals import acted


@receiver(acted, dispatch_uid="dialogue.notifications")
def notify(sender, thing, verb, user, reason, now, **kwargs):
    """Write the mails that an act causes."""
