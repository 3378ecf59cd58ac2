"""The demo commune: something in every state, nothing secret in public, nothing overwritten."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import Page, Site

from dialogue.deadlines import ZONE, OfficeHours, registration_deadline
from dialogue.demo.clock import Clock
from dialogue.demo.load import DemoRefused, is_empty, load, sample_tracking
from dialogue.demo.pages import Tree
from dialogue.demo.people import PASSWORD, logins
from dialogue.models import (
    AnswerPage,
    AuditEntry,
    Consent,
    FormOfWords,
    OutgoingMail,
    PlanPage,
    Question,
    Registration,
    SessionPage,
)
from dialogue.models.calendar import WorkCalendar
from dialogue.models.directory import occasions
from dialogue.permissions import roles_of, visible_registrations
from dialogue.states import (
    ApplicantKind,
    Channel,
    LateDecision,
    Outcome,
    QuestionState,
    RefusalReason,
    RegistrationState,
    Role,
    SessionState,
    Visibility,
)
from dialogue.tracking_code import code_hash


def values(model, field):
    return set(model.objects.values_list(field, flat=True))


def rows():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


class TestTheDemo(TestCase):
    """What one load leaves behind; loaded once for all of these."""

    @classmethod
    def setUpTestData(cls):
        load()

    def test_every_state_of_sheets_and_questions_can_be_seen(self):
        assert values(Registration, "state") == set(RegistrationState.values)
        assert values(Question, "state") == set(QuestionState.values)
        assert values(Registration, "visibility") == set(Visibility.values)
        assert values(Question, "outcome") == {"", *Outcome.values}

    def test_every_way_in_and_every_reason_of_refusal_can_be_seen(self):
        assert values(Registration, "channel") == set(Channel.values)
        assert values(Registration, "applicant_kind") == set(ApplicantKind.values)
        assert values(Registration, "refusal_reason") == {"", *RefusalReason.values}
        assert values(Registration, "late_decision") == {"", *LateDecision.values}
        assert values(Consent, "purpose") == set(Consent.Purpose.values)

    def test_there_are_some_forty_sheets_with_overdue_due_and_late_ones(self):
        assert 40 <= Registration.objects.count() <= 60
        assert Question.objects.overdue().count() >= 2
        assert Question.objects.filter(due_moved=True).exists()
        assert Registration.objects.late().filter(late_decision="").exists()
        assert Registration.objects.exclude(guardian_name="").exists()

    def test_register_numbers_have_no_gap(self):
        for year in values(Registration, "year"):
            numbers = Registration.objects.filter(year=year).values_list("number", flat=True)
            assert sorted(numbers) == list(range(1, len(numbers) + 1))

    def test_numbers_follow_the_order_in_which_sheets_were_recorded(self):
        recorded = Registration.objects.order_by("year", "number").values_list(
            "recorded_at", flat=True
        )
        assert list(recorded) == sorted(recorded)

    def test_history_is_complete_and_dated_by_the_acts(self):
        now = timezone.now()
        for model in (Registration, Question):
            for record in model.objects.all():
                rows = list(record.history.order_by("version", "history_id"))
                assert [row.version for row in rows] == list(range(1, record.version + 1))
                dates = [row.history_date for row in rows]
                assert dates == sorted(dates)
                assert dates[-1] <= now
                assert all(row.verb for row in rows)
        for sheet in Registration.objects.all():
            assert sheet.history.get(version=1).history_date == sheet.recorded_at
        for question in Question.objects.exclude(approved_at=None):
            assert question.history.filter(
                verb="approve", history_date=question.approved_at
            ).exists()

    def test_a_closed_sheet_has_only_finished_questions(self):
        closed = Registration.objects.filter(state=RegistrationState.CLOSED)
        assert closed.count() >= 15
        assert not Question.objects.open().filter(registration__in=closed).exists()

    def test_twelve_answers_are_published_and_every_one_answers_a_question(self):
        published = AnswerPage.objects.live()
        assert published.count() == 12
        assert all(page.questions.exists() for page in published)
        assert all(page.prepared_by and page.asked_by for page in published)

    def test_one_answer_waits_for_a_second_person(self):
        waiting = AnswerPage.objects.get(live=False)
        assert waiting.current_workflow_state is not None

    def test_one_session_was_held_and_one_takes_registrations(self):
        held = SessionPage.objects.get(state=SessionState.HELD)
        assert held.start_at.astimezone(ZONE).date() == dt.date(2026, 6, 26)
        coming = SessionPage.objects.get(state=SessionState.SCHEDULED)
        assert coming.registration_window() == "open"
        assert coming.days_left >= 7

    def test_the_plan_is_published_and_lacks_nothing(self):
        plan = PlanPage.objects.live().get()
        assert plan.publication_problems() == []
        assert plan.sessions.count() == 2

    def test_all_pages_have_plain_addresses_and_no_redirects(self):
        from wagtail.contrib.redirects.models import Redirect

        assert not Redirect.objects.exists()
        assert Site.objects.get().root_page.specific_class.__name__ == "HomePage"
        assert not Page.objects.filter(title__startswith="Welcome").exists()

    def test_every_occasion_has_a_form_of_words(self):
        assert values(FormOfWords, "occasion") == {key for key, _label in occasions()}

    def test_every_role_has_a_login_that_works(self):
        held = set()
        for login in logins():
            user = authenticate(username=login.username, password=PASSWORD)
            assert user is not None, login.username
            assert not user.is_superuser
            held |= roles_of(user)
        assert held == set(Role)

    def test_only_the_named_person_sees_restricted_sheets(self):
        User = get_user_model()
        clerk, chief = (User.objects.get(username=name) for name in ("vanphong", "chanhvanphong"))
        restricted = Registration.objects.filter(visibility=Visibility.RESTRICTED)
        assert restricted.count() >= 2
        assert not visible_registrations(clerk).filter(pk__in=restricted).exists()
        assert visible_registrations(chief).filter(pk__in=restricted).count() == restricted.count()
        assert not Question.objects.filter(
            registration__in=restricted, answer_page__isnull=False
        ).exists()

    def test_no_senders_name_or_phone_stands_on_a_public_page(self):
        client = Client()
        people = list(Registration.objects.all())
        for page in Page.objects.live().filter(depth__gt=1):
            body = client.get(page.url).content.decode()
            for sheet in people:
                assert sheet.full_name not in body or sheet.full_name == "Một người dân", page.url
                assert not sheet.phone or sheet.phone not in body
                assert not sheet.phone_text or sheet.phone_text not in body

    def test_no_mail_of_the_demo_is_ever_sent(self):
        assert OutgoingMail.objects.count() >= 10
        assert values(OutgoingMail, "state") == {OutgoingMail.State.KEPT}
        addresses = values(OutgoingMail, "to")
        assert all(address.rsplit(".", 1)[-1] in {"com", "org", "example"} for address in addresses)
        assert all("example" in address.rsplit("@", 1)[-1] for address in addresses)

    def test_the_printed_tracking_code_opens_a_sheet(self):
        code, digits = sample_tracking()
        sheet = Registration.objects.get(tracking_hash=code_hash(code))
        assert sheet.phone.endswith(digits)

    def test_refusals_left_their_audit_rows(self):
        refused = Registration.objects.exclude(refusal_reason="").count()
        assert AuditEntry.objects.filter(action="refuse").count() == refused

    def test_a_second_load_is_refused_and_changes_nothing(self):
        before = rows()
        with pytest.raises(CommandError, match="đã có nội dung"):
            call_command("load_demo")
        assert rows() == before


@pytest.mark.django_db
def test_one_user_is_enough_to_refuse(settings):
    get_user_model().objects.create_user("nguoi.dau.tien")
    before = rows()
    with pytest.raises(DemoRefused):
        load()
    assert rows() == before


@pytest.mark.django_db
def test_known_passwords_never_reach_a_communes_own_server(settings):
    settings.DIALOGUE_DEMO_WEBSITE = None
    with pytest.raises(DemoRefused, match="mật khẩu"):
        load()
    assert is_empty()


@pytest.mark.django_db
def test_a_load_that_fails_halfway_leaves_the_database_empty(monkeypatch):
    from dialogue.demo import load as loading

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(loading, "_walk", broken)
    with pytest.raises(RuntimeError):
        load()
    assert is_empty()


@pytest.mark.parametrize("ahead", range(0, 800, 5))
def test_registration_is_open_whatever_day_the_demo_is_loaded(ahead):
    now = dt.datetime(2026, 11, 22, 23, 50, tzinfo=ZONE) + dt.timedelta(days=ahead)
    calendar = WorkCalendar({})
    start = Tree(None, None, Clock(now, calendar)).next_start
    closes = registration_deadline(start, 10, calendar, OfficeHours()).value
    assert calendar.is_working_day(start.date())
    assert dt.timedelta(days=7) < closes - now < dt.timedelta(days=40)
