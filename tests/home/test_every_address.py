"""Every address outside the desk, every type of page: what caches are told, and what they get."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import get_resolver
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.models import get_page_models

from dialogue.actions import documents
from dialogue.documents import catalogue
from dialogue.models import AnswerPage, PlanAttachment, PlanPage, RegistrationPage, Subscription
from dialogue.models.pages.base import ServedPage
from dialogue.models.pages.index import DialogueIndexPage
from dialogue.subscriptions import CONFIRM, END, token
from home.models import NoticeIndexPage, NoticePage, StandardPage
from tests import factories as make
from tests.documents.samples import signed_pdf
from tests.intake.support import send
from tests.public.reading import home_page, publish

pytestmark = pytest.mark.django_db
DESK = "quan-tri/"

# What each address is to a cache.
#   text:      the same for everybody, asked about each time, compressed
#   file:      the same, but packed already
#   kept:      never changes under its address
#   way:       leads on to another address
#   one's own: kept nowhere
#   sent to:   answers a POST and nothing else
KINDS = {
    "tai-lieu/^(\\d+)/(.*)$": "file",
    "tai-lieu/authenticate_with_password/<int:restriction_id>/": "one's own",
    "gui-phieu/<key:page_id>/": "way",
    "gui-phieu/<key:page_id>/the/": "one's own",
    "gui-phieu/<key:page_id>/doc-tep/": "way",
    "bien-nhan/": "one's own",
    "bien-nhan/phieu.pdf": "one's own",
    "tai-ve/ke-hoach/<key:page_id>.pdf": "file",
    "tai-ve/ke-hoach/<key:page_id>.docx": "file",
    "tai-ve/phieu-dang-ky/<key:page_id>.pdf": "file",
    "tai-ve/phieu-dang-ky/<key:page_id>.docx": "file",
    "tai-ve/phieu-dien/<key:page_id>.pdf": "file",
    "tai-ve/van-ban/<key:document_id>.pdf": "file",
    "phieu/<key:page_id>/": "way",
    "phieu/<key:page_id>/<slug:mark>/": "way",
    "tra-cuu/": "one's own",
    "tra-cuu/danh-gia/": "way",
    "tra-loi-gan/": "sent to",
    "gui-phieu/<key:page_id>/tra-loi-gan/": "way",
    "nhan-tin/": "one's own",
    "nhan-tin/xac-nhan/<str:token>/": "one's own",
    "nhan-tin/thoi/<str:token>/": "one's own",
    "lich/hoi-nghi.ics": "text",
    "lich/hoi-nghi/<key:page_id>.ics": "text",
    "nguon-tin/cau-tra-loi.atom": "text",
    "nguon-tin/hoi-nghi.atom": "text",
    "nguon-tin/thong-bao.atom": "text",
    "anh-chia-se/<key:page_id>.png": "file",
    "thong-ke/": "text",
    "tim-kiem/": "text",
    "du-lieu/": "text",
    "du-lieu/v1/cau-tra-loi.json": "text",
    "du-lieu/v1/cau-tra-loi.csv": "text",
    "du-lieu/v1/so-lieu.json": "text",
    "du-lieu/v1/so-lieu.csv": "text",
    "media/<path:path>": "kept",
    "robots.txt": "text",
    "sitemap.xml": "text",
    "manifest.webmanifest": "text",
    "sw.js": "text",
    "ngoai-tuyen/": "text",
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": "one's own",
    "_util/login/": "one's own",
    # The pages, each type below.
    "^((?:[\\w\\-]+/)*)$": "text",
}
# Not reached by a GET: only a password is sent there, on Wagtail's own page.
NOT_OPENED = {
    "tai-lieu/authenticate_with_password/<int:restriction_id>/",
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
}


def patterns(resolver=None, before=""):
    """Yield the patterns of all addresses outside the desk."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = before + str(entry.pattern)
        if pattern == DESK:
            continue
        if hasattr(entry, "url_patterns"):
            yield from patterns(entry, pattern)
        else:
            yield pattern


def test_every_address_is_in_the_table():
    assert set(patterns()) == set(KINDS)


@pytest.fixture
def world(commune, settings, tmp_path):
    """A site in which every address has something to show, by pattern; and every type of page."""
    settings.MEDIA_ROOT = tmp_path
    home = home_page(headline="Hỏi UBND xã về thủ tục")
    form, session = make.form_page(), make.session()
    plan, answer = publish(make.plan()), make.answer(session=session)
    notices = home.add_child(instance=NoticeIndexPage(title="Thông báo", live=True))
    notice = NoticePage(title="Lịch tiếp dân", date=dt.date(2026, 11, 1), live=True)
    notices.add_child(instance=notice)
    standing = home.add_child(instance=StandardPage(title="Hỗ trợ tiếp cận", live=True))
    document = get_document_model()(title="Mẫu", file=ContentFile(b"%PDF-1.4", "mau.pdf"))
    document._set_document_file_metadata()
    document.save()
    PlanAttachment.objects.create(page=plan, title="Phụ lục", document=document)
    picture = io.BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    stored = default_storage.save("images/anh.width-9.png", ContentFile(picture.getvalue()))
    paper = catalogue.find("minutes", session)
    documents.record_number(paper, user=make.office(), number="1", issued_on=dt.date(2026, 11, 1))
    documents.keep_signed(paper, user=make.office(), content=signed_pdf())
    signed = documents.publish(paper, user=make.leader())
    reader = Subscription.objects.create(email="nguyet@example.vn", sessions=True)
    named = {
        "tai-lieu/^(\\d+)/(.*)$": document.url,
        "tai-ve/ke-hoach/<key:page_id>.pdf": plan.pk,
        "tai-ve/ke-hoach/<key:page_id>.docx": plan.pk,
        "tai-ve/van-ban/<key:document_id>.pdf": signed.pk,
        "lich/hoi-nghi/<key:page_id>.ics": session.pk,
        "anh-chia-se/<key:page_id>.png": answer.pk,
        "nhan-tin/xac-nhan/<str:token>/": token(reader, CONFIRM),
        "nhan-tin/thoi/<str:token>/": token(reader, END),
        "media/<path:path>": stored,
        "^((?:[\\w\\-]+/)*)$": answer.url,
    }
    addresses = {}
    for pattern in KINDS.keys() - NOT_OPENED:
        value = str(named.get(pattern, form.pk))
        if value.startswith("/"):
            addresses[pattern] = value
            continue
        path = pattern.replace("<slug:mark>", "1-abc")
        start, opened, rest = path.partition("<")
        addresses[pattern] = f"/{start}{value}{rest.partition('>')[2]}" if opened else f"/{path}"
    pages = [home, notices, notice, standing, make.tree(), plan, form, session, answer]
    pages.append(make.answer_index())
    return addresses, {type(page): page.url for page in pages}


def content(answer):
    return answer.getvalue() if answer.streaming else answer.content


def of_kind(world, *kinds):
    return {pattern: url for pattern, url in world[0].items() if KINDS[pattern] in kinds}


def same_for_all(world):
    """Return the addresses of all that is the same for everybody."""
    return [*of_kind(world, "text", "file").values(), *world[1].values()]


def test_every_type_of_page_is_there(world):
    ours = {model for model in get_page_models() if issubclass(model, ServedPage)}
    assert ours - {DialogueIndexPage} == world[1].keys() - {DialogueIndexPage}
    assert {PlanPage, AnswerPage, RegistrationPage} < ours


def test_what_is_for_everybody_is_kept_by_any_cache_that_asks_each_time(client, world):
    for address in same_for_all(world):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer["Cache-Control"] == "public, no-cache", address
        assert not answer.cookies, address
        again = client.get(address, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, content(again)) == (304, b""), address
        assert again["ETag"] == answer["ETag"], address
        assert again["Cache-Control"] == answer["Cache-Control"], address
        assert not again.cookies, address
        other = client.get(address, headers={"if-none-match": 'W/"0123456789abcdef"'})
        assert other.status_code == 200, address


def test_texts_differ_by_what_the_browser_unpacks_and_files_by_nothing(client, world):
    for address in [*of_kind(world, "text").values(), *world[1].values()]:
        for way in ({}, {"accept-encoding": "gzip"}):
            assert client.get(address, headers=way).get("Vary") == "Accept-Encoding", address
    for address in of_kind(world, "file", "kept").values():
        answer = client.get(address, headers={"accept-encoding": "gzip"})
        assert "Vary" not in answer, address
        assert "Content-Encoding" not in answer, address


def test_a_picture_of_a_page_is_kept_for_long(client, world):
    (address,) = of_kind(world, "kept").values()
    answer = client.get(address)
    assert answer["Cache-Control"] == "public, max-age=2592000, immutable"
    assert not answer.cookies


def test_what_only_leads_on_is_asked_about_each_time(client, world):
    for pattern, address in of_kind(world, "way").items():
        answer = client.get(address)
        assert answer.status_code == 302, pattern
        assert answer["Cache-Control"] == "no-cache", pattern
        assert not answer.cookies, pattern


def test_what_is_ones_own_is_kept_nowhere(client, world):
    assert send(client).status_code == 303  # so that there is a receipt
    for pattern, address in of_kind(world, "one's own").items():
        client.cookies.pop("sessionid", None)
        answer = client.get(address, headers={"accept-encoding": "gzip"})
        assert answer.status_code == 200, pattern
        assert "no-store" in answer["Cache-Control"], pattern
        assert "public" not in answer["Cache-Control"], pattern
        assert "ETag" not in answer, pattern
        assert "Content-Encoding" not in answer, pattern
        if pattern != "_util/login/":
            assert not answer.cookies, pattern


def test_what_is_only_sent_to_says_so(client, world):
    for pattern, address in of_kind(world, "sent to").items():
        answer = client.get(address)
        assert (answer.status_code, answer["Allow"]) == (405, "POST"), pattern


def test_asked_for_the_head_alone_every_address_says_what_it_says_of_the_whole(client, world):
    varies = {"Content-Length"}
    for pattern, address in [*world[0].items(), *world[1].items()]:
        if KINDS.get(pattern) == "sent to" or pattern == "_util/login/":
            continue
        whole, head = client.get(address), client.head(address)
        assert (head.status_code, content(head)) == (whole.status_code, b""), pattern
        told = {n: v for n, v in whole.headers.items() if n not in varies}
        assert {n: v for n, v in head.headers.items() if n not in varies} == told, pattern


def test_a_member_of_staff_reads_what_everybody_reads(client, world):
    before = {address: client.get(address)["ETag"] for address in same_for_all(world)}
    client.force_login(make.office())
    for address, etag in before.items():
        answer = client.get(address)
        assert (answer["ETag"], answer["Cache-Control"]) == (etag, "public, no-cache"), address
        assert not answer.cookies, address


def test_a_strange_cookie_changes_nothing(client, world):
    before = {address: client.get(address)["ETag"] for address in same_for_all(world)}
    client.cookies.load({"sessionid": "x" * 32, "csrftoken": "x" * 32, "mau": "toi"})
    for address, etag in before.items():
        answer = client.get(address)
        assert answer["ETag"] == etag, address
        assert not answer.cookies, address
