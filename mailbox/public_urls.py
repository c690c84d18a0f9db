from django.urls import path

from mailbox import public_views

app_name = "mailboxes"
urlpatterns = [
    path("", public_views.listing, name="list"),
    path("<int:pk>/", public_views.record, name="record"),
]
