"""What citizens read and send: consultations, opinions, surveys, the catalogue of decisions."""

from django.urls import path

from interaction.consultations import opinion_views, public_views, survey_views

app_name = "consultations"
urlpatterns = [
    path("consultations/", public_views.listing, name="list"),
    path("consultations/track/", opinion_views.track, name="track"),
    path("consultations/receipt/<str:number>/", opinion_views.receipt, name="receipt"),
    path("consultations/receipt/<str:number>/pdf/", opinion_views.receipt_pdf, name="receipt_pdf"),
    path("consultations/mine/<str:number>/", opinion_views.mine, name="mine"),
    path("consultations/<int:pk>/", public_views.item, name="item"),
    path("consultations/<int:pk>/say/", opinion_views.opinion_create, name="opinion_create"),
    path("consultations/<int:pk>/opinions/", public_views.opinions, name="opinions"),
    path("consultations/<int:pk>/report/", public_views.report, name="report"),
    path("consultations/<int:pk>/report.pdf", public_views.report_pdf, name="report_pdf"),
    path("consultations/<int:pk>/annexes/<uuid:file>/", public_views.annex, name="annex"),
    path("surveys/", survey_views.listing, name="surveys"),
    path("surveys/<int:pk>/", survey_views.survey, name="survey"),
    path("decisions/", public_views.decisions, name="decisions"),
    path("decisions/<int:year>/", public_views.decisions_of, name="decisions_of"),
]
