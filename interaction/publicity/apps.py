from django.apps import AppConfig
from django.conf import settings

from interaction.publicity import shown


class PublicityConfig(AppConfig):
    name = "interaction.publicity"
    label = "publicity"

    def ready(self) -> None:
        from interaction.backups.erasures import erases_again
        from interaction.publicity.retention import CASE, erase_again

        erases_again(CASE, erase_again)
        shown.declare(settings.NUMBERS_SHOWN)
