"""The desk's addresses, below the Wagtail admin."""

from .office_urls import urlpatterns as office
from .paper_urls import urlpatterns as papers
from .record_urls import urlpatterns as records

app_name = "dialogue_desk"
urlpatterns = [*records, *papers, *office]
