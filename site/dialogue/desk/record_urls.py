"""Addresses of registrations and questions at the desk."""

urlpatterns = []
