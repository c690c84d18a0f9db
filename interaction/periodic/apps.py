from django.apps import AppConfig


class PeriodicConfig(AppConfig):
    name = "interaction.periodic"
    label = "periodic"

    def ready(self) -> None:
        from interaction.periodic import records  # noqa: F401 - its receivers
        from interaction.periodic.watching import watch

        watch()
