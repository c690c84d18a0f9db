"""账号恢复 on the desk."""

from django.urls import path

from interaction.recovery import views

app_name = "recovery"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.propose, name="new"),
    path("<int:pk>/", views.recovery, name="recovery"),
    path("<int:pk>/do/<slug:name>/", views.step, name="step"),
]
