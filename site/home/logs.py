"""Logs that keep one record a line and no word of what people typed."""

import logging

from django.views.debug import SafeExceptionReporterFilter


class OneLine(logging.Filter):
    """Fold a message to one line, so that typed line breaks can't forge a record."""

    def filter(self, record):
        message = record.getMessage()
        record.msg = "".join(c if c.isprintable() else " " for c in message)
        record.args = ()
        return True


class PrivateReporterFilter(SafeExceptionReporterFilter):
    """Error reports without posted values, cookies or local variables: they hold people's data."""

    def is_active(self, request):
        return True

    def get_post_parameters(self, request):
        return {}

    def get_traceback_frame_variables(self, request, tb_frame):
        return {}.items()
