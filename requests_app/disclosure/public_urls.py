from django.urls import path

from requests_app.disclosure import public_views

app_name = "disclosure"
urlpatterns = [
    path("", public_views.index, name="index"),
    path("<slug:code>/guide/", public_views.guide, name="guide"),
    path("<slug:code>/", public_views.catalogue, name="catalogue"),
    path("<slug:code>/<int:pk>/", public_views.entry, name="entry"),
]
