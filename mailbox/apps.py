from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "mailbox"
    label = "mailbox"

    def ready(self) -> None:
        from interaction.casework import registry
        from mailbox import time_limits  # noqa: F401  (registers the channel's rules)
        from mailbox.channel import CHANNEL

        registry.register(CHANNEL)
