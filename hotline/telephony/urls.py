"""What telephone systems call, and the way to a recording."""

from django.urls import path

from hotline.telephony import openapi, recordings, webhook

app_name = "telephony"
urlpatterns = [
    path("events/", webhook.events, name="events"),
    path("openapi.json", openapi.document, name="openapi"),
    path("calls/<uuid:pk>/recording/", recordings.recording, name="recording"),
]
