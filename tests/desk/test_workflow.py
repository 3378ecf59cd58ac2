"""Leaders approve pages as second persons; made once, and left alone after that."""

import pytest
from wagtail.models import Page, Workflow, WorkflowPage

from dialogue.models import SecondPersonTask
from dialogue.roles import WORKFLOW_NAME, ensure_groups, ensure_workflow
from dialogue.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def approvers_of(page):
    task = page.get_workflow().tasks.get().specific
    return {group.dialogue_role.role for group in task.groups.all()}


def test_every_page_goes_to_the_leaders():
    assert approvers_of(make.session()) == {Role.LEADER}
    assert [workflow.name for workflow in Workflow.objects.active()] == [WORKFLOW_NAME]


def test_making_it_again_adds_nothing():
    ensure_workflow()
    assert SecondPersonTask.objects.count() == 1
    assert Workflow.objects.filter(name=WORKFLOW_NAME).count() == 1


def test_what_a_site_changed_later_stays_changed():
    own = Workflow.objects.create(name="Quy trình của xã")
    WorkflowPage.objects.update(workflow=own)
    SecondPersonTask.objects.update(active=False)
    ensure_groups()
    ensure_workflow()
    assert make.session().get_workflow() == own
    assert SecondPersonTask.objects.filter(active=True).count() == 0


def test_a_site_with_a_workflow_of_its_own_keeps_it():
    SecondPersonTask.objects.all().delete()
    Workflow.objects.filter(name=WORKFLOW_NAME).delete()
    own = Workflow.objects.create(name="Quy trình riêng")
    WorkflowPage.objects.create(page=Page.objects.get(depth=1), workflow=own)
    ensure_workflow()
    assert make.session().get_workflow() == own


def test_nobody_approves_what_they_prepared():
    chief, other, clerk = make.leader(), make.leader(), make.office()
    page = make.answer(live=False, prepared_by=chief)
    page.save_revision(user=chief)
    page.get_workflow().start(page, chief)
    task = page.get_workflow().tasks.get().specific
    assert task.get_actions(page, chief) == []
    assert "approve" in [name for name, _label, _modal in task.get_actions(page, other)]
    assert task.get_actions(page, clerk) == []
