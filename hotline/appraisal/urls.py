from django.urls import path

from hotline.appraisal import views

app_name = "appraisal"
urlpatterns = [
    path("", views.standings, name="standings"),
    path("points/<uuid:pk>/", views.point, name="point"),
    path("<slug:code>/<slug:month>/", views.points, name="points"),
]
