"""What people read about open data; in each language."""

from django.urls import path

from interaction.opendata import pages

app_name = "opendata"
urlpatterns = [
    path("", pages.home, name="index"),
    path("api/", pages.api, name="api"),
]
