from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "interaction.publicity"
    label = "publicity"
