"""What editors and administrators are kept from, with a sentence instead of an error page."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import router
from django.db.models import Q
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from ..documents.plan import PlanPaper
from ..models import AnswerPage, PlanPage, Question, Registration, RegistrationPage
from ..models.history import RecordHistory
from ..models.pages.registration import plans_without_form

DELETE, PUBLISH, UNPUBLISH, MOVE = "delete", "publish", "unpublish", "move"


def form_problem(pages, *, below):
    """
    Return which published plan would lose its form without ``pages``, in a sentence for the
    editor, or an empty text. Plans that go together with their form need none.

    :param below: whether the pages below go with them
    """
    keys = {page.pk for page in pages}
    if below:
        for page in pages:
            keys.update(page.get_descendants().values_list("pk", flat=True))
    plans = plans_without_form(keys, gone=keys)
    if not plans:
        return ""
    return _(
        "The registration form must stay: the published plan “%(plan)s” offers it for download. "
        "Unpublish the plan first, or publish another form beside it."
    ) % {"plan": plans[0].title}


def guard_unpublishing(request, page):
    """Refuse to take from a published plan its form (hook ``before_unpublish_page``)."""
    if problem := form_problem([page], below=bool(request.POST.get("include_descendants"))):
        messages.error(request, problem)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def guard_moving(request, page, destination):
    """Refuse to move a form away from the plan that offers it (hook ``before_move_page``)."""
    stays = page.get_parent() == destination
    if not stays and (problem := form_problem([page], below=True)):
        messages.error(request, problem)
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def deletion_problem(page):
    """
    Return why a page may not be deleted, in a sentence for the editor, or an empty text.

    Looks at the page and all below it: people's sheets, and answers that records point to.
    """
    below = page.get_descendants(inclusive=True).values("pk")
    if Registration.objects.filter(Q(page__in=below) | Q(session__in=below)).exists():
        return _(
            "“%(title)s” can't be deleted: registrations were received through it or a page below. "
            "Unpublish it instead."
        ) % {"title": page.get_admin_display_title()}
    if Question.objects.filter(answer_page__in=below).exists():
        return _(
            "“%(title)s” can't be deleted: questions refer to this answer or to one below. "
            "Unpublish it instead."
        ) % {"title": page.get_admin_display_title()}
    if AnswerPage.objects.filter(session__in=below).exclude(pk__in=below).exists():
        return _(
            "“%(title)s” can't be deleted: published answers name a session in it. "
            "Unpublish it instead."
        ) % {"title": page.get_admin_display_title()}
    return form_problem([page], below=True)


def guard_page_deletion(request, page):
    """Refuse to delete a page that records hang on (hook ``before_delete_page``)."""
    if problem := deletion_problem(page):
        messages.error(request, problem)
        parent = page.get_parent()
        return redirect("wagtailadmin_explore", parent.pk if parent else page.pk)
    return None


def publication_problems(page, user):
    """Return, in sentences, why this draft may not be published by ``user`` now."""
    if isinstance(page, AnswerPage) and page.prepared_by_id == user.pk:
        return [_("A second person publishes an answer: you prepared this one yourself.")]
    check = getattr(page, "publication_problems", None)
    return list(check()) if check else []


def guard_publishing(request, page):
    """
    Refuse to publish what lacks something; the draft is stored already (hook
    ``before_publish_page``).
    """
    problems = publication_problems(page, request.user)
    if not problems:
        return None
    messages.warning(request, _("The draft is saved, but not published:"))
    for problem in problems:
        messages.error(request, problem)
    return redirect("wagtailadmin_pages:edit", page.pk)


def draft_first(request, parent_page, page_class):
    """
    Keep a new plan as a draft even if it is to be published at once (hook ``before_create_page``):
    Wagtail would store it as published before anything about it can be checked.
    """
    if issubclass(page_class, PlanPage) and "action-publish" in request.POST:
        request.POST = request.POST.copy()
        del request.POST["action-publish"]
        request.was_to_be_published = True


def say_draft_first(request, page):
    """Say why a new plan is a draft, and what it still lacks (hook ``after_create_page``)."""
    if not getattr(request, "was_to_be_published", False):
        return None
    messages.warning(
        request, _("A new plan is saved as a draft first. Look it through, then publish it here.")
    )
    for problem in publication_problems(page, request.user):
        messages.error(request, problem)
    return redirect("wagtailadmin_pages:edit", page.pk)


def guard_bulk_action(request, action_type, objects, action):
    """Refuse a bulk action if one of its objects may not go (hook ``before_bulk_action``)."""
    if action_type == DELETE and action.model is get_user_model():
        found = [user_deletion_problem(user) for user in objects]
    elif not issubclass(action.model, Page):
        return None
    elif action_type == DELETE:
        found = [*map(deletion_problem, objects), form_problem(objects, below=True)]
    elif action_type == UNPUBLISH:
        below = action.cleaned_form.cleaned_data.get("include_descendants")
        found = [form_problem(objects, below=below)]
    elif action_type == MOVE:
        found = [form_problem(objects, below=True)]
    elif action_type == PUBLISH:
        found = _bulk_publishing_problems(request.user, objects, action)
    else:
        return None
    problems = list(dict.fromkeys(problem for problem in found if problem))
    if not problems:
        return None
    for problem in problems:
        messages.error(request, problem)
    # Without a way back of its own, the address of the action leads nowhere.
    lost = action.next_url == request.path
    return redirect("wagtailadmin_explore_root" if lost else action.next_url)


def _bulk_publishing_problems(user, objects, action):
    pages = [page.specific for page in objects]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in objects:
            pages += page.get_descendants().not_live().specific()
    for page in pages:
        draft = page.get_latest_revision_as_object()
        for problem in publication_problems(draft, user):
            yield f"{draft.get_admin_display_title()}: {problem}"


def warn_of_problems(request, page):
    """
    Say, when the editor opens a page under review, why it can't be approved yet (hook
    ``before_edit_page``; ``SecondPersonTask`` offers no approval meanwhile).
    """
    if request.method != "GET" or not page.workflow_in_progress:
        return
    check = getattr(page.get_latest_revision_as_object(), "publication_problems", None)
    for problem in check() if check else []:
        messages.warning(request, problem)


def warn_of_odd_characters(request, page):
    """
    Say which characters of a saved plan won't look as they should on paper (hooks
    ``after_create_page`` and ``after_edit_page``); nothing is refused for it.
    """
    if isinstance(page, PlanPage):
        for sentence in PlanPaper(page).odd_characters():
            messages.warning(request, sentence)


def has_acted(user):
    """Return whether records, their history or the audit name the user."""
    tables = apps.get_app_config("dialogue").get_models()
    histories = [table for table in tables if issubclass(table, RecordHistory)]
    if any(history.objects.filter(history_user=user).exists() for history in histories):
        return True
    collector = Collector(using=router.db_for_write(type(user), instance=user))
    try:
        collector.collect([user])
    except (ProtectedError, RestrictedError):
        return True
    return False


def user_deletion_problem(user):
    """Return why a user may not be deleted, in a sentence, or an empty text."""
    if not has_acted(user):
        return ""
    return _(
        "“%(user)s” has worked on records and can't be deleted: the history goes on naming them. "
        "Untick “Active” instead; they can't log in any more then."
    ) % {"user": user.get_username()}


def guard_user_deletion(request, user):
    """Refuse to delete somebody whom records name (hook ``before_delete_user``)."""
    if problem := user_deletion_problem(user):
        messages.error(request, problem)
        return redirect("wagtailusers_users:edit", user.pk)
    return None


def hide_sheets_from_stock_lists(user, forms):
    """
    Take the registration form out of Wagtail's own list of form submissions, which shows and
    deletes whatever was sent to anybody who may edit the page (hook
    ``filter_form_submissions_for_user``).
    """
    return forms.exclude(pk__in=RegistrationPage.objects.values("pk"))
