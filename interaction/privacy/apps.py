from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "interaction.privacy"
    label = "privacy"
