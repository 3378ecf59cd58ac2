"""Addresses of documents."""

from django.urls import path

from . import views

urlpatterns = [
    path("tai-ve/ke-hoach/<int:page_id>.pdf", views.plan_pdf, name="plan_pdf"),
    path("tai-ve/phieu-dang-ky/<int:page_id>.pdf", views.form_pdf, name="form_pdf"),
    path("phieu/<int:page_id>/", views.form_link, name="form_link"),
]
