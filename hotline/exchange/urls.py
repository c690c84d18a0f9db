"""What platforms above call."""

from django.urls import path

from hotline.exchange.api import api
from interaction.visitors.interfaces import document_view, patterns, signed_view

app_name = "exchange"
urlpatterns = [
    *patterns(api, signed_view),
    path("openapi.json", document_view(api, "/hotline/exchange/"), name="openapi"),
]
