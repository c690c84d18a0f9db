from django.apps import AppConfig


class InstallingConfig(AppConfig):
    name = "interaction.installing"
    label = "installing"
