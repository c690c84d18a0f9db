from django.apps import AppConfig


class LeaveConfig(AppConfig):
    name = "interaction.leave"
    label = "leave"

    def ready(self) -> None:
        from interaction.leave import workflow  # noqa: F401  (declares what is done to leaves)
        from interaction.leave.todos import waiting
        from interaction.workflow.todos import offer_todos

        offer_todos(waiting)
