"""The annual report on the desk."""

from django.urls import path

from requests_app.annual import case_views, edit_views, views

app_name = "annual"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:code>/<int:year>/", views.report, name="report"),
    path("<slug:code>/<int:year>/edit/<slug:part>/", edit_views.edit, name="edit"),
    path("<slug:code>/<int:year>/versions/<slug:part>/", edit_views.history, name="history"),
    path("<slug:code>/<int:year>/versions/<slug:part>/<int:version>/", edit_views.history, name="version"),
    path("<slug:code>/<int:year>/do/<slug:name>/", views.step, name="step"),
    path("<slug:code>/<int:year>/file/<slug:form>/", views.download, name="download"),
    path("<slug:code>/<int:year>/requests/<str:row>/<slug:column>/", case_views.requests, name="requests"),
    path("<slug:code>/<int:year>/remedies/<slug:kind>/<slug:result>/", case_views.remedies, name="remedies"),
]
