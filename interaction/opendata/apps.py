from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "interaction.opendata"
    label = "opendata"
