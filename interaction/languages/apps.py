from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    name = "interaction.languages"
    label = "languages"

    def ready(self) -> None:
        from django.utils import translation

        from interaction.languages.plain import speak_by

        speak_by(translation.gettext, translation.ngettext, translation.pgettext)
