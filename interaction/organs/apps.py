from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "interaction.organs"
    label = "organs"
