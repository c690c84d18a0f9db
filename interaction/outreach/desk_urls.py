"""What organs put before the public, on the desk."""

from django.urls import path

from interaction.outreach import desk_day_views, desk_views

app_name = "outreach_desk"
urlpatterns = [
    path("", desk_views.index, name="index"),
    path("new/<slug:kind>/", desk_views.new, name="new"),
    path("<int:pk>/", desk_views.entry, name="entry"),
    path("<int:pk>/edit/", desk_views.edit, name="edit"),
    path("<int:pk>/publish/", desk_views.act, {"name": "publish"}, name="publish"),
    path("<int:pk>/drop/", desk_views.act, {"name": "drop"}, name="discard_changes"),
    path("<int:pk>/withdraw/", desk_views.act, {"name": "withdraw"}, name="withdraw"),
    path("<int:pk>/sign-ups/", desk_day_views.sign_ups, name="sign_ups"),
    path("<int:pk>/sign-ups/open/", desk_day_views.reveal, name="reveal"),
    path("<int:pk>/sign-ups/came/", desk_day_views.came, name="came"),
    path("<int:pk>/sign-ups/<uuid:sign_up>/cancel/", desk_day_views.cancel, name="cancel"),
]
