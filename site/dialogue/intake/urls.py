"""Addresses of the form and its receipt. None holds anything personal."""

from django.urls import path

from .. import keys  # noqa: F401  (registers the converter)
from . import pdf_upload, receipt, token_request, web

urlpatterns = [
    path("gui-phieu/<key:page_id>/", web.register, name="register"),
    path("gui-phieu/<key:page_id>/the/", token_request.form_token, name="form_token"),
    path("gui-phieu/<key:page_id>/doc-tep/", pdf_upload.register_pdf, name="register_pdf"),
    path("bien-nhan/", receipt.receipt, name="receipt"),
    path("bien-nhan/phieu.pdf", receipt.receipt_pdf, name="receipt_pdf"),
]
