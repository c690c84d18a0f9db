"""The published reports on the public site."""

from django.urls import path

from requests_app.annual import public_views

app_name = "reports"
urlpatterns = [
    path("", public_views.listing, name="list"),
    path("<slug:code>/<int:year>/", public_views.report, name="report"),
    path("<slug:code>/<int:year>/<slug:form>/", public_views.download, name="download"),
]
