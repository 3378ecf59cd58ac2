"""Addresses of sessions, answers, outbox and audit at the desk."""

urlpatterns = []
