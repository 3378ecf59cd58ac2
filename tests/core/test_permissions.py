"""Who sees what: the row filters behind every view of the desk."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from dialogue import permissions
from dialogue.actions import registrations as r
from dialogue.models import RoleGroup
from dialogue.states import QuestionState, Role
from tests import factories as make

pytestmark = pytest.mark.django_db

CONTACTS = {Role.OFFICE, Role.LEADER}


@pytest.fixture
def desk(commune):
    """A question at each of two departments, one not assigned, one restricted at the first."""

    class Desk:
        first, second = make.DepartmentFactory(), make.DepartmentFactory()
        ours = make.question(QuestionState.ASSIGNED, department=first)
        theirs = make.question(QuestionState.ASSIGNED, department=second)
        new = make.question()
        secret = make.question(QuestionState.ASSIGNED, department=first)

    r.restrict(Desk.secret.registration, user=make.office(), reason="Có dấu hiệu tố cáo")
    Desk.everyone = {Desk.ours, Desk.theirs, Desk.new, Desk.secret}
    return Desk


def sees(user):
    """Return the questions a user sees; the sheets must be just those of these questions."""
    questions = set(permissions.visible_questions(user))
    sheets = set(permissions.visible_registrations(user))
    assert sheets == {question.registration for question in questions}
    return questions


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER])
def test_office_and_leader_see_all_but_restricted_sheets(desk, role):
    assert sees(make.staff(role)) == desk.everyone - {desk.secret}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR, Role.RESTRICTED_READER])
def test_editor_administrator_and_being_named_alone_show_nothing(desk, role):
    assert sees(make.staff(role)) == set()


def test_an_officer_sees_the_questions_of_the_own_department_and_no_others(desk):
    assert sees(make.officer(desk.first)) == {desk.ours}
    assert sees(make.officer(desk.second)) == {desk.theirs}


def test_an_officer_of_two_departments_sees_both_and_one_of_none_sees_nothing(desk):
    both = make.officer(desk.first)
    desk.second.members.add(both)
    assert sees(both) == {desk.ours, desk.theirs}
    assert sees(make.staff(Role.OFFICER)) == set()


def test_belonging_to_a_department_without_the_role_shows_nothing(desk):
    assert sees(make.staff(Role.EDITOR, department=desk.first)) == set()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER])
def test_named_persons_who_also_read_see_restricted_sheets(desk, role):
    assert sees(make.staff(role, Role.RESTRICTED_READER)) == desk.everyone


def test_a_named_officer_sees_restricted_questions_of_the_own_department_only(desk):
    assert sees(make.officer(desk.first)) == {desk.ours}
    named = make.staff(Role.OFFICER, Role.RESTRICTED_READER, department=desk.first)
    assert sees(named) == {desk.ours, desk.secret}
    other = make.staff(Role.OFFICER, Role.RESTRICTED_READER, department=desk.second)
    assert sees(other) == {desk.theirs}


def test_a_sheet_with_two_questions_of_one_department_is_listed_once(desk):
    make.question(
        QuestionState.ASSIGNED, department=desk.first, registration=desk.ours.registration
    )
    assert permissions.visible_registrations(make.officer(desk.first)).count() == 1


def test_a_question_that_was_given_back_is_gone_from_the_officers_view(desk):
    from dialogue.actions import questions as q

    expert = make.officer(desk.first)
    q.return_not_ours(desk.ours, user=expert, reason="Thuộc Phòng Văn hóa")
    assert sees(type(expert).objects.get(pk=expert.pk)) == set()


@pytest.mark.parametrize("role", Role)
def test_phone_address_and_mail_are_for_office_and_leader_only(desk, role):
    assert permissions.sees_contacts(make.staff(role)) is (role in CONTACTS)


def test_a_disabled_user_sees_nothing(desk):
    assert sees(make.staff(Role.OFFICE, Role.RESTRICTED_READER, is_active=False)) == set()


def test_a_demoted_user_sees_nothing_at_the_next_request(desk):
    clerk = make.office()
    assert sees(clerk)
    clerk.groups.clear()
    assert sees(type(clerk).objects.get(pk=clerk.pk)) == set()


def test_somebody_unknown_and_a_superuser_without_a_role_see_nothing(desk):
    assert permissions.roles_of(AnonymousUser()) == frozenset()
    assert sees(AnonymousUser()) == set()
    assert sees(make.staff(Role.EDITOR, is_superuser=True)) == set()


def test_a_role_stays_with_its_group_when_the_group_is_renamed(desk):
    clerk = make.office()
    group = RoleGroup.objects.get(role=Role.OFFICE).group
    group.name = "Bộ phận Một cửa"
    group.save()
    assert permissions.roles_of(clerk) == {Role.OFFICE}


def test_every_role_has_a_group_after_installation():
    assert set(RoleGroup.objects.values_list("role", flat=True)) == set(Role.values)


def test_making_the_groups_again_changes_nothing_that_the_office_changed(commune):
    group = RoleGroup.objects.get(role=Role.EDITOR).group
    group.name = "Ban biên tập"
    group.save()
    group.permissions.clear()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    group.refresh_from_db()
    assert group.name == "Ban biên tập"
    assert not group.permissions.exists()
    assert RoleGroup.objects.count() == len(Role)


def test_the_add_on_can_be_migrated_out_of_a_site_again(commune, monkeypatch):
    tables = connection.introspection.table_names()
    left = [table for table in tables if not table.startswith("dialogue_")]
    monkeypatch.setattr(connection.introspection, "table_names", lambda: left)
    RoleGroup.objects.all().delete()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert not RoleGroup.objects.exists()


def test_asking_who_sees_what_takes_few_questions(desk, django_assert_max_num_queries):
    expert = make.officer(desk.first)
    with django_assert_max_num_queries(4):
        list(permissions.visible_questions(expert))
        list(permissions.visible_registrations(expert))
