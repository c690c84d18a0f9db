from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "interaction.database"
    label = "database"
