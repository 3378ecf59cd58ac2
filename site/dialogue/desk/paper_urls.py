"""Addresses of official papers at the desk, and of printing many at once."""

from django.urls import path

from .. import keys  # noqa: F401  (registers the converter)
from .batches import BatchFile, BatchList, BatchView, PaperPrint, SessionPrint
from .paper_files import FilledSheet, PaperFile, SignedEdition
from .papers import PaperView
from .session_papers import SessionPapers

# Before the addresses of records: a session's verb would take "van-ban" for one.
urlpatterns = [
    path("hoi-nghi/<key:pk>/van-ban/", SessionPrint.as_view(), name="session_print"),
    path("hoi-nghi/<key:pk>/van-ban/<slug:kind>/", SessionPapers.as_view(), name="session_papers"),
    path("phieu/<key:pk>/phieu.<slug:suffix>", FilledSheet.as_view(), name="filled_sheet"),
    path("van-ban/<slug:kind>/<slug:about>/", PaperView.as_view(), name="paper"),
    path("van-ban/<slug:kind>/<slug:about>/in-nen/", PaperPrint.as_view(), name="paper_print"),
    path(
        "van-ban/<slug:kind>/<slug:about>/tep/<slug:edition>/",
        PaperFile.as_view(),
        name="paper_file",
    ),
    path(
        "van-ban/<slug:kind>/<slug:about>/da-ky/<key:number>/",
        SignedEdition.as_view(),
        name="paper_signed",
    ),
    path("van-ban/<slug:kind>/<slug:about>/<slug:verb>/", PaperView.as_view(), name="paper_verb"),
    path("luot-in/", BatchList.as_view(), name="batches"),
    path("luot-in/ket-qua/", BatchList.as_view(results_only=True), name="batches_results"),
    path("luot-in/<key:pk>/", BatchView.as_view(), name="batch"),
    path("luot-in/<key:pk>/tep/", BatchFile.as_view(), name="batch_file"),
]
