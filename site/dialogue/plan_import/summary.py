"""What an import came to, in sentences for the editor."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..vietnamese import official_date
from .result import REVIEW

_SHOWN = 90


def recognised(result):
    """Return what was recognised, in the order of the paper."""
    return [*_head(result), *_body(result), *_end(result), *(_annex(a) for a in result.annexes)]


def to_look_at(result):
    """Return what the editor has to look at or to fill in."""
    reviews = result.count(REVIEW)
    found = [_reviews(reviews)] if reviews else []
    lacking = [name for name, value in _needed(result) if not value]
    if lacking:
        found.append(_("Not found, to be filled in: %(parts)s.") % {"parts": ", ".join(lacking)})
    return [*found, *result.remarks]


def _reviews(count):
    return ngettext(
        "%(count)s place among the sections is marked “to be reviewed”. The plan can't be "
        "published until it is put right.",
        "%(count)s places among the sections are marked “to be reviewed”. The plan can't be "
        "published until they are put right.",
        count,
    ) % {"count": count}


def _needed(result):
    return [
        (_("abstract"), result.abstract),
        (pgettext("plan import", "sections"), result.count("section", "heading", "point")),
        (_("signing authority and title"), result.signing_for),
        (_("signer"), result.signer),
        (_("recipients"), result.recipients),
    ]


def _head(result):
    if result.symbol:
        number = result.number or _("(blank)")
        yield _("Number and symbol: %(number)s/%(symbol)s") % {
            "number": number,
            "symbol": result.symbol,
        }
    if result.issued_on:
        yield _("Date of issue: %(date)s") % {"date": official_date(result.issued_on)}
    if result.abstract:
        yield _("Abstract: %(text)s") % {"text": _short(result.abstract)}
    if result.bases:
        yield _("Legal bases: %(count)s") % {"count": len(result.bases)}
    if result.opening:
        yield _("Opening: %(text)s") % {"text": _short(result.opening[0])}


def _body(result):
    counts = [
        (result.count("section"), _("sections I, II: %(count)s")),
        (result.count("heading"), _("headings 1, 2: %(count)s")),
        (result.count("point"), _("points a), b): %(count)s")),
        (result.count("dash", "plus"), _("lines with – and +: %(count)s")),
        (result.count("paragraph", "group", "note"), _("paragraphs, bold lines, notes: %(count)s")),
        (result.count("table"), _("tables: %(count)s")),
    ]
    found = "; ".join(sentence % {"count": count} for count, sentence in counts if count)
    if found:
        yield _("Text: %(parts)s") % {"parts": found}
    if result.closing:
        yield _("Closing paragraph: %(text)s") % {"text": _short(result.closing[0])}


def _end(result):
    if result.signing_for or result.signer:
        parts = [*result.signing_for, result.signer]
        yield _("Signature: %(text)s") % {"text": ", ".join(filter(None, parts))}
    if result.recipients:
        yield _("Recipients: %(count)s") % {"count": len(result.recipients)}


def _annex(annex):
    if annex.fields is None:
        return _("Annexed: %(title)s") % {"title": _short(annex.title)}
    return _(
        "Annex: the registration form, with %(count)s fields. It is not copied: the site makes it "
        "itself, on screen and on paper."
    ) % {"count": annex.fields}


def _short(text):
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
