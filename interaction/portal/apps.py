from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "interaction.portal"
    label = "portal"
