"""The rules of law on the desk."""

from django.urls import path

from requests_app.law import views

app_name = "law"
urlpatterns = [
    path("", views.index, name="index"),
    path("rules/<str:code>/new/", views.enter, name="enter"),
    path("<int:pk>/", views.version, name="version"),
    path("<int:pk>/do/<slug:name>/", views.step, name="step"),
]
