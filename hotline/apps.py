from django.apps import AppConfig


class HotlineConfig(AppConfig):
    name = "hotline"
    label = "hotline"

    def ready(self) -> None:
        from hotline import filing, time_limits  # noqa: F401  (time_limits registers the channel's rules)
        from hotline.channel import CHANNEL
        from interaction.archive import terms
        from interaction.casework import registry

        registry.register(CHANNEL)
        terms.register(CHANNEL.key, filing.CLASSES, filing.class_of)
