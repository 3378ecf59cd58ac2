"""
From HTML to tagged PDF, by WeasyPrint, with no file and no network within reach.

A template may name only ``paper:`` addresses: the style sheet and fonts beside this module, and
what its paper made in memory (a QR code). Whatever else a text smuggles in is refused.
"""

import functools
import hashlib
import logging
import threading
from pathlib import Path

from django.utils.translation import gettext as _

HERE = Path(__file__).resolve().parent
SCHEME = "paper:"
STYLE_SHEETS = ("paper.css", "borrowed.css")
FONTS = tuple(
    f"fonts/LiberationSerif-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic")
)
# For what the serif lacks.
FALLBACK_FONTS = ("fonts/DejaVuSans.ttf", "fonts/NotoEmoji-Regular.ttf")
# A sheet of five typed pages has some 20,000 letters. Beyond this lies no honest document.
MOST_LETTERS = 400_000
# Source: ISO 14289-1 (for every reader) and ISO 19005-2, level A (to keep for good).
ACCESSIBLE = "pdf/ua-1"
ARCHIVE = "pdf/a-2a"

logger = logging.getLogger("dialogue.documents")
# Pango and fontconfig share state within a process; one rendering at a time also bounds memory.
_one_at_a_time = threading.Lock()

# WeasyPrint has no exception of its own: what bad input made it raise so far is of these kinds.
_BREAKS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


class PaperError(Exception):
    """The PDF can't be made; the message says in a sentence why."""


@functools.cache
def own_files():
    """
    Return the files that every paper may open, by name.

    :raises PaperError: when one is missing
    """
    try:
        return {
            name: (HERE / name).read_bytes() for name in (*STYLE_SHEETS, *FONTS, *FALLBACK_FONTS)
        }
    except OSError as error:
        raise PaperError(
            _("A font or style file for papers is missing: %(name)s. Install the package again.")
            % {"name": Path(error.filename).name}
        ) from error


@functools.cache
def weasyprint():
    """
    Return the engine, imported late so that a missing library becomes a sentence.

    :raises PaperError: when it or one of its libraries can't be loaded
    """
    try:
        import weasyprint as engine
    except (ImportError, OSError) as error:
        raise PaperError(
            _(
                "WeasyPrint or one of its libraries (Pango) can't be loaded. On Debian: "
                "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, then "
                "install WeasyPrint 70."
            )
        ) from error
    return engine


def problems():
    """Return, in sentences, what keeps every PDF from being made."""
    found = []
    for needed in (weasyprint, own_files):
        try:
            needed()
        except PaperError as error:
            found.append(str(error))
    return found


@functools.cache
def version():
    """Return a mark that changes with the engine, the fonts, the style sheet or our own code."""
    digest = hashlib.sha256(weasyprint().VERSION.encode())
    for module in sorted(HERE.glob("*.py")):
        digest.update(module.read_bytes())
    for name, content in sorted(own_files().items()):
        digest.update(name.encode() + hashlib.sha256(content).digest())
    return digest.hexdigest()


@functools.cache
def _fetcher_class():
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    kinds = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml"}

    class OwnFilesOnly(URLFetcher):
        """Opens ``paper:`` names that are on its list, and nothing else."""

        def __init__(self, files):
            # No protocol is left to the base class, should it ever be asked.
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.files = files

        def fetch(self, url, headers=None):
            name = url.removeprefix(SCHEME)
            if name == url or name not in self.files:
                # Not the address itself: it may hold what a person typed.
                raise ValueError("address refused")
            kind = kinds[Path(name).suffix]
            return URLFetcherResponse(url, self.files[name], {"Content-Type": kind})

    return OwnFilesOnly


def fetcher(assets=None):
    """Return a URL fetcher for our own files and ``assets`` (name → bytes), and no other."""
    weasyprint()
    return _fetcher_class()({**own_files(), **(assets or {})})


class _Fonts:
    """
    The fonts as the engine holds them, loaded once for all papers of a process.

    Loading them for each paper leaks a quarter of a megabyte each time, and takes a seventh of the
    time that a letter needs. The engine keeps them in a temporary folder: when a cleaner of the
    system took that away, they are loaded again.
    """

    loaded = None

    def __call__(self):
        folder = getattr(self.loaded, "_folder", None)
        if self.loaded is None or (folder and not folder.is_dir()):
            weasyprint()
            from weasyprint.text.fonts import FontConfiguration

            self.loaded = FontConfiguration()
        return self.loaded


_fonts = _Fonts()


def _plain_metadata(_document, pdf):
    """Leave the metadata uncompressed, as PDF/A asks: they are read without a PDF reader."""
    for entry in pdf.objects:
        if getattr(entry, "extra", {}).get("Type") == "/Metadata":
            entry.compress = False


def check_length(html, most_letters):
    """
    :raises PaperError: when ``html`` has more letters than an honest paper of its kind
    """
    if len(html) > most_letters:
        raise PaperError(_("The text is too long for one document."))


def render(html, assets=None, *, variant=ACCESSIBLE, most_letters=MOST_LETTERS, **options):
    """
    Return ``html`` as a tagged PDF; equal input gives equal bytes.

    Only the copy to keep carries an identifier, which PDF/A asks for: making it compresses every
    page a second time.

    :param assets: name → bytes, what the template names as ``paper:name``
    :param most_letters: what is longer is refused before the engine sees it
    :param variant: ``ACCESSIBLE`` or ``ARCHIVE``
    :param options: more for WeasyPrint, such as ``pdf_forms``
    :raises PaperError: when the engine or a font is missing, or gives up on the input
    """
    check_length(html, most_letters)
    if variant == ARCHIVE:
        options["finisher"] = _plain_metadata
    try:
        with _one_at_a_time:
            return (
                weasyprint()
                .HTML(string=html, base_url=SCHEME, url_fetcher=fetcher(assets))
                .write_pdf(pdf_variant=variant, font_config=_fonts(), **options)
            )
    except _BREAKS as error:
        # The kind only: a message may quote the text.
        logger.error("paper not rendered: %s", type(error).__name__)
        raise PaperError(_("The PDF could not be made from this text.")) from error
