from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "interaction.casework"
    label = "casework"

    def ready(self) -> None:
        from interaction.casework import recompute  # noqa: F401  (answers calendar_changed)
