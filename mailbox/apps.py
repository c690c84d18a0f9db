from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "mailbox"
    label = "mailbox"

    def ready(self) -> None:
        from interaction.archive import terms
        from interaction.casework import registry
        from mailbox import filing, time_limits  # noqa: F401  (time_limits registers the channel's rules)
        from mailbox.channel import CHANNEL

        registry.register(CHANNEL)
        terms.register(CHANNEL.key, filing.CLASSES, filing.class_of)
