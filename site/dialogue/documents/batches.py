"""
Printing many papers in the background: a few at a time, so that mails get their turn in between.

Whoever works on a batch holds it by ``lease_until``, which every paper pushes ahead. Each paper
that is made is stored as a piece of its own (``pieces``); who dies leaves a lease that runs out,
and the next one goes on with the first paper that isn't there. A paper that takes its worker down
again and again is left out and named. ``batch_care`` takes up what was left behind.
"""

import datetime as dt
import hashlib
import logging
import tempfile
import time

from django.core.files import File
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import PaperBatch, Registration, SessionPage
from ..states import Thing, Visibility
from . import catalogue, pieces
from .editions import Edition, WordEdition
from .engine import PaperError
from .joined import PieceError
from .serving import FileLost, read_signed

State, Form = PaperBatch.State, PaperBatch.Form
UNFINISHED = (State.WAITING, State.RUNNING)
# Longer than the longest paper takes; so long a batch rests after its worker died.
LEASE = dt.timedelta(minutes=3)
MOST_BREAKDOWNS = 3
PAPERS_AT_ONCE = 25
SECONDS_AT_ONCE = 20
# Pieces put together between two signs of life.
PIECES_A_SIGN = 25

logger = logging.getLogger("dialogue.documents")


class LeaseLost(Exception):
    """Another worker holds the batch now."""


# Holding a batch.


def _claim(batch_id):
    """Return the batch if this call may work on it now, else None."""
    now = timezone.now()
    won = PaperBatch.objects.filter(
        Q(lease_until=None) | Q(lease_until__lt=now), pk=batch_id, state__in=UNFINISHED
    ).update(
        state=State.RUNNING,
        lease_until=now + LEASE,
        # A lease that ran out was left by somebody who died.
        breakdowns=Case(When(lease_until=None, then=F("breakdowns")), default=F("breakdowns") + 1),
    )
    return PaperBatch.objects.get(pk=batch_id) if won else None


def _update(batch, **fields):
    """Store ``fields`` and push the lease ahead, unless somebody else took the batch over."""
    fields = {"lease_until": timezone.now() + LEASE} | fields
    held = PaperBatch.objects.filter(
        pk=batch.pk, state=State.RUNNING, lease_until=batch.lease_until
    ).update(**fields)
    if not held:
        raise LeaseLost(batch.pk)
    for name, value in fields.items():
        setattr(batch, name, value)


def work(batch_id):
    """
    Make some more papers of a batch, unless it is finished or another worker has it.

    :returns: whether there is more to do
    """
    batch = _claim(batch_id)
    if batch is None:
        return False
    try:
        if batch.breakdowns >= MOST_BREAKDOWNS:
            _leave_out(batch)
        return _go_on(batch)
    except LeaseLost:
        return False
    except OSError as error:
        # A full disk, most likely: said to who asked, instead of trying for ever.
        logger.error("batch %s stopped: %s", batch.pk, type(error).__name__)
        _fail(batch, _("The storage is full or can't be written to. Tell who runs the server."))
        return False


def _go_on(batch):
    until = time.monotonic() + SECONDS_AT_ONCE
    for _number in range(PAPERS_AT_ONCE):
        if batch.done >= batch.total:
            return _finish(batch)
        if time.monotonic() > until:
            break
        _make_next(batch)
    _update(batch, lease_until=None)
    return True


# One paper.


def _make_next(batch):
    place = batch.done
    problem = None if pieces.is_there(batch, place) else _make(batch, place)
    problems = [*batch.problems, problem] if problem else batch.problems
    _update(batch, done=place + 1, problems=problems, breakdowns=0)


def _make(batch, place):
    """Make one paper and store it as a piece; return its problem if it can't be made."""
    name, about = batch.papers[place]
    try:
        paper = _found(name, about)
        pieces.keep(batch, place, paper.title(), *_content(batch, paper))
    except (LookupError, PaperError, FileLost) as error:
        told = str(error) if isinstance(error, PaperError) else _("It is not to be had any more.")
        return _problem(name, about, place, told)
    return None


def _found(name, about):
    """
    Return the paper as it is now.

    :raises LookupError: when there is none, or it is about a restricted sheet
    """
    record = _record(about)
    if getattr(record, "is_restricted", False):
        raise LookupError(name)
    return catalogue.find(name, record, catalogue.split_about(about)[2])


def _record(about):
    scope, key, _part = catalogue.split_about(about)
    models = {Thing.REGISTRATION: Registration, Thing.SESSION: SessionPage}
    record = models[scope].objects.filter(pk=key).first()
    if record is None:
        raise LookupError(about)
    return record


def _content(batch, paper):
    """Return file name and bytes of a paper: the signed copy as it is, once there is one."""
    document = paper.document
    signed = document is not None and document.is_signed
    if batch.form == Form.WORD:
        if signed:
            raise PaperError(_("It is signed: there is only the signed copy, no Word file."))
        edition = WordEdition(paper)
        return edition.file_name, edition.file()
    edition = Edition(paper)
    if signed:
        what = f"document {document.pk}"
        return edition.file_name, read_signed(document.signed_pdf, document.signed_sha256, what)
    return edition.file_name, edition.file()


def _problem(name, about, place, told):
    try:
        label, record = catalogue.papers()[name].label, _record(about)
        # Of a restricted sheet nobody reads here even the number.
        code = "" if getattr(record, "is_restricted", False) else getattr(record, "code", "")
        label = f"{label} {code}".strip()
    except LookupError:
        label = about
    return {"place": place, "label": label, "problem": told}


def _leave_out(batch):
    if batch.done >= batch.total:
        _fail(batch, _("The papers could not be put together."))
        raise LeaseLost(batch.pk)
    name, about = batch.papers[batch.done]
    problem = _problem(name, about, batch.done, _("Making it stopped the printing several times."))
    problems = [*batch.problems, problem]
    _update(batch, done=batch.done + 1, problems=problems, breakdowns=0)


# Putting together.


def _finish(batch):
    """Put the pieces together; return True when one has to be made again first."""
    missing = {problem["place"] for problem in batch.problems}
    problems, added = list(batch.problems), 0
    restricted = _restricted(batch)
    with tempfile.TemporaryFile() as file:
        result = pieces.collected(batch, file)
        for place, (name, about) in enumerate(batch.papers):
            if place % PIECES_A_SIGN == 0:
                _update(batch)
            if place in missing:
                continue
            if place in restricted:
                told = _("It is not to be had any more.")
                problems.append(_problem(name, about, place, told))
                continue
            piece = pieces.read(batch, place)
            if piece is None:
                _update(batch, done=place, lease_until=None)
                return True
            try:
                result.add(place, *piece)
                added += 1
            except PieceError:
                told = _("Its signed copy can't be put together with others: print it by itself.")
                problems.append(_problem(name, about, place, told))
        if not added:
            _fail(batch, "", problems)
            return False
        result.close()
        _keep_result(batch, file, problems)
    pieces.delete(batch)
    return False


def _restricted(batch):
    """Return the places of papers about sheets that were restricted meanwhile."""
    keys = {}
    for place, (_name, about) in enumerate(batch.papers):
        scope, key, _part = catalogue.split_about(about)
        if scope == Thing.REGISTRATION:
            keys.setdefault(key, []).append(place)
    hidden = Registration.objects.filter(visibility=Visibility.RESTRICTED, pk__in=keys)
    return {place for key in hidden.values_list("pk", flat=True) for place in keys[key]}


def _keep_result(batch, file, problems):
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    batch.result.save("", File(file), save=False)
    try:
        _update(
            batch,
            state=State.DONE,
            problems=problems,
            result=batch.result.name,
            result_sha256=digest,
            finished_at=timezone.now(),
            lease_until=None,
        )
    except LeaseLost:
        batch.result.storage.delete(batch.result.name)
        raise
    logger.info("batch %s: %s papers, %s problems", batch.pk, batch.total, len(problems))


def _fail(batch, told, problems=None):
    problems = list(batch.problems) if problems is None else problems
    if told:
        problems.append({"place": None, "label": batch.title, "problem": told})
    _update(
        batch,
        state=State.FAILED,
        problems=problems,
        finished_at=timezone.now(),
        lease_until=None,
    )
    pieces.delete(batch)
