from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "mailbox"
    label = "mailbox"

    def ready(self) -> None:
        from . import time_limits  # noqa: F401 - importing it registers the rules
