"""The add-on's public addresses; include them at the site's root, before Wagtail's pages."""


app_name = "dialogue"
urlpatterns = []
