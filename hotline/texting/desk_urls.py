"""来电短信 at the desk of the hotline."""

from django.urls import path

from hotline.texting import desk_views

app_name = "texting_desk"
urlpatterns = [
    path("", desk_views.index, name="index"),
    path("<slug:code>/", desk_views.text, name="text"),
    path("<slug:code>/number/", desk_views.number, name="number"),
]
