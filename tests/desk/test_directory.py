"""Departments, topics, villages and forms of words: kept by the office, never deleted."""

import pytest
from django.urls import NoReverseMatch, reverse

from dialogue.models import Department, FormOfWords, Topic, Village
from dialogue.states import Role
from tests import factories as make
from tests.desk.visiting import root_user, visit, visit_as

pytestmark = pytest.mark.django_db

LISTS = ["dialogue_departments", "dialogue_topics", "dialogue_villages", "dialogue_words"]


def names_in_order(response):
    return [row.name for row in response.context["object_list"]]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", [Role.OFFICE, Role.ADMINISTRATOR])
def test_the_office_and_the_administrator_keep_the_lists(name, role):
    assert visit_as(role).get(reverse(f"{name}:index")).status_code == 200
    assert visit_as(role).get(reverse(f"{name}:add")).status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER, Role.LEADER])
def test_others_are_sent_away_from_the_lists(name, role):
    response = visit_as(role).get(reverse(f"{name}:index"))
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")


def test_a_superuser_without_a_role_does_not_keep_the_lists():
    response = visit(root_user()).post(reverse("dialogue_villages:add"), {"name": "Thôn Đường La"})
    assert response.status_code == 302
    assert not Village.objects.exists()


def test_an_officer_who_forges_a_new_department_changes_nothing():
    unit = make.DepartmentFactory()
    client = visit_as(Role.OFFICER, department=unit)
    client.post(reverse("dialogue_departments:add"), {"name": "Phòng Giả mạo", "active": "on"})
    client.post(
        reverse("dialogue_departments:edit", args=[unit.pk]), {"name": "Đổi tên", "active": "on"}
    )
    assert [d.name for d in Department.objects.all()] == [unit.name]


@pytest.mark.parametrize("name", LISTS)
def test_there_is_no_address_that_deletes_an_entry(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"{name}:delete", args=[1])
    with pytest.raises(NoReverseMatch):
        reverse(f"{name}:copy", args=[1])


@pytest.mark.parametrize("role", [Role.OFFICE, Role.ADMINISTRATOR])
def test_a_forged_post_to_where_deleting_would_be_deletes_nothing(role):
    village = make.VillageFactory()
    index = reverse("dialogue_villages:index")
    client = visit_as(role)
    assert client.post(f"{index}delete/{village.pk}/").status_code == 404
    bulk = f"/quan-tri/bulk/dialogue/village/delete/?id={village.pk}"
    assert client.post(bulk).status_code == 404
    assert Village.objects.filter(pk=village.pk).exists()


def test_lists_follow_the_vietnamese_alphabet():
    for name in ["Thôn Đông", "Thôn Dân", "Thôn Ưng", "Thôn Âu", "Thôn An", "Thôn Ơn"]:
        make.VillageFactory(name=name)
    response = visit_as(Role.OFFICE).get(reverse("dialogue_villages:index"))
    assert names_in_order(response) == [
        "Thôn An",
        "Thôn Âu",
        "Thôn Dân",
        "Thôn Đông",
        "Thôn Ơn",
        "Thôn Ưng",
    ]


@pytest.mark.parametrize("typed", ["duong la", "Đường La", "DUONG", "đương"])
def test_a_village_is_found_without_diacritics(typed):
    make.VillageFactory(name="Thôn Đường La")
    make.VillageFactory(name="Thôn Giang Hồ")
    response = visit_as(Role.OFFICE).get(reverse("dialogue_villages:index"), {"q": typed})
    assert names_in_order(response) == ["Thôn Đường La"]


def test_a_name_is_stored_in_one_normal_form():
    decomposed = "Tho\u0302n  Ðo\u0302ng".replace("Ð", "Đ")
    visit_as(Role.OFFICE).post(
        reverse("dialogue_villages:add"), {"name": decomposed, "active": "on"}
    )
    assert Village.objects.get().name == "Thôn Đông"


def test_the_same_name_twice_is_refused():
    make.TopicFactory(name="Đất đai")
    response = visit_as(Role.OFFICE).post(
        reverse("dialogue_topics:add"), {"name": "Đất đai", "active": "on"}
    )
    assert response.status_code == 200
    assert Topic.objects.count() == 1


def test_a_department_offers_officers_by_name_and_nobody_else():
    unit = make.DepartmentFactory()
    make.officer(unit, username="chuyen.vien")
    make.leader(username="lanh.dao")
    response = visit_as(Role.OFFICE).get(reverse("dialogue_departments:edit", args=[unit.pk]))
    offered = [label for _key, label in response.context["form"].fields["members"].choices]
    assert len(offered) == 1
    assert offered[0].startswith("Nguyễn Thị Hường")


def test_making_a_leader_officer_of_a_department_by_a_forged_post_is_refused():
    unit = make.DepartmentFactory()
    chief = make.leader()
    response = visit_as(Role.OFFICE).post(
        reverse("dialogue_departments:edit", args=[unit.pk]),
        {"name": unit.name, "active": "on", "members": [chief.pk]},
    )
    assert response.status_code == 200
    assert not unit.members.exists()


def test_the_history_of_an_entry_says_what_changed_from_what_to_what():
    topic = make.TopicFactory(name="Hộ tịch")
    client = visit_as(Role.OFFICE)
    client.post(reverse("dialogue_topics:edit", args=[topic.pk]), {"name": "Hộ tịch, chứng thực"})
    page = client.get(reverse("dialogue_topics:history", args=[topic.pk])).content.decode()
    assert "Hộ tịch → Hộ tịch, chứng thực" in page
    topic.refresh_from_db()
    assert not topic.active


def test_each_occasion_has_one_form_of_words():
    FormOfWords.objects.create(occasion="refer", title="Chuyển cơ quan khác", text="Kính chuyển")
    client = visit_as(Role.OFFICE)
    form = client.get(reverse("dialogue_words:add")).context["form"]
    offered = [key for key, _label in form.fields["occasion"].choices]
    assert "refer" not in offered
    assert "refuse:complaint" in offered
    assert "ask_more" in offered


def test_the_occasion_of_a_form_of_words_stays_whatever_is_posted():
    words = FormOfWords.objects.create(occasion="refer", title="Chuyển", text="Kính chuyển")
    visit_as(Role.OFFICE).post(
        reverse("dialogue_words:edit", args=[words.pk]),
        {"occasion": "ask_more", "title": "Chuyển cơ quan", "text": "Kính chuyển ông/bà"},
    )
    words.refresh_from_db()
    assert (words.occasion, words.title) == ("refer", "Chuyển cơ quan")


def test_a_list_of_a_thousand_takes_no_more_queries(django_assert_max_num_queries):
    Village.objects.bulk_create(
        Village(name=f"Thôn số {n}", sort_key=f"{n:04d}") for n in range(1000)
    )
    client = visit_as(Role.OFFICE)
    with django_assert_max_num_queries(25):
        client.get(reverse("dialogue_villages:index"), {"q": "thon"})
