"""Two people on one record: the second is told, and nothing is overwritten."""

import pytest

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.states import Role
from tests import factories as make
from tests.desk.records import body, do, enter, verb_url

pytestmark = pytest.mark.django_db


def test_the_second_is_told_what_happened_and_may_send_again(client, commune):
    question = make.question()
    unit, other_unit = make.DepartmentFactory(), make.DepartmentFactory()
    enter(client, make.leader())
    seen = client.get(verb_url(question, "refer")).context["form"].initial["version"]
    first = make.leader(username="chanh")
    q.assign(question, user=first, department=unit, instruction="Trả lời trong tuần này")

    response = do(
        client, question, "refer", version=seen, other_body="Công an xã", reason="Không thuộc xã"
    )
    assert response.status_code == 409
    page = body(response)
    assert "Phân công" in page and "Hường" in page
    assert "Không thuộc xã" in page and 'value="Công an xã"' in response.content.decode()
    question.refresh_from_db()
    assert (question.state, question.department) == ("assigned", unit)

    # Still possible now: sending the form as it was shown again is the person's own decision.
    version = response.context["form"]["version"].value()
    assert version == question.version
    again = do(
        client, question, "refer", version=version, other_body="Công an xã", reason="Không thuộc"
    )
    assert again.status_code == 302
    assert other_unit.questions.count() == 0


def test_when_it_is_no_longer_possible_the_page_says_why(client, commune):
    sheet = make.sheet()
    enter(client, make.office())
    r.refuse(sheet, user=make.office(), refusal_reason="spam", reason="Thư rác")
    response = do(client, sheet, "accept", version=1)

    assert response.status_code == 409
    assert response.context["still_possible"] is False
    assert 'name="then"' not in response.content.decode()
    assert "Thư rác" in body(response)
    sheet.refresh_from_db()
    assert sheet.state == "refused"


def test_a_split_that_came_second_keeps_the_typed_rows(client, commune):
    sheet = make.accepted_sheet()
    enter(client, make.office())
    seen = sheet.version
    r.split(sheet, user=make.office(), questions=[{"text": "Câu của đồng nghiệp", "part": 1}])
    response = do(
        client, sheet, "split", version=seen,
        **{"q-TOTAL_FORMS": 1, "q-INITIAL_FORMS": 0, "q-0-part": 1, "q-0-text": "Câu của tôi"},
    )  # fmt: skip

    assert response.status_code == 409
    assert "Câu của tôi" in body(response) and "Câu của đồng nghiệp" in body(response)
    assert list(sheet.questions.values_list("text", flat=True)) == ["Câu của đồng nghiệp"]


def test_two_clicks_on_one_button_do_it_once(client, commune):
    sheet = make.sheet()
    enter(client, make.office())
    version = sheet.version

    assert do(client, sheet, "accept", version=version).status_code == 302
    assert do(client, sheet, "accept", version=version).status_code == 409
    assert list(sheet.history.values_list("verb", flat=True)).count("accept") == 1


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999"])
def test_a_form_without_a_sound_version_changes_nothing(client, commune, version):
    sheet = make.sheet()
    enter(client, make.office())
    response = client.post(verb_url(sheet, "accept"), {"version": version})

    assert response.status_code in (200, 409)
    sheet.refresh_from_db()
    assert sheet.state == "received"


def test_a_sheet_restricted_meanwhile_is_a_404_and_tells_nothing(client, commune):
    sheet = make.sheet()
    enter(client, make.office())
    r.restrict(sheet, user=make.staff(Role.OFFICE), reason="Nghi là tố cáo ông Trần Văn Canh")
    response = do(client, sheet, "accept", version=1)

    assert response.status_code == 404
    assert "Canh" not in body(response)
