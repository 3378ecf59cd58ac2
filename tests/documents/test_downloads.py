"""The two downloads: for everyone, named well, rendered once, never stale."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from dialogue.documents import engine
from dialogue.documents.store import EDITIONS
from dialogue.models import PlanAttachment, PlanPage, RegistrationPage, SessionPage
from tests import factories as make
from tests.documents.reading import page_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("render_once")]


@pytest.fixture(autouse=True)
def _private_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        }
    }


@pytest.fixture
def plan(commune):
    make.form_page()
    page = make.plan()
    page.save_revision().publish()
    return PlanPage.objects.get(pk=page.pk)


@pytest.fixture
def renderings(monkeypatch):
    """The titles of what was really rendered, in order."""
    made, real = [], engine.render
    monkeypatch.setattr(
        engine, "render", lambda html, *a, **k: made.append(html) or real(html, *a, **k)
    )
    return made


def plan_address(page):
    return reverse("dialogue:plan_pdf", args=[page.pk])


def form_address(page):
    return reverse("dialogue:form_pdf", args=[page.pk])


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_published_plan_is_downloaded_as_a_named_pdf_without_a_cookie(plan, client):
    answer = client.get(plan_address(plan))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="ke-hoach-05-kh-ubnd.pdf"' in answer["Content-Disposition"]
    assert "filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert "I. MỤC ĐÍCH" in page_words(answer.content)


def test_the_form_is_downloaded_as_a_named_pdf(plan, client):
    answer = client.get(form_address(plan.registration_page))
    assert 'filename="phieu-dang-ky-tham-gia-doi-thoai.pdf"' in answer["Content-Disposition"]
    assert "PHIẾU ĐĂNG KÝ" in page_words(answer.content)


def test_whoever_has_this_edition_gets_no_second_copy(plan, client):
    first = client.get(plan_address(plan))
    again = client.get(plan_address(plan), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"] == "public, no-cache"


def test_a_head_request_tells_the_name_and_sends_nothing(plan, client):
    answer = client.head(plan_address(plan))
    assert (answer.status_code, answer.content) == (200, b"")
    assert "attachment" in answer["Content-Disposition"]


def test_nothing_can_be_posted_to_a_download(plan, client):
    assert client.post(plan_address(plan)).status_code == 405


def test_publishing_renders_both_and_readers_render_nothing(commune, client, renderings):
    make.form_page()
    page = make.plan()
    page.save_revision().publish()
    made = len(renderings)
    assert made == 2
    for _again in range(2):
        client.get(plan_address(page))
        client.get(form_address(page.registration_page))
    assert len(renderings) == made


def test_after_an_edit_the_new_text_is_served(plan, client):
    old = client.get(plan_address(plan))
    publish(plan, abstract="Tổ chức hội nghị đối thoại kỳ cuối năm")
    new = client.get(plan_address(plan), headers={"If-None-Match": old["ETag"]})
    assert new.status_code == 200
    assert "kỳ cuối năm" in page_words(new.content)


def test_of_many_editions_only_the_latest_are_kept(plan, client):
    for number in range(EDITIONS + 2):
        publish(plan, abstract=f"Tổ chức hội nghị lần {number}")
    assert len(storages["private"].listdir(f"rendered/plan-{plan.pk}")[1]) == EDITIONS
    client.get(plan_address(plan))
    assert len(storages["private"].listdir(f"rendered/plan-{plan.pk}")[1]) == EDITIONS


def test_a_draft_edit_changes_nothing_for_readers(plan, client):
    before = client.get(plan_address(plan))
    plan.abstract = "Bản nháp chưa duyệt"
    plan.save_revision()
    assert client.get(plan_address(plan)).content == before.content


def test_a_change_of_the_communes_settings_reaches_the_form_at_once(plan, commune, client):
    address = form_address(plan.registration_page)
    old = client.get(address)
    commune.address = "thôn Đồng Vinh, xã Phú Xuyên"
    commune.save()
    new = client.get(address, headers={"If-None-Match": old["ETag"]})
    assert "địa chỉ: thôn Đồng Vinh" in page_words(new.content)


def test_a_torn_file_is_noticed_and_made_again(plan, client):
    storage = storages["private"]
    whole = client.get(plan_address(plan)).content
    folder = f"rendered/plan-{plan.pk}"
    (name,) = storage.listdir(folder)[1]
    storage.delete(f"{folder}/{name}")
    storage.save(f"{folder}/{name}", ContentFile(whole[:500]))
    assert client.get(plan_address(plan)).content == whole


def test_a_full_disk_costs_no_download(plan, client, monkeypatch):
    from django.core.files.storage import FileSystemStorage

    def full(self, *args, **kwargs):
        raise OSError(28, "No space left on device")

    publish(plan, abstract="Kỳ đối thoại mới")
    storage = storages["private"]
    folder = f"rendered/plan-{plan.pk}"
    for name in storage.listdir(folder)[1]:
        storage.delete(f"{folder}/{name}")
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    assert "Kỳ đối thoại mới" in page_words(client.get(plan_address(plan)).content)


def test_a_site_without_private_storage_renders_for_each_reader(plan, client, settings):
    settings.STORAGES = {k: v for k, v in settings.STORAGES.items() if k != "private"}
    assert client.get(plan_address(plan)).status_code == 200


def test_a_draft_an_unpublished_and_a_closed_page_are_all_not_found(plan, client):
    draft = make.plan(title="Kế hoạch năm 2027")
    assert client.get(plan_address(draft)).status_code == 404
    form = plan.registration_page
    PageViewRestriction.objects.create(page=form, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(form_address(form)).status_code == 404
    assert client.get(reverse("dialogue:form_link", args=[form.pk])).status_code == 404
    plan.unpublish()
    assert client.get(plan_address(plan)).status_code == 404
    assert client.get(form_address(plan)).status_code == 404  # a plan is no form
    assert client.get("/tai-ve/ke-hoach/999999.pdf").status_code == 404


def signed(content=b"%PDF-1.7 co chu ky so\x00\xff", name="KH-da-ky.pdf"):
    document = get_document_model()(title="Bản đã ký")
    document.file.save(name, ContentFile(content))
    document.save()
    return document


def test_once_signed_the_signed_file_is_served_byte_for_byte(plan, client):
    before = client.get(plan_address(plan))
    document = signed()
    publish(plan, signed_pdf=document)
    answer = client.get(plan_address(plan), headers={"If-None-Match": before["ETag"]})
    assert answer.getvalue() == b"%PDF-1.7 co chu ky so\x00\xff"
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="ke-hoach-05-kh-ubnd.pdf"' in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    again = client.get(plan_address(plan), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("put_there", [None, b"%PDF-1.7 ban khac"])
def test_no_other_file_stands_in_for_a_signed_one_that_was_lost_or_changed(
    plan, client, caplog, put_there
):
    document = signed()
    publish(plan, signed_pdf=document)
    storage, name = document.file.storage, document.file.name
    storage.delete(name)
    if put_there:
        assert storage.save(name, ContentFile(put_there)) == name
    answer = client.get(plan_address(plan))
    assert answer.status_code == 503
    assert "Hiện chưa tải được tệp" in answer.content.decode()
    assert f"signed PDF of plan {plan.pk}" in caplog.text


def test_the_digest_of_the_signed_file_is_kept_and_shown(plan, client):
    document = signed()
    publish(plan, signed_pdf=document)
    digest = hashlib.sha256(b"%PDF-1.7 co chu ky so\x00\xff").hexdigest()
    assert PlanPage.objects.get(pk=plan.pk).signed_sha256 == digest
    assert digest in client.get(plan.get_url()).content.decode()
    publish(plan, signed_pdf=None)
    assert PlanPage.objects.get(pk=plan.pk).signed_sha256 == ""
    assert "SHA-256" not in client.get(plan.get_url()).content.decode()


def test_a_signed_file_that_was_changed_is_not_published_again_but_a_new_one_is(plan, client):
    document = signed()
    publish(plan, signed_pdf=document)
    document.file.storage.delete(document.file.name)
    document.file.storage.save(document.file.name, ContentFile(b"%PDF-1.7 ban khac"))
    draft = PlanPage.objects.get(pk=plan.pk).get_latest_revision_as_object()
    (sentence,) = draft.publication_problems()
    assert "đã bị thay đổi" in sentence
    publish(plan, signed_pdf=signed(b"%PDF-1.7 ban ky moi"))
    assert client.get(plan_address(plan)).getvalue() == b"%PDF-1.7 ban ky moi"


def test_a_draft_whose_file_was_deleted_since_can_still_be_opened(plan):
    document = signed()
    plan.signed_pdf = document
    plan.attachments.add(PlanAttachment(title="Mẫu", document=document))
    plan.save_revision()
    document.delete()
    draft = PlanPage.objects.get(pk=plan.pk).get_latest_revision_as_object()
    assert draft.signed_pdf is None
    assert draft.attachments.count() == 0


def test_downloads_ask_the_database_little(plan, client, django_assert_max_num_queries):
    for address in (plan_address(plan), form_address(plan.registration_page)):
        client.get(address)
        with django_assert_max_num_queries(8):
            client.get(address)


def fail_to_render(monkeypatch):
    def gives_up(*args, **kwargs):
        raise engine.PaperError("Không tạo được tệp PDF từ nội dung này.")

    monkeypatch.setattr(engine, "render", gives_up)
    for folder in storages["private"].listdir("rendered")[0]:
        for name in storages["private"].listdir(f"rendered/{folder}")[1]:
            storages["private"].delete(f"rendered/{folder}/{name}")


@pytest.mark.parametrize("which", ["plan", "form"])
def test_a_paper_that_cant_be_made_is_a_sentence_and_no_error(plan, client, monkeypatch, which):
    page = {"plan": plan, "form": plan.registration_page}[which]
    address = {"plan": plan_address, "form": form_address}[which](page)
    fail_to_render(monkeypatch)
    answer = client.get(address)
    assert answer.status_code == 503
    assert "Hiện chưa tải được tệp" in answer.content.decode()
    assert (answer["Cache-Control"], answer["Retry-After"]) == ("no-store", "300")
    assert "Content-Disposition" not in answer


def test_plan_session_and_entrance_offer_the_same_form_and_only_an_open_one(plan):
    session, entrance = make.session(), make.tree()
    closed = plan.registration_page
    other = make.tree().add_child(instance=RegistrationPage(title="Phiếu khác", live=True))

    def offered():
        return {
            PlanPage.objects.get(pk=plan.pk).registration_page,
            SessionPage.objects.get(pk=session.pk).registration_page,
            entrance.overview()["registration_page"],
        }

    assert offered() == {closed}
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert offered() == {other}
    other.unpublish()
    assert offered() == {None}
    assert PlanPage.objects.get(pk=plan.pk).publication_problems()
