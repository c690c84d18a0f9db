"""The register of complaints on the desk."""

from django.urls import path

from requests_app.complaints import views

app_name = "complaints"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.enter, name="new"),
    path("<uuid:pk>/", views.complaint, name="complaint"),
    path("<uuid:pk>/do/<slug:name>/", views.step, name="step"),
]
