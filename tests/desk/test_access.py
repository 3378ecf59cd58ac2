"""Every address of the project × every role: what it answers, as declared here and nowhere else."""

import itertools

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from dialogue import tasks
from dialogue.actions import documents
from dialogue.actions import registrations as r
from dialogue.actions.printing import print_many
from dialogue.documents import catalogue
from dialogue.models import (
    CalendarDay,
    CommuneSettings,
    Consent,
    Department,
    FormOfWords,
    OfficialDocument,
    OutgoingMail,
    PaperBatch,
    Question,
    Registration,
    SessionPage,
    Topic,
    Village,
)
from dialogue.states import QuestionState, Role
from tests import factories as make
from tests.desk import visiting
from tests.desk.visiting import visit
from tests.documents.samples import signed_pdf

pytestmark = pytest.mark.django_db

# ``named`` is of the office, and named for restricted sheets besides.
ROLES = (*visiting.ROLES, "named")

NAMESPACES = {
    "dialogue",
    "dialogue_desk",
    "dialogue_departments",
    "dialogue_topics",
    "dialogue_villages",
    "dialogue_words",
    "dialogue_calendar",
}
# What is not ours, or has no name: the admin and the documents of Wagtail, and files of pages.
FOREIGN = {
    "quan-tri/",
    "tai-lieu/",
    "media/<path:path>",
    "nguon-tin/thong-bao.atom",
    "robots.txt",
    "sitemap.xml",
    "manifest.webmanifest",
    "sw.js",
    "ngoai-tuyen/",
}


def _lists(namespace, key):
    """Return the rows of a list that the office keeps: its addresses and their statuses."""
    kept = "302 302 200 302 302 200 200"
    return {
        f"{namespace}:{name}": (keys, kept)
        for name, keys in [
            ("index", []),
            ("index_results", []),
            ("add", []),
            ("edit", [key]),
            ("history", [key]),
            ("history_results", [key]),
        ]
    }


# name: (keys of its arguments in the world, statuses in the order of ROLES:
#        anonymous editor office officer leader administrator named)
TABLE = {
    "dialogue:register": (["form"], "302 302 302 302 302 302 302"),
    "dialogue:form_token": (["form"], "200 200 200 200 200 200 200"),
    "dialogue:register_pdf": (["form"], "302 302 302 302 302 302 302"),
    "dialogue:receipt": ([], "410 410 410 410 410 410 410"),
    "dialogue:receipt_pdf": ([], "302 302 302 302 302 302 302"),
    "dialogue:tracking": ([], "200 200 200 200 200 200 200"),
    "dialogue:calendar": ([], "200 200 200 200 200 200 200"),
    "dialogue:session_calendar": (["session"], "200 200 200 200 200 200 200"),
    "dialogue:answers_feed": ([], "200 200 200 200 200 200 200"),
    "dialogue:sessions_feed": ([], "200 200 200 200 200 200 200"),
    "dialogue:share_picture": (["session"], "200 200 200 200 200 200 200"),
    "dialogue:search": ([], "200 200 200 200 200 200 200"),
    "dialogue:statistics": ([], "200 200 200 200 200 200 200"),
    "dialogue:open_data": ([], "200 200 200 200 200 200 200"),
    "dialogue:data_answers_json": ([], "200 200 200 200 200 200 200"),
    "dialogue:data_answers_csv": ([], "200 200 200 200 200 200 200"),
    "dialogue:data_figures_json": ([], "200 200 200 200 200 200 200"),
    "dialogue:data_figures_csv": ([], "200 200 200 200 200 200 200"),
    "dialogue:subscribe": ([], "200 200 200 200 200 200 200"),
    "dialogue:subscription_confirm": (["forged"], "410 410 410 410 410 410 410"),
    "dialogue:subscription_end": (["forged"], "410 410 410 410 410 410 410"),
    "dialogue:near": ([], "405 405 405 405 405 405 405"),
    "dialogue:near_step": (["form"], "302 302 302 302 302 302 302"),
    "dialogue:rate": ([], "302 302 302 302 302 302 302"),
    "dialogue:plan_docx": (["plan"], "200 200 200 200 200 200 200"),
    "dialogue:plan_pdf": (["plan"], "200 200 200 200 200 200 200"),
    "dialogue:form_pdf": (["form"], "200 200 200 200 200 200 200"),
    "dialogue:form_docx": (["form"], "200 200 200 200 200 200 200"),
    "dialogue:form_fillable": (["form"], "200 200 200 200 200 200 200"),
    "dialogue:signed_paper": (["published"], "200 200 200 200 200 200 200"),
    "dialogue:form_link": (["form"], "302 302 302 302 302 302 302"),
    "dialogue:form_link_marked": (["form", "mark"], "302 302 302 302 302 302 302"),
    "dialogue_desk:registrations": ([], "302 404 200 200 200 404 200"),
    "dialogue_desk:registrations_results": ([], "302 404 200 200 200 404 200"),
    "dialogue_desk:registration": (["sheet"], "302 404 200 200 200 404 200"),
    "dialogue_desk:filled_sheet": (["sheet", "docx"], "302 404 200 404 200 404 200"),
    "dialogue_desk:registration_add": ([], "302 404 200 404 200 404 200"),
    "dialogue_desk:registration_split": (["sheet"], "302 404 200 403 200 404 200"),
    "dialogue_desk:registration_verb": (["sheet", "withdraw"], "302 404 200 403 200 404 200"),
    "dialogue_desk:consent_withdraw": (["sheet", "consent"], "302 404 200 403 200 404 200"),
    "dialogue_desk:paper": (["reply_letter", "letter"], "302 404 200 404 200 404 200"),
    "dialogue_desk:paper_verb": (
        ["reply_letter", "letter", "record_number"],
        "302 404 200 404 200 404 200",
    ),
    "dialogue_desk:paper_print": (["reply_letter", "letter"], "302 404 200 404 200 404 200"),
    "dialogue_desk:paper_file": (["reply_letter", "letter", "pdf"], "302 404 200 404 200 404 200"),
    "dialogue_desk:paper_signed": (["minutes", "minutes_kept", 1], "302 404 200 404 200 404 200"),
    "dialogue_desk:session_papers": (
        ["session", "reply_letter"],
        "302 404 200 404 200 404 200",
    ),
    "dialogue_desk:session_print": (["session"], "302 404 200 404 200 404 200"),
    "dialogue_desk:batches": ([], "302 404 200 404 200 404 200"),
    "dialogue_desk:batches_results": ([], "302 404 200 404 200 404 200"),
    "dialogue_desk:batch": (["batch"], "302 404 200 404 200 404 200"),
    "dialogue_desk:batch_file": (["batch"], "302 404 200 404 200 404 200"),
    "dialogue_desk:questions": ([], "302 404 200 200 200 404 200"),
    "dialogue_desk:questions_results": ([], "302 404 200 200 200 404 200"),
    "dialogue_desk:question": (["question"], "302 404 200 200 200 404 200"),
    "dialogue_desk:question_prepare_answer": (["given"], "302 404 200 403 200 404 200"),
    "dialogue_desk:question_verb": (["question", "submit"], "302 404 200 200 403 404 200"),
    "dialogue_desk:sessions": ([], "302 200 200 404 200 200 200"),
    "dialogue_desk:sessions_results": ([], "302 200 200 404 200 200 200"),
    "dialogue_desk:session": (["session"], "302 200 200 404 200 200 200"),
    "dialogue_desk:session_verb": (["session", "cancel"], "302 403 403 404 200 403 403"),
    "dialogue_desk:answers": ([], "302 200 200 404 200 200 200"),
    "dialogue_desk:answers_results": ([], "302 200 200 404 200 200 200"),
    "dialogue_desk:plan_import": ([], "302 200 200 404 200 200 200"),
    "dialogue_desk:ratings": ([], "302 404 200 404 200 404 200"),
    "dialogue_desk:broadcasts": ([], "302 200 200 404 200 200 200"),
    "dialogue_desk:broadcasts_results": ([], "302 200 200 404 200 200 200"),
    "dialogue_desk:broadcast": (["session"], "302 200 200 404 200 200 200"),
    "dialogue_desk:broadcast_paper": (
        ["session", "ngan", "pdf"],
        "302 200 200 404 200 200 200",
    ),
    "dialogue_desk:calendar": ([], "302 404 200 404 404 200 200"),
    "dialogue_desk:calendar_year": (["year"], "302 404 200 404 404 200 200"),
    "dialogue_desk:outbox": ([], "302 404 200 404 404 200 200"),
    "dialogue_desk:outbox_results": ([], "302 404 200 404 404 200 200"),
    "dialogue_desk:mail": (["mail"], "302 404 200 404 404 200 200"),
    "dialogue_desk:subscriptions": ([], "302 404 200 404 404 200 200"),
    "dialogue_desk:audit": ([], "302 404 404 404 404 200 200"),
    "dialogue_desk:audit_results": ([], "302 404 404 404 404 200 200"),
    **_lists("dialogue_departments", "department"),
    **_lists("dialogue_topics", "topic"),
    **_lists("dialogue_villages", "village"),
    **_lists("dialogue_words", "words"),
    **_lists("dialogue_calendar", "day"),
}
# Wagtail's own addresses behind which sheets, people, settings or history might be read: what it
# mounts itself, of which the test above knows nothing.
SIDE_DOORS = {
    "wagtailforms:index": ([], "302 200 200 302 200 200 200"),
    "wagtailforms:list_submissions": (["form"], "302 302 302 302 302 302 302"),
    "wagtailforms:delete_submissions": (["form"], "302 302 302 302 302 302 302"),
    "wagtailsettings:edit": (
        ["dialogue", "communesettings", "settings"],
        "302 302 302 302 302 200 302",
    ),
    "wagtailusers_users:index": ([], "302 302 302 302 302 200 302"),
    "wagtailusers_users:add": ([], "302 302 302 302 302 200 302"),
    "wagtailusers_users:edit": (["somebody"], "302 302 302 302 302 200 302"),
    "wagtailusers_groups:index": ([], "302 302 302 302 302 302 302"),
    "wagtailusers_groups:add": ([], "302 302 302 302 302 302 302"),
    "wagtailredirects:index": ([], "302 302 302 302 302 200 302"),
    "wagtailredirects:add": ([], "302 302 302 302 302 200 302"),
    "wagtailadmin_reports:site_history": ([], "302 200 200 200 200 200 200"),
    "wagtailadmin_reports:workflow": ([], "302 200 200 302 200 200 200"),
    "wagtailadmin_reports:workflow_tasks": ([], "302 200 200 302 200 200 200"),
    "wagtailadmin_workflows:index": ([], "302 302 302 302 302 302 302"),
    "wagtailadmin_workflows:task_index": ([], "302 302 302 302 302 302 302"),
    "wagtaildocs:index": ([], "302 200 200 302 200 200 200"),
    "wagtailadmin_pages:usage": (["form"], "302 200 200 302 200 200 200"),
    "wagtailadmin_pages:history": (["form"], "302 200 200 302 200 200 200"),
    "wagtailadmin_pages:copy": (["form"], "302 200 200 302 200 200 200"),
}
# The same addresses for records of a restricted sheet: who isn't named may not open one.
RESTRICTED = {
    "dialogue_desk:registration": ["secret_sheet"],
    "dialogue_desk:registration_split": ["secret_sheet"],
    "dialogue_desk:registration_verb": ["secret_sheet", "withdraw"],
    "dialogue_desk:consent_withdraw": ["secret_sheet", "secret_consent"],
    "dialogue_desk:question": ["secret_question"],
    "dialogue_desk:question_prepare_answer": ["secret_question"],
    "dialogue_desk:question_verb": ["secret_question", "submit"],
    "dialogue_desk:mail": ["secret_mail"],
    "dialogue_desk:filled_sheet": ["secret_sheet", "pdf"],
    "dialogue_desk:paper": ["reply_letter", "secret_letter"],
    "dialogue_desk:paper_verb": ["reply_letter", "secret_letter", "record_number"],
    "dialogue_desk:paper_print": ["reply_letter", "secret_letter"],
    "dialogue_desk:paper_file": ["reply_letter", "secret_letter", "pdf"],
    "dialogue_desk:paper_signed": ["reply_letter", "secret_letter", 1],
}


def person(role, department=None):
    """Return a user of one role, or None for ``anonymous``."""
    if role == "named":
        return make.staff(Role.OFFICE, Role.RESTRICTED_READER)
    return visiting.person(role, department=department)


def own_names(resolver=None, namespace=""):
    """Yield the names of all addresses that the project declares itself."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            if namespace in NAMESPACES:
                yield f"{namespace}:{entry.name}"
            continue
        yield from own_names(entry, entry.namespace or namespace)


def test_every_address_is_in_the_table():
    assert set(own_names()) == set(TABLE)


def test_nothing_else_hangs_at_the_root():
    found = {
        str(entry.pattern)
        for entry in get_resolver().url_patterns
        if not str(getattr(entry, "name", "")).startswith("wagtail") and str(entry.pattern)
    }
    assert found == FOREIGN


@pytest.fixture
def world(commune):
    """Something of every kind, and a department whose officer is the test's officer."""
    unit = make.DepartmentFactory()
    question = make.question(QuestionState.ASSIGNED, department=unit, session=make.session())
    given = make.question(
        QuestionState.ANSWERED, department=unit, registration=make.accepted_sheet()
    )
    secret = make.question(QuestionState.ASSIGNED, department=unit)
    mails = [
        OutgoingMail.objects.create(
            kind="received", to="a@example.vn", subject="S", body="B", registration=sheet
        )
        for sheet in (question.registration, secret.registration)
    ]
    r.restrict(secret.registration, user=make.office(), reason="Tố cáo")
    consents = [
        Consent.objects.create(
            registration=sheet, purpose="publish_name", given_at=sheet.received_at, channel="web"
        )
        for sheet in (question.registration, secret.registration)
    ]
    plan = make.plan()
    make.form_page()
    plan.save_revision().publish()
    return {
        "unit": unit,
        "form": make.form_page().pk,
        "plan": plan.pk,
        "sheet": question.registration_id,
        "question": question.pk,
        "given": given.pk,
        "session": make.session().pk,
        "settings": CommuneSettings.load().pk,
        "somebody": make.office().pk,
        "consent": consents[0].pk,
        "mail": mails[0].pk,
        "department": unit.pk,
        "topic": make.TopicFactory().pk,
        "village": make.VillageFactory().pk,
        "words": FormOfWords.objects.create(occasion="refer", title="Chuyển", text="Kính").pk,
        "day": CalendarDay.objects.create(date="2027-01-01", kind="day_off", note="TB").pk,
        "year": 2027,
        "secret_sheet": secret.registration_id,
        "secret_question": secret.pk,
        "secret_consent": consents[1].pk,
        "secret_mail": mails[1].pk,
        "letter": f"registration-{given.registration_id}",
        "secret_letter": f"registration-{secret.registration_id}",
        **papers(question.registration.session),
    }


def papers(session):
    """Return the keys of signed and published minutes, and of a finished print job."""
    paper = catalogue.find("minutes", session)
    day = timezone.localdate()
    documents.record_number(paper, user=make.office(), number="1", issued_on=day)
    documents.keep_signed(paper, user=make.office(), content=signed_pdf())
    published = documents.publish(paper, user=make.leader())
    batch = print_many(
        [paper], user=make.office(), form=PaperBatch.Form.PDF, title="Biên bản", session=session
    )
    tasks.print_papers.func(batch.pk)
    return {"minutes_kept": paper.about, "published": published.pk, "batch": batch.pk}


def address(name, keys, world):
    return reverse(name, args=[world.get(key, key) for key in keys])


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(role, world):
    assert statuses(role, TABLE, world) == expected(role, TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_no_more_of_wagtails_own_addresses_than_declared(role, world):
    assert statuses(role, SIDE_DOORS, world) == expected(role, SIDE_DOORS)


@pytest.mark.parametrize("role", ROLES)
def test_no_address_of_wagtail_shows_who_sent_a_sheet_or_deletes_one(role, world):
    client = visit(person(role, department=world["unit"]))
    before = snapshot()
    for name, (keys, _statuses) in SIDE_DOORS.items():
        url = address(name, keys, world)
        page = client.get(url).content.decode()
        for word in ("Ánh Nguyệt", "912345678", "912 345 678", "khai sinh"):
            assert word not in page, name
        if name.startswith("wagtailforms:"):
            sheets = [world["sheet"], world["secret_sheet"]]
            client.post(f"{url}?selected-submissions={sheets[0]}&selected-submissions={sheets[1]}")
    assert snapshot() == before


def statuses(role, table, world):
    client = visit(person(role, department=world["unit"]))
    return {
        name: client.get(address(name, keys, world)).status_code
        for name, (keys, _statuses) in table.items()
    }


def expected(role, table):
    place = ROLES.index(role)
    return {name: int(statuses.split()[place]) for name, (_keys, statuses) in table.items()}


def missing_keys(keys):
    """Return the keys of the same address for a record that isn't there."""
    if keys[0] == "reply_letter":
        return [keys[0], "registration-987654", *keys[2:]]
    return ["987654", *keys[1:]]


@pytest.mark.parametrize("role", [role for role in visiting.ROLES if role != "anonymous"])
def test_a_restricted_record_and_a_missing_one_answer_alike(role, world):
    client = visit(person(role, department=world["unit"]))
    for name, keys in RESTRICTED.items():
        missing = missing_keys(keys)
        for method in (client.get, client.post):
            secret = method(address(name, keys, world))
            nothing = method(address(name, missing, world))
            assert secret.status_code == nothing.status_code == 404, name
            assert secret.content == nothing.content


def test_who_is_named_for_restricted_sheets_opens_them(world):
    client = visit(person("named"))
    for name in ("dialogue_desk:registration", "dialogue_desk:question", "dialogue_desk:mail"):
        assert client.get(address(name, RESTRICTED[name], world)).status_code == 200, name


def snapshot():
    """Return everything that the desk can change."""
    models = [
        Registration,
        Consent,
        Question,
        SessionPage,
        OutgoingMail,
        Department,
        Topic,
        Village,
        FormOfWords,
        CalendarDay,
        OfficialDocument,
        PaperBatch,
    ]
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("role", ROLES)
def test_a_forged_post_to_what_is_closed_changes_nothing(role, world):
    client = visit(person(role, department=world["unit"]))
    before = snapshot()
    data = {
        "version": 1,
        "reason": "Giả",
        "name": "Giả",
        "active": "",
        "text": "Giả",
        "state": "new",
    }
    place = ROLES.index(role)
    closed = [
        (name, keys)
        for name, (keys, statuses) in TABLE.items()
        if name.startswith("dialogue_") and statuses.split()[place] != "200"
    ]
    hidden = {} if role == "named" else RESTRICTED
    for name, keys in itertools.chain(closed, hidden.items()):
        response = client.post(address(name, keys, world), data)
        assert response.status_code in (302, 403, 404, 405), name
    assert snapshot() == before


@pytest.mark.parametrize("role", ROLES)
def test_who_was_switched_off_is_out_at_the_next_request(role, world):
    user = person(role, department=world["unit"])
    client = visit(user)
    if user is None:
        return
    user.is_active = False
    user.save()
    for name, (keys, _statuses) in TABLE.items():
        if name.startswith("dialogue_"):
            assert client.get(address(name, keys, world)).status_code == 302, name


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_who_lost_the_role_finds_nothing_at_the_next_request(role, world):
    user = person(role, department=world["unit"])
    client = visit(user)
    user.groups.clear()
    for name, (keys, _statuses) in TABLE.items():
        if name.startswith("dialogue_"):
            assert client.get(address(name, keys, world)).status_code == 302, name
