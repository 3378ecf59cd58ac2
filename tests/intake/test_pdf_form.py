"""A filled PDF form is read into the web form: nothing saved, nothing kept, no file does harm."""

import io
import logging
import signal
import subprocess
import sys
import zipfile

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import OperationalError
from django.urls import reverse
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from dialogue.documents.fillable import FillableForm
from dialogue.documents.form import BlankForm
from dialogue.intake import pdf_child, pdf_form, pdf_upload, token
from dialogue.intake.pdf_form import Problem, Unreadable
from dialogue.models import Registration, RegistrationPage
from tests import factories as make
from tests.documents.form_filling import add_field, small_form, with_pypdf, written
from tests.intake.support import PART, a_token, filled, nothing_registered, token_in

pytestmark = pytest.mark.django_db
TYPED = {"guardian_name": "Đỗ Văn Bình", "part_2": "Đã gõ từ trước, không được mất."}
# A heading that a JPEG, a PNG … begins with, and nothing of the picture.
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500)


@pytest.fixture
def session(commune):
    return make.session()


@pytest.fixture
def page(session):
    return make.form_page()


@pytest.fixture
def pdf(page):
    return FillableForm(page).pdf()


def upload(client, page, content, **fields):
    """Press "read the filled form" with a file and what was typed before."""
    data = filled() | {"full_name": "", "phone": "", "part_1": "", "other_place": ""} | TYPED
    data |= fields
    if content is not None:
        data["pdf"] = SimpleUploadedFile("phieu.pdf", content, "application/pdf")
    return client.post(reverse("dialogue:register_pdf", args=[page.pk]), data)


def shown(answer):
    """Return what stands in the form that came back."""
    form = answer.context["form"]
    return {field.name: field.value() for field in form}


def said(answer):
    return answer.content.decode()


def test_a_filled_form_is_read_checked_and_sent(client, page, pdf, session):
    file = with_pypdf(
        pdf,
        {
            "full_name": "Đỗ Thị Ánh Nguyệt",
            "phone": "0912 345 678",
            "other_place": "Thôn Thao Chính",
            "part_1": PART,
            "consent_publish": "/on",
        },
    )
    with nothing_registered():
        answer = upload(client, page, file)
    assert answer.status_code == 200
    assert "Hãy kiểm tra lại rồi bấm “Gửi phiếu”" in said(answer)
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    values = shown(answer)
    assert values["full_name"] == "Đỗ Thị Ánh Nguyệt"
    assert (values["session"], values["part_1"]) == (str(session.pk), PART)
    assert values["consent_publish"] is True and not values["consent_contact"]
    assert values["guardian_name"] == "Đỗ Văn Bình"

    sent = {name: value for name, value in values.items() if value not in (None, False)}
    sent |= {"token": token_in(answer), "consent_publish": "on"}
    assert client.post(reverse("dialogue:register", args=[page.pk]), sent).status_code == 303
    sheet = Registration.objects.get()
    assert (sheet.full_name, sheet.part_1, sheet.part_2) == (
        "Đỗ Thị Ánh Nguyệt",
        PART,
        TYPED["part_2"],
    )
    assert [c.purpose for c in sheet.consents.all()] == ["publish_name"]


def test_what_the_file_leaves_blank_does_not_wipe_out_what_was_typed(client, page, pdf):
    answer = upload(client, page, pdf, full_name="Trần Văn Tỵ", email="ty@example.vn")
    assert shown(answer) | TYPED == shown(answer)
    assert (shown(answer)["full_name"], shown(answer)["email"]) == ("Trần Văn Tỵ", "ty@example.vn")


def test_a_form_saved_without_what_was_written_is_not_greeted_as_read(client, page):
    answer = upload(client, page, with_values(), full_name="Trần Văn Tỵ")
    assert answer.status_code == 422
    assert "chưa có nội dung nào" in said(answer)
    assert shown(answer)["full_name"] == "Trần Văn Tỵ"


def test_the_page_keeps_the_draft_script_from_putting_an_older_draft_over_it(client, page, pdf):
    assert "data-draft-newer" in said(upload(client, page, pdf))


def test_a_value_is_cleaned_as_if_it_had_been_typed(client, page):
    file = with_values(
        full_name=" Đỗ\u200b  Thị\u202e\tA\u0301nh ", part_1="một\r\nhai\x00\r\x07ba "
    )
    values = shown(upload(client, page, file))
    assert values["full_name"] == "Đỗ Thị Ánh"
    assert values["part_1"] == "một\nhai\nba"


def test_a_value_too_long_is_shown_whole_and_named_when_it_is_sent(client, page):
    long = "Đ" * 10_001
    values = shown(upload(client, page, with_values(part_1=long)))
    assert values["part_1"] == long
    answer = client.post(reverse("dialogue:register", args=[page.pk]), filled() | {"part_1": long})
    assert "tối đa 10.000" in said(answer)


def test_html_in_a_file_stays_text(client, page):
    probe = "</textarea><script>alert(1)</script>"
    text = said(upload(client, page, with_values(part_1=probe, la=probe)))
    assert probe not in text
    assert text.count("&lt;/textarea&gt;&lt;script&gt;") == 2


# Text as programs write it: marked or not, in one piece or as a stream, shown or stored.


def with_values(**values):
    """Return a small form of ours with these texts in it, besides fields that we don't know."""
    return changed(lambda writer, form: put(writer, form, values))


def put(writer, form, values):
    form[NameObject("/Fields")] = ArrayObject()
    for name in {"full_name", "phone", "part_1", "part_2"} | set(values):
        value = values.get(name, "")
        field = DictionaryObject({NameObject("/T"): TextStringObject(name)})
        field[NameObject("/FT")] = NameObject("/Tx")
        field[NameObject("/V")] = TextStringObject(value) if isinstance(value, str) else value
        form["/Fields"].append(writer._add_object(field))


def changed(change):
    """Return the small form after ``change(writer, form)``."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(small_form()))
    change(writer, writer._root_object["/AcroForm"].get_object())
    return written(writer)


def raw_value(content):
    """Return a form whose name field holds these very bytes."""
    return with_values(full_name=ByteStringObject(content))


NAME = "Đỗ Thị Ánh Nguyệt"


@pytest.mark.parametrize(
    "content",
    [
        b"\xfe\xff" + NAME.encode("utf-16-be"),
        b"\xff\xfe" + NAME.encode("utf-16-le"),
        b"\xef\xbb\xbf" + NAME.encode(),
        NAME.encode(),
    ],
    ids=["UTF-16", "UTF-16 little", "UTF-8 marked", "UTF-8 bare"],
)
def test_a_text_is_read_in_each_encoding_that_programs_write(content):
    assert values_of(pdf_child.read(raw_value(content)))["full_name"] == NAME


def test_a_text_without_marks_is_read_as_the_standard_says():
    assert values_of(pdf_child.read(raw_value(b"Andr\xe9 \x85")))["full_name"] == "André –"


def test_a_long_text_may_be_a_stream():
    stream = DecodedStreamObject()
    stream.set_data(b"\xfe\xff" + NAME.encode("utf-16-be"))
    file = changed(lambda writer, form: put(writer, form, {"part_1": writer._add_object(stream)}))
    assert values_of(pdf_child.read(file))["part_1"] == NAME


def values_of(entries):
    return {entry["name"]: entry["value"] for entry in entries}


def test_half_a_character_is_dropped_and_the_rest_kept(client, page):
    file = raw_value(b"\xfe\xff" + "Đỗ".encode("utf-16-be") + b"\xd8\x3d")
    answer = upload(client, page, file)
    assert answer.status_code == 200
    assert shown(answer)["full_name"].startswith("Đỗ")


# Another edition, another session.


def test_an_earlier_edition_is_taken_with_a_word_about_it(client, page):
    add_field(page, "Cần phiên dịch tiếng nào")
    old = with_pypdf(
        FillableForm(RegistrationPage.objects.get()).pdf(),
        {"full_name": NAME, "extra-can_phien_dich_tieng_nao": "Có, tiếng Mường"},
    )
    page.form_fields.all().delete()
    RegistrationPage.objects.get().form_fields.all().delete()
    answer = upload(client, RegistrationPage.objects.get(), old)
    assert answer.status_code == 200
    assert shown(answer)["full_name"] == NAME
    assert "mẫu phiếu cũ" in said(answer)
    assert "Cần phiên dịch tiếng nào" in said(answer) and "Có, tiếng Mường" in said(answer)


def test_the_present_edition_is_taken_without_a_word(client, page, pdf):
    assert "mẫu phiếu cũ" not in said(upload(client, page, pdf))


def test_a_session_that_is_over_is_asked_for_anew(client, page, pdf, session):
    other, third = make.session(), make.session()
    session.unpublish()
    answer = upload(client, page, pdf, session="")
    assert "không còn nhận phiếu" in said(answer)
    assert shown(answer)["session"] in (None, "")
    assert shown(upload(client, page, pdf, session=str(third.pk)))["session"] == str(third.pk)
    assert other.title in said(answer)


def test_while_no_session_is_open_what_was_typed_is_shown_to_be_copied(client, page, pdf, session):
    session.unpublish()
    answer = upload(client, page, pdf)
    assert answer.status_code == 409
    assert TYPED["part_2"] in said(answer)


def test_a_choice_that_is_gone_is_shown_instead_of_dropped(client, page):
    make.VillageFactory(name="Thôn Thao Chính")
    answer = upload(client, page, with_values(full_name=NAME, village="Thôn đã sáp nhập"))
    assert "Thôn đã sáp nhập" in said(answer)
    assert shown(answer)["village"] in (None, "")
    taken = upload(client, page, with_values(village="thôn thao chính"))
    assert shown(taken)["village"]


def test_the_trap_and_the_token_are_never_filled_from_a_file(client, page):
    file = with_values(
        website="https://example.vn", token="giả-mạo", state="closed", full_name=NAME
    )
    answer = upload(client, page, file)
    assert not shown(answer)["website"]
    assert token_in(answer) != "giả-mạo"
    assert shown(answer)["full_name"] == NAME


# Files that are no filled form of ours: each has its sentence, and nothing typed is lost.


def action(kind, **more):
    return DictionaryObject({NameObject("/S"): NameObject(kind), **more})


def script():
    return action("/JavaScript", **{NameObject("/JS"): TextStringObject("app.alert(1)")})


def in_catalog(key, value):
    return changed(lambda writer, form: writer._root_object.__setitem__(NameObject(key), value()))


def in_page(key, value):
    return changed(lambda writer, form: writer.pages[0].__setitem__(NameObject(key), value()))


def on_a_link(value):
    link = {NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): value()}
    return in_page("/Annots", lambda: ArrayObject([DictionaryObject(link)]))


def with_attachment():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(small_form()))
    writer.add_attachment("virus.exe", b"MZ")
    return written(writer)


def with_xfa():
    def add(writer, form):
        form[NameObject("/XFA")] = ArrayObject([TextStringObject("template")])

    return changed(add)


def encrypted():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(small_form()))
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    return written(writer)


def scan():
    picture = DecodedStreamObject()
    picture.set_data(bytes(64))
    picture |= {NameObject("/Subtype"): NameObject("/Image"), NameObject("/Width"): NumberObject(8)}
    writer = pypdf.PdfWriter()
    blank = writer.add_blank_page(595, 842)
    images = DictionaryObject({NameObject("/Im0"): writer._add_object(picture)})
    blank[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    return written(writer)


def foreign_fields():
    def rename(writer, form):
        for number, field in enumerate(form["/Fields"]):
            field.get_object()[NameObject("/T")] = TextStringObject(f"o{number}")

    return changed(rename)


def own_kid():
    """Return a form with a field that is its own part."""

    def loop(writer, form):
        field = form["/Fields"][0]
        field.get_object()[NameObject("/Kids")] = ArrayObject([field])

    return changed(loop)


def nested(depth):
    """Return a form with lists within lists."""

    def nest(writer, form):
        inner = ArrayObject()
        for _level in range(depth):
            inner = ArrayObject([inner])
        form[NameObject("/Deep")] = inner

    return changed(nest)


def endless_lists():
    lists = b"[" * 50_000 + b"]" * 50_000
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/AcroForm " + lists + b">>\nendobj\n"
    return head + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


def bomb():
    """Return a form whose one text is a few kilobytes that unpack to very many."""
    stream = DecodedStreamObject()
    stream.set_data(b" " * 60_000_000)
    packed = stream.flate_encode()
    return changed(lambda writer, form: put(writer, form, {"part_1": writer._add_object(packed)}))


def many_objects():
    def add(writer, form):
        for _number in range(pdf_child.MOST_OBJECTS):
            writer._add_object(NumberObject(1))

    return changed(add)


def word_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


HOSTILE = {
    "nothing chosen": (lambda: None, Problem.MISSING),
    "an empty file": (lambda: b"", Problem.MISSING),
    "a photo": (lambda: JPEG, Problem.PICTURE),
    "a photo of a phone": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(99), Problem.PICTURE),
    "a picture from the web": (lambda: b"RIFF\x00\x00\x00\x00WEBPVP8 ", Problem.PICTURE),
    "a Word file": (word_file, Problem.WORD),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), Problem.WORD),
    "a web page": (lambda: b"<html><script>alert(1)</script>", Problem.NOT_PDF),
    "a program": (lambda: b"MZ" + bytes(200), Problem.NOT_PDF),
    "a scan": (scan, Problem.SCAN),
    "a form of others": (foreign_fields, Problem.FOREIGN),
    "a locked file": (encrypted, Problem.ENCRYPTED),
    "a script at the start": (lambda: in_catalog("/OpenAction", script), Problem.ACTIVE),
    "a script on a page": (lambda: in_page("/AA", DictionaryObject), Problem.ACTIVE),
    "a script behind a link": (lambda: on_a_link(script), Problem.ACTIVE),
    "a program to be started": (lambda: on_a_link(lambda: action("/Launch")), Problem.ACTIVE),
    "a form that sends itself": (lambda: on_a_link(lambda: action("/SubmitForm")), Problem.ACTIVE),
    "an attached file": (with_attachment, Problem.ACTIVE),
    "a form of another technique": (with_xfa, Problem.ACTIVE),
    "only the beginning": (lambda: small_form()[:200], Problem.DAMAGED),
    "letters after the mark": (lambda: b"%PDF-1.7\n" + b"\xc3\x28" * 300, Problem.DAMAGED),
    "a field within itself": (own_kid, Problem.HEAVY),
    "lists in lists": (lambda: nested(200), Problem.HEAVY),
    "lists in lists without end": (endless_lists, Problem.DAMAGED),
    "a bomb": (bomb, Problem.HEAVY),
    "far too many objects": (many_objects, Problem.HEAVY),
    "an enormous file": (lambda: b"%PDF-1.7\n" + bytes(pdf_form.MOST_BYTES), Problem.TOO_LARGE),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_each_file_that_is_no_filled_form_has_its_sentence(client, page, kind):
    content, problem = HOSTILE[kind]
    with nothing_registered():
        answer = upload(client, page, content())
    assert answer.status_code == 422
    assert str(problem.label) in said(answer)
    assert shown(answer) | TYPED == shown(answer)
    assert "no-store" in answer["Cache-Control"]
    assert token_in(answer)


def test_the_printed_form_has_no_fields_to_be_read(client, page):
    answer = upload(client, page, BlankForm(page).pdf())
    assert str(Problem.FOREIGN.label) in said(answer)


def test_every_problem_has_a_sentence_of_its_own_in_vietnamese():
    sentences = [str(problem.label) for problem in Problem]
    assert len(set(sentences)) == len(sentences)
    assert all("xin" in sentence.lower() for sentence in sentences)


def test_an_opening_that_only_shows_a_page_is_no_script(client, page):
    file = in_catalog("/OpenAction", lambda: action("/GoTo"))
    assert upload(client, page, file).status_code == 200


def test_any_part_of_a_form_cut_or_changed_is_an_answer_and_never_an_error(client, page):
    whole = small_form()
    for at in range(0, len(whole), len(whole) // 12):
        for broken in (whole[:at], whole[:at] + b"\xff\x00<<" + whole[at + 4 :]):
            assert upload(client, page, broken).status_code in {200, 422}


# The process that reads.


def test_a_process_without_memory_ends_and_only_that_one():
    with pytest.raises(Unreadable) as caught:
        pdf_form.read_fields(bomb(), megabytes=120)
    assert caught.value.problem == Problem.HEAVY


def test_a_process_without_an_end_is_stopped(monkeypatch, tmp_path):
    endless = tmp_path / "child.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(pdf_form, "CHILD", endless)
    with pytest.raises(Unreadable) as caught:
        pdf_form.read_fields(small_form(), patience=1)
    assert caught.value.problem == Problem.HEAVY


def test_the_process_keeps_to_its_time_and_writes_no_file(tmp_path):
    code = "import sys; sys.path.append(sys.argv[1]); import pdf_child; pdf_child.limit(400, 1); "
    folder = str(pdf_form.CHILD.parent)

    def run(rest):
        command = [sys.executable, "-I", "-c", code + rest, folder]
        return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode

    assert run("\nwhile True: pass") in {-signal.SIGXCPU, -signal.SIGKILL}
    assert run(f"open({str(tmp_path / 'x')!r}, 'w').write('x' * 9999)") != 0
    assert run("x = bytearray(500_000_000)") != 0
    assert run("pass") == 0


def test_the_process_knows_nothing_of_our_secrets_and_imports_nothing_of_ours(
    monkeypatch, tmp_path
):
    told = tmp_path / "child.py"
    told.write_text(
        "import json, os, sys\n"
        "fields = [{'name': n, 'value': '', 'label': ''} for n in"
        " ('full_name', 'phone', 'part_1', 'part_2')]\n"
        "fields[0]['value'] = json.dumps([sorted(os.environ), sys.path])\n"
        "print(json.dumps({'fields': fields}))"
    )
    monkeypatch.setattr(pdf_form, "CHILD", told)
    monkeypatch.setenv("DATABASE_URL", "postgres://mat-khau@may-chu/csdl")
    told_of = pdf_form.read_fields(small_form())[0]["value"]
    assert "DATABASE_URL" not in told_of
    assert str(pdf_form.CHILD.parent) not in told_of and "site/dialogue" not in told_of


def test_when_all_places_are_taken_the_person_is_asked_to_wait(client, page, monkeypatch):
    monkeypatch.setattr(pdf_form, "PATIENCE", 0)
    for _place in range(pdf_form.AT_ONCE):
        assert pdf_form._places.acquire(blocking=False)
    try:
        with pytest.raises(Unreadable) as caught:
            pdf_form.read_fields(small_form(), patience=0)
    finally:
        for _place in range(pdf_form.AT_ONCE):
            pdf_form._places.release()
    assert caught.value.problem == Problem.BUSY


# Gates.


def refuse_to_read(monkeypatch):
    def read(*args, **kwargs):
        raise AssertionError("the file was read")

    monkeypatch.setattr(pdf_form, "read_fields", read)


def test_from_the_page_that_caches_keep_a_file_is_read_and_the_form_gets_its_token(client, page):
    answer = upload(client, page, small_form(), token="")
    assert answer.status_code == 200
    assert token.read(token_in(answer))


@pytest.mark.parametrize("sent", ["rác", "giả-mạo"])
def test_with_a_forged_token_no_file_is_read_and_nothing_typed_is_lost(
    client, page, monkeypatch, sent
):
    refuse_to_read(monkeypatch)
    answer = upload(client, page, small_form(), token=sent)
    assert answer.status_code == 422
    assert shown(answer) | TYPED == shown(answer)
    assert "mở đã quá lâu" in said(answer)


def test_the_token_stays_the_same_so_the_sheet_is_still_one(client, page):
    sending = a_token()
    kept = token_in(upload(client, page, small_form(), token=sending))
    assert token.read(kept) == token.read(sending)


def test_many_files_from_one_connection_are_turned_back_for_an_hour(client, page, monkeypatch):
    monkeypatch.setattr(pdf_upload, "MOST_FROM_ADDRESS", 1)
    assert upload(client, page, small_form()).status_code == 200
    refuse_to_read(monkeypatch)
    answer = upload(client, page, small_form())
    assert answer.status_code == 429
    assert shown(answer) | TYPED == shown(answer)


def test_a_request_beyond_all_measure_is_refused_unread(client, page, monkeypatch):
    monkeypatch.setattr(pdf_upload, "MOST_ALTOGETHER", 1000)
    assert upload(client, page, small_form()).status_code == 400


def test_fields_behind_a_file_that_is_too_large_are_kept_too(client, page):
    content = b"%PDF-1.7\n" + bytes(pdf_form.MOST_BYTES)
    file = SimpleUploadedFile("phieu.pdf", content)
    data = {"pdf": file} | filled() | TYPED
    answer = client.post(reverse("dialogue:register_pdf", args=[page.pk]), data)
    assert str(Problem.TOO_LARGE.label) in said(answer)
    assert shown(answer) | TYPED == shown(answer)


def test_shown_instead_of_sent_it_leads_to_the_form(client, page):
    answer = client.get(reverse("dialogue:register_pdf", args=[page.pk]))
    assert (answer.status_code, answer["Location"]) == (302, page.url)


def test_a_draft_form_takes_no_file(client, page):
    page.unpublish()
    assert upload(client, page, small_form()).status_code == 404


def test_a_private_form_reads_nothing_for_those_not_let_in(client, page, monkeypatch):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=page, restriction_type="login")
    refuse_to_read(monkeypatch)
    assert upload(client, page, small_form()).status_code == 302


def test_a_database_that_is_away_costs_nothing_that_was_typed(client, page, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(pdf_upload, "get_object_or_404", away)
    answer = upload(client, page, small_form())
    assert answer.status_code == 503
    assert TYPED["part_2"] in said(answer)


def test_nothing_of_the_file_touches_a_disk_or_a_log(client, page, monkeypatch, caplog):
    def never(*args, **kwargs):
        raise AssertionError("a file was written")

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", never)
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", never)
    with caplog.at_level(logging.DEBUG):
        upload(client, page, with_values(full_name=NAME, part_1=PART) + b"%" + bytes(3_000_000))
        upload(client, page, encrypted())
    assert NAME not in caplog.text and PART not in caplog.text and "Bình" not in caplog.text


def test_it_asks_the_database_little(client, page, pdf, django_assert_max_num_queries):
    upload(client, page, pdf)
    with django_assert_max_num_queries(25):
        upload(client, page, pdf)


def test_the_enter_key_sends_the_form_and_does_not_ask_for_a_file(client, page):
    text = client.get(page.url).content.decode()
    form = text[text.index('<form method="post"') :]
    first = form[form.index("<button") :].split(">")[0]
    assert 'type="submit"' in first
    assert "formaction" not in first
