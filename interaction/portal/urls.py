from django.urls import path

from interaction.portal.views import (
    calculator,
    figures,
    guides,
    home,
    organs,
    replies,
    submission,
    tracking,
    verification,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("view/<slug:mode>/<slug:value>/", home.mode, name="mode"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("privacy/", home.privacy, name="privacy"),
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:slug>/", guides.guide, name="guide"),
    path("organs/", organs.organs, name="organs"),
    path("organs/<slug:code>/", organs.organ, name="organ"),
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
    path("time-limit/", calculator.calculator, name="calculator"),
]
