"""Addresses of sessions, answers, plans, calendar, outbox and audit at the desk."""

from django.urls import path

from .. import keys  # noqa: F401  (registers the converter)
from .answers import AnswerList
from .audit import AuditList
from .broadcasts import BroadcastList, BroadcastPaper, BroadcastView
from .calendar import CalendarYear
from .outbox import MailView, OutboxList
from .plan_import import PlanImport
from .ratings import Ratings
from .session_verbs import SessionVerbView
from .sessions import SessionList, SessionView
from .subscriptions import Subscriptions


def _list(address, view, name):
    """Return the address of a list, and of its results alone, which the search box fetches."""
    return [
        path(address, view.as_view(), name=name),
        path(f"{address}ket-qua/", view.as_view(results_only=True), name=f"{name}_results"),
    ]


urlpatterns = [
    *_list("hoi-nghi/", SessionList, "sessions"),
    path("hoi-nghi/<key:pk>/", SessionView.as_view(), name="session"),
    path("hoi-nghi/<key:pk>/<slug:verb>/", SessionVerbView.as_view(), name="session_verb"),
    *_list("cau-tra-loi/", AnswerList, "answers"),
    path("ke-hoach/nhap/", PlanImport.as_view(), name="plan_import"),
    path("lich/", CalendarYear.as_view(), name="calendar"),
    path("lich/<int:year>/", CalendarYear.as_view(), name="calendar_year"),
    path("danh-gia/", Ratings.as_view(), name="ratings"),
    *_list("phat-thanh/", BroadcastList, "broadcasts"),
    path("phat-thanh/<key:pk>/", BroadcastView.as_view(), name="broadcast"),
    path(
        "phat-thanh/<key:pk>/<slug:edition>.<slug:suffix>",
        BroadcastPaper.as_view(),
        name="broadcast_paper",
    ),
    *_list("thu-da-gui/", OutboxList, "outbox"),
    path("thu-da-gui/<key:pk>/", MailView.as_view(), name="mail"),
    path("nhan-tin/", Subscriptions.as_view(), name="subscriptions"),
    *_list("nhat-ky/", AuditList, "audit"),
]
