"""A QR code as an image made in memory."""

import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage
from qrcode.image.svg import SvgPathImage


def _image(text, factory):
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    out = io.BytesIO()
    code.make_image(image_factory=factory).save(out)
    return out.getvalue()


def svg(text):
    """Return the QR code of ``text`` as SVG bytes, with the quiet zone of four modules."""
    return _image(text, SvgPathImage)


def png(text):
    """Return the same as PNG bytes, for files that take no SVG."""
    return _image(text, PilImage)
