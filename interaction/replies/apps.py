from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "interaction.replies"
    label = "replies"

    def ready(self) -> None:
        from interaction.replies.watching import watch

        watch()
