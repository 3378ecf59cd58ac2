"""Addresses of public."""

from django.urls import path

from .tracking import tracking

urlpatterns = [
    path("tra-cuu/", tracking, name="tracking"),
]
