from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "interaction.consultations"
    label = "consultations"

    def ready(self) -> None:
        from interaction.consultations import (  # noqa: F401  (each declares its steps)
            cataloguing,
            desk_pages,
            drafting,
            grouping,
            hearings,
            indexing,
            moderating,
            opinion_intake,
            reporting,
            surveys,
        )

        desk_pages.offer()
        indexing.provide_all()
