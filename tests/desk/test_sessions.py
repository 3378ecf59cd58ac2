"""Sessions at the desk: the next one first, what was registered for it, and its verbs."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.actions import sessions as s
from dialogue.models import SessionPage
from dialogue.states import QuestionState, Role, SessionState
from tests import factories as make
from tests.desk.visiting import messages_of, visit, visit_as

pytestmark = pytest.mark.django_db

LIST = "dialogue_desk:sessions"


def in_days(days):
    return timezone.now() + dt.timedelta(days=days)


def rows(client, **query):
    return list(client.get(reverse(LIST), query).context["object_list"])


def do(client, session, verb, version=None, **data):
    url = reverse("dialogue_desk:session_verb", args=[session.pk, verb])
    return client.post(url, {"version": version or session.version, **data})


def fresh(session):
    return SessionPage.objects.get(pk=session.pk)


def test_the_next_session_stands_first_and_past_ones_newest_first():
    make.session(title="Sang năm", expected_month=dt.date(2027, 12, 1))
    make.session(title="Tháng tới", start_at=in_days(30))
    make.held_session(title="Hôm qua")
    old = make.session(title="Năm ngoái", start_at=in_days(-300))
    s.hold(old, user=make.office())
    assert [row.title for row in rows(visit_as(Role.OFFICE))] == [
        "Tháng tới",
        "Sang năm",
        "Hôm qua",
        "Năm ngoái",
    ]


@pytest.mark.parametrize("typed", ["xay dung", "Xây dựng", "XAY"])
def test_a_session_is_found_without_diacritics(typed):
    make.session(title="Hội nghị đối thoại lĩnh vực xây dựng")
    make.session(title="Hội nghị đối thoại lĩnh vực đất đai")
    assert len(rows(visit_as(Role.OFFICE), q=typed)) == 1


def test_filters_by_state_and_year():
    make.session(title="Tới", start_at=in_days(20))
    make.held_session(title="Đã qua")
    make.session(title="Xa", expected_month=dt.date(2030, 5, 1))
    client = visit_as(Role.OFFICE)
    assert [row.title for row in rows(client, state="held")] == ["Đã qua"]
    assert [row.title for row in rows(client, year="2030")] == ["Xa"]


def test_it_counts_sheets_and_questions_and_how_many_are_answered():
    session = make.session()
    make.sheet(session=session)
    make.question(QuestionState.ANSWERED, session=session)
    make.question(QuestionState.ASSIGNED, session=session)
    make.sheet()
    row = rows(visit_as(Role.OFFICE))[0]
    assert (row.sheets_seen, row.questions_seen, row.answered_seen) == (3, 2, 1)


def test_a_restricted_sheet_counts_only_for_who_may_read_it():
    session = make.session()
    make.sheet(session=session)
    secret = make.question(QuestionState.NEW, session=session).registration
    r.restrict(secret, user=make.office(), reason="Có dấu hiệu tố cáo")
    assert rows(visit_as(Role.OFFICE))[0].sheets_seen == 1
    assert rows(visit_as(Role.OFFICE))[0].questions_seen == 0
    named = rows(visit_as(Role.LEADER, Role.RESTRICTED_READER))[0]
    assert (named.sheets_seen, named.questions_seen) == (2, 1)


def test_an_editor_sees_sessions_without_numbers_of_sheets():
    make.sheet(session=make.session())
    response = visit_as(Role.EDITOR).get(reverse(LIST))
    assert [column.name for column in response.context["table"].columns.values()] == [
        "title",
        "state",
        "closes_at",
    ]


def test_the_list_takes_no_more_queries_with_a_thousand_sheets(django_assert_max_num_queries):
    from dialogue.models import Registration

    session = make.session()
    one = make.sheet(session=session)
    copies = []
    for number in range(2, 1002):
        one.pk, one.number = None, number
        one.key_hash = one.tracking_hash = f"{number}"
        copies.append(
            Registration(**{f.attname: getattr(one, f.attname) for f in one._meta.fields})
        )
    Registration.objects.bulk_create(copies)
    for number in range(30):
        make.session(title=f"Hội nghị số {number}")
    client = visit_as(Role.OFFICE)
    with django_assert_max_num_queries(25):
        found = client.get(reverse(LIST), {"q": "hoi nghi"})
    assert found.context["items_count"] == 31
    assert max(row.sheets_seen for row in found.context["object_list"]) in (0, 1001)


def test_the_page_of_a_session_offers_the_verbs_of_the_persons_role():
    session = make.session()
    url = reverse("dialogue_desk:session", args=[session.pk])

    def offered(*roles):
        return [row.verb for row in visit_as(*roles).get(url).context["verbs"]]

    assert offered(Role.EDITOR) == []
    assert "postpone" in offered(Role.OFFICE)
    assert "cancel" not in offered(Role.OFFICE)
    assert "cancel" in offered(Role.LEADER)


def test_postponing_asks_for_a_reason_and_stays_in_the_log():
    session = make.session()
    client = visit_as(Role.OFFICE)

    response = do(client, session, "postpone", reason="  ")
    assert response.status_code == 200
    assert fresh(session).state == SessionState.SCHEDULED

    do(client, session, "postpone", reason="Mưa bão, hội trường ngập")
    assert fresh(session).state == SessionState.POSTPONED
    page = client.get(reverse("dialogue_desk:session", args=[session.pk])).content.decode()
    assert "Mưa bão, hội trường ngập" in page
    assert "Nguyễn Thị Hường" in page


def test_a_new_date_brings_a_new_deadline():
    session = make.session()
    client = visit_as(Role.OFFICE)
    do(client, session, "postpone", reason="Hoãn")
    start = in_days(60).astimezone(make.ZONE).replace(hour=8, minute=0, second=0, microsecond=0)
    do(
        client,
        fresh(session),
        "reschedule",
        reason="Có lịch mới",
        start_at=f"{start:%d/%m/%Y %H:%M}",
    )
    changed = fresh(session)
    assert changed.start_at == start
    assert changed.state == SessionState.SCHEDULED
    assert changed.closes_at > session.closes_at


def test_a_deadline_after_the_session_is_refused_with_what_was_typed():
    session = make.session()
    late = in_days(90).astimezone(make.ZONE)
    typed = f"{late:%d/%m/%Y %H:%M}"
    response = do(
        visit_as(Role.OFFICE), session, "move_deadline", closes_at=typed, reason="Gia hạn"
    )
    assert response.status_code == 200
    assert response.context["form"]["closes_at"].value() == typed
    assert fresh(session).moved_closes_at is None


def test_the_second_of_two_people_is_told_what_happened_and_overwrites_nothing():
    session = make.session()
    s.move_deadline(session, user=make.leader(), closes_at=in_days(5), reason="Thu sớm")
    response = do(visit_as(Role.OFFICE), session, "postpone", reason="Bão")
    assert response.status_code == 409
    page = response.content.decode()
    assert "Thu sớm" in page
    assert "Bão" in page
    assert fresh(session).state == SessionState.SCHEDULED
    again = do(visit_as(Role.OFFICE), session, "postpone", fresh(session).version, reason="Bão")
    assert again.status_code == 302
    assert fresh(session).state == SessionState.POSTPONED


@pytest.mark.parametrize("verb", ["cancel", "go_in_writing"])
def test_the_office_cannot_do_what_is_the_leaders(verb):
    session = make.session()
    response = do(visit_as(Role.OFFICE), session, verb, reason="Thử")
    assert response.status_code == 403
    assert fresh(session).state == SessionState.SCHEDULED


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER, Role.ADMINISTRATOR])
def test_others_change_no_session(role):
    session = make.session()
    response = do(visit_as(role), session, "postpone", reason="Thử")
    assert response.status_code in (403, 404)
    assert fresh(session).version == session.version


def test_a_smuggled_state_is_never_read():
    session = make.session()
    do(
        visit_as(Role.OFFICE),
        session,
        "postpone",
        reason="Hoãn",
        state="concluded",
        place="Nơi khác",
    )
    changed = fresh(session)
    assert (changed.state, changed.place) == (SessionState.POSTPONED, session.place)


def test_an_unknown_verb_or_session_is_not_found():
    session = make.session()
    client = visit_as(Role.OFFICE)
    assert do(client, session, "explode").status_code == 404
    assert client.get(reverse("dialogue_desk:session", args=[987654])).status_code == 404


def test_replacing_by_written_replies_is_done_by_a_leader_from_the_desk():
    session = make.session()
    question = make.question(QuestionState.ASSIGNED, session=session)
    response = do(visit_as(Role.LEADER), session, "go_in_writing", reason="Dịch bệnh")
    assert response.status_code == 302
    assert fresh(session).state == SessionState.IN_WRITING
    question.refresh_from_db()
    assert question.owed_in_writing


def test_every_verb_of_a_session_has_a_page():
    clerk, chief = make.office(), make.leader()
    client = visit(chief)
    coming, held = make.session(), make.held_session()
    postponed = s.postpone(make.session(), user=clerk, reason="Hoãn")
    for session in (coming, held, postponed):
        page = client.get(reverse("dialogue_desk:session", args=[session.pk]))
        for row in page.context["verbs"]:
            url = reverse("dialogue_desk:session_verb", args=[session.pk, row.verb.value])
            assert client.get(url).status_code == 200, row.verb


def test_done_is_said_in_a_sentence():
    session = make.session()
    url = reverse("dialogue_desk:session_verb", args=[session.pk, "postpone"])
    response = visit_as(Role.OFFICE).post(
        url, {"version": session.version, "reason": "Bão"}, follow=True
    )
    assert any(session.title in text for text in messages_of(response))


def test_an_answered_question_is_one_that_was_answered():
    session = make.session()
    make.question(QuestionState.REFERRED, session=session)
    question = make.question(QuestionState.APPROVED, session=session)
    q.give(question, user=make.office(), way="letter")
    row = rows(visit_as(Role.LEADER))[0]
    assert (row.answered_seen, row.questions_seen) == (1, 2)
