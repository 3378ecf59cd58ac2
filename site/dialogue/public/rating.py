"""
Rating a reply, from the page that shows it. The form carries a signed ticket instead of the
tracking code, so neither code nor number is in an address or sent again.
"""

from django.core import signing
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..deadlines import ZONE
from ..models import Question, rating
from ..states import QuestionState, Visibility

SALT = "dialogue.rating"
# As long as somebody may sit before the page, in seconds.
TICKET_LASTS = 2 * 60 * 60


def ticket(question):
    """Return what allows to rate the question's reply, for ``TICKET_LASTS``."""
    return signing.dumps([question.pk, question.version], salt=SALT, compress=True)


def _question(given):
    """Return the answered question that a ticket was issued for, or None."""
    try:
        key, version = signing.loads(given, salt=SALT, max_age=TICKET_LASTS)
    except signing.BadSignature:
        return None
    questions = Question.objects.filter(pk=key, version=version, state=QuestionState.ANSWERED)
    return questions.exclude(registration__visibility=Visibility.RESTRICTED).first()


# No CSRF check: the ticket can't be forged, and no cookie is set or read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request):
    """Count the rating; a reply is counted once, whatever is sent again. GET leads back."""
    if request.method != "POST":
        return redirect("dialogue:tracking")
    question = _question(request.POST.get("ticket", "")[:500])
    value = request.POST.get("value", "")
    if question is None:
        return _answer(request, "expired", 410)
    if value not in rating.Value.values:
        return _answer(request, "unclear", 422)
    counted = rating.rate(question, value, timezone.now().astimezone(ZONE))
    return _answer(request, "counted" if counted else "again", 200)


def _answer(request, outcome, status):
    response = render(request, "dialogue/rated.html", {"outcome": outcome}, status=status)
    patch_cache_control(response, private=True, no_store=True)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
