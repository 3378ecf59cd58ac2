"""
A text for the village loudspeaker about a session or a plan, in a short and a long edition.

What every listener needs comes first and again at the end; what else is known fills the time. All
dates, hours, numbers and phones are in words.

Source: the plan, III.3 (making it known by the commune's loudspeakers).
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import CommuneSettings, PlanPage
from ..spoken import date_words, moment_words, month_words, number_words, phone_words, seconds
from ..spoken import spoken as said
from ..states import SessionState
from ..vietnamese import clean_line, local
from . import content as c
from .paper import Paper, lines

PUT_OFF = {
    SessionState.POSTPONED: "được lùi sang ngày khác; thời gian mới sẽ được thông báo sau",
    SessionState.CANCELLED: "không tổ chức nữa",
    SessionState.IN_WRITING: (
        "không tổ chức trực tiếp; các nội dung đã đăng ký được trả lời bằng văn bản"
    ),
}


@dataclass(frozen=True)
class Edition:
    """How long a text may take: ``key`` in addresses, ``limit`` in seconds."""

    key: str
    label: str
    limit: int


EDITIONS = {
    edition.key: edition
    for edition in (
        Edition("ngan", _("About 1 minute"), 75),
        Edition("dai", _("About 3 minutes"), 200),
    )
}


def _ended(text):
    return clean_line(text).rstrip(" .;,:") + "."


def _when(session):
    if session.start_at:
        return f"vào {moment_words(session.start_at)}"
    month = session.expected_month
    return f"dự kiến trong tháng {month_words(month.month)} năm {number_words(month.year)}"


def _event(session):
    """Return the sentence that says what takes place, or that it doesn't."""
    title = said(clean_line(session.title))
    if session.state in PUT_OFF:
        planned = f", trước đây định {_when(session)}," if session.start_at else ""
        return f"{title}{planned} {PUT_OFF[session.state]}."
    return f"{title} được tổ chức {_when(session)}, tại {said(clean_line(session.place))}."


def _past_event(session):
    return f"{said(clean_line(session.title))} đã được tổ chức {_when(session)}."


def _ways(commune):
    """Return how people register, and where."""
    at = f" tại {said(commune.address)}" if commune.address else ""
    ways = [f"nộp phiếu{at}", "điền phiếu trên trang thông tin điện tử của xã"]
    if commune.email:
        ways.append("gửi thư điện tử cho Ủy ban nhân dân xã")
    if commune.hotline:
        ways.append(f"gọi đường dây nóng số {phone_words(commune.hotline_national)}")
    return f"Bà con đăng ký bằng một trong các cách: {'; '.join(ways)}."


def _until(session):
    if not session.closes_at or not session.is_to_come():
        return ""
    return f"Hạn đăng ký là {moment_words(session.closes_at)}."


def _not_here(commune):
    where = ""
    if commune.reception_address:
        where = (
            " Khiếu nại, tố cáo được tiếp nhận tại nơi tiếp công dân: "
            f"{_ended(said(commune.reception_address))}"
        )
        if commune.reception_hours:
            where += f" Thời gian tiếp công dân: {_ended(said(commune.reception_hours))}"
    return f"Hội nghị không giải quyết khiếu nại, tố cáo.{where}"


ABOUT = (
    "Hội nghị giải đáp câu hỏi, tháo gỡ vướng mắc của người dân, tổ chức, doanh nghiệp về thủ tục "
    "hành chính và việc giải quyết thủ tục hành chính."
)
HOW_TO_FILL = (
    "Trên phiếu, bà con ghi họ tên, số điện thoại, địa chỉ và nội dung muốn hỏi. Gửi phiếu trên "
    "mạng không cần tài khoản; gửi xong có số phiếu và mã để theo dõi."
)
WHERE_ANSWERS = (
    "Nội dung trả lời được công khai tại mục đối thoại trên trang thông tin điện tử của xã; bà con "
    "không dùng mạng có thể hỏi tại trụ sở Ủy ban nhân dân xã."
)
IN_WRITING = "Câu hỏi nêu tại hội nghị mà chưa trả lời được sẽ được trả lời bằng văn bản."
ABSENT = (
    "Ai đã đăng ký mà không đến dự được thì nội dung trả lời được gửi về địa chỉ ghi trên phiếu. "
    f"{IN_WRITING}"
)


def _session_sentences(session, commune):
    """Return the sentences of a session as (needed, further): what must be said, what may."""
    if session.state in PUT_OFF:
        reason = f"Lý do: {_ended(said(session.state_reason))}" if session.state_reason else ""
        return [_event(session), reason], [_contact(commune)]
    if not session.is_to_come():
        return [_past_event(session), WHERE_ANSWERS], [IN_WRITING, _contact(commune)]
    needed = [_event(session), ABOUT, _until(session), _ways(commune)]
    further = [
        f"Chủ trì: {_ended(said(session.chair))}" if session.chair else "",
        _not_here(commune),
        HOW_TO_FILL,
        *[_ended(said(line)) for line in lines(session.how_to_take_part)],
        ABSENT,
        *[_ended(said(line)) for line in lines(session.recording_notice)],
    ]
    return needed, further


def _contact(commune):
    if not commune.hotline:
        return ""
    return f"Cần hỏi thêm, bà con gọi số {phone_words(commune.hotline_national)}."


def _plan_sentences(plan, commune):
    """Return the sentences of a plan as (needed, further)."""
    issued = f", ban hành {date_words(plan.issued_on)}" if plan.issued_on else ""
    sessions = [session for session in plan.sessions if session.is_to_come()]
    needed = [
        f"Theo kế hoạch năm {number_words(plan.year)}{issued}, "
        f"{said(commune.body_name)} tổ chức hội nghị đối thoại với người dân, tổ chức, "
        "doanh nghiệp.",
        *[_event(session) for session in sessions],
        _ways(commune),
    ]
    further = [ABOUT, *[_until(session) for session in sessions[:1]], _not_here(commune)]
    return needed, [*further, HOW_TO_FILL, ABSENT]


def text_of(page, edition, commune=None):
    """
    Return the paragraphs to read aloud.

    :param page: a ``PlanPage`` or ``SessionPage``
    :param edition: an ``Edition``; what must be said is said even if it takes longer
    """
    commune = commune or CommuneSettings.load()
    sentences = _plan_sentences if isinstance(page, PlanPage) else _session_sentences
    needed, further = ([s for s in part if s] for part in sentences(page, commune))
    hello = f"Kính thưa bà con nhân dân {said(commune.name)}! {said(commune.body_name)} thông báo."
    bye = "Trân trọng thông báo để bà con biết và tham gia."
    again = f"Xin nhắc lại: {needed[0]}"
    told = [*needed]
    for sentence in further:
        if seconds(" ".join([hello, *told, sentence, again, bye])) <= edition.limit:
            told.append(sentence)
    closing = [again, bye] if seconds(" ".join([hello, *told, again, bye])) <= edition.limit else []
    return [hello, *told, *(closing or [bye])]


class BroadcastText(Paper):
    """The text as a paper to hand to the reader; public facts only, so nobody is named in it."""

    template = "dialogue/documents/official.html"

    def __init__(self, page, edition, commune=None):
        self.page = page
        self.edition = edition
        self.commune = commune or CommuneSettings.load()

    @property
    def paragraphs(self):
        return text_of(self.page, self.edition, self.commune)

    def title(self):
        return f"Bài phát thanh ({str(self.edition.label).lower()}): {self.page.title}"

    def file_title(self):
        return self.title()

    def data(self):
        told = self.paragraphs
        today = local(timezone.now()).date()
        return {
            "page": "portrait",
            "head": None,
            "number": None,
            "date": None,
            "kind": "Bài phát thanh",
            "abstract": self.page.title,
            "about": "",
            "bases": [],
            "addressees": [],
            "body": [
                *map(c.paragraph, told),
                c.note(f"Thời lượng đọc: khoảng {seconds(' '.join(told))} giây."),
                c.fact("Người đọc"),
                c.fact("Thời gian phát", f"…… giờ ……, ngày …… tháng …… năm {today.year}"),
            ],
            "closing": [],
            "ending": None,
            "signatures": [],
            "recipients": [],
        }
