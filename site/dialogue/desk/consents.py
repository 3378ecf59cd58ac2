"""Recording at the desk that a sender took a consent back."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from ..actions import NotAllowed
from ..actions.consents import withdraw_consent
from ..permissions import may_withdraw_consents
from ..states import Thing
from .forms import long_text
from .records import RecordView


class WithdrawConsentForm(forms.Form):
    reason = long_text(
        _("How the sender told us"),
        rows=3,
        help_text=_("Such as: by phone on a day, by letter, in person. It is kept in the history."),
    )


class WithdrawConsent(RecordView):
    """
    GET asks how the sender told; POST records it. A consent of another sheet is the 404 of a
    missing one; who may not gets 403 with the reason in a sentence.
    """

    thing = Thing.REGISTRATION
    template_name = "dialogue/desk/withdraw_consent.html"
    page_title = _("Withdraw a consent")

    @cached_property
    def consent(self):
        found = self.record.consents.filter(pk=self.kwargs["consent"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request, *args, **kwargs):
        if not may_withdraw_consents(request.user, self.record):
            return self.refuse(_("Your role does not allow this."))
        if self.consent.withdrawn_at:
            return self.refuse(_("This consent was withdrawn already."))
        return self.show(WithdrawConsentForm())

    def post(self, request, *args, **kwargs):
        form = WithdrawConsentForm(request.POST)
        if not may_withdraw_consents(request.user, self.record):
            return self.refuse(_("Your role does not allow this."))
        if not form.is_valid():
            return self.show(form)
        try:
            withdraw_consent(self.consent, user=request.user, reason=form.cleaned_data["reason"])
        except NotAllowed as error:
            return self.refuse(str(error))
        except ValidationError as error:
            return self.refuse(" ".join(error.messages))
        messages.success(request, _("The consent is recorded as withdrawn."))
        return redirect(self.record.get_absolute_url())

    def show(self, form):
        return self.render_to_response(self.get_context_data(form=form, consent=self.consent))
