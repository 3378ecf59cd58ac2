"""The add-on's public addresses; include them at the site's root, before Wagtail's pages."""

from .documents.urls import urlpatterns as documents
from .intake.urls import urlpatterns as intake
from .public.urls import urlpatterns as public

app_name = "dialogue"
urlpatterns = [*intake, *documents, *public]
