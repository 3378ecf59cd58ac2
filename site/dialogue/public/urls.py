"""Addresses of public."""

from django.urls import path

from .. import keys  # noqa: F401  (registers the converter)
from . import answer_data, calendar, feeds, figure_data, pictures
from .data_guide import open_data
from .near import near, near_step
from .rating import rate
from .search import search
from .statistics import statistics
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
    path("anh-chia-se/<key:page_id>.png", pictures.share_picture, name="share_picture"),
    path("tim-kiem/", search, name="search"),
    path("thong-ke/", statistics, name="statistics"),
    path("du-lieu/", open_data, name="open_data"),
    path("du-lieu/v1/cau-tra-loi.json", answer_data.answers_json, name="data_answers_json"),
    path("du-lieu/v1/cau-tra-loi.csv", answer_data.answers_csv, name="data_answers_csv"),
    path("du-lieu/v1/so-lieu.json", figure_data.figures_json, name="data_figures_json"),
    path("du-lieu/v1/so-lieu.csv", figure_data.figures_csv, name="data_figures_csv"),
]
