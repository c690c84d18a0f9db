from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "interaction.statistics"
    label = "statistics"

    def ready(self) -> None:
        from interaction.statistics.watching import watch

        watch()
