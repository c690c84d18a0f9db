from django.apps import AppConfig
from django.conf import settings

from interaction.publicity import shown


class PublicityConfig(AppConfig):
    name = "interaction.publicity"
    label = "publicity"

    def ready(self) -> None:
        shown.declare(settings.NUMBERS_SHOWN)
