from django.apps import AppConfig


class HotlineConfig(AppConfig):
    name = "hotline"
    label = "hotline"

    def ready(self) -> None:
        from hotline import time_limits  # noqa: F401  (registers the channel's rules)
        from hotline.channel import CHANNEL
        from interaction.casework import registry

        registry.register(CHANNEL)
