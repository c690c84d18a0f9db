from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "mailbox"
    label = "mailbox"

    def ready(self) -> None:
        from interaction.archive import terms
        from interaction.casework import registry
        from interaction.replies import wording
        from mailbox import filing, time_limits  # noqa: F401  (time_limits registers the channel's rules)
        from mailbox.channel import CHANNEL
        from mailbox.watching import watch
        from mailbox.wording import WORDINGS

        registry.register(CHANNEL)
        watch()
        wording.register(*WORDINGS)
        terms.register(CHANNEL.key, filing.CLASSES, filing.class_of)
