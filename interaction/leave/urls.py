"""请假与代班 on the desk."""

from django.urls import path

from interaction.leave import views

app_name = "leave"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.enter, name="new"),
    path("new/<int:pk>/", views.enter, name="new_for"),
    path("<int:pk>/", views.leave, name="leave"),
    path("<int:pk>/do/<slug:name>/", views.step, name="step"),
]
