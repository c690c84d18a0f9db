"""The ledger at the desk."""

from django.urls import path

from requests_app.ledger_desk import views

app_name = "ledger"
urlpatterns = [
    path("", views.index, name="index"),
    path("template/<slug:form>/", views.empty, name="template"),
    path("export/", views.export, name="export"),
    path("imports/<uuid:pk>/", views.show, name="import"),
    path("imports/<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("imports/<uuid:pk>/rest/", views.rest, name="rest"),
    path("imports/<uuid:pk>/sheets/", views.sheets, name="sheets"),
    path("imports/<uuid:pk>/columns/", views.columns, name="columns"),
    path("imports/<uuid:pk>/errors/", views.errors, name="errors"),
    path("imports/<uuid:pk>/discard/", views.discard, name="discard"),
]
