from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "interaction.database"
    label = "database"

    def ready(self) -> None:
        from interaction.database.watching import watch

        watch()
