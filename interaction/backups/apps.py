from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "interaction.backups"
    label = "backups"

    def ready(self) -> None:
        from interaction.backups.watching import watch

        watch()
