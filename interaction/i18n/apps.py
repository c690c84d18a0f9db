from django.apps import AppConfig


class I18nConfig(AppConfig):
    name = "interaction.i18n"
    label = "i18n"

    def ready(self) -> None:
        from django.utils import translation

        from interaction.i18n.translation import set_translator

        set_translator(translation.gettext, translation.ngettext, translation.pgettext)
