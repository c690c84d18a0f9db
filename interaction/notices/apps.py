from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "interaction.notices"
    label = "notices"

    def ready(self) -> None:
        from interaction.notices.delivery import register
        from interaction.notices.outbox import NOTICES
        from interaction.notices.watching import watch

        watch()
        register(NOTICES)
