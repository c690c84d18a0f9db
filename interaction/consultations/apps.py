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
        from interaction.consultations.models import Consultation
        from interaction.privacy.resealing import keeps_indexes
        from interaction.visitors.persons import PURPOSE
        from interaction.workflow.signals import document_changed

        document_changed.connect(indexing.follow, dispatch_uid="consultations.index")
        keeps_indexes(lambda: [PURPOSE])
        # Who has given an opinion is found by an index of each consultation's own.
        keeps_indexes(lambda: [f"opinion:{pk}" for pk in Consultation.objects.values_list("pk", flat=True)])
        desk_pages.offer()
        indexing.provide_all()
