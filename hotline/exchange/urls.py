"""What platforms above call."""

from django.urls import path

from hotline.exchange import api, openapi

app_name = "exchange"
urlpatterns = [
    path("v1/orders", api.orders, name="orders"),
    path("v1/orders/<str:number>", api.order, name="order"),
    path("v1/orders/<str:number>/messages", api.messages, name="messages"),
    path("openapi.json", openapi.document, name="openapi"),
]
