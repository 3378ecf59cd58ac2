"""The small request by which the form's page, the same for everybody, gets a token of its own."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ..models import RegistrationPage
from . import token, web


@require_safe
def form_token(request, page_id):
    """
    Give a fresh token for the form of a registration page, to whoever may open that page.

    ``seconds`` says for how long a sheet sent with it would look like a program's (``abuse``): the
    script waits as long where a sheet was filled in before there was a connection.
    """
    page = get_object_or_404(RegistrationPage.objects.live(), pk=page_id)
    response = web.behind_the_gates_of(page, request, _give)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _give(page, request, args, kwargs):
    sending = token.fresh(timezone.now())
    return JsonResponse({"token": str(sending), "seconds": token.LEAST_TIME.total_seconds()})
