"""A QR code as an image made in memory."""

import io
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage
from qrcode.image.svg import SvgPathImage

BORDER = 4  # modules, as the standard asks


def _code(text):
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=BORDER)
    code.add_data(text)
    code.make(fit=True)
    return code


def _image(text, factory):
    code = _code(text)
    out = io.BytesIO()
    code.make_image(image_factory=factory).save(out)
    return out.getvalue()


def svg(text):
    """Return the QR code of ``text`` as SVG bytes, with the quiet zone of four modules."""
    return _image(text, SvgPathImage)


def png(text):
    """Return the same as PNG bytes, for files that take no SVG."""
    return _image(text, PilImage)


def outline(text):
    """
    Return (side, path) of the QR code of ``text`` for an SVG inside a page: the modules of a side
    with the quiet zone, and one path of horizontal runs, several times shorter than ``svg``.
    """
    code = _code(text)
    path = "".join(
        f"M{x + BORDER} {y + BORDER}h{length}v1h-{length}z"
        for y, row in enumerate(code.modules)
        for x, length in _runs(row)
    )
    return code.modules_count + 2 * BORDER, path


def _runs(row):
    """Yield (start, length) of the dark runs of a row of modules."""
    x = 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            yield x, length
        x += length
