"""What organs put before the public, on the public site."""

from django.urls import path

from interaction.outreach import day_views, public_views

app_name = "outreach"
urlpatterns = [
    path("announcements/", public_views.announcements, name="announcements"),
    path("announcements/<int:pk>/", public_views.announcement, name="announcement"),
    path("programmes/", public_views.programmes, name="programmes"),
    path("programmes/<int:pk>/", public_views.programme, name="programme"),
    path("programmes/episodes/<int:pk>/", public_views.episode, name="episode"),
    path("open-days/", day_views.open_days, name="open_days"),
    path("open-days/<int:pk>/", day_views.open_day, name="open_day"),
    path("open-days/<int:pk>/sign-up/", day_views.sign_up, name="sign_up"),
    path("open-days/sign-ups/", day_views.find, name="find_sign_up"),
    path("open-days/sign-ups/<str:number>/", day_views.mine, name="signed_up"),
    path("open-days/sign-ups/<str:number>/cancel/", day_views.cancel, name="cancel_sign_up"),
    path("open-days/sign-ups/<str:number>/rate/", day_views.rate, name="rate_open_day"),
    path("service-points/", public_views.points, name="points"),
    path("service-points/<int:pk>/", public_views.point, name="point"),
]
