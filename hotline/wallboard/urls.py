from django.urls import path

from hotline.wallboard import views

app_name = "wallboard"
urlpatterns = [path("", views.wall, name="wall"), path("device/", views.as_device, name="as_device")]
