"""
No English on any address of the admin, Wagtail's own included, for the one who may open all.

Chromium looks at what links lead to and what scripts draw (``tests/browser``); here every address
is asked for, and what each act and each mistake is answered with.
"""

import datetime as dt
import json
import re
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail import hooks
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from dialogue.states import Role
from home.models import NoticeIndexPage, NoticePage, StandardPage
from tests import factories as make
from tests.browser.english import foreign
from tests.desk.visiting import root_user, visit
from tests.public.reading import home_page

pytestmark = pytest.mark.django_db
ADMIN = "quan-tri/"
NAMED = {"title", "aria-label", "placeholder", "alt", "aria-description", "aria-roledescription"}
NAMED |= {"data-w-tooltip-content-value"}
UNREAD = {"script", "style", "noscript", "code"}
NAMES = {"root", "lanhdao", "vanphong"}


class Words(HTMLParser):
    """Collects what a person reads or hears of a page."""

    def __init__(self):
        super().__init__()
        self.found, self.unread = set(), 0

    def handle_starttag(self, tag, attributes):
        self.unread += tag in UNREAD
        values = dict(attributes)
        self.found |= {value for name, value in attributes if name in NAMED and value}
        if tag == "input" and values.get("type") in {"submit", "button"}:
            self.found.add(values.get("value") or "")

    def handle_endtag(self, tag):
        self.unread -= tag in UNREAD

    def handle_data(self, data):
        # A hidden count of nothing says "None".
        if not self.unread and data.strip() != "None":
            self.found.add(data.strip())


def words_of(response):
    """Return the texts of a page, of a window that scripts open (JSON), or of plain text."""
    content = response.content.decode()
    if response["Content-Type"].startswith("application/json"):
        answer = json.loads(content)
        content = answer.get("html") or answer.get("form") or "" if isinstance(answer, dict) else ""
    reader = Words()
    reader.feed(content)
    return reader.found


def english(response):
    """Return {text: foreign words} of what a response says."""
    found = {text: foreign(text, NAMES) for text in words_of(response)}
    return {text[:150]: words for text, words in found.items() if words}


def picture():
    data = BytesIO()
    Picture.new("RGB", (40, 30), "white").save(data, "PNG")
    return data.getvalue()


@pytest.fixture(autouse=True)
def stored_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def review(db):
    task = GroupApprovalTask.objects.create(name="Lãnh đạo duyệt")
    task.groups.add(Group.objects.get(dialogue_role__role=Role.LEADER))
    workflow = Workflow.objects.create(name="Duyệt công khai")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


@pytest.fixture
def world(commune, review):
    """One of everything that the admin can show, and the page in every state."""

    class World:
        root = root_user()
        home = home_page()
        task = review.tasks.first()
        workflow = review
        group = Group.objects.get(dialogue_role__role=Role.LEADER)
        user = make.leader(username="lanhdao")
        collection = Collection.get_first_root_node().add_child(name="Ảnh hội nghị")

    index = World.home.add_child(instance=NoticeIndexPage(title="Thông báo", live=True))
    World.index = index
    World.page = index.add_child(
        instance=NoticePage(title="Lịch tiếp công dân", body="<p>Sáng thứ Hai.</p>", live=True)
    )
    World.standing = World.home.add_child(instance=StandardPage(title="Liên hệ", live=True))
    World.alias = World.standing.create_alias(update_slug="lien-he-2")
    World.pages = [
        World.page,
        index,
        World.home,
        World.standing,
        make.plan(live=True),
        make.session(title="Hội nghị cuối năm"),
        make.form_page(),
        make.answer_index(),
        make.answer(),
        make.tree(),
    ]
    World.earlier = World.page.save_revision(user=World.root)
    World.revision = World.page.save_revision(
        user=World.root, approved_go_live_at=timezone.now() + dt.timedelta(days=2)
    )
    WorkflowPage.objects.create(workflow=review, page=index)
    World.state = World.workflow.start(World.page, World.root)
    World.task_state = World.state.current_task_state
    World.document = Document.objects.create(
        title="Mẫu đơn", file=ContentFile(b"%PDF-1.4", "don.pdf")
    )
    World.image = Image.objects.create(
        title="Hội trường", file=ContentFile(picture(), "hoi-truong.png")
    )
    World.redirect = Redirect.objects.create(old_path="/cu", redirect_page=World.page)
    World.site = Site.objects.get(is_default_site=True)
    World.settings = commune
    return World


def walk(resolver, prefix="", namespace=""):
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from walk(pattern, path, inner)
        elif path.startswith(ADMIN) and pattern.name:
            yield f"{namespace}:{pattern.name}" if namespace else pattern.name


# Namespaces that are ours: their addresses × roles stand in ``test_access``.
OURS = re.compile("dialogue_")
# What answers with data, a file, or to scripts alone; what only forwards.
DATA = re.compile(
    "wagtailadmin_api|editing_sessions|autocomplete|sprite|javascript_catalog|dismissibles|_preview"
    "|:preview|preview_on|:revisions_view|:view_draft|logout|set_page_position|chosen(_multiple)?$"
    "|_upload|uploaded_|confirm_cancellation|confirm_workflow_cancellation|error_test|process_import"
    "|:(lock|unlock|enable|enable_task|remove|task_chosen|url_generator_output)$"
    "|:(edit_multiple|delete_multiple|revisions_index|chooser_upload|create|task_chooser_create)$"
    "|block_preview|_results$|:results$|wagtailsnippets|delete_submissions|revisions_unschedule"
)
# Arguments that name a page.
PAGE = {"page_id", "parent_page_id", "page_to_move_id", "page_pk"}


def address(name, world):
    """Return the address of ``name``, its arguments taken from the world by their names."""
    things = {
        "destination_id": world.home.pk,
        "revision_id": world.earlier.pk,
        "task_state_id": world.task_state.pk,
        "workflow_state_id": world.state.pk,
        "workflow_pk": world.workflow.pk,
        "action_name": "reject",
        "collection_id": world.collection.pk,
        "document_id": world.document.pk,
        "image_id": world.image.pk,
        "redirect_id": world.redirect.pk,
        "app_label": "home",
        "model_name": "noticepage",
        "app_name": "dialogue",
        "content_type_app_name": "home",
        "content_type_model_name": "noticepage",
        "uidb64": "MQ",
        "token": "sai",
        "action": "delete",
    }
    things |= dict.fromkeys(PAGE, world.page.pk)
    namespace, _, last = name.rpartition(":")
    objects = {
        "wagtailadmin_collections": world.collection,
        "wagtailadmin_workflows": world.task if "task" in last else world.workflow,
        "wagtailsites": world.site,
        "wagtailusers_users": world.user,
        "wagtailusers_groups": world.group,
        "wagtailsettings": world.settings,
    }
    if namespace in objects:
        things["pk"] = objects[namespace].pk
    special = {
        "wagtailadmin_pages:add": {"parent_page_id": world.index.pk},
        "wagtailadmin_pages:add_subpage": {"parent_page_id": world.index.pk},
        "wagtailadmin_pages:convert_alias": {"page_id": world.alias.pk},
        "wagtailadmin_pages:move_confirm": {"destination_id": world.standing.pk},
        "wagtailadmin_workflows:add_task": {
            "app_label": "wagtailcore",
            "model_name": "groupapprovaltask",
        },
        "wagtailsettings:edit": {"model_name": "communesettings"},
        "wagtailforms:list_submissions": {"page_id": make.form_page().pk},
    }
    things |= special.get(name, {})
    if name.endswith(":revisions_compare"):
        return reverse(name, args=[world.page.pk, "earliest", "latest"])
    options = get_resolver().reverse_dict if not namespace else None
    resolver = get_resolver()
    for part in filter(None, namespace.split(":")):
        _, resolver = resolver.namespace_dict[part]
        options = resolver.reverse_dict
    wanted = max(
        (parameters for possible, *_ in options.getlist(last) for _, parameters in possible),
        key=len,
    )
    return reverse(name, kwargs={key: things[key] for key in wanted})


def names_of_addresses():
    named = {name for name in walk(get_resolver()) if not OURS.search(name)}
    return sorted(name for name in named if not DATA.search(name))


# Shown to those who are not signed in.
DOOR = re.compile("login|password")


def test_every_address_of_the_admin_speaks_vietnamese(world):
    inside, outside = visit(world.root), visit(None)
    found = {}
    for name in names_of_addresses():
        client, path = outside if DOOR.search(name) else inside, address(name, world)
        for query in ({}, {"q": "khong-co-gi", "id": world.page.pk, "next": "/quan-tri/"}):
            response = client.get(path, query, follow=True)
            assert response.status_code in {200, 403, 404}, (name, path)
            found |= {f"{name}: {text}": words for text, words in english(response).items()}
    assert found == {}


def test_every_type_of_page_is_edited_in_vietnamese(world):
    client, found = visit(world.root), {}
    for page in world.pages:
        for name in ("edit", "history", "delete", "copy", "unpublish", "usage", "move"):
            response = client.get(
                reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), follow=True
            )
            assert response.status_code == 200
            kind = page.specific_class.__name__
            found |= {f"{kind} {name}: {x}": words for x, words in english(response).items()}
    assert found == {}


def page_form(page, **fields):
    """Return what the editor of a notice sends."""
    comments = {"TOTAL": 0, "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": 1000}
    forms = {
        f"{name}-{key}_FORMS": value
        for name in ("comments", "attachments")
        for key, value in comments.items()
    }
    body = json.dumps({"blocks": [], "entityMap": {}})
    return {
        "title": page.title,
        "slug": page.slug,
        "date": "2026-11-20",
        "summary": "",
        "body": body,
        **forms,
    } | fields


def acts(world):
    """Yield (what, address, fields): everything that is answered with a sentence."""
    page, other = world.page, world.standing
    far, near = "2030-01-01 08:00", "2027-01-01 08:00"

    def at(name, *keys):
        return reverse(name, args=keys)

    edit = at("wagtailadmin_pages:edit", page.pk)
    yield "draft", edit, page_form(page)
    yield "no title", edit, page_form(page, title="", slug="")
    yield "too long", edit, page_form(page, title="x" * 300)
    yield "bad slug", edit, page_form(page, slug="có dấu / cách")
    yield "no such day", edit, page_form(page, date="31/02/2026")
    yield "past", edit, page_form(page, expire_at="2020-01-01 08:00")
    yield "order", edit, page_form(page, go_live_at=far, expire_at=near)
    yield "publish", edit, page_form(page, **{"action-publish": "1"})
    yield "schedule", edit, page_form(page, go_live_at=far, **{"action-publish": "1"})
    yield "submit", edit, page_form(page, **{"action-submit": "1"})
    yield "cancel", edit, page_form(page, **{"action-cancel-workflow": "1"})
    state = world.task_state.pk
    for verb in ("approve", "reject"):
        yield verb, at("wagtailadmin_pages:workflow_action", page.pk, verb, state), {}
    yield "lock", at("wagtailadmin_pages:lock", other.pk), {}
    yield "locked", at("wagtailadmin_pages:edit", other.pk), page_form(other)
    yield "unlock", at("wagtailadmin_pages:unlock", other.pk), {}
    copied = {"new_title": "Bản sao", "new_slug": other.slug, "new_parent_page": world.home.pk}
    yield "copy onto", at("wagtailadmin_pages:copy", other.pk), copied
    yield "copy", at("wagtailadmin_pages:copy", other.pk), copied | {"new_slug": "ban-sao"}
    yield "move", at("wagtailadmin_pages:move_confirm", other.pk, world.index.pk), {}
    yield "unpublish", at("wagtailadmin_pages:unpublish", other.pk), {}
    yield "convert", at("wagtailadmin_pages:convert_alias", world.alias.pk), {}
    new = at("wagtailadmin_pages:add", "home", "noticepage", world.index.pk)
    fresh = NoticePage(title="Nghỉ lễ", slug="nghi-le")
    yield "create", new, page_form(fresh)
    yield "create twice", new, page_form(fresh)
    for kind in ("none", "login", "password", "groups"):
        restriction = {"restriction_type": kind, "password": "", "groups": []}
        yield f"private {kind}", at("wagtailadmin_pages:set_privacy", page.pk), restriction
    for verb in ("publish", "unpublish", "move", "delete"):
        path = at("wagtail_bulk_action", "wagtailcore", "page", verb)
        yield f"all {verb}", f"{path}?id={other.pk}&next=/quan-tri/", {"chooser": world.home.pk}
    yield "delete", at("wagtailadmin_pages:delete", page.pk), {}

    account = at("wagtailadmin_account")
    yield "account", account, {}
    yield "password", account, {"password-old_password": "sai", "password-new_password1": "1"}
    users = at("wagtailusers_users:add")
    person = {"username": "lanhdao", "email": "sai", "password1": "123", "password2": "456"}
    yield "user", users, person
    yield "no user", users, {}
    yield "user left", at("wagtailusers_users:delete", world.user.pk), {}
    groups = at("wagtailusers_groups:add")
    yield "no group", groups, {}
    yield "group", groups, {"name": world.group.name}
    yield "collection", at("wagtailadmin_collections:add"), {"name": "Ảnh", "parent": ""}
    yield "collection gone", at("wagtailadmin_collections:delete", world.collection.pk), {}
    yield "site", at("wagtailsites:add"), {"hostname": "", "port": "chữ"}
    yield "workflow", at("wagtailadmin_workflows:add"), {"name": ""}
    for name, key in [("disable", world.workflow.pk), ("disable_task", world.task.pk)]:
        yield name, at(f"wagtailadmin_workflows:{name}", key), {}
    for name, key in [("enable", world.workflow.pk), ("enable_task", world.task.pk)]:
        yield name, at(f"wagtailadmin_workflows:{name}", key), {}
    redirect = {"old_path": "/cu", "redirect_link": "không phải địa chỉ"}
    yield "redirect", at("wagtailredirects:add"), redirect
    lines = SimpleUploadedFile("c.csv", "từ,đến\n/a,/b\n".encode(), "text/csv")
    yield "import", at("wagtailredirects:start_import"), {"import_file": lines}
    wrong = SimpleUploadedFile("c.exe", b"MZ", "text/csv")
    yield "import no", at("wagtailredirects:start_import"), {"import_file": wrong}
    yield "redirect gone", at("wagtailredirects:delete", world.redirect.pk), {}

    for name in ("wagtailimages:add", "wagtaildocs:add"):
        text = SimpleUploadedFile("a.png", "không phải ảnh".encode(), "image/png")
        yield f"{name} wrong", at(name), {"title": "Ảnh", "file": text, "tags": "x" * 120}
        yield f"{name} nothing", at(name), {"title": ""}
    for name in ("wagtailimages:add_multiple", "wagtaildocs:add_multiple"):
        text = SimpleUploadedFile("a.exe", b"MZ", "image/png")
        yield f"{name} wrong", at(name), {"title": "Ảnh", "files[]": text}
    yield "image", at("wagtailimages:edit", world.image.pk), {"title": ""}
    for name, key in [("wagtailimages", world.image.pk), ("wagtaildocs", world.document.pk)]:
        yield f"{name} gone", at(f"{name}:delete", key), {}
    for name in ("external", "email", "phone", "anchor"):
        wrong = {f"{name}-link-chooser-{field}": "sai" for field in ("url", "email_address")}
        yield f"{name} link", at(f"wagtailadmin_choose_page_{name}_link"), wrong
    yield "embed", at("wagtailembeds:chooser_upload"), {"embed-chooser-url": "sai"}
    setting = at("wagtailsettings:edit", "dialogue", "communesettings", world.settings.pk)
    yield "settings", setting, {"hotline": "chữ"}


def refusals(answer):
    """Return the sentences of an answer to a script, which come without a page."""
    if not answer["Content-Type"].startswith("application/json"):
        return {}
    told = " ".join(str(text) for key, text in answer.json().items() if "error" in key)
    return {told: foreign(told, NAMES)} if foreign(told, NAMES) else {}


def test_every_act_and_every_mistake_is_answered_in_vietnamese(world):
    client, found = visit(world.root), {}
    for what, path, fields in acts(world):
        ajax = {"headers": {"x-requested-with": "XMLHttpRequest"}} if "multiple" in path else {}
        response = client.post(path, fields, follow=True, **ajax)
        assert response.status_code in {200, 400, 403, 404}, (what, path)
        told = english(response) | refusals(response)
        found |= {f"{what}: {text}": words for text, words in told.items()}
    assert found == {}


def test_the_door_answers_in_vietnamese(world):
    found, door = {}, visit(None)
    tries = [
        ("wagtailadmin_login", {}),
        ("wagtailadmin_login", {"username": "lanhdao", "password": "sai"}),
        ("wagtailadmin_password_reset", {"email": "sai"}),
        ("wagtailadmin_password_reset", {"email": world.user.email}),
    ]
    for name, fields in tries:
        response = door.post(reverse(name), fields, follow=True)
        found |= {f"{name}: {text}": words for text, words in english(response).items()}
    letter = mail.outbox[-1]
    path = re.search(r"/quan-tri/password_reset/confirm/\S+", letter.body)[0]
    form = door.get(path, follow=True)
    again = door.post(
        form.redirect_chain[-1][0], {"new_password1": "123", "new_password2": "45"}, follow=True
    )
    for response in (form, again, visit(world.root).get("/quan-tri/khong-co/")):
        found |= english(response)
    assert found == {}
    assert foreign(letter.subject + letter.body, NAMES) == []


def test_what_happened_to_a_page_is_told_in_vietnamese(world):
    client = visit(world.root)
    for name in ("history", "workflow_history"):
        for _what, path, fields in list(acts(world))[:16]:
            client.post(path, fields)
        shown = client.get(reverse(f"wagtailadmin_pages:{name}", args=[world.page.pk]))
        assert english(shown) == {}
    assert english(client.get(reverse("wagtailadmin_reports:site_history"))) == {}
    assert [foreign(letter.subject + letter.body, NAMES) for letter in mail.outbox] == [
        [] for _ in mail.outbox
    ]


def test_the_permissions_that_groups_are_given_are_named_in_vietnamese():
    shown = [given() for given in hooks.get_hooks("register_permissions")]
    names = {permission.name for permissions in shown for permission in permissions}
    assert len(names) > 10
    assert [name for name in names if foreign(name)] == []
