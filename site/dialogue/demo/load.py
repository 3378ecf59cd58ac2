"""Loading the demo: everything or nothing, and only into an empty database."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from ..actions import questions, sessions
from ..models import Department, OutgoingMail, Registration
from ..models.calendar import WorkCalendar
from ..roles import ensure_groups, ensure_workflow
from ..signals import acted
from ..tracking_code import code_for
from .clock import Clock
from .commune import fill_settings, make_directory
from .journey import SAMPLE_KEY, Journey
from .pages import Tree
from .papers import number_papers
from .people import OFFICE_CHIEF, OFFICE_CLERK, make_people, staff
from .sheets_current import SHEETS as CURRENT
from .sheets_held import SHEETS as HELD
from .wording import make_forms

# The tree's root and the page with which Wagtail greets.
WAGTAILS_OWN_PAGES = 2


class DemoRefused(Exception):
    """The demo was not loaded; the message says why, for the person who asked for it."""


def is_empty():
    """Return whether nobody has put anything into the database yet."""
    return not (
        get_user_model().objects.exists()
        or Registration.objects.exists()
        or Department.objects.exists()
        or Page.objects.count() > WAGTAILS_OWN_PAGES
    )


def sample_tracking():
    """Return the tracking code and the last four digits of a demo sheet to try tracking with."""
    return code_for(SAMPLE_KEY), "0210"


@transaction.atomic
def load(now=None):
    """
    Fill an empty database with a commune that has something in every state.

    :param now: the moment (aware) that the demo's dates are counted from
    :raises DemoRefused: when the settings name no website, or something is there already
    """
    build_website = getattr(settings, "DIALOGUE_DEMO_WEBSITE", None)
    if not build_website:
        raise DemoRefused(
            _("The demo's passwords are known to everyone: it is not loaded with these settings.")
        )
    if not is_empty():
        raise DemoRefused(_("The database holds content already: the demo was not loaded."))
    now = now or timezone.now()
    ensure_groups()
    ensure_workflow()
    fill_settings()
    make_directory()
    make_forms()
    make_people()
    clock, people = Clock(now, WorkCalendar.load()), staff()
    home = import_string(build_website)(Site.objects.get(is_default_site=True), people, clock)
    acted.connect(_keep_mails)
    try:
        _walk(Tree(home, people, clock).build(), people, clock)
    finally:
        acted.disconnect(_keep_mails)


def _keep_mails(sender, now, **kwargs):
    """Keep what the act wrote: nobody is written to for the demo, whatever mail server is set."""
    queued = OutgoingMail.objects.filter(state=OutgoingMail.State.QUEUED)
    queued.update(state=OutgoingMail.State.KEPT, created_at=now)


def _walk(tree, people, clock):
    answers = tree.publish_answers()
    journey = Journey(clock, people, tree.form, {"held": tree.held, "next": tree.coming}, answers)
    entries = sorted([*HELD, *CURRENT], key=journey.recorded_at)
    sheets = [(journey.receive(entry), entry) for entry in entries]
    sessions.hold(tree.held, user=people[OFFICE_CHIEF], now=clock.moment("2026-06-26 11:45"))
    for sheet, entry in sheets:
        journey.walk(Registration.objects.get(pk=sheet.pk), entry)
    _leave_one_to_approve(tree, journey, people, clock)
    number_papers(tree.held, people)


def _leave_one_to_approve(tree, journey, people, clock):
    question = journey.by_label["sample"].questions.get()
    page = tree.draft_answer(question)
    questions.prepare_answer(question, user=people[OFFICE_CLERK], answer_page=page, now=clock.now)
