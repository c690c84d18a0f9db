from django.urls import path

from hotline.knowledge import views

app_name = "knowledge"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.edit, name="new"),
    path("<int:pk>/", views.article, name="article"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/wrong/", views.report_wrong, name="report"),
    path("reports/<int:pk>/", views.answer_report, name="answer"),
]
