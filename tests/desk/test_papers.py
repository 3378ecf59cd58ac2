"""A paper at the desk and on the session's page: files, forms, what is refused, what is noted."""

import datetime as dt
import io
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from dialogue import signed_copy
from dialogue.actions import documents
from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.desk import papers as desk_papers
from dialogue.documents import catalogue, editions, engine
from dialogue.models import AuditEntry, OfficialDocument, PaperBatch
from dialogue.models.audit import AuditAction
from dialogue.states import QuestionState, Role
from tests import factories as make
from tests.desk.records import body, many_sheets
from tests.desk.visiting import visit, visit_as
from tests.documents.samples import SampleMinutes, add_samples, signed_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _private_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        }
    }


@pytest.fixture
def renderings(monkeypatch):
    """What was really rendered, in order."""
    made, real = [], engine.render
    monkeypatch.setattr(
        engine, "render", lambda html, *a, **k: made.append(html) or real(html, *a, **k)
    )
    return made


@pytest.fixture
def sheet(commune):
    return make.question(QuestionState.APPROVED, session=make.session()).registration


@pytest.fixture
def office(sheet):
    return visit_as(Role.OFFICE)


def letter(sheet):
    return catalogue.find("reply_letter", sheet)


def page_url(paper):
    return reverse("dialogue_desk:paper", args=[paper.name, paper.about])


def file_url(paper, edition="pdf"):
    return reverse("dialogue_desk:paper_file", args=[paper.name, paper.about, edition])


def do(client, paper, verb, **data):
    kept = documents.kept_of(paper).first()
    data = {"version": kept.version if kept else 0} | data
    url = reverse("dialogue_desk:paper_verb", args=[paper.name, paper.about, verb])
    return client.post(url, data)


def today(**shift):
    return timezone.localdate() + dt.timedelta(**shift)


def number(client, paper, number="12", **data):
    data = {"issued_on": f"{today():%d/%m/%Y}", "signing_for": "", "signer": ""} | data
    return do(client, paper, "record_number", number=number, **data)


def upload(content=None, name="da-ky.pdf"):
    return SimpleUploadedFile(name, content or signed_pdf(), content_type="application/pdf")


def signed(paper, content=None, no="12"):
    clerk = make.office()
    documents.record_number(paper, user=clerk, number=no, issued_on=today())
    return documents.keep_signed(paper, user=clerk, content=content or signed_pdf())


# Files.


def test_a_letter_is_had_as_pdf_word_and_archive_copy(sheet, office):
    paper = letter(sheet)
    found = {edition: office.get(file_url(paper, edition)) for edition in editions.EDITIONS}
    assert {answer.status_code for answer in found.values()} == {200}
    assert found["pdf"].content.startswith(b"%PDF-")
    assert found["archive"].content.startswith(b"%PDF-")
    assert found["word"].content.startswith(b"PK")
    for edition, answer in found.items():
        name = answer["Content-Disposition"]
        assert name.startswith('attachment; filename="cong-van-tra-loi')
        assert "filename*=UTF-8''C%C3%B4ng%20v%C4%83n" in name
        assert answer["X-Content-Type-Options"] == "nosniff", edition
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]


def test_a_letter_is_rendered_once_and_anew_after_an_edit(sheet, office, renderings):
    first = office.get(file_url(letter(sheet)))
    assert office.get(file_url(letter(sheet))).content == first.content
    assert len(renderings) == 1
    again = office.get(file_url(letter(sheet)), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    take_up_again(sheet)
    assert office.get(file_url(letter_of(sheet))).status_code == 404, "no occasion, no letter"
    number(office, letter_again(sheet))
    after = office.get(file_url(letter(sheet)), headers={"If-None-Match": first["ETag"]})
    assert after.status_code == 200
    assert after.content != first.content
    assert "12/UBND-VP" in PdfReader(io.BytesIO(after.content)).pages[0].extract_text()


def take_up_again(sheet):
    """Give the reply, and reopen sheet and question, so that there is no reply any more."""
    clerk = make.office()
    question = q.give(sheet.questions.get(), user=clerk, way="letter")
    sheet.refresh_from_db()
    if not sheet.is_open:
        r.reopen(sheet, user=clerk, reason="Bổ sung")
    q.reopen(question, user=clerk, reason="Bổ sung")


def letter_of(sheet):
    """Return the letter whether or not there is an occasion for it."""
    return catalogue.papers()["reply_letter"](sheet)


def letter_again(sheet):
    """Walk the reopened question to a reply once more, and return the letter."""
    question = sheet.questions.get()
    chief, unit = make.leader(), make.DepartmentFactory()
    question = q.assign(question, user=chief, department=unit)
    question = q.submit(question, user=make.officer(unit), reply="Nay bổ sung thêm một ý.")
    q.approve(question, user=make.leader())
    sheet.refresh_from_db()
    return letter(sheet)


def test_word_and_pdf_say_the_same_after_an_edit(sheet, office):
    before = office.get(file_url(letter(sheet), "word")).content
    number(office, letter(sheet), "98a")
    assert office.get(file_url(letter(sheet), "word")).content != before


def test_an_unknown_edition_kind_or_key_is_not_found(sheet, office):
    paper = letter(sheet)
    for url in (
        file_url(paper, "exe"),
        reverse("dialogue_desk:paper", args=["no_such_paper", paper.about]),
        reverse("dialogue_desk:paper", args=[paper.name, f"session-{sheet.pk}"]),
        reverse("dialogue_desk:paper", args=[paper.name, f"registration-0{sheet.pk}"]),
        reverse("dialogue_desk:paper", args=[paper.name, "registration-"]),
        reverse("dialogue_desk:paper", args=[paper.name, f"registration-{sheet.pk}-x"]),
        reverse("dialogue_desk:paper", args=[paper.name, "registration-99999999999"]),
        reverse("dialogue_desk:paper_verb", args=[paper.name, paper.about, "no_such_verb"]),
    ):
        assert office.get(url).status_code == 404, url


# Number, date, signed copy, through the page.


def test_the_office_records_a_number_and_the_page_and_the_lines_show_it(sheet, office):
    response = number(office, letter(sheet), "5")
    assert response.status_code == 302
    day = f"{today():%d/%m/%Y}"
    for url in (page_url(letter(sheet)), sheet.get_absolute_url()):
        page = body(office.get(url))
        assert f"số 05/UBND-VP, ngày {day}" in page
        assert "đã ghi số" in page


def test_the_signer_of_the_settings_is_offered(sheet, office, commune):
    form = office.get(page_url(letter(sheet))).context["forms"]["record_number"]
    assert (form["signer"].value(), form["signing_for"].value()) == (
        commune.signer,
        commune.signing_for,
    )


def test_what_is_refused_keeps_what_was_typed_and_says_why(sheet, office):
    page = number(office, letter(sheet), "12", issued_on=f"{today(days=90):%d/%m/%Y}")
    assert page.status_code == 422
    assert not OfficialDocument.objects.exists()
    assert 'value="12"' in page.content.decode()
    assert "hơn một tháng nữa" in body(page)


def test_somebody_else_was_faster_nothing_is_overwritten(sheet, office):
    number(office, letter(sheet), "12")
    page = number(office, letter(sheet), "13", version=0)
    assert page.status_code == 409
    assert OfficialDocument.objects.get().number == "12"
    assert "Ghi số, ngày: số 12/UBND-VP" in body(page)
    assert page.context["forms"]["record_number"]["version"].value() == 1


def test_from_the_signing_on_the_signed_copy_is_downloaded_byte_for_byte(sheet, office):
    content = signed_pdf(mark="chữ ký số")
    number(office, letter(sheet))
    response = do(office, letter(sheet), "keep_signed", file=upload(content))
    assert response.status_code == 302
    answer = office.get(file_url(letter(sheet)))
    assert answer.content == content
    assert "cong-van-tra-loi" in answer["Content-Disposition"]
    page = office.get(page_url(letter(sheet)))
    assert signed_copy.digest(content) in body(page)
    for edition in ("word", "archive"):
        assert office.get(file_url(letter(sheet), edition)).status_code == 404
        assert file_url(letter(sheet), edition) not in page.content.decode()


@pytest.mark.parametrize(
    "content", [b"<html>", signed_pdf(password="x"), b"0" * (signed_copy.MOST_BYTES + 1)]
)
def test_a_file_that_is_no_open_pdf_is_refused_with_a_sentence(sheet, office, content):
    number(office, letter(sheet))
    page = do(office, letter(sheet), "keep_signed", file=upload(content))
    assert page.status_code == 422
    assert page.context["forms"]["keep_signed"].errors["file"]
    assert not OfficialDocument.objects.get().is_signed


def test_number_and_date_stay_once_it_is_signed(sheet, office):
    signed(letter(sheet))
    page = number(office, letter(sheet), "99")
    assert page.status_code == 403
    assert "được giữ nguyên" in body(page)
    assert OfficialDocument.objects.get().number == "12"


@pytest.mark.parametrize("harm", ["missing", "tampered"])
def test_a_signed_copy_that_is_lost_or_changed_is_never_served(sheet, office, harm, caplog):
    kept = signed(letter(sheet))
    storage, name = kept.signed_pdf.storage, kept.signed_pdf.name
    storage.delete(name)
    if harm == "tampered":
        storage.save(name, io.BytesIO(signed_pdf(mark="giả")))
    with caplog.at_level(logging.ERROR, "dialogue.documents"):
        answer = office.get(file_url(letter(sheet)))
    assert answer.status_code == 503
    assert b"%PDF" not in answer.content
    assert "no-store" in answer["Cache-Control"]
    records = [record for record in caplog.records if record.name == "dialogue.documents"]
    (line,) = [record.getMessage() for record in records]
    assert "reply_letter" in line
    assert sheet.full_name not in line


def test_after_a_new_edition_the_signed_one_stays_in_reach(sheet, office):
    content = signed_pdf()
    signed(letter(sheet), content)
    assert do(office, letter(sheet), "renew", reason="").status_code == 422
    assert do(office, letter(sheet), "renew", reason="Ghi sai tên").status_code == 302
    old = reverse("dialogue_desk:paper_signed", args=["reply_letter", letter(sheet).about, 1])
    assert old in office.get(page_url(letter(sheet))).content.decode()
    assert office.get(old).content == content
    assert office.get(old.replace("/1/", "/2/")).status_code == 404
    assert office.get(file_url(letter(sheet))).content != content


def test_a_signed_copy_stays_in_reach_when_there_is_no_occasion_any_more(sheet, office):
    content = signed_pdf()
    signed(letter(sheet), content)
    take_up_again(sheet)
    url = page_url(letter_of(sheet))
    assert url in office.get(sheet.get_absolute_url()).content.decode()
    assert "không còn căn cứ" in body(office.get(url))
    assert office.get(file_url(letter_of(sheet))).content == content


# Who.


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER, Role.ADMINISTRATOR])
def test_others_find_no_papers_and_no_mention_of_them(sheet, role):
    unit = sheet.questions.get().department
    client = visit(make.staff(role, department=unit if role == Role.OFFICER else None))
    paper = letter(sheet)
    for url in (page_url(paper), file_url(paper), reverse("dialogue_desk:batches")):
        assert client.get(url).status_code == 404
    before = OfficialDocument.objects.count()
    assert number(client, paper).status_code == 404
    assert OfficialDocument.objects.count() == before
    for url in (
        sheet.get_absolute_url(),
        reverse("dialogue_desk:session", args=[sheet.session_id]),
    ):
        assert b"/van-ban/" not in client.get(url).content


def test_reading_a_paper_of_a_restricted_sheet_is_noted_and_it_is_kept_nowhere(sheet, renderings):
    r.restrict(sheet, user=make.office(), reason="Tố cáo")
    sheet.refresh_from_db()
    named = make.staff(Role.OFFICE, Role.RESTRICTED_READER)
    client, paper = visit(named), letter(sheet)
    readings = AuditEntry.objects.filter(action=AuditAction.READ_RESTRICTED, user=named)
    for times in (1, 2):
        assert client.get(file_url(paper)).status_code == 200
        assert (len(renderings), readings.count()) == (times, times)
    assert readings.first().subject == sheet.code
    assert visit_as(Role.OFFICE).get(file_url(paper)).status_code == 404


def test_a_restricted_paper_and_a_missing_one_answer_alike(sheet, office):
    r.restrict(sheet, user=make.office(), reason="Tố cáo")
    secret = office.get(file_url(letter_of(sheet)))
    missing = office.get(file_url(letter_of(sheet)).replace(f"-{sheet.pk}/", "-987654/"))
    assert (secret.status_code, secret.content) == (missing.status_code, missing.content)


def test_a_signed_invitation_is_hidden_with_the_sheet_whose_sender_it_names(sheet):
    session = sheet.session
    paper = catalogue.find("invitation", session, f"registration-{sheet.pk}")
    signed(paper)
    r.restrict(sheet, user=make.office(), reason="Tố cáo")
    clerk, other = visit_as(Role.OFFICE), f"-{sheet.pk}/"
    session_url = reverse("dialogue_desk:session", args=[session.pk])
    kept_url = reverse("dialogue_desk:paper_signed", args=[paper.name, paper.about, 1])
    for url in (page_url(paper), file_url(paper), kept_url):
        secret, missing = clerk.get(url), clerk.get(url.replace(other, "-987654/"))
        assert (secret.status_code, secret.content) == (404, missing.content)
    assert do(clerk, paper, "renew", reason="Sai tên").status_code == 404
    assert paper.about.encode() not in clerk.get(session_url).content

    named = make.staff(Role.OFFICE, Role.RESTRICTED_READER)
    readings = AuditEntry.objects.filter(action=AuditAction.READ_RESTRICTED, user=named)
    assert visit(named).get(file_url(paper)).status_code == 200
    assert [entry.subject for entry in readings] == [sheet.code]
    assert paper.about.encode() in visit(named).get(session_url).content


# On the session's page.


@pytest.fixture
def minutes(monkeypatch, commune):
    add_samples(monkeypatch)
    return SampleMinutes(make.session())


def test_the_leader_publishes_the_signed_minutes_and_everyone_reads_them(minutes):
    content = signed_pdf(mark="biên bản")
    kept = signed(minutes, content)
    url = reverse("dialogue:signed_paper", args=[kept.pk])
    anybody, chief = visit(None), visit_as(Role.LEADER)
    assert anybody.get(url).status_code == 404
    assert do(visit_as(Role.OFFICE), minutes, "publish").status_code == 403
    assert anybody.get(url).status_code == 404
    assert do(chief, minutes, "publish").status_code == 302
    page = anybody.get(minutes.record.get_url())
    assert url in page.content.decode()
    assert "Biên bản mẫu số 12/BB-UBND" in body(page)
    answer = anybody.get(url)
    assert answer.content == content
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, no-cache"
    again = anybody.get(url, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert do(chief, minutes, "unpublish", reason="Nhầm").status_code == 302
    assert anybody.get(url).status_code == 404
    assert url not in anybody.get(minutes.record.get_url()).content.decode()


def test_published_minutes_of_a_closed_page_are_not_found(minutes):
    kept = signed(minutes)
    documents.publish(minutes, user=make.leader())
    url = reverse("dialogue:signed_paper", args=[kept.pk])
    session = minutes.record
    rule = PageViewRestriction.objects.create(page=session, restriction_type="login")
    assert visit(None).get(url).status_code == 404
    rule.delete()
    assert visit(None).get(url).status_code == 200
    session.unpublish()
    assert visit(None).get(url).status_code == 404


def test_a_letter_is_never_served_to_everyone_whatever_the_database_says(sheet):
    kept = signed(letter(sheet))
    OfficialDocument.objects.update(published_at=timezone.now(), session=sheet.session)
    url = reverse("dialogue:signed_paper", args=[kept.pk])
    assert visit(None).get(url).status_code == 404


# Lists, and many at once.


def test_a_kind_with_many_papers_is_one_line_that_leads_to_its_list(minutes, office_of_session):
    page = body(office_of_session.get(reverse("dialogue_desk:session", args=[minutes.record.pk])))
    assert "Giấy mời mẫu 40 văn bản" in page
    url = reverse("dialogue_desk:session_papers", args=[minutes.record.pk, "sample_invitation"])
    assert len(office_of_session.get(url).context["lines"]) == 25
    found = office_of_session.get(url, {"q": "thon so 17"}).context["lines"]
    assert [line.label for line in found] == ["Thôn số 17"]
    number(office_of_session, paper_of(found[0], minutes.record))
    numbered = office_of_session.get(url, {"stage": "numbered"}).context["lines"]
    assert [line.label for line in numbered] == ["Thôn số 17"]
    assert office_of_session.get(url, {"stage": "blank"}).context["page"].paginator.count == 39


def paper_of(line, record):
    return line.paper(record, catalogue.split_about(line.about)[2])


@pytest.fixture
def office_of_session(minutes):
    return visit_as(Role.OFFICE)


def test_the_list_of_letters_finds_sheets_by_number_name_and_stage(sheet, office):
    other = make.sheet(session=sheet.session, full_name="Trần Văn Bình")
    number(office, letter(sheet))
    url = reverse("dialogue_desk:session_papers", args=[sheet.session_id, "reply_letter"])

    def found(**query):
        return [one.pk for one, _lines in office.get(url, query).context["lines"]]

    assert found() == [sheet.pk, other.pk]
    assert found(q="tran van binh") == [other.pk]
    assert found(q=sheet.code) == [sheet.pk]
    assert found(stage="numbered") == [sheet.pk]
    assert found(stage="blank") == [other.pk]
    assert found(stage="signed") == []


def test_the_lists_take_no_more_queries_with_five_hundred_sheets(
    sheet, office, django_assert_max_num_queries
):
    many_sheets(sheet, 500)
    pages = [
        reverse("dialogue_desk:session_papers", args=[sheet.session_id, "reply_letter"]),
        reverse("dialogue_desk:session", args=[sheet.session_id]),
        reverse("dialogue_desk:session_print", args=[sheet.session_id]),
    ]
    for url, most in zip(pages, (20, 24, 20), strict=True):
        with django_assert_max_num_queries(most):
            assert office.get(url).status_code == 200


def test_the_list_of_print_jobs_takes_no_more_queries_with_a_thousand(
    sheet, office, django_assert_max_num_queries
):
    clerk = make.office()
    PaperBatch.objects.bulk_create(
        PaperBatch(title=f"Lượt {n}", asked_by=clerk) for n in range(1000)
    )
    with django_assert_max_num_queries(25):
        page = office.get(reverse("dialogue_desk:batches"), {"q": "lượt 999"})
    assert len(page.context["object_list"]) == 1


def ask(client, session, **data):
    data = {"kinds": ["reply_letter"], "form": "pdf", "reason": "Gửi bưu điện"} | data
    return client.post(reverse("dialogue_desk:session_print", args=[session.pk]), data)


def test_a_report_upward_about_one_sheet_is_not_offered_for_a_whole_session(sheet, office):
    alone = "sheet_upward_report"
    page = office.get(reverse("dialogue_desk:session_print", args=[sheet.session_id]))
    assert alone not in [name for name, _label in page.context["form"].fields["kinds"].choices]
    refused = ask(office, sheet.session, kinds=[alone])
    assert refused.status_code == 422
    assert not PaperBatch.objects.exists()


def test_all_letters_of_a_session_are_printed_and_downloaded(
    sheet, office, django_capture_on_commit_callbacks
):
    other = make.question(QuestionState.APPROVED, session=sheet.session).registration
    make.sheet(session=sheet.session)
    secret = make.question(QuestionState.APPROVED, session=sheet.session).registration
    r.restrict(secret, user=make.office(), reason="Tố cáo")
    with django_capture_on_commit_callbacks(execute=True):
        response = ask(office, sheet.session)
    batch = PaperBatch.objects.get()
    assert response.url == reverse("dialogue_desk:batch", args=[batch.pk])
    assert [about for _name, about in batch.papers] == [
        f"registration-{sheet.pk}",
        f"registration-{other.pk}",
    ]
    page = office.get(response.url)
    assert "2/2" in body(page)
    assert b'http-equiv="refresh"' not in page.content
    answer = office.get(reverse("dialogue_desk:batch_file", args=[batch.pk]))
    assert len(PdfReader(io.BytesIO(answer.getvalue())).outline) == 2
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "cong-van-tra-loi" in answer["Content-Disposition"]


def test_printing_many_asks_what_and_what_for(sheet, office):
    for data in (
        {"kinds": []},
        {"reason": " "},
        {"form": "exe"},
        {"kinds": ["information_request"]},
    ):
        assert ask(office, sheet.session, **data).status_code == 422
    assert not PaperBatch.objects.exists()
    assert not AuditEntry.objects.exists()


def test_the_progress_page_renews_itself_until_the_file_is_there(sheet, office):
    ask(office, sheet.session)
    batch = PaperBatch.objects.get()
    page = office.get(reverse("dialogue_desk:batch", args=[batch.pk]))
    assert b'http-equiv="refresh"' in page.content
    assert "Đã lập 0/1 văn bản" in body(page)
    assert office.get(reverse("dialogue_desk:batch_file", args=[batch.pk])).status_code == 404


def test_who_takes_what_another_printed_is_noted_too(
    sheet, office, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask(office, sheet.session)
    batch = PaperBatch.objects.get()
    exports = AuditEntry.objects.filter(action=AuditAction.EXPORT)
    url = reverse("dialogue_desk:batch_file", args=[batch.pk])
    office.get(url)
    assert exports.count() == 1
    chief = make.leader()
    visit(chief).get(url)
    assert exports.count() == 2
    assert exports.first().user == chief


def test_a_long_paper_is_made_in_the_background_and_then_served_at_once(
    sheet, office, monkeypatch, renderings, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(editions, "LARGE", 100)
    paper = letter(sheet)
    page = office.get(page_url(paper))
    assert page.context["takes_long"]
    assert office.get(file_url(paper)).status_code == 302
    assert renderings == []
    url = reverse("dialogue_desk:paper_print", args=[paper.name, paper.about])
    assert office.post(url, {"form": "pdf"}).url == page_url(paper), "the reason is missing"
    with django_capture_on_commit_callbacks(execute=True):
        office.post(url, {"form": "pdf", "reason": "Trình ký"})
    assert PaperBatch.objects.get().state == PaperBatch.State.DONE
    answer = office.get(file_url(paper))
    assert (answer.status_code, len(renderings)) == (200, 1)


def test_every_verb_of_a_paper_has_its_words():
    assert set(desk_papers.DONE) == set(documents.VERBS) == set(desk_papers.FORMS)


def test_no_file_is_asked_for_as_a_file(sheet, office):
    page = do(office, letter(sheet), "keep_signed")
    assert page.status_code == 422
    assert "Hãy chọn tệp." in body(page)
    assert not OfficialDocument.objects.exists()


def test_the_parts_of_a_paper_s_name_are_told_apart(sheet):
    unit = make.DepartmentFactory(name="Công an xã", short_name="Công an")
    make.question("assigned", registration=sheet, department=unit)
    slip = catalogue.papers()["transfer_slip"](sheet, str(unit.pk))
    assert slip.title() == f"Phiếu chuyển {sheet.code} – Công an"
