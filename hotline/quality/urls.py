from django.urls import path

from hotline.quality import views

app_name = "quality"
urlpatterns = [path("", views.index, name="index"), path("<uuid:pk>/", views.one, name="one")]
