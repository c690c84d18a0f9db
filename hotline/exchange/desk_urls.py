from django.urls import path

from hotline.exchange import desk

app_name = "exchange_desk"
urlpatterns = [
    path("", desk.index, name="index"),
    path("reports/<uuid:pk>/again/", desk.send_again, name="again"),
]
