from django.urls import path

from interaction.workbench import views

app_name = "workbench"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("cases/<int:pk>/", views.case_page, name="case"),
    path("cases/<int:pk>/do/<slug:action>/", views.act, name="act"),
    path("cases/<int:pk>/party/", views.reveal, name="reveal"),
    path("cases/<int:pk>/files/<uuid:file>/", views.download, name="download"),
]
