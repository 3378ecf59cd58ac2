"""Numbering, signing, renewing and publishing papers: what is refused changes nothing."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pypdf import PdfReader, PdfWriter

from dialogue import signed_copy
from dialogue.actions import Conflict, NotAllowed, documents
from dialogue.actions import registrations as r
from dialogue.documents.letters import ReplyLetter
from dialogue.models import OfficialDocument
from dialogue.states import QuestionState, Role
from dialogue.vietnamese import local
from tests import factories as make
from tests.documents.samples import SampleLabels, SampleMinutes, signed_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(commune):
    return ReplyLetter(make.question(QuestionState.APPROVED).registration)


@pytest.fixture
def minutes(commune):
    return SampleMinutes(make.session())


def today():
    return local(timezone.now()).date()


def numbered(paper, number="12", user=None, **given):
    given = {"issued_on": today()} | given
    return documents.record_number(paper, user=user or make.office(), number=number, **given)


def signed(paper, number="12", content=None):
    numbered(paper, number)
    return documents.keep_signed(paper, user=make.office(), content=content or signed_pdf())


def stored():
    """Return everything that these verbs can change."""
    return (
        list(OfficialDocument.objects.order_by("pk").values()),
        list(OfficialDocument.history.model.objects.order_by("pk").values_list("pk", flat=True)),
        sorted(signed_files()),
    )


def signed_files():
    from django.core.files.storage import storages

    try:
        return storages["private"].listdir("signed")[1]
    except FileNotFoundError:
        return []


def refused(error, act, *args, **given):
    """Do what must be refused, see that nothing changed, and return the sentence."""
    before = stored()
    with pytest.raises(error) as caught:
        act(*args, **given)
    assert stored() == before
    if error is ValidationError:
        return " ".join(caught.value.messages)
    return str(caught.value)


# Number and date.


def test_number_date_and_signer_are_kept_with_who_did_it(letter):
    clerk = make.office()
    kept = documents.record_number(
        letter,
        user=clerk,
        number=" 05 ",
        issued_on=today(),
        signing_for="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        signer="Trần Thị Bích",
    )
    kept.refresh_from_db()
    assert (kept.number, kept.full_number, kept.issued_on) == ("5", "05/UBND-VP", today())
    assert (kept.registration, kept.session) == (letter.record, None)
    row = kept.history.get()
    assert (row.verb, row.history_user) == ("record_number", clerk)
    assert "05" in letter.html


def test_a_number_can_be_set_right_until_it_is_signed(letter):
    numbered(letter, "12")
    kept = numbered(letter, "98a")
    assert (kept.full_number, kept.edition, kept.version) == ("98a/UBND-VP", 1, 2)
    assert OfficialDocument.objects.count() == 1


def test_a_mistaken_number_can_be_taken_back(letter):
    numbered(letter, "12")
    assert numbered(letter, "", issued_on=None).full_number == ""


def test_the_signer_can_be_chosen_before_there_is_a_number(letter):
    kept = documents.record_number(letter, user=make.office(), signer="Trần Thị Bích")
    assert (kept.number, kept.signer) == ("", "Trần Thị Bích")


@pytest.mark.parametrize(
    ("number", "told"),
    [("12/UBND", "98a"), ("0", "1"), ("1" * 21, "20")],
)
def test_a_number_that_cannot_be_one_is_refused(letter, number, told):
    assert told in refused(ValidationError, numbered, letter, number)


def test_a_number_needs_its_date(letter):
    refused(ValidationError, numbered, letter, "12", issued_on=None)


def test_a_number_is_given_once_a_year_for_a_symbol(letter):
    other = ReplyLetter(make.question(QuestionState.APPROVED).registration)
    numbered(letter, "98a")
    told = refused(ValidationError, numbered, other, "98A")
    assert "98a/UBND-VP" in told
    assert letter.record.code in told
    assert numbered(other, "98b").number == "98b"


def test_the_same_number_is_free_for_another_symbol_and_another_year(letter, minutes):
    numbered(letter, "7")
    assert numbered(minutes, "7").full_number == "07/BB-UBND"
    last_year = ReplyLetter(
        make.question(
            QuestionState.APPROVED, received_at=timezone.now() - dt.timedelta(days=700)
        ).registration
    )
    type(last_year.record).objects.filter(pk=last_year.record.pk).update(
        recorded_at=timezone.now() - dt.timedelta(days=700)
    )
    assert numbered(last_year, "7", issued_on=today() - dt.timedelta(days=370)).number == "7"


def test_whose_paper_has_the_number_is_not_told_of_a_restricted_sheet(letter):
    other = ReplyLetter(make.question(QuestionState.APPROVED).registration)
    numbered(letter, "12")
    r.restrict(letter.record, user=make.office(), reason="Tố cáo")
    told = refused(ValidationError, numbered, other, "12")
    assert letter.record.code not in told


def test_no_paper_is_older_than_its_sheet(letter):
    day = local(letter.record.received_at).date() - dt.timedelta(days=3)
    told = refused(ValidationError, numbered, letter, issued_on=day)
    assert f"{local(letter.record.recorded_at):%d/%m/%Y}" in told


def test_no_paper_is_dated_far_ahead(letter, minutes):
    for paper in (letter, minutes):
        refused(ValidationError, numbered, paper, issued_on=today() + dt.timedelta(days=32))
        assert numbered(paper, issued_on=today() + dt.timedelta(days=31))


def test_a_paper_of_a_session_is_not_dated_years_before_it(minutes):
    refused(ValidationError, numbered, minutes, issued_on=today() - dt.timedelta(days=800))


def test_what_is_only_printed_gets_no_number_and_no_signature(commune):
    labels = SampleLabels(make.session())
    refused(ValidationError, numbered, labels)
    refused(
        ValidationError,
        documents.keep_signed,
        labels,
        user=make.office(),
        content=signed_pdf(),
    )


# The signed copy.


def test_the_signed_copy_is_kept_byte_for_byte_with_its_digest(letter):
    content = signed_pdf() + b"% chu ky so \xfe\xff\r\n"
    kept = signed(letter, content=content)
    kept.refresh_from_db()
    with kept.signed_pdf.open("rb") as file:
        assert file.read() == content
    assert kept.signed_sha256 == signed_copy.digest(content)
    assert kept.signed_pdf.name.startswith("signed/reply_letter-")
    assert kept.history.first().verb == "keep_signed"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>%PDF-1.7 %%EOF</html>",
        b" " + signed_pdf(),
        signed_pdf()[:-20],
        b"%PDF-1.7\nkhong phai\n%%EOF",
        signed_pdf(password="bi-mat"),
        signed_pdf(pages=0),
        b"\xff\xd8\xff\xe0 anh chup",
        signed_pdf() + b"0" * signed_copy.MOST_BYTES,
    ],
    ids=["empty", "html", "late", "torn", "hollow", "locked", "no pages", "photo", "huge"],
)
def test_what_is_no_whole_open_pdf_is_not_kept(letter, content):
    numbered(letter)
    sentence = refused(
        ValidationError, documents.keep_signed, letter, user=make.office(), content=content
    )
    assert sentence.endswith((".", ")."))


def test_a_pdf_that_only_forbids_printing_is_kept(letter):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(signed_pdf())))
    writer.encrypt("", "chu-so-huu")
    made = io.BytesIO()
    writer.write(made)
    assert signed(letter, content=made.getvalue()).is_signed


def test_nothing_is_signed_without_a_number(letter):
    refused(
        ValidationError, documents.keep_signed, letter, user=make.office(), content=signed_pdf()
    )


def test_once_signed_number_date_and_copy_stay(letter):
    kept = signed(letter)
    refused(NotAllowed, numbered, letter, "13")
    refused(
        NotAllowed, documents.keep_signed, letter, user=make.office(), content=signed_pdf(pages=2)
    )
    kept.refresh_from_db()
    assert kept.number == "12"


def test_a_file_that_the_database_does_not_take_is_not_left_behind(letter, monkeypatch):
    numbered(letter)

    def fails(*args):
        raise OSError("disk")

    monkeypatch.setattr(documents, "_store", fails)
    before = signed_files()
    with pytest.raises(OSError, match="disk"):
        documents.keep_signed(letter, user=make.office(), content=signed_pdf())
    assert signed_files() == before


# A new edition.


def test_a_new_edition_begins_blank_and_leaves_the_signed_one_as_it_is(letter):
    old = signed(letter)
    new = documents.renew(letter, user=make.office(), reason="Ghi sai thửa đất")
    assert (new.edition, new.number, new.is_signed) == (2, "", False)
    assert letter.document == new
    old.refresh_from_db()
    assert (old.edition, old.number, old.is_signed) == (1, "12", True)
    assert new.history.get().history_change_reason == "Ghi sai thửa đất"
    assert signed(letter, "13").signed_pdf.name != old.signed_pdf.name


def test_a_new_edition_needs_a_signed_one_and_a_reason(letter):
    numbered(letter)
    refused(NotAllowed, documents.renew, letter, user=make.office(), reason="Sửa")
    documents.keep_signed(letter, user=make.office(), content=signed_pdf())
    refused(ValidationError, documents.renew, letter, user=make.office(), reason=" ")


# Publishing.


def test_only_a_signed_paper_of_a_session_that_may_be_shown_is_published(letter, minutes):
    chief = make.leader()
    signed(letter)
    refused(NotAllowed, documents.publish, letter, user=chief)
    refused(NotAllowed, documents.publish, minutes, user=chief)
    numbered(minutes)
    refused(NotAllowed, documents.publish, minutes, user=chief)
    documents.keep_signed(minutes, user=make.office(), content=signed_pdf())
    assert documents.publish(minutes, user=chief).published_at
    refused(NotAllowed, documents.publish, minutes, user=chief)


def test_the_office_prepares_and_the_leader_publishes_and_takes_down(minutes):
    signed(minutes)
    refused(NotAllowed, documents.publish, minutes, user=make.office())
    documents.publish(minutes, user=make.leader())
    refused(NotAllowed, documents.unpublish, minutes, user=make.office(), reason="Nhầm")
    refused(ValidationError, documents.unpublish, minutes, user=make.leader())
    assert not documents.unpublish(minutes, user=make.leader(), reason="Nhầm").published_at
    refused(NotAllowed, documents.unpublish, minutes, user=make.leader(), reason="Nhầm")


def test_the_published_edition_stays_until_the_next_one_is_published(minutes):
    chief = make.leader()
    old = signed(minutes)
    documents.publish(minutes, user=chief)
    documents.renew(minutes, user=make.office(), reason="Sót một ý kiến")
    signed(minutes, "13")
    old.refresh_from_db()
    assert old.published_at
    new = documents.publish(minutes, user=chief)
    old.refresh_from_db()
    assert (old.published_at, bool(new.published_at)) == (None, True)
    assert old.history.first().verb == "unpublish"


def test_a_published_edition_can_be_taken_down_while_the_next_is_prepared(minutes):
    old = signed(minutes)
    documents.publish(minutes, user=make.leader())
    documents.renew(minutes, user=make.office(), reason="Sót một ý kiến")
    taken = documents.unpublish(minutes, user=make.leader(), reason="Có lỗi")
    old.refresh_from_db()
    assert (taken, old.published_at) == (old, None)


# Who.

MAY = {
    documents.record_number: {Role.OFFICE, Role.LEADER},
    documents.keep_signed: {Role.OFFICE, Role.LEADER},
    documents.renew: {Role.OFFICE, Role.LEADER},
    documents.publish: {Role.LEADER},
    documents.unpublish: {Role.LEADER},
}


def ready_for(act, minutes):
    """Bring the minutes to where ``act`` is possible, and return what it takes."""
    if act is documents.record_number:
        return {"number": "12", "issued_on": today()}
    if act is documents.keep_signed:
        numbered(minutes)
        return {"content": signed_pdf()}
    signed(minutes)
    if act is documents.unpublish:
        documents.publish(minutes, user=make.leader())
    return {"reason": "Thử quyền"}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("act", list(MAY), ids=lambda act: act.__name__)
def test_each_role_does_what_the_table_of_roles_says(act, role, minutes):
    given = ready_for(act, minutes)
    unit = make.DepartmentFactory() if role == Role.OFFICER else None
    user = make.staff(role, department=unit)
    if role in MAY[act]:
        assert act(minutes, user=user, **given)
    else:
        refused(NotAllowed, act, minutes, user=user, **given)


def test_papers_of_a_restricted_sheet_are_for_the_persons_named(letter):
    r.restrict(letter.record, user=make.office(), reason="Tố cáo")
    refused(NotAllowed, numbered, letter, user=make.office())
    assert numbered(letter, user=make.staff(Role.OFFICE, Role.RESTRICTED_READER))


# Two at once.


def test_the_second_of_two_is_told_and_overwrites_nothing(letter):
    numbered(letter, "12")
    before = stored()
    with pytest.raises(Conflict) as caught:
        numbered(letter, "13", version=0)
    assert stored() == before
    assert [row.verb for row in caught.value.meanwhile] == ["record_number"]


def test_who_saw_the_former_edition_is_told_of_the_new_one(letter):
    seen = signed(letter)
    documents.renew(letter, user=make.office(), reason="Sửa")
    before = stored()
    with pytest.raises(Conflict):
        numbered(letter, "13", version=seen.version)
    assert stored() == before
