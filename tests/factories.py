"""
Test data in the words of the domain, in Vietnamese.

``sheet(...)`` stores a registration through the real action; ``question(state=…)`` walks a question
to a state through the real verbs. Nothing here writes a state by hand.
"""

import datetime as dt

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page, Site

from dialogue import tracking_code
from dialogue.actions import questions as q
from dialogue.actions import registrations as r
from dialogue.actions.register import Sheet, receive
from dialogue.deadlines import ZONE
from dialogue.models import (
    AnswerIndexPage,
    AnswerPage,
    Department,
    DialogueIndexPage,
    PlanPage,
    RegistrationPage,
    RoleGroup,
    SessionPage,
    Topic,
    Village,
)
from dialogue.states import QuestionState, Role

PASSWORD = "mat-khau-thu-2026"


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"Phòng Kinh tế số {n}")


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Đất đai số {n}")


class VillageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Village

    name = factory.Sequence(lambda n: f"Thôn Đồng Vinh {n}")


def staff(*roles, username=None, department=None, **fields):
    """Return a user who holds ``roles``, officer of ``department`` if given."""
    User = get_user_model()
    number = User.objects.count() + 1
    user = User.objects.create_user(
        username or f"{roles[0]}{number}",
        f"canbo{number}@example.vn",
        PASSWORD,
        last_name="Nguyễn Thị",
        first_name=f"Hường {number}",
        **fields,
    )
    for role in roles:
        user.groups.add(RoleGroup.objects.get(role=role).group)
    if department:
        department.members.add(user)
    return user


def office(**options):
    return staff(Role.OFFICE, **options)


def leader(**options):
    return staff(Role.LEADER, **options)


def officer(department, **options):
    return staff(Role.OFFICER, department=department, **options)


def tree():
    """Return the dialogue's entrance under the site's root page, made once."""
    existing = DialogueIndexPage.objects.first()
    if existing:
        return existing
    root = Site.objects.get(is_default_site=True).root_page
    return root.specific.add_child(
        instance=DialogueIndexPage(title="Đối thoại với nhân dân", live=True)
    )


def plan(**fields):
    fields = {
        "title": "Kế hoạch đối thoại năm 2026",
        "year": 2026,
        "number": "5",
        "issued_on": dt.date(2026, 3, 5),
        "abstract": "Tổ chức hội nghị đối thoại năm 2026",
        "signing_for": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "signer": "Nguyễn Văn Đức",
        "recipients": "Như trên\nLưu: VT",
        "body": [("section", "Mục đích"), ("heading", "Yêu cầu"), ("dash", "Công khai, đúng hạn.")],
        "live": False,
    } | fields
    return tree().add_child(instance=PlanPage(**fields))


def form_page(**fields):
    """Return the dialogue's live registration form, made once."""
    existing = RegistrationPage.objects.first()
    if existing:
        return existing
    fields = {"title": "Đăng ký tham gia đối thoại", "live": True} | fields
    return tree().add_child(instance=RegistrationPage(**fields))


def session(**fields):
    """Return a live session, 30 days ahead unless told otherwise."""
    fields = {
        "title": f"Hội nghị đối thoại số {SessionPage.objects.count() + 1}",
        "place": "Hội trường tầng 2",
        "live": True,
    } | fields
    if "start_at" not in fields and "expected_month" not in fields:
        start = timezone.now().astimezone(ZONE) + dt.timedelta(days=30)
        fields["start_at"] = start.replace(hour=8, minute=0, second=0, microsecond=0)
    return tree().add_child(instance=SessionPage(**fields))


def held_session(**fields):
    """Return a session that took place yesterday."""
    from dialogue.actions import sessions

    made = session(start_at=timezone.now() - dt.timedelta(days=1), **fields)
    return sessions.hold(made, user=office())


def answer_index():
    existing = AnswerIndexPage.objects.first()
    if existing:
        return existing
    return tree().add_child(instance=AnswerIndexPage(title="Nội dung đã trả lời", live=True))


def answer(**fields):
    fields = {
        "title": f"Thời hạn cấp bản sao trích lục số {AnswerPage.objects.count() + 1}",
        "question_text": "Làm lại bản sao trích lục khai sinh mất bao lâu?",
        "answer_text": "<p>Trong ngày làm việc, nếu hồ sơ đầy đủ.</p>",
        "answered_on": dt.date(2026, 6, 26),
        "live": True,
    } | fields
    fields.setdefault("department", None)
    fields["department"] = fields["department"] or DepartmentFactory()
    fields["topic"] = fields.get("topic") or TopicFactory()
    return answer_index().add_child(instance=AnswerPage(**fields))


def sheet(
    *, key=None, channel="web", user=None, now=None, suspicion="", received_at=None, **fields
):
    """Return a stored registration; its tracking code is on ``tracking_code``."""
    fields = {
        "full_name": "Đỗ Thị Ánh Nguyệt",
        "phone": "+84912345678",
        "house": "Số 12",
        "other_place": "Thôn Thao Chính",
        "commune": "xã Phú Xuyên",
        "province": "thành phố Hà Nội",
        "part_1": "Thủ tục đăng ký khai sinh cần những giấy tờ gì?",
    } | fields
    received = receive(
        Sheet(**fields),
        key=key or tracking_code.new_key(),
        channel=channel,
        page=form_page(),
        user=user,
        now=now,
        suspicion=suspicion,
        received_at=received_at,
    )
    received.registration.tracking_code = received.code
    return received.registration


def accepted_sheet(**fields):
    return r.accept(sheet(**fields), user=office())


def question(
    state=QuestionState.NEW, *, department=None, drafter=None, registration=None, **fields
):
    """Return a question brought to ``state`` through the verbs."""
    department = department or DepartmentFactory()
    registration = registration or accepted_sheet(**fields)
    clerk, chief = office(), leader()
    r.split(
        registration,
        user=clerk,
        questions=[
            {"text": "Thủ tục khai sinh cần giấy tờ gì?", "part": 1, "topic": TopicFactory()}
        ],
    )
    made = registration.questions.order_by("-ordinal").first()
    if state == QuestionState.WITHDRAWN:
        return q.drop(made, user=clerk, reason="Tách nhầm")
    if state == QuestionState.REFERRED:
        return q.refer(
            made, user=clerk, reason="Thuộc thẩm quyền nơi khác", other_body="Công an xã"
        )
    if state == QuestionState.ESCALATED:
        return q.escalate(made, user=chief, reason="Vượt thẩm quyền", other_body="Sở Nội vụ")
    steps = [
        (QuestionState.ASSIGNED, lambda x: q.assign(x, user=chief, department=department)),
        (
            QuestionState.DRAFTED,
            lambda x: q.submit(
                x, user=drafter or officer(department), reply="Cần tờ khai và giấy chứng sinh."
            ),
        ),
        (QuestionState.APPROVED, lambda x: q.approve(x, user=chief)),
        (QuestionState.ANSWERED, lambda x: q.give(x, user=clerk, way="letter")),
    ]
    for reached, step in steps:
        if made.state == state:
            break
        made = step(made)
        assert made.state == reached
    return made


def root_page():
    return Page.objects.get(depth=1)
