from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "interaction.appointments"
    label = "appointments"

    def ready(self) -> None:
        from interaction.appointments import workflow  # noqa: F401  (declares what is done to appointments)
        from interaction.appointments.todos import waiting
        from interaction.workflow.todos import offer_todos

        offer_todos(waiting)
