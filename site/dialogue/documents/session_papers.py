"""What all papers of a session share, and the attendance list."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from ..models import Village
from ..outline import roman
from ..states import LateDecision, RegistrationState, SessionState, Thing
from ..vietnamese import search_fold
from . import content as c
from . import session_wording as wording
from .official import OfficialPaper
from .paper import lines
from .session_records import DELEGATES_A_VILLAGE, questions_of, registrations_of

# A session in these states brings nobody together.
NO_MEETING = (SessionState.CANCELLED, SessionState.IN_WRITING)
ACCEPTED = (RegistrationState.ACCEPTED, RegistrationState.CLOSED)
# Lines of participants that the list's own groups spell out: "Mỗi thôn hai người …".
LISTED_BELOW = ("moi thon", "moi to dan pho", "phieu dang ky")
# 300 questions with half a page each of text and reply; the engine then takes 800 MB.
MOST_LETTERS = 1_000_000


class SessionPaper(OfficialPaper):
    """A paper about one session, whatever is known of it yet."""

    scope = Thing.SESSION
    most_letters = MOST_LETTERS
    # Whether it has no use when nobody meets.
    needs_meeting = True

    @classmethod
    def parts(cls, record):
        if cls.needs_meeting and record.state in NO_MEETING:
            return {}
        return {"": cls.label}

    def abstract(self):
        return self.record.title

    def session_facts(self):
        """Return when, where and under whom, each with room to write if it isn't known."""
        session = self.record
        return [
            c.fact(wording.TIME, wording.session_time(session)),
            c.fact(wording.PLACE, session.place),
            c.fact(wording.CHAIR, session.chair),
        ]

    @cached_property
    def questions(self):
        """The questions that are put at the session: not those a leader left to a letter."""
        questions = questions_of(self.record).prefetch_related("registration__consents")
        return list(questions.exclude(registration__late_decision=LateDecision.IN_WRITING))


class AttendanceList(SessionPaper):
    """
    The list that everybody signs on arriving. It lies open on a table: no phones, no house numbers.
    """

    name = "attendance_list"
    label = _("Attendance list")
    kind = wording.ATTENDANCE_KIND
    is_issued = False
    SPARE_ROWS = 12
    WIDTHS = (9, 34, 34, 23)

    def body(self):
        groups = [
            (wording.BODIES, self._bodies()),
            (wording.VILLAGES, self._villages()),
            (wording.REGISTERED, self._registered()),
            (wording.OTHERS, [("", "")] * self.SPARE_ROWS),
        ]
        pieces, written = self.session_facts(), 0
        shown = [(title, rows) for title, rows in groups if rows]
        for number, (title, rows) in enumerate(shown, start=1):
            pieces.append(c.section(title, f"{roman(number)}."))
            pieces.append(self._table(rows, first=written + 1))
            written += len(rows)
        return [*pieces, c.fact(wording.PRESENT)]

    def _table(self, rows, first):
        numbered = [
            [str(number), name, place, ""] for number, (name, place) in enumerate(rows, first)
        ]
        return c.table(
            wording.ATTENDANCE_COLUMNS,
            numbered,
            widths=self.WIDTHS,
            aligns=("to-centre",),
            to_fill=True,
        )

    def _bodies(self):
        groups = (block.value for block in self.record.participants)
        members = [line for group in groups for line in lines(group["members"])]
        return [
            ("", line)
            for line in members
            if not any(words in search_fold(line) for words in LISTED_BELOW)
        ]

    def _villages(self):
        villages = Village.objects.filter(active=True)
        return [("", village.name) for village in villages for _n in range(DELEGATES_A_VILLAGE)]

    def _registered(self):
        """Return who registered by given name, one row for who sent several sheets."""
        sheets = registrations_of(self.record).filter(state__in=ACCEPTED)
        sheets = sheets.exclude(late_decision=LateDecision.IN_WRITING).order_by("name_key", "pk")
        people = {}
        for sheet in sheets:
            place = sheet.organisation_name or sheet.place
            key = search_fold(sheet.full_name), sheet.phone or search_fold(place)
            people.setdefault(key, (sheet.full_name, place))
        return list(people.values())
