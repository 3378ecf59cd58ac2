"""Addresses of public."""

from django.urls import path

from .. import keys  # noqa: F401  (registers the converter)
from . import calendar, feeds
from .near import near, near_step
from .rating import rate
from .subscribing import confirm, end, subscribe
from .tracking import tracking

urlpatterns = [
    path("tra-cuu/", tracking, name="tracking"),
    path("tra-cuu/danh-gia/", rate, name="rate"),
    path("tra-loi-gan/", near, name="near"),
    path("gui-phieu/<key:page_id>/tra-loi-gan/", near_step, name="near_step"),
    path("nhan-tin/", subscribe, name="subscribe"),
    path("nhan-tin/xac-nhan/<str:token>/", confirm, name="subscription_confirm"),
    path("nhan-tin/thoi/<str:token>/", end, name="subscription_end"),
    path("lich/hoi-nghi.ics", calendar.all_sessions, name="calendar"),
    path("lich/hoi-nghi/<key:page_id>.ics", calendar.one_session, name="session_calendar"),
    path("nguon-tin/cau-tra-loi.atom", feeds.answers, name="answers_feed"),
    path("nguon-tin/hoi-nghi.atom", feeds.sessions, name="sessions_feed"),
]
