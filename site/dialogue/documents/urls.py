"""Addresses of documents."""

from django.urls import path

from .. import keys  # noqa: F401  (registers the converter)
from . import views

urlpatterns = [
    path("tai-ve/ke-hoach/<key:page_id>.pdf", views.plan_pdf, name="plan_pdf"),
    path("tai-ve/ke-hoach/<key:page_id>.docx", views.plan_docx, name="plan_docx"),
    path("tai-ve/phieu-dang-ky/<key:page_id>.pdf", views.form_pdf, name="form_pdf"),
    path("tai-ve/phieu-dang-ky/<key:page_id>.docx", views.form_docx, name="form_docx"),
    path("tai-ve/phieu-dien/<key:page_id>.pdf", views.form_fillable, name="form_fillable"),
    path("tai-ve/van-ban/<key:document_id>.pdf", views.signed_paper, name="signed_paper"),
    path("phieu/<key:page_id>/", views.form_link, name="form_link"),
    path("phieu/<key:page_id>/<slug:mark>/", views.form_link, name="form_link_marked"),
]
