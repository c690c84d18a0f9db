from django.urls import path

from interaction.portal.views import calculator, embedding, figures, home, replies, submission, tracking, verification

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("view/<slug:mode>/<slug:value>/", home.mode, name="mode"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("privacy/", home.privacy, name="privacy"),
    path("send/<slug:slug>/", submission.submit, name="submit"),
    path("receipt/<str:number>/", submission.receipt, name="receipt"),
    path("receipt/<str:number>/pdf/", submission.receipt_pdf, name="receipt_pdf"),
    path("track/", tracking.track, name="track"),
    path("track/<str:number>/", tracking.track_case, name="track_case"),
    path("track/<str:number>/do/<slug:action>/", tracking.act, name="act"),
    path("track/<str:number>/files/<uuid:file>/", tracking.download, name="download"),
    path("verify/", verification.verify, name="verify"),
    path("replies/", replies.listing, name="replies"),
    path("replies/<int:pk>/", replies.item, name="reply"),
    path("answers/", replies.answers, name="answers"),
    path("statistics/", figures.statistics, name="statistics"),
    path("statistics/tables/<slug:table>.csv", figures.table, name="statistics_table"),
    path("statistics/organs/<slug:code>/", figures.organ, name="statistics_organ"),
    path("statistics/organs/<slug:code>/tables/<slug:table>.csv", figures.table, name="statistics_organ_table"),
    path("embed/figures/", embedding.figures, name="embedded_figures"),
    path("time-limit/", calculator.calculator, name="calculator"),
]
