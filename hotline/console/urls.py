from django.urls import path

from hotline.console import call_back_views, views

app_name = "console"
urlpatterns = [
    path("", views.console, name="console"),
    path("seat/", views.seat, name="seat"),
    path("similar/", views.similar, name="similar"),
    path("knowledge/", views.knowledge, name="knowledge"),
    path("orders/", views.order, name="order"),
    path("orders/<int:pk>/read-out/", views.read_out, name="read_out"),
    path("calls/<uuid:pk>/notes/", views.notes, name="notes"),
    path("calls/<uuid:pk>/touched/", views.link_case, name="link_case"),
    path("calls/<uuid:pk>/end/", views.end, name="end"),
    path("calls/<uuid:pk>/wrap-up/", views.wrap_up, name="wrap_up"),
    path("call-backs/", call_back_views.queue, name="call_backs"),
    path("call-backs/<int:pk>/", call_back_views.one, name="call_back"),
    path("call-backs/<int:pk>/number/", call_back_views.show_number, name="number"),
    path("call-backs/<int:pk>/attempt/", call_back_views.attempt, name="attempt"),
]
