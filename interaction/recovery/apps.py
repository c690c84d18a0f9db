from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "interaction.recovery"
    label = "recovery"

    def ready(self) -> None:
        from interaction.recovery import workflow  # noqa: F401  (declares what is done to recoveries)
        from interaction.recovery.todos import waiting
        from interaction.workflow.todos import offer_todos

        offer_todos(waiting)
