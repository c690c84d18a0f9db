from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "interaction.notices"
    label = "notices"
