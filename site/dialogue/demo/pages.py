"""The dialogue's pages: entrance, form, plan, two sessions, and the published answers."""

import datetime as dt

from wagtail.models import PageLogEntry, Revision

from ..deadlines import ZONE
from ..models import (
    AnswerIndexPage,
    AnswerPage,
    Department,
    DialogueIndexPage,
    PlanPage,
    RegistrationFormField,
    RegistrationPage,
    SessionPage,
    Topic,
)
from . import plan
from .answers import ANSWERS
from .people import CHAIR, DEPUTY, EDITOR, OFFICE_CLERK

HELD_AT = dt.datetime(2026, 6, 26, 8, 0, tzinfo=ZONE)
DURATION = dt.timedelta(hours=3)
# In working days: far enough ahead that registration is open, near enough to be of interest.
NEXT_IN_WORKING_DAYS = 17
EXTRA_FIELD = "Ông (bà) có cần hỗ trợ khi đến dự không?"
FIRST_ANSWER_ON = dt.date(2026, 6, 26)


def publish(parent, page, author, publisher, at):
    """
    Add ``page`` below ``parent`` and publish it as of ``at``, through a revision.

    :raises ValidationError: when the page lacks what it needs to be published
    """
    page.live, page.owner = False, author
    parent.add_child(instance=page)
    page.save_revision(user=author).publish(user=publisher)
    _date(page, at)
    return page.specific_class.objects.get(pk=page.pk)


def _date(page, at):
    """Let the page's dates and log say ``at`` instead of the moment of loading."""
    type(page).objects.filter(pk=page.pk).update(
        first_published_at=at, last_published_at=at, latest_revision_created_at=at
    )
    Revision.objects.for_instance(page).update(created_at=at)
    PageLogEntry.objects.filter(page=page.pk).update(timestamp=at)


class Tree:
    """
    Builds the pages below ``home``.

    :param moments: ``clock.Clock``
    """

    def __init__(self, home, staff, clock):
        self.home, self.staff, self.clock = home, staff, clock

    def build(self):
        """Build everything but the answers and return self."""
        start = dt.datetime(2026, 3, 5, 9, 0, tzinfo=ZONE)
        self.index = self._add(
            self.home,
            DialogueIndexPage(
                title="Đối thoại với nhân dân",
                slug="doi-thoai",
                introduction=(
                    "Nơi người dân, tổ chức, doanh nghiệp hỏi UBND xã về thủ tục hành chính và việc giải "
                    "quyết thủ tục hành chính, rồi theo dõi câu trả lời."
                ),
                show_in_menus=True,
            ),
            start,
        )
        self.form = self._make_form(start)
        self.answer_index = self._add(
            self.index,
            AnswerIndexPage(
                title="Hỏi và trả lời",
                slug="hoi-dap",
                introduction="Những câu hỏi có ích cho nhiều người, đã được trả lời và viết lại để công khai.",
                show_in_menus=True,
            ),
            start,
        )
        self.plan = self._make_plan(start + dt.timedelta(hours=1))
        self.held = self._make_session(
            "Hội nghị đối thoại đợt một năm 2026",
            HELD_AT,
            "Phó Chủ tịch UBND xã",
            dt.datetime(2026, 5, 18, 9, 0, tzinfo=ZONE),
        )
        self.coming = self._make_session(
            "Hội nghị đối thoại đợt hai năm 2026",
            self.next_start,
            "Chủ tịch UBND xã",
            self.clock.moment("-18 09:00"),
        )
        return self

    @property
    def next_start(self):
        """The coming session's start: a morning well ahead of now, whenever the demo is loaded."""
        day = self.clock.working_day(NEXT_IN_WORKING_DAYS)
        return dt.datetime.combine(day, dt.time(8, 0), ZONE)

    def _add(self, parent, page, at, author=EDITOR):
        return publish(parent, page, self.staff[author], self.staff[CHAIR], at)

    def _make_form(self, at):
        page = RegistrationPage(
            title="Đăng ký tham gia đối thoại",
            slug="dang-ky",
            introduction=(
                "Điền phiếu dưới đây trong khoảng năm phút. Không cần tài khoản, không cần giấy tờ tùy thân. "
                "Gửi xong, ông/bà nhận số phiếu và mã tra cứu để theo dõi."
            ),
            show_in_menus=True,
        )
        page.form_fields = [
            RegistrationFormField(
                sort_order=0,
                label=EXTRA_FIELD,
                field_type="singleline",
                required=False,
                help_text="Ví dụ: chỗ ngồi cho xe lăn, người phiên dịch, tài liệu chữ to.",
            )
        ]
        return self._add(self.index, page, at)

    def _make_plan(self, at):
        page = PlanPage(**plan.PLAN, body=plan.BODY, slug="ke-hoach-2026", show_in_menus=True)
        return self._add(self.index, page, at)

    def _make_session(self, title, start, chair, at):
        page = SessionPage(
            title=title,
            slug=f"hoi-nghi-{start:%d-%m-%Y}",
            start_at=start,
            end_at=start + DURATION,
            place=plan.PLACE,
            chair=chair,
            summary=(
                "Lãnh đạo UBND xã trả lời trực tiếp các câu hỏi về thủ tục hành chính và việc giải quyết thủ "
                "tục hành chính trên địa bàn xã."
            ),
            agenda=[("item", {"minutes": m, "text": text}) for m, text in plan.AGENDA],
            participants=[("group", {"title": t, "members": m}) for t, m in plan.PARTICIPANTS],
            how_to_take_part=plan.HOW_TO_TAKE_PART,
            recording_notice=plan.RECORDING_NOTICE,
        )
        return self._add(self.plan, page, at)

    def publish_answers(self):
        """Publish the answers of the session that was held, some a day; return them by key."""
        topics = {topic.name: topic for topic in Topic.objects.all()}
        departments = {unit.name: unit for unit in Department.objects.all()}
        published = {}
        for place, answer in enumerate(ANSWERS):
            at = dt.datetime(2026, 6, 29 - place % 2, 9, 0, tzinfo=ZONE) + dt.timedelta(days=4)
            page = AnswerPage(
                title=answer.title,
                question_text=answer.question,
                answer_text=answer.html,
                asked_by=answer.asked_by,
                topic=topics[answer.topic],
                department=departments[answer.department],
                session=self.held,
                answered_on=FIRST_ANSWER_ON,
                prepared_by=self.staff[OFFICE_CLERK],
            )
            published[answer.key] = publish(
                self.answer_index, page, self.staff[OFFICE_CLERK], self.staff[DEPUTY], at
            )
        return published

    def draft_answer(self, question):
        """Leave one answer waiting for a second person, and return it."""
        author = self.staff[OFFICE_CLERK]
        page = self.answer_index.add_child(
            instance=AnswerPage(
                title="Trẻ dưới 6 tuổi mất thẻ bảo hiểm y tế",
                question_text="Con tôi dưới 6 tuổi bị mất thẻ bảo hiểm y tế giấy thì khám bệnh bằng gì?",
                answer_text=f"<p>{question.reply}</p>",
                asked_by="Công dân tại xã Phú Xuyên",
                topic=question.topic,
                department=question.department,
                session=None,
                answered_on=question.given_at.astimezone(ZONE).date(),
                prepared_by=author,
                owner=author,
                live=False,
            )
        )
        page.save_revision(user=author)
        if workflow := page.get_workflow():
            workflow.start(page, author)
        return page
