from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "requests_app.disclosure"
    label = "disclosure"
