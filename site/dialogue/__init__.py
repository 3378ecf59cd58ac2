"""A commune's dialogue with its people, as an add-on for Wagtail."""
