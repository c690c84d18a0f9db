from django.urls import path

from requests_app.disclosure import desk_views

app_name = "disclosure_desk"
urlpatterns = [
    path("", desk_views.index, name="index"),
    path("<slug:code>/guide/", desk_views.edit_guide, name="guide"),
    path("<slug:code>/", desk_views.catalogue, name="catalogue"),
    path("<slug:code>/new/", desk_views.new_entry, name="new"),
    path("<slug:code>/<int:pk>/", desk_views.edit_entry, name="edit"),
    path("<slug:code>/<int:pk>/withdraw/", desk_views.withdraw, name="withdraw"),
]
