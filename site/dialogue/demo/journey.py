"""What the office does with each sheet and question, through the same verbs as at the desk."""

import datetime as dt

from ..actions import questions as q
from ..actions import registrations as r
from ..actions.register import Sheet, receive
from ..deadlines import ZONE
from ..models import Department, Topic, Village
from ..states import Channel
from ..tracking_code import new_key
from . import commune
from .answers import BY_KEY
from .people import CHAIR, DEPUTY, OFFICE_CHIEF, OFFICE_CLERK, officer_of
from .wording import words

SAMPLE_KEY = "demo-sample-sheet"


class Journey:
    """
    Walks entries through the desk.

    :param sessions: "held" and "next" → SessionPage
    :param answers: key of a published answer → AnswerPage
    """

    def __init__(self, clock, staff, form_page, sessions, answers):
        self.clock, self.staff, self.form_page = clock, staff, form_page
        self.sessions, self.answers = sessions, answers
        self.topics = {topic.name: topic for topic in Topic.objects.all()}
        self.departments = {unit.name: unit for unit in Department.objects.all()}
        self.villages = {village.name: village for village in Village.objects.all()}
        self.by_label = {}

    # -- receiving ---------------------------------------------------------------------------

    def receive(self, entry):
        """Store the sheet as its channel does."""
        moment = self.clock.moment(entry.at)
        by_hand = entry.channel != Channel.WEB
        received = receive(
            Sheet(
                full_name=entry.full_name,
                part_1=entry.part_1,
                part_2=entry.part_2,
                applicant_kind=entry.kind,
                organisation_name=entry.organisation,
                guardian_name=entry.guardian,
                phone=entry.phone_number,
                house=entry.house,
                village=self.villages.get(entry.village),
                other_place=entry.other_place,
                commune=commune.SETTINGS["name"] if entry.village else "",
                province=commune.SETTINGS["province"] if entry.village else "",
                email=entry.email,
                session=self.sessions[entry.session],
                extra=entry.extra,
                consents=entry.consents,
            ),
            key=SAMPLE_KEY if entry.label == "sample" else new_key(),
            channel=entry.channel,
            page=self.form_page,
            user=self.clerk if by_hand else None,
            received_at=moment,
            suspicion=entry.suspicion,
            now=self.recorded_at(entry),
        ).registration
        if entry.label:
            self.by_label[entry.label] = received
        return received

    def recorded_at(self, entry):
        """Return when the row was written: a paper sheet some minutes after it came."""
        moment = self.clock.moment(entry.at)
        if entry.channel == Channel.WEB:
            return moment
        return min(moment + dt.timedelta(minutes=20), self.clock.now)

    # -- the sheet ---------------------------------------------------------------------------

    def walk(self, sheet, entry):
        """Do with the sheet what its way says."""
        getattr(self, f"_sheet_{entry.way}")(sheet, entry)

    def _moderated_at(self, sheet):
        return self.clock.later(max(sheet.received_at, sheet.recorded_at), 0, "11:00")

    def _sheet_receive(self, sheet, entry):
        """It lies there as it came."""

    def _sheet_accept(self, sheet, entry):
        return r.accept(sheet, user=self.clerk, now=self._moderated_at(sheet))

    def _sheet_work(self, sheet, entry):
        sheet = self._sheet_accept(sheet, entry)
        self._split_and_walk(sheet, entry, self._moderated_at(sheet))
        return sheet

    def _split_and_walk(self, sheet, entry, start):
        at = min(start + dt.timedelta(minutes=15), self.clock.now)
        given = [
            {"text": matter.text, "part": matter.part, "topic": self.topics[matter.topic]}
            for matter in entry.matters
        ]
        r.split(sheet, user=self.clerk, questions=given, now=at)
        for question, matter in zip(
            sheet.questions.order_by("ordinal"), entry.matters, strict=True
        ):
            getattr(self, f"_question_{matter.way}")(question, matter, at)

    def _sheet_reopened(self, sheet, entry):
        """Answered and closed; taken up again for a further question."""
        first, *more = entry.matters
        sheet = self._sheet_accept(sheet, entry)
        start = self._moderated_at(sheet)
        topic = self.topics[first.topic]
        r.split(
            sheet,
            user=self.clerk,
            questions=[{"text": first.text, "part": first.part, "topic": topic}],
            now=start,
        )
        self._question_letter(sheet.questions.get(), first, start)
        at = self.clock.moment("-4 10:00")
        sheet.refresh_from_db()
        sheet = r.reopen(sheet, user=self.clerk, reason=entry.words, now=at)
        given = [
            {"text": matter.text, "part": matter.part, "topic": self.topics[matter.topic]}
            for matter in more
        ]
        r.split(sheet, user=self.clerk, questions=given, now=at)

    def _sheet_ask_more(self, sheet, entry):
        at = self._moderated_at(sheet)
        return r.ask_more(sheet, user=self.clerk, reason=words("ask_more"), now=at)

    def _sheet_complete(self, sheet, entry):
        sheet = self._sheet_ask_more(sheet, entry)
        at = self.clock.later(self._moderated_at(sheet), 2, "09:00")
        r.complete(sheet, user=self.clerk, supplement=entry.words, now=at)

    def _sheet_refuse(self, sheet, entry, user=None, **details):
        return r.refuse(
            sheet,
            user=user or self.clerk,
            reason=words(f"refuse:{entry.refusal}"),
            refusal_reason=entry.refusal,
            now=self._moderated_at(sheet),
            **details,
        )

    def _sheet_refuse_spam(self, sheet, entry):
        return self._sheet_refuse(sheet, entry)

    def _sheet_refuse_double(self, sheet, entry):
        return self._sheet_refuse(sheet, entry, duplicate_of=self.by_label["first"])

    def _sheet_refuse_denunciation(self, sheet, entry):
        return self._sheet_refuse(sheet, entry, user=self.staff[OFFICE_CHIEF])

    def _sheet_restrict(self, sheet, entry):
        at = self._moderated_at(sheet)
        return r.restrict(sheet, user=self.staff[OFFICE_CHIEF], reason=entry.words, now=at)

    def _sheet_release(self, sheet, entry):
        return r.release(sheet, user=self.clerk, now=self._moderated_at(sheet))

    def _sheet_withdraw(self, sheet, entry):
        sheet = self._sheet_work(sheet, entry)
        at = self.clock.later(self._moderated_at(sheet), 1, "15:30")
        return r.withdraw(sheet, user=self.clerk, reason=entry.words, now=at)

    def _late(self, sheet, entry, decision, reason, session=None):
        at = self.clock.later(self._moderated_at(sheet), 0, "15:00")
        sheet = r.decide_late(
            sheet, user=self.chair, decision=decision, session=session, reason=reason, now=at
        )
        sheet = r.accept(sheet, user=self.clerk, now=at)
        self._split_and_walk(sheet, entry, at)

    def _sheet_late_this(self, sheet, entry):
        self._late(sheet, entry, "this_session", "Chậm một ngày, nội dung đơn giản, kịp chuẩn bị.")

    def _sheet_late_writing(self, sheet, entry):
        self._late(
            sheet, entry, "in_writing", "Không kịp đưa vào chương trình; trả lời bằng văn bản."
        )

    def _sheet_late_next(self, sheet, entry):
        self._late(
            sheet,
            entry,
            "next_session",
            "Cần nhiều đơn vị phối hợp, chuyển sang Hội nghị sau.",
            session=self.sessions["next"],
        )

    # -- the question ------------------------------------------------------------------------

    def _department(self, matter):
        return self.departments[commune.TOPICS[matter.topic]]

    def _officer(self, matter):
        return self.staff[officer_of(commune.TOPICS[matter.topic])]

    def _reply(self, matter):
        return matter.reply or BY_KEY[matter.answer].text

    def _question_new(self, question, matter, start):
        """It waits for a leader."""
        return question

    def _question_running(self, question, matter, start, at=None):
        return q.assign(
            question,
            user=self.chair,
            department=self._department(matter),
            instruction=matter.instruction,
            now=at or self.clock.later(start, 1, "08:30"),
        )

    def _question_overdue(self, question, matter, start):
        return self._question_running(question, matter, start)

    def _question_drafted(self, question, matter, start):
        question = self._question_running(question, matter, start)
        return q.submit(
            question,
            user=self._officer(matter),
            reply=self._reply(matter),
            now=self.clock.later(question.assigned_at, 2, "14:20"),
        )

    def _question_approved(self, question, matter, start):
        question = self._question_drafted(question, matter, start)
        at = self.clock.later(question.assigned_at, 3, "09:40")
        return q.approve(question, user=self.deputy, now=at)

    def _given(self, question, matter, way, at):
        question = q.give(question, user=self.clerk, way=way, now=at)
        return self._published(question, matter)

    def _published(self, question, matter):
        if not matter.answer:
            return question
        at = self.clock.later(question.given_at, 1, "10:00")
        page = self.answers[matter.answer]
        return q.prepare_answer(question, user=self.clerk, answer_page=page, now=at)

    def _question_at_session(self, question, matter, start):
        question = self._question_approved(question, matter, start)
        session = self.sessions["held"].start_at.astimezone(ZONE)
        at = session + dt.timedelta(minutes=60 + question.registration.number)
        return self._given(question, matter, "at_session", at)

    def _question_letter(self, question, matter, start):
        question = self._question_approved(question, matter, start)
        return self._given(
            question, matter, "letter", self.clock.later(question.approved_at, 1, "15:00")
        )

    def _question_email(self, question, matter, start):
        question = self._question_approved(question, matter, start)
        return self._given(
            question, matter, "email", self.clock.later(question.approved_at, 0, "16:00")
        )

    def _question_on_spot(self, question, matter, start):
        at = self.clock.moment("2026-06-26 14:10")
        return q.answer_on_spot(question, user=self.clerk, reply=matter.reply, now=at)

    def _question_owed(self, question, matter, start):
        """Couldn't be answered at the session; the written reply followed."""
        question = q.owe_in_writing(
            question,
            user=self.chair,
            department=self._department(matter),
            instruction=matter.instruction,
            now=self.clock.moment("2026-06-26 14:30"),
        )
        question = q.submit(
            question,
            user=self._officer(matter),
            reply=matter.reply,
            now=self.clock.moment("2026-06-30 16:00"),
        )
        question = q.approve(question, user=self.deputy, now=self.clock.moment("2026-07-01 09:00"))
        return self._given(question, matter, "letter", self.clock.moment("2026-07-01 15:00"))

    def _question_referred(self, question, matter, start):
        return q.refer(
            question,
            user=self.clerk,
            reason=words("refer"),
            other_body=matter.other_body,
            other_body_address=matter.other_body_address,
            now=self.clock.later(start, 1, "10:20"),
        )

    def _question_escalated(self, question, matter, start):
        return q.escalate(
            question,
            user=self.chair,
            reason=matter.remark,
            other_body=matter.other_body,
            now=self.clock.later(start, 2, "09:10"),
        )

    def _question_superior(self, question, matter, start):
        question = self._question_escalated(question, matter, start)
        at = self.clock.moment("2026-07-24 10:30")
        return q.record_superior_reply(question, user=self.clerk, reply=matter.reply, now=at)

    def _question_returned(self, question, matter, start):
        question = self._question_running(question, matter, start)
        return q.return_not_ours(
            question,
            user=self._officer(matter),
            reason=matter.remark,
            proposed_department=self.departments[commune.OFFICE],
            now=self.clock.later(question.assigned_at, 1, "10:00"),
        )

    def _question_sent_back(self, question, matter, start):
        question = self._question_drafted(question, matter, start)
        at = self.clock.later(question.assigned_at, 3, "15:15")
        return q.send_back(question, user=self.deputy, reason=matter.remark, now=at)

    def _question_extended(self, question, matter, start):
        question = self._question_running(question, matter, start)
        return q.extend(
            question,
            user=self.chair,
            reason=matter.remark,
            due_on=self.clock.working_day(4),
            now=self.clock.later(question.assigned_at, 2, "16:30"),
        )

    def _question_dropped(self, question, matter, start):
        at = self.clock.later(start, 0, "14:00")
        return q.drop(question, user=self.clerk, reason=matter.remark, now=at)

    # -- people ------------------------------------------------------------------------------

    @property
    def clerk(self):
        return self.staff[OFFICE_CLERK]

    @property
    def chair(self):
        return self.staff[CHAIR]

    @property
    def deputy(self):
        return self.staff[DEPUTY]
