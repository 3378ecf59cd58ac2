"""Addresses of registrations and questions at the desk."""

from django.urls import path

from .. import keys  # noqa: F401  (registers the converter)
from ..states import Thing
from .consents import WithdrawConsent
from .entry import EnterSheet
from .publishing import PrepareAnswer
from .questions import QuestionDetail, QuestionList
from .registrations import RegistrationDetail, RegistrationList
from .splitting import Split
from .verbs import VerbView

urlpatterns = [
    path("phieu/", RegistrationList.as_view(), name="registrations"),
    path(
        "phieu/ket-qua/",
        RegistrationList.as_view(results_only=True),
        name="registrations_results",
    ),
    path("phieu/nhap/", EnterSheet.as_view(), name="registration_add"),
    path("phieu/<key:pk>/", RegistrationDetail.as_view(), name="registration"),
    path(
        "phieu/<key:pk>/split/",
        Split.as_view(),
        {"verb": "split"},
        name="registration_split",
    ),
    path(
        "phieu/<key:pk>/consent/<key:consent>/withdraw/",
        WithdrawConsent.as_view(),
        name="consent_withdraw",
    ),
    path(
        "phieu/<key:pk>/<slug:verb>/",
        VerbView.as_view(thing=Thing.REGISTRATION),
        name="registration_verb",
    ),
    path("noi-dung/", QuestionList.as_view(), name="questions"),
    path("noi-dung/ket-qua/", QuestionList.as_view(results_only=True), name="questions_results"),
    path("noi-dung/<key:pk>/", QuestionDetail.as_view(), name="question"),
    path(
        "noi-dung/<key:pk>/prepare_answer/",
        PrepareAnswer.as_view(),
        {"verb": "prepare_answer"},
        name="question_prepare_answer",
    ),
    path(
        "noi-dung/<key:pk>/<slug:verb>/",
        VerbView.as_view(thing=Thing.QUESTION),
        name="question_verb",
    ),
]
