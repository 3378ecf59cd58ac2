"""
"Perhaps already answered": the published answers nearest to what somebody is writing.

What is typed is used for this one answer of the server and kept nowhere: it comes in the body of a
POST, which no access log holds, and leaves no trace but a count of how often was asked.
"""

import datetime as dt
from itertools import pairwise
from math import log

from django.db.models import Case, Count, FloatField, Q, Value, When
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ..intake import pdf_upload, token, web
from ..intake.client import client_address
from ..models import AnswerPage, RegistrationPage, throttle
from ..models.folded import LONGEST_WORD
from ..models.pages.base import open_to_all
from ..vietnamese import clean, search_fold

MOST_SHOWN = 3
# Vietnamese words are mostly of two syllables, so pairs are compared ("khai sinh"): as many as one
# query may hold, from the beginning of what was typed.
MOST_PAIRS = 24
MOST_CHARACTERS = 2000
# A pair that most answers hold ("thu tuc") says nothing; an answer is near that holds this share of
# what the pairs known to any answer weigh, and at least two of them.
LEAST_SHARE, LEAST_PAIRS = 0.35, 2
LEAST_OF_BEST = 0.6  # beside a much nearer one, an answer is not near
# Folded words that carry no matter: two of them side by side are in every question.
EMPTY_WORDS = frozenset({
    "a", "bao", "bi", "boi", "cac", "can", "cho", "co", "con", "cua", "da", "dang", "de", "den",
    "do", "duoc", "gi", "hay", "hoi", "khi", "khong", "la", "lam", "lau", "ma", "may", "minh",
    "mot", "muon", "nao", "nay", "neu", "nhu", "nhung", "o", "phai", "ra", "rang", "roi", "sao",
    "se", "tai", "the", "thi", "toi", "tren", "trong", "tu", "va", "vao", "ve", "vi", "voi",
    "xin",
})  # fmt: skip
PARTS = ("part_1", "part_2")
# Requests a minute from one address and from all: a village may share an address.
MINUTE = dt.timedelta(minutes=1)
MOST_FROM_ADDRESS, MOST_FROM_ALL = 60, 600


def pairs_of(text):
    """Return the neighbouring words of ``text`` in twos, folded, each once, in order."""
    words = [word[:LONGEST_WORD] for word in search_fold(clean(text[:MOST_CHARACTERS])).split()]
    pairs = (f"{a} {b}" for a, b in pairwise(words) if not EMPTY_WORDS.issuperset((a, b)))
    return list(dict.fromkeys(pairs))[:MOST_PAIRS]


def near_answers(text):
    """
    Return up to three published answers that speak of what ``text`` does, the nearest first.

    Two queries whatever is published; none for a text of fewer than three words.
    """
    pairs = pairs_of(text)
    if len(pairs) < LEAST_PAIRS:
        return []
    answers = open_to_all(AnswerPage.objects.all())
    weights = _weights(answers, pairs)
    if len(weights) < LEAST_PAIRS:
        return []
    held = [(_holds(pair), weight) for pair, weight in weights.items()]
    score = sum((_worth(condition, weight) for condition, weight in held), start=Value(0.0))
    count = sum((_worth(condition, 1.0) for condition, _weight in held), start=Value(0.0))
    found = answers.annotate(nearness=score, shared=count).filter(
        nearness__gte=LEAST_SHARE * sum(weights.values()), shared__gte=LEAST_PAIRS
    )
    found = found.order_by("-nearness", "-answered_on", "-pk").select_related("topic")
    nearest = list(found.defer("plain_text", "answer_text")[:MOST_SHOWN])
    return [one for one in nearest if one.nearness >= nearest[0].nearness * LEAST_OF_BEST]


def _holds(pair):
    return Q(fold_text__contains=f" {pair} ")


def _worth(condition, weight):
    return Case(When(condition, then=Value(weight)), default=Value(0.0), output_field=FloatField())


def _weights(answers, pairs):
    """Return, for each pair that some answers hold but not most of them, how much it tells."""
    counts = {f"n{number}": Count("pk", filter=_holds(pair)) for number, pair in enumerate(pairs)}
    held = answers.order_by().aggregate(of_all=Count("pk"), **counts)
    most = max(held["of_all"] // 2, 1)
    return {
        pair: log((held["of_all"] + 1) / held[f"n{number}"])
        for number, pair in enumerate(pairs)
        if 0 < held[f"n{number}"] <= most
    }


def _too_often(request):
    """Count a request and return whether this address, or all together, asked too often."""
    now = timezone.now()
    altogether = throttle.hit("near.all", "", MINUTE, now)
    from_address = throttle.hit("near.address", client_address(request), MINUTE, now)
    return altogether > MOST_FROM_ALL or from_address > MOST_FROM_ADDRESS


# No CSRF check: asking changes nothing and uses no rights.
@csrf_exempt
@require_POST
def near(request):
    """Answer the script beside the form with a piece of HTML: the near answers, or nothing."""
    if _too_often(request):
        return _private(HttpResponse(status=429))
    found = near_answers(request.POST.get("text", ""))
    return _private(render(request, "dialogue/components/near.html", {"answers": found}))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def near_step(request, page_id):
    """Show the form again as it was filled in, with the near answers: the way without scripts."""
    try:
        page = get_object_or_404(RegistrationPage.objects.live(), pk=page_id)
        if request.method != "POST":
            return HttpResponseRedirect(page.get_url(request))
        return web.behind_the_gates_of(page, request, _step)
    except web.BUSY as error:
        return web.busy_without_database(request, error)


def _step(page, request, args, kwargs):
    typed = web.build_form(page, request, request.POST)
    sending = web.usable(token.read(request.POST.get("token", "")), timezone.now())
    if not typed.sessions:
        # Nothing can be sent any more: what was typed is shown as text.
        return web.show(page, request, typed, sending, 409)
    form = web.build_form(page, request, initial=pdf_upload.typed_before(typed))
    busy = _too_often(request)
    near = {name: [] if busy else near_answers(request.POST.get(name, "")) for name in PARTS}
    return web.show(page, request, form, sending, near=near)


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    return response
