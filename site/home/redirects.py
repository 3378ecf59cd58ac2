"""Old addresses of pages."""

from wagtail.contrib.redirects.models import Redirect


def forget_old_addresses(sender, instance, **kwargs):
    """
    Drop the redirects to a page that was taken off the site.

    They would send a reader on to its present address, which tells its title.
    """
    Redirect.objects.filter(redirect_page_id=instance.pk).delete()
