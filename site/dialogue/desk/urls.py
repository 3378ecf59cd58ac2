"""The desk's addresses, below the Wagtail admin."""

from .office_urls import urlpatterns as office
from .record_urls import urlpatterns as records

app_name = "dialogue_desk"
urlpatterns = [*records, *office]
