from django.urls import path

from requests_app import proactive_views

app_name = "proactive"
urlpatterns = [path("", proactive_views.groups, name="groups")]
