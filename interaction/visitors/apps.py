from django.apps import AppConfig


class VisitorsConfig(AppConfig):
    name = "interaction.visitors"
    label = "visitors"
