"""The front of the admin: what waits for me, what is overdue, what comes next."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel

from ..deadlines import ZONE
from ..models import OutgoingMail, SessionPage
from ..models.question import SOON_DAYS, overdue_on, soon_on
from ..models.registration import UNDECIDED
from ..permissions import (
    MANAGE_DIRECTORY,
    PREPARE_PAGES,
    READ_ALL,
    READ_OUTBOX,
    holds,
    roles_of,
    to_approve,
    visible_questions,
    visible_registrations,
)
from ..states import (
    CLOCK_RUNS,
    QuestionState,
    RegistrationState,
    Role,
    Visibility,
)
from .answers import waiting_for
from .calendar import calendar_warning
from .menu import READ_RECORDS
from .outbox import visible_mails
from .sessions import count_work, deadline_lines, when


@dataclass(frozen=True)
class Line:
    """One line of the panel: how many, of what, and the list that shows exactly these."""

    number: int
    text: str
    url: str
    tone: str = "info"


def _link(name, **filters):
    url = reverse(f"dialogue_desk:{name}")
    return f"{url}?{urlencode(filters)}" if filters else url


def _sheet_numbers(user):
    R = RegistrationState
    return visible_registrations(user).aggregate(
        received=Count("pk", filter=Q(state=R.RECEIVED)),
        set_aside=Count("pk", filter=Q(state=R.RECEIVED, visibility=Visibility.QUARANTINED)),
        late=Count("pk", filter=UNDECIDED),
        unsplit=Count("pk", filter=Q(state=R.ACCEPTED, questions=None), distinct=True),
    )


def _question_numbers(user, today):
    Q_ = QuestionState
    return visible_questions(user).aggregate(
        new=Count("pk", filter=Q(state=Q_.NEW)),
        assigned=Count("pk", filter=Q(state__in=CLOCK_RUNS)),
        drafted=Count("pk", filter=to_approve(user)),
        approved=Count("pk", filter=Q(state=Q_.APPROVED)),
        overdue=Count("pk", filter=overdue_on(today)),
        soon=Count("pk", filter=soon_on(today)),
    )


def waiting_lines(user, sheets, questions):
    """Return the lines of what waits for this person, by the roles they hold."""
    roles = roles_of(user)
    lines = []
    if Role.OFFICE in roles:
        lines += [
            Line(
                sheets["received"],
                _("sheets to accept or refuse"),
                _link("registrations", state="received"),
            ),
            Line(
                sheets["set_aside"],
                _("sheets set aside as suspicious, to look through"),
                _link("registrations", state="received", visibility="quarantined"),
            ),
            Line(
                sheets["unsplit"],
                _("accepted sheets to split into questions"),
                _link("registrations", unsplit="1"),
            ),
            Line(
                questions["approved"],
                _("approved replies to give"),
                _link("questions", state="approved"),
            ),
        ]
    if Role.LEADER in roles:
        lines += [
            Line(
                questions["new"],
                _("questions to assign"),
                _link("questions", state="new"),
            ),
            Line(
                questions["drafted"],
                _("draft replies to approve"),
                _link("questions", mine="1"),
            ),
            Line(
                sheets["late"],
                _("late sheets to decide on"),
                _link("registrations", undecided="1"),
            ),
            Line(len(waiting_for(user)), _("answers to publish"), _link("answers", mine="1")),
        ]
    if Role.OFFICER in roles:
        lines.append(
            Line(
                questions["assigned"],
                _("questions for your department to answer"),
                _link("questions", state="assigned"),
            )
        )
    return [line for line in lines if line.number]


def urgent_lines(questions):
    """Return the lines of what is overdue or due soon."""
    lines = [
        Line(questions["overdue"], _("overdue"), _link("questions", overdue="1"), "bad"),
        Line(
            questions["soon"],
            _("due within %(days)s days") % {"days": SOON_DAYS},
            _link("questions", soon="1"),
            "warn",
        ),
    ]
    return [line for line in lines if line.number]


def _failed_mails(user):
    if not holds(user, READ_OUTBOX):
        return []
    failed = visible_mails(user).filter(state=OutgoingMail.State.FAILED).count()
    line = Line(failed, _("mails could not be sent"), _link("outbox", state="failed"), "bad")
    return [line] if failed else []


def _next_session(user, now):
    """Return the next session with what the person may know of it, or None."""
    session = SessionPage.objects.upcoming(now).first()
    if session is None:
        return None
    counts = holds(user, READ_ALL)
    if counts:
        count_work(user, [session])
    return {
        "title": session.title,
        "url": reverse("dialogue_desk:session", args=[session.pk]),
        "when": when(session),
        "place": session.place,
        "deadline": deadline_lines(session, now),
        "sheets": session.sheets_seen if counts else None,
        "questions": session.questions_seen if counts else None,
        "answered": session.answered_seen if counts else None,
        "opens": holds(user, PREPARE_PAGES),
    }


class DialoguePanel(Component):
    """What waits for the person who looks at it; at most twelve queries."""

    name = "dialogue"
    template_name = "dialogue/desk/office/panel.html"
    order = 10

    @property
    def media(self):
        return Media(css={"all": ["dialogue/office.css", "dialogue/office_front.css"]})

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        now = timezone.now()
        context = {"warning": "", "waiting": [], "urgent": [], "failed": [], "works": False}
        if holds(user, READ_RECORDS):
            questions = _question_numbers(user, now.astimezone(ZONE).date())
            sheets = _sheet_numbers(user) if holds(user, READ_ALL) else None
            context["works"] = True
            context["waiting"] = waiting_lines(user, sheets, questions)
            context["urgent"] = urgent_lines(questions)
        if holds(user, MANAGE_DIRECTORY):
            context["warning"] = calendar_warning(now.astimezone(ZONE).date())
        return context | {"failed": _failed_mails(user), "session": _next_session(user, now)}


def arrange_front(request, panels):
    """
    Put the dialogue first (hook ``construct_homepage_panels``).

    Wagtail's lists of pages to review and of one's own drafts stay below; locked pages are left
    to the editor, where they are seen when they matter.
    """
    panels[:] = [panel for panel in panels if not isinstance(panel, LockedPagesPanel)]
    if roles_of(request.user):
        panels.append(DialoguePanel())


def trim_summary(request, items):
    """Leave out the counts of pages, images and files: nobody acts on them (hook
    ``construct_homepage_summary_items``)."""
    if roles_of(request.user):
        items.clear()


def trim_help(request, items):
    """Leave out what leads to Wagtail's own sites, in English (hook ``construct_help_menu``)."""
    if roles_of(request.user):
        items[:] = [item for item in items if not item.url.startswith("http")]
