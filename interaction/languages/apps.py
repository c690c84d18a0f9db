from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    name = "interaction.languages"
    label = "languages"
