"""
What the office does with a paper: number and date, the signed copy, a new edition, publishing.

Each verb is ``verb(paper, *, user, version=None, reason="", now=None, …)``: ``paper`` is an
``OfficialPaper`` whose record the caller found among what the user sees; ``version`` is that of the
document the person saw, 0 when there was none. Returns the ``OfficialDocument``. Raises as
``actions.base`` says, and then nothing was changed.
"""

import datetime as dt
import functools

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import signed_copy
from ..deadlines import ZONE
from ..models import CommuneSettings, OfficialDocument
from ..permissions import NotAllowed, may_handle_papers, may_publish_papers
from ..states import Thing
from ..vietnamese import clean, clean_line, local, long_date
from .base import Act, Conflict, lock, save_noted

Verb = OfficialDocument.Verb
# A date further off is a slip of the pen: papers are dated for the day on which they are signed.
MOST_DAYS_AHEAD = 31
# Invitations are signed before their session; a year before, no paper about it exists.
MOST_DAYS_BEFORE_SESSION = 366


def kept_of(paper):
    """Return the documents kept of a paper, the latest edition first."""
    kept = OfficialDocument.objects.filter(kind=paper.name, about=paper.about)
    return kept.order_by("-edition")


def _current(paper):
    """Return the latest document, locked, or a new one that isn't stored yet (version 0)."""
    found = kept_of(paper).select_for_update().first()
    return found or _blank(paper, edition=1, version=0)


def _blank(paper, edition, version):
    scope = {"registration" if paper.scope == Thing.REGISTRATION else "session": paper.record}
    return OfficialDocument(
        kind=paper.name, about=paper.about, edition=edition, version=version, **scope
    )


def _verb(verb, may, *, needs_reason=False):
    """Make ``change(paper, document, act, **data)`` the one way to do ``verb`` to a document."""

    def decorate(change):
        @functools.wraps(change)
        def perform(paper, *, user, version=None, reason="", now=None, **data):
            reason = clean(reason).strip()
            with transaction.atomic():
                _one_number_at_a_time(verb)
                record = lock(paper.record)
                if not may(user, record):
                    raise NotAllowed(_("Your role does not allow this."))
                document = _current(paper)
                if version is not None and document.version != version:
                    raise Conflict(document, version)
                if needs_reason and not reason:
                    raise ValidationError({"reason": _("Please give the reason.")})
                act = Act(user, now or timezone.now(), reason)
                document = change(paper, document, act, **data) or document
                _store(document, verb, act)
            paper.document = kept_of(paper).first()
            return document

        return perform

    return decorate


def _one_number_at_a_time(verb):
    """Make others who record a number wait, so that none is given twice."""
    if verb == Verb.RECORD_NUMBER:
        CommuneSettings.objects.select_for_update().first()


def _store(document, verb, act):
    document.version += 1
    save_noted(document, verb, act.user, act.reason, act.now)


@_verb(Verb.RECORD_NUMBER, may_handle_papers)
def record_number(paper, document, act, *, number="", issued_on=None, signing_for="", signer=""):
    """
    Record number, date and signer; blank ones are filled in by hand on paper.

    :param signing_for: the lines above the signature; those of the settings if blank
    """
    _check_is_issued(paper)
    if document.is_signed:
        raise NotAllowed(
            _("It is signed: number and date stay as they are. Draw up a new one instead.")
        )
    number = _checked_number(number)
    if number and not issued_on:
        raise ValidationError({"issued_on": _("Give the date too: numbers count within a year.")})
    if issued_on:
        _check_date(paper.record, issued_on, act.now)
    document.symbol = paper.symbol if number else ""
    document.number, document.issued_on = number, issued_on
    document.signing_for = clean(signing_for).strip()
    document.signer = _fitting("signer", clean_line(signer))
    if number:
        _check_is_free(document)


@transaction.atomic
def record_number_for_all(papers, **given):
    """
    Record one number and date on papers that go out under it, such as the invitations to a session.

    Those that have a number keep theirs. Takes what ``record_number`` takes.

    :param papers: of one kind about one record
    :returns: how many got it
    """
    blank = [paper for paper in papers if not any(kept.number for kept in kept_of(paper)[:1])]
    for paper in blank:
        record_number(paper, **given)
    return len(blank)


def _check_is_issued(paper):
    if not paper.is_issued:
        raise ValidationError(_("This paper is only printed: it gets no number and no signature."))


def _fitting(name, text):
    most = OfficialDocument._meta.get_field(name).max_length
    if len(text) > most:
        raise ValidationError({name: _("At most %(most)s characters.") % {"most": most}})
    return text


def _checked_number(number):
    """Return the number as it is stored: without spaces, plain ones without leading zeros."""
    number = _fitting("number", clean_line(number).replace(" ", ""))
    if "/" in number:
        raise ValidationError(
            {"number": _("Only the number, such as 98a: the symbol is added by itself.")}
        )
    # int() reads the digits of every script: "５" is 5 and can't be given beside it.
    if not number.isdecimal():
        return number
    if not int(number):
        raise ValidationError({"number": _("Numbers begin with 1.")})
    return str(int(number))


def _check_date(record, issued_on, now):
    if issued_on > now.astimezone(ZONE).date() + dt.timedelta(days=MOST_DAYS_AHEAD):
        raise ValidationError({"issued_on": _("This date lies more than a month ahead.")})
    if record.THING == Thing.REGISTRATION:
        first = local(min(record.received_at, record.recorded_at)).date()
        told = _("The sheet came in on %(day)s: no paper about it is older.")
    elif record.sort_at:
        first = local(record.sort_at).date() - dt.timedelta(days=MOST_DAYS_BEFORE_SESSION)
        told = _("The date lies more than a year before the session (before %(day)s).")
    else:
        return
    if issued_on < first:
        raise ValidationError({"issued_on": told % {"day": long_date(first)}})


def _check_is_free(document):
    """
    Refuse a number that another paper of the same symbol has in the same year.

    One invitation to many goes out under one number: papers of one kind about one record may share
    it, if they bear the same date.
    """
    same = OfficialDocument.objects.filter(
        symbol=document.symbol,
        number__iexact=document.number,
        issued_on__year=document.issued_on.year,
    ).exclude(pk=document.pk)
    same = same.exclude(
        ~Q(about=document.about),
        kind=document.kind,
        registration=document.registration,
        session=document.session,
        issued_on=document.issued_on,
    )
    other = same.select_related("registration", "session").first()
    if other is None:
        return
    about = other.registration or other.session
    # Of a restricted sheet nobody reads here even the number.
    of = "" if other.registration and other.registration.is_restricted else f" ({about})"
    raise ValidationError(
        {
            "number": _("%(number)s of %(year)s is given already, to another paper%(about)s.")
            % {"number": other.full_number, "year": other.issued_on.year, "about": of}
        }
    )


@_verb(Verb.KEEP_SIGNED, may_handle_papers)
def _keep_signed(paper, document, act, *, content, written):
    _check_is_issued(paper)
    if document.is_signed:
        raise NotAllowed(
            _("A signed copy is kept already and stays as it is. Draw up a new one instead.")
        )
    if not document.number:
        raise ValidationError(_("Record number and date first: the signed copy bears them."))
    if problem := signed_copy.problem(content):
        raise ValidationError({"file": problem})
    document.signed_pdf.save("", ContentFile(content), save=False)
    written.append(document.signed_pdf)
    document.signed_sha256, document.signed_at = signed_copy.digest(content), act.now


def keep_signed(paper, **given):
    """
    Keep the signed copy, byte for byte, with its SHA-256. From now on it is what people download.

    :param content: the PDF as bytes
    """
    written = []
    try:
        return _keep_signed(paper, written=written, **given)
    except BaseException:
        # The database takes back what it stored; a file has to be taken back by hand.
        for file in written:
            file.storage.delete(file.name)
        raise


@_verb(Verb.RENEW, may_handle_papers, needs_reason=True)
def renew(paper, document, act):
    """Begin a new edition of a paper that is signed already; the signed one stays as it is."""
    if not document.is_signed:
        raise NotAllowed(_("It isn't signed yet: it can still be changed as it is."))
    new = _blank(paper, edition=document.edition + 1, version=document.version)
    new.signing_for, new.signer = document.signing_for, document.signer
    return new


@_verb(Verb.PUBLISH, may_publish_papers)
def publish(paper, document, act):
    """Put the signed copy on the session's page; an earlier edition there gives way to it."""
    if not paper.may_be_published or paper.scope != Thing.SESSION:
        raise NotAllowed(_("This paper is never published: it names people."))
    if not document.is_signed:
        raise NotAllowed(_("Only the signed copy is published, and there is none yet."))
    if document.published_at:
        raise NotAllowed(_("It is published already."))
    _take_down(paper, act)
    document.published_at = act.now


def _take_down(paper, act):
    for shown in kept_of(paper).exclude(published_at=None).select_for_update():
        shown.published_at = None
        _store(shown, Verb.UNPUBLISH, act)


@_verb(Verb.UNPUBLISH, may_publish_papers, needs_reason=True)
def unpublish(paper, document, act):
    """Take the signed copy off the session's page, whichever edition is there."""
    shown = kept_of(paper).exclude(published_at=None).select_for_update().first()
    if shown is None:
        raise NotAllowed(_("It isn't published."))
    if shown.pk == document.pk:
        shown = document
    shown.published_at = None
    return shown


VERBS = {
    Verb.RECORD_NUMBER: record_number,
    Verb.KEEP_SIGNED: keep_signed,
    Verb.RENEW: renew,
    Verb.PUBLISH: publish,
    Verb.UNPUBLISH: unpublish,
}
