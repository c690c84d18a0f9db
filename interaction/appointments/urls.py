"""岗位任命 on the desk."""

from django.urls import path

from interaction.appointments import views

app_name = "appointments"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.propose, name="new"),
    path("<int:pk>/", views.appointment, name="appointment"),
    path("<int:pk>/do/<slug:name>/", views.step, name="step"),
]
