"""Staff, named as Vietnamese names go: the family name first."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff. Lists and the desk show "Nguyễn Thị Hường", a greeting "Hường"."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")

    def get_full_name(self):
        return f"{self.last_name} {self.first_name}".strip()
