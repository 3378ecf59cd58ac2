"""Subscribing by mail: asking, confirming, ending. No cookie, no account, no script."""

import datetime as dt

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .. import subscriptions
from ..intake.client import client_address
from ..intake.fields import CleanEmail
from ..models import CommuneSettings, Topic, throttle

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
# Mails that strangers can cause: to one address a day, from one connection and in all an hour.
MOST_TO_ADDRESS, MOST_FROM_CONNECTION, MOST_IN_ALL = 3, 20, 200


class SubscribeForm(forms.Form):
    email = CleanEmail(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    sessions = forms.BooleanField(label=_("New dialogue sessions"), required=False)
    topics = forms.ModelMultipleChoiceField(
        label=_("New answers on these topics"),
        queryset=Topic.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    # People don't see this field.
    website = forms.CharField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
        self.fields["topics"].queryset = Topic.objects.filter(active=True)

    def clean(self):
        wishes = super().clean()
        if not self.errors and not wishes.get("sessions") and not wishes.get("topics"):
            self.add_error("sessions", _("Choose at least one thing to hear of."))
        return wishes

    @property
    def error_list(self):
        return [(field.auto_id, message) for field in self for message in field.errors]


# No CSRF check: nothing is sent but one mail that asks its receiver, and that is counted.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request):
    """Ask what the person wants to hear of; the answer is the same for every address."""
    if request.method != "POST":
        return _page(
            request,
            SubscribeForm(initial={"sessions": True}),
            title=gettext("News by e-mail"),
            description=gettext("New sessions and answers of a topic, told by e-mail."),
            canonical_path=request.path,
        )
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    wishes = form.cleaned_data
    if wishes["website"]:
        return _done(request, "asked", email=wishes["email"])
    now = timezone.now()
    if _too_many(request, now):
        return _page(request, form, 429, too_many=True)
    to_address = throttle.hit("subscribe.email", _mailbox(wishes["email"]), DAY, now)
    if to_address <= MOST_TO_ADDRESS:
        subscriptions.ask(
            wishes["email"], sessions=wishes["sessions"], topics=list(wishes["topics"]), now=now
        )
    return _done(request, "asked", email=wishes["email"])


def _mailbox(email):
    """Return, for counting, the mailbox of an address: to many providers "a.b+x@" is "ab@"."""
    name, _at, host = email.casefold().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{host}"


def _too_many(request, now):
    in_all = throttle.hit("subscribe.all", "", HOUR, now)
    from_here = throttle.hit("subscribe.address", client_address(request), HOUR, now)
    return in_all > MOST_IN_ALL or from_here > MOST_FROM_CONNECTION


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """GET asks once more, since mail programs open links by themselves; POST confirms."""
    subscription = subscriptions.found(token, subscriptions.CONFIRM)
    if subscription is None:
        return _done(request, "over", 410)
    if request.method != "POST":
        return _done(request, "confirm")
    subscriptions.confirm(subscription)
    return _done(request, "confirmed")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, token):
    """
    GET asks; POST ends and forgets the address. A mail program's one-click button posts here.

    A link of which a mail program cut off the end says so, instead of that all is done.

    Source: RFC 8058.
    """
    if not subscriptions.is_whole(token, subscriptions.END):
        return _done(request, "cut", 410)
    subscription = subscriptions.found(token, subscriptions.END)
    if subscription is None:
        return _done(request, "ended")
    if request.method != "POST":
        return _done(request, "end")
    subscriptions.end(subscription.email)
    return _done(request, "ended")


def _page(request, form, status=200, **more):
    context = {"form": form, "commune": CommuneSettings.load(request)} | more
    response = _private(render(request, "dialogue/subscribe.html", context, status=status))
    if "canonical_path" not in more:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _done(request, outcome, status=200, **more):
    context = {"outcome": outcome} | more
    response = _private(render(request, "dialogue/subscribed.html", context, status=status))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
