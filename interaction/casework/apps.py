from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "interaction.casework"
    label = "casework"
