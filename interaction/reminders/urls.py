"""我的提醒 on the desk."""

from django.urls import path

from interaction.reminders import views

app_name = "reminders"
urlpatterns = [path("", views.mine, name="mine")]
