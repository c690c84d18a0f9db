from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "interaction.supervision"
    label = "supervision"

    def ready(self) -> None:
        from interaction.supervision import time_limits  # noqa: F401  (registers its rule)
