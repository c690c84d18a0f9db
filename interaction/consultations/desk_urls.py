"""Consultations, surveys and catalogues on the desk."""

from django.urls import path

from interaction.consultations import desk_views, opinion_desk
from interaction.workflow.desk import action_paths

app_name = "consultations_desk"
urlpatterns = [
    path("", desk_views.index, name="index"),
    path("<slug:kind>/new/", desk_views.begin, name="new"),
    path("<slug:kind>/<int:pk>/", desk_views.page, name="page"),
    *action_paths("<slug:kind>/<int:pk>/", desk_views.step),
    path("consultation/<int:pk>/opinions/", opinion_desk.opinions, name="opinions"),
    path("consultation/<int:pk>/opinions/<str:number>/", opinion_desk.opinion, name="opinion"),
    path("consultation/<int:pk>/annexes/<uuid:file>/", desk_views.annex, name="annex"),
]
