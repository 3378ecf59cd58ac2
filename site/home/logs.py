"""Logs that keep one record a line and no word of what people typed."""

import logging
import re
import traceback
from pathlib import Path

from django.views.debug import SafeExceptionReporterFilter

# The key in the address of a mail ends a subscription for whoever reads it in a log.
_KEY_IN_ADDRESS = re.compile(r"(?<!\w)\d+\.[0-9a-f]{20}~[\w-]+~[\w-]+")


class OneLine(logging.Filter):
    """Fold a message to one line, so that typed line breaks can't forge a record; keep no key."""

    def filter(self, record):
        message = _KEY_IN_ADDRESS.sub("…", record.getMessage())
        record.msg = "".join(c if c.isprintable() else " " for c in message)
        record.args = ()
        return True


class OnlyErrors(logging.Filter):
    """Let errors through and nothing below."""

    def filter(self, record):
        return record.levelno >= logging.ERROR


class Line(logging.Formatter):
    """
    Write an error as one line: its type and where it happened, innermost call first.

    The error's own message stays out: databases and parsers put people's data in there.
    """

    DEEPEST = 8

    def formatException(self, ei):
        kind, _error, trace = ei
        frames = reversed(traceback.extract_tb(trace)[-self.DEEPEST :])
        where = " < ".join(
            f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}"
            for frame in frames
        )
        return f"{kind.__name__} at {where}"

    def format(self, record):
        # Another handler may have stored its own, longer text of the error on the record.
        record.exc_text = None
        line = super().format(record)
        record.exc_text = None
        return line.replace("\n", " | ")


class PrivateReporterFilter(SafeExceptionReporterFilter):
    """Error reports without posted values, cookies or local variables: they hold people's data."""

    def is_active(self, request):
        return True

    def get_post_parameters(self, request):
        return {}

    def get_traceback_frame_variables(self, request, tb_frame):
        return {}.items()
