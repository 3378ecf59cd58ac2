"""Preparing an answer from a reply, and that only a second person ever publishes it."""

import json
import re

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from dialogue.actions import registrations as r
from dialogue.models import AnswerPage, SecondPersonTask
from dialogue.states import QuestionState, Role
from tests import factories as make
from tests.desk.records import body, do, enter, verb_url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_stock_workflow(db):
    """Take Wagtail's example workflow away; the tests that need one make their own."""
    WorkflowPage.objects.all().delete()


def prepare(client, question, **fields):
    make.answer_index()
    given = {
        "how": "new",
        "title": "Giấy tờ khi đăng ký khai sinh",
        "question_text": "Đăng ký khai sinh cần những giấy tờ gì?",
        "answer_text": "Cần tờ khai.\n\nNộp tại bộ phận <b>một cửa</b>.",
        "asked_by": "Công dân tại xã Phú Xuyên",
        "topic": question.topic_id,
        "department": question.department_id,
    }
    return do(client, question, "prepare_answer", **(given | fields))


def draft_by(client, user, **fields):
    """Return the draft that ``user`` prepared at the desk."""
    question = make.question("answered")
    enter(client, user)
    assert prepare(client, question, **fields).status_code == 302
    question.refresh_from_db()
    return question.answer_page


def is_live(page):
    return AnswerPage.objects.get(pk=page.pk).live


def as_edited(page, **fields):
    """Return what Wagtail's editor posts for a page, with the rich text as Draftail sends it."""
    page = AnswerPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    features = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
    rich = fields.pop("answer_text", page.answer_text)
    return {
        "title": page.title,
        "slug": page.slug,
        "seo_title": page.seo_title,
        "search_description": page.search_description,
        "question_text": page.question_text,
        "answer_text": ContentstateConverter(features).from_database_format(rich),
        "asked_by": page.asked_by,
        "topic": page.topic_id,
        "department": page.department_id,
        "session": page.session_id or "",
        "answered_on": page.answered_on.isoformat(),
        "go_live_at": "",
        "expire_at": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    } | fields


def publish_in_editor(client, page, **fields):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, as_edited(page, **fields) | {"action-publish": "1"}, follow=True)


def test_the_draft_is_a_separate_text_that_is_not_public(client, commune):
    clerk = make.office()
    page = draft_by(client, clerk)

    assert (page.live, page.prepared_by, page.owner) == (False, clerk, clerk)
    written = "<p>Cần tờ khai.</p><p>Nộp tại bộ phận &lt;b&gt;một cửa&lt;/b&gt;.</p>"
    assert re.sub(' data-block-key="[^"]*"', "", page.answer_text) == written
    assert page.question_text == "Đăng ký khai sinh cần những giấy tờ gì?"
    assert page.get_latest_revision().user == clerk
    assert client.get(page.url).status_code == 404


def test_the_form_starts_empty_and_never_from_the_sheet(client, commune):
    sheet = make.accepted_sheet(part_1="NGUYÊN VĂN của bà Nguyệt, điện thoại 0912345678")
    question = make.question("answered", registration=sheet)
    enter(client, make.office())
    page = client.get(verb_url(question, "prepare_answer"))
    started = client.get(verb_url(question, "prepare_answer"), {"start": "work"})

    assert page.context["form"]["question_text"].value() is None
    assert page.context["form"]["asked_by"].value() == "Công dân tại xã Phú Xuyên"
    assert "NGUYÊN VĂN" not in body(page)
    assert started.context["form"]["question_text"].value() == question.text
    assert "NGUYÊN VĂN" not in body(started)


def test_what_must_not_be_published_is_listed(client, commune):
    question = make.question("answered")
    make.r.reopen(question.registration, user=make.office(), reason="Sửa")
    make.q.reopen(question, user=make.office(), reason="Sửa")
    make.q.classify(
        question,
        user=make.office(),
        topic=question.topic,
        text="Bà Đỗ Thị Ánh Nguyệt, số nhà 12 thôn Đồng Vinh, 0912 345 678, a@example.vn hỏi.",
    )
    make.q.refer(question, user=make.office(), other_body="Công an xã", reason="Thuộc công an")
    enter(client, make.office())
    found = client.get(verb_url(question, "prepare_answer")).context["to_redact"]

    assert found == [
        "a@example.vn", "0912 345 678", "số nhà 12", "thôn Đồng Vinh", "Đỗ Thị Ánh Nguyệt",
    ]  # fmt: skip


def test_an_answer_that_is_published_already_can_be_taken(client, commune):
    question = make.question("answered")
    known, draft = make.answer(title="Thời hạn cấp bản sao"), make.answer(live=False)
    enter(client, make.office())

    found = client.get(verb_url(question, "prepare_answer"), {"q": "thoi han cap"})
    assert found.context["found"] == [known]
    refused = do(client, question, "prepare_answer", how="existing", answer_page=draft.pk)
    assert refused.status_code == 200
    do(client, question, "prepare_answer", how="existing", answer_page=known.pk)
    question.refresh_from_db()
    assert question.answer_page == known
    assert AnswerPage.objects.count() == 2


def test_a_conflict_leaves_no_draft_behind(client, commune):
    question = make.question("approved")
    enter(client, make.office())
    version = question.version
    make.q.give(question, user=make.office(), way="letter")
    response = prepare(client, question, version=version)

    assert response.status_code == 409
    assert not AnswerPage.objects.exists()


def test_a_restricted_sheet_is_never_published_not_even_by_a_named_reader(client, commune):
    question = make.question("answered")
    r.restrict(question.registration, user=make.office(), reason="Nghi tố cáo")
    enter(client, make.staff(Role.OFFICE, Role.RESTRICTED_READER))
    response = prepare(client, question)

    assert response.status_code == 403
    assert not AnswerPage.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER])
def test_whoever_prepared_it_can_not_publish_it_in_the_editor(client, commune, role):
    page = draft_by(client, make.staff(role))
    publish_in_editor(client, page)

    assert not is_live(page)


def test_another_leader_publishes_the_unchanged_draft(client, commune):
    page = draft_by(client, make.office())
    enter(client, make.leader())
    publish_in_editor(client, page)

    page.refresh_from_db()
    assert page.live
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Tiêu đề của lãnh đạo"},
        {"question_text": "Câu hỏi của lãnh đạo"},
        {"answer_text": "<p>Câu trả lời của lãnh đạo</p>"},
        {"asked_by": "Một công dân ở thôn Thao Chính"},
        {"seo_title": "Bà Nguyệt hỏi về khai sinh"},
        {"search_description": "Bà Nguyệt hỏi về khai sinh"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_who_changes_the_text_and_publishes_in_one_go_becomes_its_author(client, commune, change):
    page = draft_by(client, make.office())
    chief = enter(client, make.leader())
    publish_in_editor(chief, page, **change)

    assert not is_live(page)
    # What was changed is kept as a draft, for somebody else to publish.
    enter(client, make.leader(username="pho"))
    publish_in_editor(client, page)
    assert is_live(page)


def test_saving_first_and_publishing_then_is_no_way_round(client, commune):
    page = draft_by(client, make.office())
    enter(client, make.leader())
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(url, as_edited(page, question_text="Câu của lãnh đạo"))
    publish_in_editor(client, page)

    assert not is_live(page)


def test_a_leader_who_writes_a_new_answer_in_the_page_tree_can_not_publish_it(client, commune):
    chief, index = make.leader(), make.answer_index()
    enter(client, chief)
    pattern = make.answer(live=False)
    url = reverse("wagtailadmin_pages:add", args=["dialogue", "answerpage", index.pk])
    client.post(url, as_edited(pattern, title="Câu mới", slug="cau-moi") | {"action-publish": "1"})
    made = AnswerPage.objects.filter(title="Câu mới").first()

    assert made is not None
    assert (made.live, made.prepared_by) == (False, chief)
    assert client.get(made.url).status_code == 404


def bulk_publish(client, page):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    data = {"include_descendants": "on"}
    return client.post(f"{url}?id={page.pk}&next=/quan-tri/", data)


def test_bulk_publishing_is_no_way_round(client, commune):
    chief = make.leader()
    page = draft_by(client, chief)
    bulk_publish(client, page)
    assert not is_live(page)
    bulk_publish(client, page.get_parent())
    assert not is_live(page)

    # The row is somebody else's, the latest draft one's own.
    other = draft_by(client, make.office())
    enter(client, chief)
    url = reverse("wagtailadmin_pages:edit", args=[other.pk])
    client.post(url, as_edited(other, question_text="Câu của lãnh đạo"))
    bulk_publish(client, other)
    assert not is_live(other)
    enter(client, make.leader(username="pho"))
    bulk_publish(client, other)
    assert is_live(other)


@pytest.fixture
def review(db):
    """A workflow on all pages: a leader who is a second person approves."""
    task = SecondPersonTask.objects.create(name="Lãnh đạo duyệt")
    task.groups.add(Group.objects.get(dialogue_role__role=Role.LEADER))
    workflow = Workflow.objects.create(name="Duyệt công khai")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=make.root_page())
    return workflow


def approve(client, page):
    page = AnswerPage.objects.get(pk=page.pk)
    state = page.current_workflow_state
    url = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, "approve", state.current_task_state.pk],
    )
    return client.post(url)


def in_editor_approve(client, page, **fields):
    data = as_edited(page, **fields)
    data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_preparing_sends_the_draft_to_review(client, commune, review):
    page = draft_by(client, make.office())

    assert page.workflow_in_progress
    assert not page.live


def test_the_preparer_can_not_approve_in_the_workflow_but_another_can(client, commune, review):
    page = draft_by(client, make.leader())
    approve(client, page)
    assert not is_live(page)

    enter(client, make.leader(username="pho"))
    approve(client, page)
    assert is_live(page)


def first_action(client, page):
    """Return the words on the big button below the editor."""
    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    footer = text[text.index("<footer") :]
    shown = re.findall(r"<button(?![^>]*hidden).*?</button>", footer, re.DOTALL)
    return re.sub(r"<[^>]+>", "", shown[0]).strip()


def test_who_is_asked_to_approve_finds_that_first_below_the_text(client, commune, review):
    page = draft_by(client, make.leader())
    assert first_action(client, page) == "Lưu nháp"

    enter(client, make.leader(username="pho"))
    assert first_action(client, page) == "Duyệt"


def test_the_preparer_can_not_approve_in_the_editor_either(client, commune, review):
    page = draft_by(client, make.leader())
    in_editor_approve(client, page)
    assert not is_live(page)

    other = draft_by(client, make.office())
    enter(client, make.leader(username="pho"))
    in_editor_approve(client, other)
    assert is_live(other)


def test_who_changes_the_text_under_review_can_not_approve_it(client, commune, review):
    page = draft_by(client, make.office())
    enter(client, make.leader())
    in_editor_approve(client, page, question_text="Câu của lãnh đạo")
    assert not is_live(page)

    page = AnswerPage.objects.get(pk=page.pk)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        as_edited(page, question_text="Câu khác của lãnh đạo"),
    )
    approve(client, AnswerPage.objects.get(pk=page.pk))
    assert not is_live(page)


def test_scheduling_is_no_way_round(client, commune):
    page = draft_by(client, make.leader())
    later = (timezone.now() + timezone.timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    publish_in_editor(client, page, go_live_at=later)
    AnswerPage.objects.filter(pk=page.pk).update(go_live_at=timezone.now())
    call_command("publish_scheduled")
    assert not is_live(page)
    assert not page.revisions.exclude(approved_go_live_at=None).exists()

    other = draft_by(client, make.office())
    enter(client, make.leader(username="pho"))
    publish_in_editor(client, other, go_live_at=later, question_text="Câu của lãnh đạo")
    assert not other.revisions.exclude(approved_go_live_at=None).exists()


def test_a_copy_is_never_live_at_once(client, commune):
    page = draft_by(client, make.office())
    enter(client, make.leader())
    publish_in_editor(client, page)
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Bà Nguyệt hỏi",
            "new_slug": "ba-nguyet-hoi",
            "new_parent_page": make.answer_index().pk,
            "publish_copies": "on",
            "alias": "",
        },
    )

    assert not AnswerPage.objects.filter(title="Bà Nguyệt hỏi", live=True).exists()


def test_json_of_the_rich_text_round_trips_without_making_its_reader_the_author(client, commune):
    page = draft_by(client, make.office())
    stored = json.loads(as_edited(page)["answer_text"])
    assert stored["blocks"][0]["text"] == "Cần tờ khai."
    chief = make.leader()
    enter(client, chief)
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), as_edited(page))

    assert page.get_latest_revision_as_object().prepared_by != chief


def test_a_text_that_points_to_the_sender_is_neither_prepared_nor_published(commune):
    question = make.question(QuestionState.ANSWERED)
    page = make.answer(live=False)
    page.questions.add(question)
    for text in ("Ông Đỗ Thị Ánh Nguyệt hỏi.", "Gọi 0912.345.678.", "do thi anh nguyet"):
        page.question_text = text
        assert page.publication_problems()
        page.live = True
        with pytest.raises(ValidationError):
            page.save()
        page.live = False
    page.question_text = "Làm lại khai sinh cần giấy tờ gì? Gọi 024 3379 1827 để biết thêm."
    assert page.publication_problems() == []
