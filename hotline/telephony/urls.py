"""What telephone systems call, and the way to a recording."""

from django.urls import path

from hotline.telephony import recordings
from hotline.telephony.webhook import api
from interaction.visitors.interfaces import document_view, patterns, signed_view

app_name = "telephony"
urlpatterns = [
    *patterns(api, signed_view),
    path("openapi.json", document_view(api, "/hotline/telephony/"), name="openapi"),
    path("calls/<uuid:pk>/recording/", recordings.recording, name="recording"),
]
