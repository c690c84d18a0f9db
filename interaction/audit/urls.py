"""审计 on the desk."""

from django.urls import path

from interaction.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:log>/", views.one_log, name="log"),
]
