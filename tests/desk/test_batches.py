"""Printing many at once: in order, resumed after a crash, without a word of restricted sheets."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.utils import timezone
from pypdf import PdfReader

from dialogue import tasks
from dialogue.actions import NotAllowed, documents
from dialogue.actions import registrations as r
from dialogue.actions.printing import print_many
from dialogue.documents import batch_care, batches, catalogue, editions, engine
from dialogue.models import AuditEntry, PaperBatch
from dialogue.models.audit import AuditAction
from dialogue.states import QuestionState, Role
from tests import factories as make
from tests.documents.samples import SampleInvitation, SampleLabels, add_samples, signed_pdf

pytestmark = pytest.mark.django_db

State, Form = PaperBatch.State, PaperBatch.Form
TITLE = "Giấy mời hội nghị"
DATABASE_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture(autouse=True)
def _private_folder(settings, tmp_path, monkeypatch):
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        }
    }
    add_samples(monkeypatch)


@pytest.fixture
def session(commune):
    return make.session()


@pytest.fixture
def renderings(monkeypatch):
    """A quick engine that notes what it made: one page with the words of the paper."""
    made, real = [], engine.render

    def render(html, *args, **options):
        made.append(html)
        return real(f"<html lang=vi><title>T</title><p>{len(made)}</p></html>")

    monkeypatch.setattr(engine, "render", render)
    return made


def invitations(session, number=None):
    parts = list(SampleInvitation.parts(session))[:number]
    return [SampleInvitation(session, part) for part in parts]


def ask(papers, form=Form.PDF, user=None, **given):
    given = {"title": TITLE, "reason": "In để gửi các thôn"} | given
    return print_many(papers, user=user or make.office(), form=form, **given)


def finish(batch):
    while batches.work(batch.pk):
        pass
    batch.refresh_from_db()
    return batch


def result(batch):
    with batch.result.open("rb") as file:
        return file.read()


def stored(folder):
    try:
        return storages["private"].listdir(folder)[1]
    except FileNotFoundError:
        return []


# What comes out.


def test_forty_invitations_become_one_pdf_in_order_with_bookmarks(session, renderings):
    batch = finish(ask(invitations(session)))
    assert (batch.state, batch.done, batch.problems) == (State.DONE, 40, [])
    pdf = PdfReader(io.BytesIO(result(batch)), strict=True)
    assert [entry.title for entry in pdf.outline] == [
        f"Giấy mời mẫu Thôn số {n}" for n in range(1, 41)
    ]
    assert [pdf.get_destination_page_number(entry) for entry in pdf.outline] == list(range(40))
    assert len(renderings) == 40


@pytest.mark.parametrize(("form", "suffix"), [(Form.ZIP, "pdf"), (Form.WORD, "docx")])
def test_forty_invitations_become_forty_files_with_good_names(session, renderings, form, suffix):
    batch = finish(ask(invitations(session), form))
    archive = zipfile.ZipFile(io.BytesIO(result(batch)))
    assert archive.testzip() is None
    names = archive.namelist()
    assert names[0] == f"001 - Giấy mời mẫu Thôn số 1.{suffix}"
    assert names[-1] == f"040 - Giấy mời mẫu Thôn số 40.{suffix}"
    assert len(set(names)) == 40
    mark = b"%PDF-" if suffix == "pdf" else b"PK\x03\x04"
    assert all(archive.read(name).startswith(mark) for name in names)


def test_the_words_are_still_there_after_putting_together(session):
    batch = finish(ask(invitations(session, 2)))
    words = [page.extract_text() for page in PdfReader(io.BytesIO(result(batch))).pages]
    assert "Thôn số 1" in " ".join(words[0].split())
    assert "Thôn số 2" in " ".join(words[1].split())


def test_the_same_papers_give_the_same_zip(session, renderings):
    papers = invitations(session, 3)
    one, two = finish(ask(papers, Form.ZIP)), finish(ask(papers, Form.ZIP))
    assert one.pk != two.pk
    assert one.result_sha256 == two.result_sha256


def test_the_pieces_are_gone_once_they_are_put_together(session, renderings):
    batch = finish(ask(invitations(session, 3)))
    assert stored(f"batches/{batch.pk}") == []


def test_a_signed_copy_is_printed_as_it_is_and_has_no_word_file(session, renderings):
    papers = invitations(session, 2)
    content = signed_pdf(mark="bản đã ký")
    day = timezone.localdate()
    documents.record_number(papers[0], user=make.office(), number="3", issued_on=day)
    documents.keep_signed(papers[0], user=make.office(), content=content)
    archive = zipfile.ZipFile(io.BytesIO(result(finish(ask(papers, Form.ZIP)))))
    assert archive.read(archive.namelist()[0]) == content
    words = finish(ask(papers, Form.WORD))
    assert len(words.problems) == 1
    assert len(zipfile.ZipFile(io.BytesIO(result(words))).namelist()) == 1


def test_a_paper_that_cannot_be_made_is_named_and_the_others_are_made(session, monkeypatch):
    papers = invitations(session, 3)
    real = engine.render

    def render(html, *args, **options):
        if "Thôn số 2" in html:
            raise engine.PaperError("Văn bản quá dài.")
        return real(html, *args, **options)

    monkeypatch.setattr(engine, "render", render)
    batch = finish(ask(papers))
    assert batch.state == State.DONE
    assert [p["problem"] for p in batch.problems] == ["Văn bản quá dài."]
    assert len(PdfReader(io.BytesIO(result(batch))).pages) == batch.made == 2


def test_when_nothing_can_be_made_the_batch_has_failed(session, monkeypatch):
    def render(html, *args, **options):
        raise engine.PaperError("Thiếu phông chữ.")

    monkeypatch.setattr(engine, "render", render)
    batch = finish(ask(invitations(session, 2)))
    assert (batch.state, len(batch.problems), bool(batch.result)) == (State.FAILED, 2, False)
    assert batch.made == 0


def test_a_full_disk_is_said_and_not_tried_for_ever(session, renderings, monkeypatch):
    from dialogue.documents import pieces

    def full(*args):
        raise OSError(28, "No space left on device")

    batch = ask(invitations(session, 2))
    monkeypatch.setattr(pieces, "keep", full)
    finish(batch)
    assert batch.state == State.FAILED
    assert len(batch.problems) == 1
    assert batch.made == 0


# Restarted.


class Killed(BaseException):
    """The worker is gone, in the middle of a paper."""


def die_at(monkeypatch, number):
    """Let the engine take its worker down at the paper ``number`` from now, once."""
    made, real = [], engine.render

    def render(html, *args, **options):
        made.append(html)
        if len(made) == number:
            raise Killed
        return real(html, *args, **options)

    monkeypatch.setattr(engine, "render", render)


def run_out(batch):
    """Let the lease of a dead worker be over."""
    PaperBatch.objects.filter(pk=batch.pk).update(lease_until=timezone.now() - dt.timedelta(1))


def test_after_a_killed_worker_it_goes_on_where_it_stood(session, renderings, monkeypatch):
    batch = ask(invitations(session, 8))
    die_at(monkeypatch, 6)
    with pytest.raises(Killed):
        batches.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done) == (State.RUNNING, 5)
    assert not batches.work(batch.pk), "its lease still runs"
    run_out(batch)
    finish(batch)
    assert (batch.state, batch.done, batch.problems) == (State.DONE, 8, [])
    assert len(renderings) == 8, "no piece is made twice"
    assert len(PdfReader(io.BytesIO(result(batch))).pages) == 8


def test_killed_between_a_piece_and_its_note_it_is_not_made_again(session, renderings):
    batch = ask(invitations(session, 3))
    finish(batch)
    again = ask(invitations(session, 3), user=make.office())
    batches._claim(again.pk)
    claimed = PaperBatch.objects.get(pk=again.pk)
    assert batches._make(claimed, 0) is None
    before = len(renderings)
    run_out(again)
    editions.store.forget(f"session-{session.pk}")
    finish(again)
    assert len(renderings) == before + 2


def test_a_torn_piece_is_made_again(session, renderings):
    batch = ask(invitations(session, 2))
    batches._claim(batch.pk)
    claimed = PaperBatch.objects.get(pk=batch.pk)
    for place in (0, 1):
        batches._make(claimed, place)
    path = Path(storages["private"].path(f"batches/{batch.pk}/00001"))
    with path.open("r+b") as file:
        file.truncate(200)
    PaperBatch.objects.filter(pk=batch.pk).update(done=2, lease_until=None)
    finish(batch)
    assert len(PdfReader(io.BytesIO(result(batch))).pages) == 2


def test_a_paper_that_kills_its_worker_again_and_again_is_left_out(session, monkeypatch):
    batch = ask(invitations(session, 3))
    real = engine.render

    def render(html, *args, **options):
        if "Thôn số 2" in html:
            raise Killed
        return real(html, *args, **options)

    monkeypatch.setattr(engine, "render", render)
    for _time in range(batches.MOST_BREAKDOWNS):
        with pytest.raises(Killed):
            batches.work(batch.pk)
        run_out(batch)
    finish(batch)
    assert (batch.state, len(batch.problems)) == (State.DONE, 1)
    assert len(PdfReader(io.BytesIO(result(batch))).pages) == 2


def test_two_workers_never_hold_one_batch(session, renderings):
    batch = ask(invitations(session, 2))
    assert batches._claim(batch.pk)
    assert batches._claim(batch.pk) is None


def test_who_lost_the_lease_stops_and_overwrites_nothing(session, renderings, monkeypatch):
    batch = ask(invitations(session, 3))
    real = engine.render

    def render(html, *args, **options):
        run_out(batch)
        return real(html, *args, **options)

    monkeypatch.setattr(engine, "render", render)
    assert not batches.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done) == (State.RUNNING, 0)


def test_the_database_queue_gives_others_a_turn_and_comes_back(session, renderings, settings):
    settings.TASKS = DATABASE_QUEUE
    from django_tasks_db.models import DBTaskResult

    batch = ask(invitations(session))
    tasks.print_papers.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done) == (State.RUNNING, batches.PAPERS_AT_ONCE)
    assert batch.lease_until is None
    assert DBTaskResult.objects.filter(task_path="dialogue.tasks.print_papers").count() == 1


def test_housekeeping_takes_up_what_was_left_behind(session, renderings):
    lost = ask(invitations(session, 2))
    dead = ask(invitations(session, 3))
    batches._claim(dead.pk)
    run_out(dead)
    tasks.housekeeping()
    for batch in (lost, dead):
        batch.refresh_from_db()
        assert batch.state == State.DONE


def test_a_lease_that_still_runs_is_waited_for(session, renderings, settings):
    settings.TASKS = DATABASE_QUEUE
    from django_tasks_db.models import DBTaskResult

    batch = ask(invitations(session, 2))
    held = batches._claim(batch.pk)
    batch_care.requeue_unfinished(tasks.print_later)
    assert DBTaskResult.objects.get().run_after == held.lease_until


def test_results_go_after_their_days_and_the_record_stays(session, renderings):
    batch = finish(ask(invitations(session, 2)))
    kept, name = batch.result.storage, batch.result.name
    batch_care.clear_old(timezone.now() + dt.timedelta(days=PaperBatch.KEEP_DAYS - 1))
    assert kept.exists(name)
    batch_care.clear_old(timezone.now() + dt.timedelta(days=PaperBatch.KEEP_DAYS + 1))
    assert not kept.exists(name)
    batch.refresh_from_db()
    assert (batch.state, bool(batch.result)) == (State.DONE, False)


# Who, and what is noted.


def snapshot():
    return PaperBatch.objects.count(), AuditEntry.objects.count()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER, Role.ADMINISTRATOR])
def test_others_print_nothing(session, role):
    user, before = make.staff(role), snapshot()
    with pytest.raises(NotAllowed):
        ask(invitations(session), user=user)
    assert snapshot() == before


def test_printing_what_names_people_needs_a_reason_and_is_noted(session):
    clerk, before = make.office(), snapshot()
    with pytest.raises(ValidationError):
        ask(invitations(session), user=clerk, reason=" ")
    assert snapshot() == before
    batch = ask(invitations(session), user=clerk)
    entry = AuditEntry.objects.get(action=AuditAction.EXPORT)
    assert (entry.user, entry.reason) == (clerk, "In để gửi các thôn")
    assert entry.subject == f"Lượt in {batch.pk} – {TITLE}"


def test_two_clicks_make_one_batch(session):
    clerk = make.office()
    first = ask(invitations(session), user=clerk)
    assert ask(invitations(session), user=clerk) == first
    assert AuditEntry.objects.count() == 1
    assert ask(invitations(session), Form.ZIP, user=clerk) != first
    assert ask(invitations(session)) != first


def test_nothing_and_an_unknown_form_are_refused(session):
    before = snapshot()
    with pytest.raises(ValidationError):
        ask([])
    with pytest.raises(ValidationError):
        ask(invitations(session), "exe")
    assert snapshot() == before


@pytest.fixture
def letters(session):
    sheets = [
        make.question(QuestionState.APPROVED, session=session).registration for _n in range(3)
    ]
    return [catalogue.find("reply_letter", sheet) for sheet in sheets]


def test_a_restricted_sheet_never_enters_a_batch(letters):
    sheet = r.restrict(letters[1].record, user=make.office(), reason="Tố cáo")
    letters[1].record = sheet
    before = snapshot()
    for user in (make.office(), make.staff(Role.OFFICE, Role.RESTRICTED_READER)):
        with pytest.raises((NotAllowed, ValidationError)):
            ask(letters, user=user)
    assert snapshot() == before


def test_restricted_while_waiting_it_is_left_out(letters, renderings):
    batch = ask(letters)
    r.restrict(letters[1].record, user=make.office(), reason="Tố cáo")
    finish(batch)
    assert [problem["label"] for problem in batch.problems] == ["Công văn trả lời"]
    assert len(PdfReader(io.BytesIO(result(batch))).pages) == 2
    assert len(renderings) == 2


def test_restricted_after_it_was_made_the_file_is_deleted(
    letters, renderings, django_capture_on_commit_callbacks
):
    batch = finish(ask(letters))
    kept, name, key = batch.result.storage, batch.result.name, letters[1].record.pk
    assert kept.exists(name)
    assert storages["private"].exists(f"personal/registration-{key}/reply_letter-pdf")
    with django_capture_on_commit_callbacks(execute=True):
        r.restrict(letters[1].record, user=make.office(), reason="Tố cáo")
    assert not kept.exists(name)
    assert stored(f"personal/registration-{key}/reply_letter-pdf") == []
    batch.refresh_from_db()
    assert not batch.result


def test_restricted_while_it_is_made_the_pieces_are_made_anew(
    letters, renderings, monkeypatch, django_capture_on_commit_callbacks
):
    batch = ask(letters)
    die_at(monkeypatch, 3)
    with pytest.raises(Killed):
        batches.work(batch.pk)
    with django_capture_on_commit_callbacks(execute=True):
        r.restrict(letters[1].record, user=make.office(), reason="Tố cáo")
    finish(batch)
    assert len(PdfReader(io.BytesIO(result(batch))).pages) == 2
    assert [problem["place"] for problem in batch.problems] == [1]


def test_refused_as_a_denunciation_nothing_printed_of_its_session_stays(
    session, renderings, django_capture_on_commit_callbacks
):
    named = catalogue.find("attendance_list", session)
    sheet = make.sheet(session=session, full_name="Khuất Thị Ngoan")
    batch = finish(ask([named], session=session))
    kept, name = batch.result.storage, batch.result.name
    assert stored(f"personal/session-{session.pk}/attendance_list-pdf")
    with django_capture_on_commit_callbacks(execute=True):
        r.refuse(sheet, user=make.office(), reason="Tố cáo", refusal_reason="denunciation")
    assert not kept.exists(name)
    assert stored(f"personal/session-{session.pk}/attendance_list-pdf") == []


def test_restricted_after_a_move_nothing_printed_of_its_former_session_stays(
    commune, renderings, django_capture_on_commit_callbacks
):
    session = make.session(start_at=timezone.now() + dt.timedelta(days=5))
    sheet, later = make.sheet(session=session), make.session()
    paper = catalogue.find("attendance_list", session)
    batch = finish(ask([paper], session=session))
    kept, name = batch.result.storage, batch.result.name
    sheet = r.decide_late(
        sheet, user=make.leader(), reason="Muộn", decision="next_session", session=later
    )
    with django_capture_on_commit_callbacks(execute=True):
        r.restrict(sheet, user=make.office(), reason="Tố cáo")
    assert not kept.exists(name)
    assert stored(f"personal/session-{session.pk}/attendance_list-pdf") == []


def test_what_is_done_with_a_restricted_sheet_later_deletes_nothing_more(
    letters, renderings, django_capture_on_commit_callbacks
):
    session = letters[1].record.session
    named = make.staff(Role.OFFICE, Role.RESTRICTED_READER)
    sheet = r.restrict(letters[1].record, user=make.office(), reason="Tố cáo")
    batch = finish(ask([letters[0]], session=session))
    with django_capture_on_commit_callbacks(execute=True):
        r.reissue_code(sheet, user=named, reason="Công dân mất mã")
    batch.refresh_from_db()
    assert batch.result
    assert batch.result.storage.exists(batch.result.name)


def test_labels_ask_for_a_reason_only_if_they_name_people(session, renderings):
    SampleLabels.is_personal = False
    try:
        assert ask([SampleLabels(session)], reason="")
    finally:
        SampleLabels.is_personal = True
    assert not AuditEntry.objects.exists()
