"""What editors and administrators are kept from, each with a sentence and never a 500."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.models import (
    AnswerPage,
    DialogueIndexPage,
    PlanPage,
    Registration,
    RegistrationPage,
    SessionPage,
)
from dialogue.states import QuestionState, Role
from tests import factories as make
from tests.desk.visiting import messages_of, root_user, visit, visit_as

pytestmark = pytest.mark.django_db

RICH = (
    '{"blocks": [{"key": "a", "text": "20 ngày", "type": "unstyled", "depth": 0, '
    '"inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}'
)


def delete(client, page, follow=True):
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    return client.post(url, {"confirm_site_name": "Đối thoại với nhân dân"}, follow=follow)


def bulk(client, action, *pages, **data):
    query = "&".join(f"id={page.pk}" for page in pages)
    url = f"/quan-tri/bulk/wagtailcore/page/{action}/?{query}&next=/quan-tri/pages/"
    confirmed = {"confirm_site_name": "Đối thoại với nhân dân"}
    return client.post(url, confirmed | data, follow=True)


def exists(page):
    return Page.objects.filter(pk=page.pk).exists()


# Deleting pages.


@pytest.mark.parametrize("where", ["form", "session", "entrance"])
def test_a_page_through_which_sheets_came_is_not_deleted(where):
    session = make.session()
    sheet = make.sheet(session=session)
    page = {"form": make.form_page(), "session": session, "entrance": make.tree()}[where]
    client = visit_as(Role.ADMINISTRATOR)

    shown = client.get(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert any("Không xóa được" in text for text in messages_of(shown))
    done = delete(client, page)
    assert any("phiếu đăng ký" in text for text in messages_of(done))
    done = bulk(client, "delete", page)
    assert any("Không xóa được" in text for text in messages_of(done))

    assert exists(page)
    assert Registration.objects.filter(pk=sheet.pk).exists()


def test_the_page_above_the_dialogue_is_not_deleted_either():
    make.sheet(session=make.session())
    above = make.tree().get_parent()
    client = visit(root_user())
    assert any("Không xóa được" in text for text in messages_of(delete(client, above)))
    assert any("Không xóa được" in text for text in messages_of(bulk(client, "delete", above)))
    assert exists(above)


def test_one_page_that_must_stay_keeps_the_whole_bulk_action_from_happening():
    free, held = make.session(), make.session()
    make.sheet(session=held)
    bulk(visit_as(Role.ADMINISTRATOR), "delete", free, held)
    assert exists(free)
    assert exists(held)


def test_a_page_that_nothing_hangs_on_is_deleted():
    session = make.session()
    delete(visit_as(Role.ADMINISTRATOR), session)
    assert not exists(session)


def test_the_model_itself_refuses_too():
    session = make.session()
    make.sheet(session=session)
    with pytest.raises(ValidationError):
        SessionPage.objects.get(pk=session.pk).delete()
    assert exists(session)


def test_an_answer_that_questions_refer_to_is_not_deleted_alone_or_with_its_list():
    question = make.question(QuestionState.APPROVED)
    page = make.answer(live=False)
    q.prepare_answer(question, user=make.office(), answer_page=page)
    client = visit_as(Role.ADMINISTRATOR)
    for kept in (page, make.answer_index()):
        assert any("nội dung kiến nghị" in text for text in messages_of(delete(client, kept)))
        bulk(client, "delete", kept)
        assert exists(page)


def test_a_session_that_answers_name_is_not_deleted():
    session = make.session()
    make.answer(session=session)
    done = delete(visit_as(Role.ADMINISTRATOR), session)
    assert any("câu trả lời" in text for text in messages_of(done))
    assert exists(session)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICE, Role.OFFICER])
def test_who_may_not_delete_pages_is_stopped_before_all_that(role):
    session = make.session()
    delete(visit_as(role), session)
    bulk(visit_as(role), "delete", session)
    assert exists(session)


def test_a_page_with_sheets_can_be_unpublished_and_moved():
    session = make.session()
    make.sheet(session=session)
    client = visit_as(Role.ADMINISTRATOR)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[session.pk]))
    assert not Page.objects.get(pk=session.pk).live
    plan = make.plan()
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[session.pk, plan.pk]))
    assert Page.objects.get(pk=session.pk).get_parent().pk == plan.pk


# Publishing a plan.


@pytest.fixture
def lacking(commune, monkeypatch):
    """A draft plan of which one download would be missing."""
    plan = make.plan()
    plan.save_revision()
    monkeypatch.setattr(
        PlanPage, "publication_problems", lambda self: ["Chưa có phiếu đăng ký để tải về."]
    )
    return plan


def edit_data(client, page, **changed):
    """Return what the editor's form of a page would send."""
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = response.context["form"]
    data = {}
    for field in form:
        value = field.value()
        data[field.html_name] = "" if value is None or hasattr(value, "stream_block") else value
    for name, formset in form.formsets.items():
        prefix = formset.prefix or name
        data |= {f"{prefix}-{key}": 0 for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data |= {"body-count": 0, "agenda-count": 0, "participants-count": 0}
    return {k: v for k, v in data.items() if v is not False} | changed


def test_a_plan_with_a_missing_download_is_saved_but_not_published(lacking):
    client = visit_as(Role.LEADER)
    data = edit_data(client, lacking, title="Kế hoạch sửa", **{"action-publish": "1"})
    url = reverse("wagtailadmin_pages:edit", args=[lacking.pk])
    response = client.post(url, data, follow=True)
    assert any("Chưa có phiếu đăng ký" in text for text in messages_of(response))
    stored = Page.objects.get(pk=lacking.pk)
    assert not stored.live
    assert stored.get_latest_revision_as_object().title == "Kế hoạch sửa"


def test_a_plan_with_characters_that_paper_lacks_is_saved_and_the_editor_is_told(commune):
    plan = make.plan()
    plan.save_revision()
    client = visit_as(Role.LEADER)
    data = edit_data(client, plan, abstract="Đối thoại 😀 và 中")
    url = reverse("wagtailadmin_pages:edit", args=[plan.pk])
    told = " ".join(messages_of(client.post(url, data, follow=True)))
    assert "中 (U+4E2D)" in told
    assert "😀 (U+1F600)" in told
    stored = PlanPage.objects.get(pk=plan.pk).get_latest_revision_as_object()
    assert stored.abstract == "Đối thoại 😀 và 中"


def test_a_new_plan_with_a_missing_download_is_kept_as_a_draft(lacking):
    url = reverse("wagtailadmin_pages:add", args=["dialogue", "planpage", make.tree().pk])
    client = visit_as(Role.LEADER)
    data = edit_data(client, lacking, title="Kế hoạch mới", slug="ke-hoach-moi")
    response = client.post(url, data | {"action-publish": "1"}, follow=True)
    assert any("Chưa có phiếu đăng ký" in text for text in messages_of(response))
    made = PlanPage.objects.get(title="Kế hoạch mới")
    assert not made.live
    assert made.has_unpublished_changes


def test_a_published_plan_that_lacks_something_now_can_still_be_changed_as_a_draft(lacking):
    Page.objects.filter(pk=lacking.pk).update(live=True)
    url = reverse("wagtailadmin_pages:edit", args=[lacking.pk])
    client = visit_as(Role.LEADER)
    data = edit_data(client, lacking, title="Kế hoạch sửa")
    assert client.post(url, data).status_code == 302
    response = client.post(url, data | {"action-publish": "1"}, follow=True)
    assert any("Chưa có phiếu đăng ký" in text for text in messages_of(response))
    assert PlanPage.objects.get(pk=lacking.pk).title == "Kế hoạch đối thoại năm 2026"


def test_a_bulk_publication_with_a_lacking_plan_publishes_nothing(lacking):
    session = make.session(live=False)
    response = bulk(visit_as(Role.LEADER), "publish", lacking, session)
    assert response.status_code == 200
    assert any("Chưa có phiếu đăng ký" in text for text in messages_of(response))
    assert not Page.objects.filter(pk__in=[lacking.pk, session.pk], live=True).exists()


def test_a_bulk_publication_with_all_below_looks_below_too(lacking):
    above = make.tree()
    response = bulk(visit_as(Role.LEADER), "publish", above, include_descendants="on")
    assert any("Chưa có phiếu đăng ký" in text for text in messages_of(response))
    assert not Page.objects.get(pk=lacking.pk).live


def in_review(page, user):
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return Page.objects.get(pk=page.pk).specific.current_workflow_task_state


def approve(client, page, state):
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return client.post(url, {"comment": ""}, follow=True)


def test_a_lacking_plan_under_review_offers_no_approval_and_says_why(lacking):
    state = in_review(lacking, make.office())
    client = visit_as(Role.LEADER)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[lacking.pk]))
    assert any("Chưa có phiếu đăng ký" in text for text in messages_of(page))
    assert approve(client, lacking, state).status_code == 200
    assert not Page.objects.get(pk=lacking.pk).live
    actions = state.task.specific.get_actions(PlanPage.objects.get(pk=lacking.pk), make.leader())
    assert "approve" not in [name for name, _label, _modal in actions]
    assert "reject" in [name for name, _label, _modal in actions]


def test_a_plan_that_lacks_nothing_is_approved_and_published(commune, monkeypatch):
    monkeypatch.setattr(PlanPage, "publication_problems", lambda self: [])
    plan = make.plan()
    state = in_review(plan, make.office())
    approve(visit_as(Role.LEADER), plan, state)
    assert Page.objects.get(pk=plan.pk).live


# Publishing an answer takes a second person.


def test_a_leader_does_not_publish_in_bulk_what_they_prepared():
    chief = make.leader()
    own = make.answer(live=False, prepared_by=chief)
    own.save_revision(user=chief)
    bulk(visit(chief), "publish", own)
    assert not AnswerPage.objects.get(pk=own.pk).live
    assert not AnswerPage.objects.get(pk=own.pk).live
    bulk(visit_as(Role.LEADER), "publish", own)
    assert AnswerPage.objects.get(pk=own.pk).live


def test_a_leader_who_writes_an_answer_anew_does_not_publish_it_at_once():
    chief, unit, topic = make.leader(), make.DepartmentFactory(), make.TopicFactory()
    url = reverse("wagtailadmin_pages:add", args=["dialogue", "answerpage", make.answer_index().pk])
    data = {
        "title": "Thời hạn cấp giấy phép",
        "slug": "thoi-han",
        "question_text": "Bao lâu?",
        "answer_text": RICH,
        "department": unit.pk,
        "topic": topic.pk,
        "answered_on": "2026-11-20",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "1",
    }
    response = visit(chief).post(url, data, follow=True)
    page = AnswerPage.objects.get(title="Thời hạn cấp giấy phép")
    assert not page.live
    assert page.prepared_by == chief
    assert response.status_code == 200


def test_a_leader_who_rewrites_the_draft_of_another_is_its_author_now():
    page = make.answer(live=False, prepared_by=make.office())
    page.save_revision()
    chief = make.leader()
    client = visit(chief)
    data = edit_data(client, page, question_text="Viết lại?", **{"action-publish": "1"})
    data["answer_text"] = RICH
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)
    assert any("người thứ hai" in text for text in messages_of(response))
    stored = AnswerPage.objects.get(pk=page.pk)
    assert not stored.live
    assert stored.get_latest_revision_as_object().question_text == "Viết lại?"


# Users.


def test_a_user_whom_records_name_is_not_deleted_but_can_be_switched_off():
    clerk = make.office()
    r.accept(make.sheet(), user=clerk)
    client = visit(root_user())
    url = reverse("wagtailusers_users:delete", args=[clerk.pk])
    for response in (client.get(url, follow=True), client.post(url, follow=True)):
        assert any("“Đang hoạt động”" in text for text in messages_of(response))
    query = f"/quan-tri/bulk/home/user/delete/?id={clerk.pk}"
    response = client.post(query, follow=True)
    assert any("“Đang hoạt động”" in text for text in messages_of(response))
    assert get_user_model().objects.filter(pk=clerk.pk).exists()


def test_a_user_who_only_stands_in_the_history_is_kept_too():
    keeper = make.office()
    unit = make.DepartmentFactory()
    client = visit(keeper)
    client.post(
        reverse("dialogue_departments:edit", args=[unit.pk]), {"name": "Phòng mới", "active": "on"}
    )
    assert unit.history.first().history_user == keeper
    visit(root_user()).post(reverse("wagtailusers_users:delete", args=[keeper.pk]))
    assert get_user_model().objects.filter(pk=keeper.pk).exists()


def test_a_user_who_did_nothing_is_deleted():
    idle = make.staff(Role.EDITOR)
    visit(root_user()).post(reverse("wagtailusers_users:delete", args=[idle.pk]))
    assert not get_user_model().objects.filter(pk=idle.pk).exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICE, Role.OFFICER, Role.LEADER])
def test_nobody_but_the_administrator_gives_roles(role):
    client = visit_as(role)
    me = get_user_model().objects.get()
    groups = [g.pk for g in me.groups.model.objects.all()]
    data = {"username": me.username, "email": me.email, "first_name": "A", "last_name": "B"}
    client.post(
        reverse("wagtailusers_users:edit", args=[me.pk]),
        data | {"groups": groups, "is_active": "on"},
    )
    client.post(reverse("wagtailusers_users:add"), data | {"username": "moi", "groups": groups})
    for name in ("wagtailusers_users:index", "wagtailusers_groups:index"):
        assert client.get(reverse(name)).status_code == 302
    assert me.groups.count() == 1
    assert get_user_model().objects.count() == 1


def test_the_administrator_changes_no_group_and_deletes_no_user():
    client = visit_as(Role.ADMINISTRATOR)
    assert client.get(reverse("wagtailusers_users:index")).status_code == 200
    assert client.get(reverse("wagtailusers_groups:index")).status_code == 302
    idle = make.staff(Role.EDITOR)
    client.post(reverse("wagtailusers_users:delete", args=[idle.pk]))
    assert get_user_model().objects.filter(pk=idle.pk).exists()


# Files that a plan offers.


def test_a_file_that_a_plan_offers_is_not_deleted():
    documents = get_document_model().objects
    held = documents.create(title="Bản đã ký", file=ContentFile(b"%PDF-1.7", "ky.pdf"))
    free = documents.create(title="Giấy mời", file=ContentFile(b"%PDF-1.7", "moi.pdf"))
    make.plan(signed_pdf=held)
    client = visit(root_user())
    url = reverse("wagtaildocs:delete", args=[held.pk])
    shown = client.get(url)
    assert shown.context["is_protected"]  # Wagtail says so there, instead of the button
    assert client.post(url, follow=True).status_code == 200
    query = f"id={held.pk}&id={free.pk}&next=/quan-tri/documents/"
    done = client.post(f"/quan-tri/bulk/wagtaildocs/document/delete/?{query}", follow=True)
    assert any("không có quyền" in text for text in messages_of(done))
    assert set(documents.values_list("pk", flat=True)) == {held.pk, free.pk}


# The form that a published plan offers.


@pytest.fixture
def offered(commune):
    """A form, and a published plan that offers it."""
    form, plan = make.form_page(), make.plan()
    Page.objects.filter(pk=plan.pk).update(live=True)
    plan.refresh_from_db()
    return form, plan


def unpublish(client, page):
    url = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    return client.post(url, follow=True)


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def says_why(response):
    return any("Phải giữ phiếu đăng ký" in text for text in messages_of(response))


@pytest.mark.parametrize("bulky", [False, True])
def test_the_form_of_a_published_plan_is_not_unpublished_or_deleted(offered, bulky):
    form, _plan = offered
    client = visit_as(Role.ADMINISTRATOR)
    for one, many in ((unpublish, "unpublish"), (delete, "delete")):
        done = bulk(client, many, form) if bulky else one(client, form)
        assert says_why(done)
        assert is_live(form)


def test_the_form_of_a_published_plan_is_not_moved_away(offered):
    form, _plan = offered
    other = make.tree().get_parent().add_child(instance=DialogueIndexPage(title="Đối thoại cũ"))
    client = visit(root_user())
    url = reverse("wagtailadmin_pages:move_confirm", args=[form.pk, other.pk])
    assert says_why(client.post(url, follow=True))
    assert says_why(bulk(client, "move", form, chooser=other.pk))
    assert Page.objects.get(pk=form.pk).get_parent().pk == make.tree().pk


def test_two_forms_are_not_both_taken_away_at_once(offered):
    form, _plan = offered
    second = make.tree().add_child(instance=RegistrationPage(title="Phiếu mới", live=True))
    client = visit_as(Role.ADMINISTRATOR)
    assert says_why(bulk(client, "unpublish", form, second))
    assert is_live(form)
    assert is_live(second)
    unpublish(client, form)
    assert not is_live(form)
    assert says_why(unpublish(client, second))


def test_with_its_plan_or_after_it_a_form_goes(offered):
    form, plan = offered
    client = visit_as(Role.ADMINISTRATOR)
    bulk(client, "unpublish", form, plan)
    assert not is_live(form)
    assert not is_live(plan)
    delete(client, form)
    assert not exists(form)


def test_the_form_is_not_made_private_while_everyone_is_offered_it(offered):
    form, _plan = offered
    url = reverse("wagtailadmin_pages:set_privacy", args=[form.pk])
    visit_as(Role.ADMINISTRATOR).post(url, {"restriction_type": "login"})
    assert not form.view_restrictions.exists()


def test_the_form_of_a_published_plan_gets_no_date_on_which_it_expires(offered):
    form, plan = offered
    form.expire_at = timezone.now() + dt.timedelta(days=1)
    (sentence,) = form.publication_problems()
    assert "hết hạn" in sentence
    plan.unpublish()
    assert form.publication_problems() == []
