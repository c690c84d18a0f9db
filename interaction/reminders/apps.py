from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "interaction.reminders"
    label = "reminders"

    def ready(self) -> None:
        from interaction.notices.delivery import register
        from interaction.reminders.delivering import ROBOTS

        register(ROBOTS)
