"""News by e-mail at the desk: how many read it, and deleting an address whose owner asks for it."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import subscriptions
from ..permissions import READ_OUTBOX, holds
from .records import HOME


class ForgetForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address to delete"),
        help_text=gettext_lazy("As its owner told it. The addresses aren't listed anywhere."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        help_text=gettext_lazy(
            "How the owner asked for it, without the address. The log keeps it."
        ),
    )


class Subscriptions(WagtailAdminTemplateMixin, View):
    """The figures; POST deletes an address."""

    template_name = "dialogue/desk/office/subscriptions.html"
    header_icon = "mail"
    page_title = gettext_lazy("News by e-mail")
    http_method_names = ("get", "head", "post")

    def dispatch(self, request, *args, **kwargs):
        if not holds(request.user, READ_OUTBOX):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [HOME, {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        return self.show(ForgetForm())

    def post(self, request, *args, **kwargs):
        form = ForgetForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            subscriptions.forget(user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.show(form, status=422)
        messages.success(request, _("The address and the mails to it are deleted."))
        return redirect("dialogue_desk:subscriptions")

    def show(self, form, status=200):
        context = self.get_context_data(form=form, figures=subscriptions.figures())
        return self.render_to_response(context, status=status)
