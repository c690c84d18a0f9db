from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "interaction.limits"
    label = "limits"
