"""Approval by a second person: nobody passes the text that they prepared."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class SecondPersonTask(AbstractGroupApprovalTask):
    """Wagtail's group approval, closed to whoever prepared the page."""

    def _prepared(self, page, user):
        return getattr(page.specific, "prepared_by_id", None) == user.pk

    def get_actions(self, page, user):
        if self._prepared(page, user):
            return []
        actions = super().get_actions(page, user)
        check = getattr(page.get_latest_revision_as_object(), "publication_problems", None)
        if check and check():
            # Approving publishes; what lacks something can only be sent back (``desk.guards``).
            return [action for action in actions if action[0] != "approve"]
        return actions

    @classmethod
    def get_description(cls):
        return _("A member of the chosen groups approves, but never what they prepared themselves")

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")
