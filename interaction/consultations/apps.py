from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "interaction.consultations"
    label = "consultations"

    def ready(self) -> None:
        from interaction.consultations import desk_pages

        desk_pages.offer()
