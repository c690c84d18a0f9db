from django.urls import path

from interaction.portal.views import (
    calculator,
    feeds,
    figures,
    home,
    replies,
    searching,
    submission,
    subscribing,
    tracking,
    verification,
)

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
    path("organs/<str:code>/replies/", replies.organ_listing, name="organ_replies"),
    path("search/", searching.search_page, name="search"),
    path("feeds/replies/", feeds.everything, name="feed_all"),
    path("feeds/channels/<slug:channel>/", feeds.of_channel, name="feed_channel"),
    path("feeds/organs/<str:code>/", feeds.of_organ, name="feed_organ"),
    path("feeds/search/", feeds.of_search, name="feed_search"),
    path("subscriptions/", subscribing.subscribe, name="subscribe"),
    path("subscriptions/<uuid:pk>/<slug:token>/confirm/", subscribing.confirm, name="confirm_subscription"),
    path("subscriptions/<uuid:pk>/<slug:token>/", subscribing.leave, name="leave_subscription"),
    path("answers/", replies.answers, name="answers"),
    path("statistics/", figures.statistics, name="statistics"),
    path("time-limit/", calculator.calculator, name="calculator"),
]
